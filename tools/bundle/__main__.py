"""Builds `dist/`: one file for a PC that has only Python, and a folder of wheels for the rest.

Run as `make bundle`. The same checkout gives the same bytes, on any day and any machine.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from packaging.utils import parse_wheel_filename

from tools.bundle import wheels
from tools.bundle.wheels import LOCK, ROOT

HERE = Path(__file__).parent
GUIDES = {
    "INSTALLER.md": "docs/how_to/agence_sans_reseau.md",
    "INSTALL.md": "docs/how_to/branch_without_a_network.md",
}
"""On the stick: what somebody reads who has nothing else."""
READ_AT_EACH_START = ("first_lines.py", "loader.py")
SHEBANG = b"#!/usr/bin/env python3\n"
_EMPTY = "ABOUT = {}  # type: ignore[var-annotated] # the build writes here what the file holds"
_LONG_AGO = "1577836800"


def main() -> None:
    """Read the arguments, and build."""
    parser = argparse.ArgumentParser(prog="python -m tools.bundle", description=__doc__)
    parser.add_argument("--pythons", nargs="+", default=["3.11"], metavar="3.11")
    parser.add_argument("--machine", default="x86_64", metavar="x86_64")
    parser.add_argument("--into", type=Path, default=ROOT / "dist", metavar="DIR")
    parser.add_argument("--counter", type=Path, metavar="WHEEL", help="of the program itself")
    asked = parser.parse_args()
    with TemporaryDirectory() as aside:
        counter = asked.counter or _counter(Path(aside))
        built = _build(asked.into, counter, asked.pythons, asked.machine)
    print(*(f"{file.relative_to(asked.into.parent)}" for file in built), sep="\n")


def _counter(folder: Path) -> Path:
    """The wheel of the program, law and words inside, built without a network."""
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        env={**os.environ, "SOURCE_DATE_EPOCH": _LONG_AGO},
        capture_output=True,
        text=True,
        check=False,
    )
    if built.returncode:
        raise SystemExit(built.stderr)
    (wheel,) = folder.glob("*.whl")
    return wheel


def _build(into: Path, counter: Path, pythons: list[str], machine: str) -> list[Path]:
    locked = {python: wheels.of_the_lock(python, machine) for python in pythons}
    every = {wheel.name: wheel for of_one in locked.values() for wheel in of_one}
    every[counter.name] = counter
    about = _about(counter, locked, every, machine)
    _clear(into)
    (into / "wheels").mkdir(parents=True)
    for name, wheel in sorted(every.items()):
        shutil.copyfile(wheel, into / "wheels" / name)
    (into / "wheels" / "requirements.txt").write_text(_requirements(counter), encoding="utf-8")
    for name, page in GUIDES.items():
        shutil.copyfile(ROOT / page, into / name)
    one_file = into / f"cnss-counter-{about['version']}-{about['id']}.pyz"
    _pack(one_file, about, every)
    sums = into / "SHA256SUMS"
    files = [one_file, *(into / name for name in GUIDES), *sorted((into / "wheels").iterdir())]
    lines = (f"{_hash(file)}  {file.relative_to(into).as_posix()}\n" for file in files)
    sums.write_text("".join(lines), encoding="ascii")
    return [one_file, into / "wheels", sums]


def _about(
    counter: Path, locked: Mapping[str, list[Path]], every: Mapping[str, Path], machine: str
) -> dict[str, Any]:
    """What the one file knows of itself; its `id` is drawn from all that it holds."""
    about = {
        "version": str(parse_wheel_filename(counter.name)[1]),
        "machine": machine,
        "glibc": [2, max(map(wheels.glibc_of, every.values()))],
        "pythons": {
            python: [wheel.name for wheel in of_one] + [counter.name]
            for python, of_one in sorted(locked.items())
        },
        "wheels": {name: _hash(wheel) for name, wheel in sorted(every.items())},
    }
    held = [repr(about), *((HERE / name).read_text("utf-8") for name in READ_AT_EACH_START)]
    return {"id": sha256("".join(held).encode()).hexdigest()[:8], **about}


def _pack(to: Path, about: Mapping[str, Any], every: Mapping[str, Path]) -> None:
    """A zip that Python starts: what reads it first, what unpacks it, and wheels as they are."""
    first = (HERE / "first_lines.py").read_text("utf-8")
    if first.count(_EMPTY) != 1:
        raise SystemExit(f"first_lines.py: {_EMPTY}")
    members = {
        "__main__.py": first.replace(_EMPTY, f"ABOUT = {about!r}").encode(),
        "tools/__init__.py": b"",
        "tools/bundle/__init__.py": b"",
        "tools/bundle/loader.py": (HERE / "loader.py").read_bytes(),
        **{f"wheels/{name}": wheel.read_bytes() for name, wheel in sorted(every.items())},
    }
    with to.open("wb") as out:
        out.write(SHEBANG)
        with ZipFile(out, "w", ZIP_STORED) as archive:
            for name, content in members.items():
                archive.writestr(ZipInfo(name), content)
    to.chmod(0o755)


def _requirements(counter: Path) -> str:
    """The lock, and the program's own wheel as one line more: pip takes all of it, or nothing."""
    name, version, *_ = parse_wheel_filename(counter.name)
    return f"{LOCK.read_text('utf-8')}{name}=={version} --hash=sha256:{_hash(counter)}\n"


def _clear(into: Path) -> None:
    """Take away what an earlier build left, and nothing else."""
    into.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(into / "wheels", ignore_errors=True)
    for file in into.glob("cnss-counter-*.pyz"):
        file.unlink()


def _hash(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
