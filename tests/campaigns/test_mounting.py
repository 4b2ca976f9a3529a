"""Whoever may not mount is told what is lacking: root in a container and a bare machine too."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from shlex import quote

import pytest

ROOT = Path(__file__).parents[2]
TRYING = """
from testkit import mounting
from testkit.mounting import NotPossibleHereError
for require in (mounting.require_memory, mounting.require_image) * 2:
    try:
        require()
        print("mounts")
    except NotPossibleHereError as lack:
        print(lack)
"""
MEMORY, IMAGE = "needs to mount a file system in memory", "needs to mount an ext4 in a file"


def trying(programs: Path) -> list[str]:
    """What each kind of file system lacks where there are these programs; each is tried twice."""
    tried = subprocess.run(
        [sys.executable, "-c", TRYING], cwd=ROOT, env={**os.environ, "PATH": str(programs)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (tried.returncode, tried.stderr) == (0, "")
    return tried.stdout.splitlines()


def write_program(file: Path, script: str) -> None:
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)


def test_without_the_programs_it_says_which_is_missing(tmp_path: Path) -> None:
    assert trying(tmp_path) == 2 * [
        f"{MEMORY}: mount: No such file or directory",
        f"{IMAGE}: mkfs.ext4: No such file or directory",
    ]


@pytest.mark.parametrize("said", ["mount: permission denied.", ""])
def test_a_refusal_is_told_in_the_words_of_who_refused_and_tried_once(
    tmp_path: Path, said: str
) -> None:
    """As root of a container is refused, who may call every program."""
    write_program(
        tmp_path / "mount", f"echo tried >>{quote(str(tmp_path))}/tries; echo '{said}' >&2; exit 32"
    )
    write_program(tmp_path / "mkfs.ext4", "exit 0")
    told = said or "mount ended with 32"
    assert trying(tmp_path) == 2 * [f"{MEMORY}: {told}", f"{IMAGE}: {told}"]
    assert (tmp_path / "tries").read_text(encoding="utf-8").split() == ["tried"] * 2


def test_where_it_is_allowed_both_are_mounted_and_taken_away(tmp_path: Path) -> None:
    for program in ("mount", "umount", "mkfs.ext4"):
        write_program(tmp_path / program, f"echo {program} >>{quote(str(tmp_path))}/tries")
    assert trying(tmp_path) == ["mounts"] * 4
    tries = (tmp_path / "tries").read_text(encoding="utf-8").split()
    assert tries == ["mount", "umount", "mkfs.ext4", "mount", "umount"]
