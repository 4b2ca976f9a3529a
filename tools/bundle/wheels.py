"""The wheels of the lock for one Python on one machine, from wherever pip is configured to look."""

from __future__ import annotations

import re
import subprocess
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from packaging.utils import parse_wheel_filename

ROOT = Path(__file__).parent.parent.parent
LOCK = ROOT / "requirements" / "run.txt"
KEPT = ROOT / "build" / "wheels"
NEWEST_GLIBC = 28
"""2.28: Debian 10, RHEL 8, Ubuntu 18.10. A wheel that asks for a newer one is not taken."""
_LONG_AGO = {"manylinux1": 5, "manylinux2010": 12, "manylinux2014": 17}


def of_the_lock(python: str, machine: str) -> list[Path]:
    """The wheels of `requirements/run.txt`, each with its hash; downloaded once for each lock.

    Raises `SystemExit` where pip does not find one; pip has said which.
    """
    lock = sha256(LOCK.read_bytes()).hexdigest()[:8]
    folder = KEPT / f"{python}-{machine}-{lock}"
    if not folder.is_dir():
        _download(python, machine, folder)
    return sorted(folder.glob("*.whl"))


def glibc_of(wheel: Path) -> int:
    """The minor version of the glibc 2 that a wheel asks for; 0 for none."""
    platforms = [tag.platform for tag in parse_wheel_filename(wheel.name)[3]]
    return min((_minor(platform) for platform in platforms), default=0)


def _minor(platform: str) -> int:
    for name, minor in _LONG_AGO.items():
        if platform.startswith(f"{name}_"):
            return minor
    named = re.match(r"manylinux_2_(\d+)_", platform)
    return int(named[1]) if named else 0


def _download(python: str, machine: str, folder: Path) -> None:
    platforms = [f"manylinux_2_{minor}_{machine}" for minor in range(NEWEST_GLIBC, 4, -1)]
    platforms += [f"{name}_{machine}" for name in _LONG_AGO]
    KEPT.mkdir(parents=True, exist_ok=True)
    unfinished = Path(mkdtemp(prefix=f".{folder.name}-", dir=KEPT))
    ended = subprocess.run(
        [
            *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"),
            *("--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", LOCK),
            *("--implementation", "cp", "--python-version", python),
            *(word for platform in platforms for word in ("--platform", platform)),
            *("--dest", unfinished),
        ],
        check=False,
    )
    if not ended.returncode:
        with suppress(OSError):  # another build was quicker: its wheels are the same
            unfinished.rename(folder)
    rmtree(unfinished, ignore_errors=True)
    if ended.returncode or not folder.is_dir():
        raise SystemExit(ended.returncode or 1)
