"""A backup that somebody made to do harm is refused by its first blocks, and writes nothing."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from cnss_counter.errors import BadInputError, CounterError, StoreError
from cnss_counter.paths import Home
from cnss_counter.services.custody import restoring
from cnss_counter.services.custody.restoring import BySheet
from cnss_counter.services.day import disk
from cnss_counter.storage.files import backup
from testkit.forged_backups import FORGED, manifest, member
from tests.refusals import refused

MEASURED = """
import re, sys, tarfile
from pathlib import Path
from cnss_counter.storage.files import backup
file, into = map(Path, sys.argv[1:])
try:
    {look}
except Exception:
    pass
print(int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) // 1000)
"""
"""Of this program alone: what `getrusage` says includes whoever started it."""


def _nobody(_done: int, _total: int) -> None: ...


def memory_of(look: str, file: Path, into: Path) -> int:
    """Megabytes that a process took at most to look at a file."""
    script = MEASURED.format(look=look)
    done = subprocess.run(
        [sys.executable, "-c", script, file, into], capture_output=True, check=True
    )
    return int(done.stdout)


@pytest.mark.parametrize("kind", FORGED)
def test_a_forged_backup_is_refused_and_leaves_nothing(tmp_path: Path, kind: str) -> None:
    file, home = tmp_path / "forged.backup", Home(tmp_path / "new")
    FORGED[kind](file)
    with pytest.raises(CounterError) as told:
        restoring.restore(file, home, "a17", BySheet("any", "any"), "1")
    assert isinstance(told.value, (BadInputError, StoreError))
    assert told.value.code in {"backup.not_a_backup", "backup.damaged"}
    assert [place.name for place in tmp_path.iterdir()] == ["forged.backup"]


@pytest.mark.parametrize("kind", FORGED)
def test_no_part_of_a_forged_backup_takes_the_disk(tmp_path: Path, kind: str) -> None:
    file, into = tmp_path / "forged.backup", tmp_path / "into"
    FORGED[kind](file)
    into.mkdir()
    with pytest.raises((BadInputError, StoreError)):
        backup.unpack(file, into, _nobody)
    assert sum(part.stat().st_size for part in into.iterdir()) < 200_000


def test_what_stands_in_front_of_a_part_is_not_read_into_memory(tmp_path: Path) -> None:
    file = tmp_path / "forged.backup"
    FORGED["a name of 600 MB"](file)
    ours = "backup.unpack(file, into, lambda *_: None)"
    assert memory_of(ours, file, tmp_path) < 300
    theirs = "tarfile.open(file, 'r:').getmembers()"
    assert memory_of(theirs, file, tmp_path) > 500, "the control: read before anybody sees it"


def test_more_than_the_disk_has_is_not_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is left over is enough for a request: a counter that has no room would be of no use."""
    file = tmp_path / "any.backup"
    file.write_bytes(member("manifest.json", manifest()))
    for free, code in ((disk.TOO_LITTLE, "store.no_room"), (2 * disk.TOO_LITTLE, "backup.damaged")):
        usage = type("Usage", (), {"free": free})
        monkeypatch.setattr("shutil.disk_usage", lambda _, usage=usage: usage)
        with refused(StoreError, code):
            restoring.restore(file, Home(tmp_path / "new"), "a17", BySheet("any", "any"), "1")


@pytest.mark.parametrize("kind", ["a database of holes", "a byte in each mebibyte"])
def test_a_backup_of_holes_is_refused_before_a_password_is_asked_for(
    tmp_path: Path, kind: str
) -> None:
    file = tmp_path / "forged.backup"
    FORGED[kind](file)
    size, on_disk = file.stat().st_size, file.stat().st_blocks * 512
    with refused(StoreError, "backup.damaged"):
        restoring.require_backup(file)
    backup.require_backup(file)  # the control: it begins as an honest one does
    assert on_disk < size // 100


def test_a_backup_of_a_database_beyond_eight_gigabytes_needs_no_header_more() -> None:
    large = tarfile.TarInfo("counter.db")
    large.size = 9_000_000_000
    assert len(large.tobuf(tarfile.GNU_FORMAT)) == tarfile.BLOCKSIZE
    assert len(large.tobuf(tarfile.DEFAULT_FORMAT)) > tarfile.BLOCKSIZE, "the control"


def test_the_control_reads_what_is_forged_as_little_as_can_be(tmp_path: Path) -> None:
    """Else the others would be refused for another reason than the one they are there for."""
    file = tmp_path / "honest.backup"
    file.write_bytes(member("manifest.json", manifest()))
    backup.require_backup(file)
    with refused(StoreError, "backup.damaged") as detail:
        backup.unpack(file, tmp_path, _nobody)
    assert detail["part"] == "counter.db"
