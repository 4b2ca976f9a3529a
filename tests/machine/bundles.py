"""Bundles as a branch gets them, and a PC that has Python alone and no network."""

from __future__ import annotations

import ast
import json
import os
import platform
import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile

from tests.machine.locks import ROOT

HERE = f"{sys.version_info.major}.{sys.version_info.minor}"
BARE_PYTHON = Path(sys.base_prefix) / "bin" / f"python{HERE}"
"""The Python below the environment of the tests; with `-S` it has its own library and no other."""
NO_NETWORK = ("unshare", "--net") if os.geteuid() == 0 else ("unshare", "--map-root-user", "--net")


def build(into: Path, *options: str | Path) -> Path:
    """`make bundle` for this Python and this machine; the one file."""
    subprocess.run(
        [
            *(sys.executable, "-m", "tools.bundle", "--into", into),
            *("--pythons", HERE, "--machine", platform.machine(), *options),
        ],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    (file,) = into.glob("*.pyz")
    return file


class Said(NamedTuple):
    """How a program ended: its status, and what it said on each output."""

    status: int
    said: str
    refused: str

    @property
    def document(self) -> Any:
        return json.loads(self.said)


class Computer:
    """A PC of a branch: Python, a folder for its account, nothing else, no network."""

    def __init__(self, folder: Path, programs: Path | None = None) -> None:
        self.account = folder / "account"
        self.account.mkdir(parents=True)
        self.around = {"HOME": str(self.account), "PATH": os.defpath, "PYTHONUTF8": "1"}
        if programs:  # unpacked once for several of these
            self.around["CNSS_COUNTER_PROGRAMS"] = str(programs)

    @property
    def programs(self) -> Path:
        return self.account / ".local" / "share" / "cnss-counter" / "programs"

    def unpacked(self) -> set[str]:
        return {folder.name for folder in self.programs.iterdir()}

    def words(self, file: Path, *arguments: str | Path, before: tuple[str, ...] = ()) -> list[str]:
        """The whole command: cut off from the network, after what is said before Python."""
        return [*NO_NETWORK, *before, *map(str, (BARE_PYTHON, "-S", file, *arguments))]

    def run(
        self,
        file: Path,
        *arguments: str | Path,
        lines: tuple[str, ...] = (),
        before: tuple[str, ...] = (),
        around: Mapping[str, str] | None = None,
    ) -> Said:
        """Start the one file; `lines` on standard input, `around` in the environment."""
        ended = subprocess.run(
            self.words(file, *arguments, before=before),
            input="".join(f"{line}\n" for line in lines),
            capture_output=True,
            encoding="utf-8",
            env=self.around | dict(around or {}),
            cwd=self.account,
            timeout=300,
            check=False,
        )
        return Said(ended.returncode, ended.stdout, ended.stderr)

    def start(self, file: Path) -> subprocess.Popen[str]:
        """The same, and go on; it stays as long as its standard input is open."""
        return subprocess.Popen(
            self.words(file),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=self.around,
        )


STARTED = "from {wheel}\n"
_PROGRAM = """
import os, sys
def main():
    streams = sys.stdin, sys.stdout, sys.stderr
    if any(stream is None and is_open(number) for number, stream in enumerate(streams)):
        return 3
    print("from {wheel}", flush=True)
    sys.stdin.read()
    return 0
def is_open(number):
    try:
        os.fstat(number)
    except OSError:
        return False
    return True
"""


def made_up(bundle: Path, to: Path, wheel: str, **about: Any) -> Path:
    """The same file with another program: it says which wheel it came in, and reads to the end.

    It ends with 3 where a standard stream that is missing was opened on something else.

    `about`: what else is changed in what the file says of itself; `weight`: bytes beside it.
    """
    weight = about.pop("weight", 0)
    content = _zip({
        "cnss_counter/__init__.py": "",
        "cnss_counter/__main__.py": _PROGRAM.format(wheel=wheel),
        "cnss_counter/heavy": "x" * weight,
        f"{wheel}.data/data/share/man": "of no use here",
    })  # fmt: skip
    with ZipFile(bundle) as archive:
        members = {
            name: archive.read(name).decode()
            for name in archive.namelist()
            if not name.startswith("wheels/")
        }
    said = about_of(bundle) | {
        "id": sha256(wheel.encode()).hexdigest()[:8],
        "pythons": {HERE: [wheel]},
        "wheels": {wheel: sha256(content).hexdigest()},
    }
    before, _, after = members["__main__.py"].partition(_LINE)
    rest = after.partition("\n")[2]
    members["__main__.py"] = f"{before}{_LINE}{said | about!r}\n{rest}"
    to.write_bytes(_zip({**members, f"wheels/{wheel}": content}))
    return to


_LINE = "\nABOUT = "


def about_of(bundle: Path) -> dict[str, Any]:
    """What a file says of itself: `id`, `version`, `pythons`, `machine`, `glibc`, `wheels`."""
    with ZipFile(bundle) as archive:
        first = archive.read("__main__.py").decode()
    about: dict[str, Any] = ast.literal_eval(first.partition(_LINE)[2].partition("\n")[0])
    return about


def changed_wheel(wheel: Path, to: Path, changes: Mapping[str, tuple[str, str]]) -> Path:
    """The same wheel, where in some members a text stands for another."""
    with ZipFile(wheel) as before, ZipFile(to, "w") as after:
        for member in before.infolist():
            content = before.read(member)
            if member.filename in changes:
                old, new = changes[member.filename]
                assert content.decode().count(old) == 1
                content = content.decode().replace(old, new).encode()
            after.writestr(member, content)
    return to


def _zip(members: Mapping[str, str | bytes]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()
