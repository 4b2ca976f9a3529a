"""A folder of wheels as a registry will have them tomorrow: every pin, and newer than every pin.

Each wheel is empty but for its metadata, which is what pip decides by.
"""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tarfile import TarFile, TarInfo
from zipfile import ZipFile, ZipInfo

from tests.machine.locks import ROOT, asked_by, pins_of

OF_TOMORROW = "999.0"


def wheel(folder: Path, name: str, version: str) -> str:
    """Writes an empty wheel that asks for what the true one asks for; its SHA-256."""
    stem = f"{name.replace('-', '_')}-{version}"
    requires, extras = asked_by(name)
    words = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    words += [f"Provides-Extra: {extra}" for extra in extras]
    words += [f"Requires-Dist: {requirement}" for requirement in requires]
    file = folder / f"{stem}-py3-none-any.whl"
    inner = {
        "METADATA": "\n".join(words) + "\n",
        "WHEEL": "Wheel-Version: 1.0\nGenerator: made up\n"
        "Root-Is-Purelib: true\nTag: py3-none-any\n",
        "RECORD": "",
    }
    with ZipFile(file, "w") as archive:
        for part, text in inner.items():  # without the time of day: two locks share a wheel
            archive.writestr(ZipInfo(f"{stem}.dist-info/{part}"), text)
    return sha256(file.read_bytes()).hexdigest()


def sources(folder: Path, name: str, version: str, trace: Path) -> str:
    """Writes a source archive whose build leaves a trace before it fails; its SHA-256."""
    backend = '[build-system]\nrequires = []\nbuild-backend = "traced"\nbackend-path = ["."]\n'
    files = {
        "PKG-INFO": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        "pyproject.toml": backend,
        "traced.py": f"open({str(trace)!r}, 'w').close()\n",
    }
    file = folder / f"{name}-{version}.tar.gz"
    with TarFile.open(file, "w:gz") as archive:
        for inner, text in files.items():
            about = TarInfo(f"{name}-{version}/{inner}")
            about.size = len(text.encode())
            archive.addfile(about, BytesIO(text.encode()))
    return sha256(file.read_bytes()).hexdigest()


def locked_again(lock: str, wheels: Path) -> str:
    """The lock file with the hashes of made-up wheels, which lie in `wheels` afterwards."""
    lines = []
    for pin in pins_of(lock):
        wheel(wheels, pin.name, OF_TOMORROW)
        lines.append(f"{pin.requirement} --hash=sha256:{wheel(wheels, pin.name, pin.version)}\n")
    return "".join(lines)


def makefile_without(option: str) -> str:
    """The Makefile, without an option that its pip lines carry."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert f" {option}" in makefile
    return makefile.replace(f" {option}", "")
