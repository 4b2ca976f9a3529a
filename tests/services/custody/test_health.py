"""The doctor sees what is wrong before anybody logs in."""

from __future__ import annotations

import errno
import io
import os
import sqlite3
import subprocess
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import NoReturn

import pytest

from cnss_counter import wording
from cnss_counter.clock import Clock, played_clock, system_clock
from cnss_counter.paths import Home
from cnss_counter.services.custody.health import HealthLine, examine
from cnss_counter.services.day import disk

OF_THE_HOME = {"files", "database", "keys", "disk"}


def _line(home: Home, name: str, clock: Clock = system_clock) -> HealthLine:
    return next(line for line in examine(home, clock=clock) if line.name == name)


def test_a_counter_that_is_set_up_is_well(home: Home) -> None:
    states = {line.name: line.state for line in examine(home, terminal=io.StringIO())}
    del states["law"]  # it is to be reviewed one day: a test of its own plays that day
    assert (states.pop("disk") == "ok") is not disk.is_low(home.folder)  # as this machine has room
    assert states == {
        "fonts": "ok",
        "terminal": "warning",
        "engine": "ok",
        "files": "ok",
        "database": "ok",
        "keys": "ok",
        "clock": "ok",
    }


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_line_can_be_said(home: Home, language: wording.Language) -> None:
    words = wording.load(language)
    for line in examine(home):
        assert words(line.key, **line.values)
        assert words(f"health.names.{line.name}")
        assert words(f"health.states.{line.state}")


@pytest.mark.parametrize(("on", "state"), [(date(2027, 5, 1), "ok"), (date(2027, 5, 2), "warning")])
def test_a_number_of_the_law_past_its_review_is_named(home: Home, on: date, state: str) -> None:
    line = _line(home, "law", played_clock(on))
    assert line.state == state
    assert (line.values.get("parameters") == "pension_monthly_amount") is (state == "warning")


def test_a_folder_without_a_counter_is_told_as_such(home: Home) -> None:
    nowhere = Home(home.folder.parent / "nowhere")
    assert _line(nowhere, "database").key == "health.not_set_up"
    assert _line(nowhere, "keys").key == "health.not_set_up"


@pytest.mark.parametrize("mode", [0o000, 0o500, 0o400, 0o755, 0o777])
@pytest.mark.parametrize("name", ["", "counter.db", "keys.json", "receipts", "machine.key"])
def test_wrong_rights_are_named_and_what_is_advised_mends_them(
    home: Home, name: str, mode: int
) -> None:
    wrong = home.folder / name
    wrong.chmod(mode)
    line = _line(home, "files")
    assert (line.state, line.values["file"]) == ("bad", str(wrong))
    assert line.key == ("health.files_open" if mode & 0o077 else "health.files_shut")
    _obey(line)
    assert _line(home, "files").state == "ok"
    assert wrong.stat().st_mode & 0o777 == (0o700 if wrong.is_dir() else 0o600)
    assert all(line.state == "ok" for line in examine(home) if line.name in OF_THE_HOME)


def test_one_advice_mends_all_of_one_kind_and_the_next_is_told_then(home: Home) -> None:
    for file in (home.folder, home.keyring, home.receipts):
        file.chmod(0o000)
    home.public_keys.write_bytes(b"{}")
    home.public_keys.chmod(0o644)
    _obey(_line(home, "files"))
    if _line(home, "files").state != "ok":  # what was in a folder that was shut
        _obey(_line(home, "files"))
    assert _line(home, "files").state == "ok"


def _obey(line: HealthLine) -> None:
    """As whoever reads the line: the command it ends with, word for word."""
    said = wording.load("fr")(line.key, **line.values)
    assert said.endswith(line.values["command"])
    subprocess.run(["sh", "-c", line.values["command"]], check=True, timeout=60)


@pytest.mark.parametrize("made", ["a file", "a link to nothing"])
def test_a_home_that_is_no_folder_is_told_as_such(home: Home, made: str) -> None:
    place = home.folder.with_name("place")
    place.write_text("x") if made == "a file" else place.symlink_to("nowhere")
    line = _line(Home(place), "files")
    assert (line.state, line.key) == ("bad", "errors.home.not_a_folder")


@pytest.mark.parametrize("place", ["/proc", "a file"])
def test_a_state_folder_in_which_nothing_can_be_written_is_named(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """Deposits go on there, and a copy put back would not be known: nothing else says so."""
    (tmp_path / "a file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / place / "state"))
    line = _line(home, "files")
    assert (line.state, line.key) == ("warning", "errors.store.mark_unwritable")
    assert line.values["file"].startswith(str(tmp_path / place))


def test_without_a_temporary_folder_the_engine_is_not_called_bad(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(home.folder / "nowhere"))
    line = _line(home, "engine")
    assert (line.state, line.key) == ("warning", "health.engine_not_tried")


def test_a_keyring_that_cannot_be_read_is_not_called_damaged(home: Home) -> None:
    home.keyring.unlink()
    home.keyring.mkdir()
    assert _line(home, "keys").key == "errors.store.refused"


def test_a_doctor_who_breaks_on_one_thing_tells_the_others(home: Home) -> None:
    def broken() -> NoReturn:
        raise ZeroDivisionError

    lines = {line.name: line for line in examine(home, clock=broken)}
    assert lines["clock"].values == {"bug": "ZeroDivisionError"}
    assert lines["database"].state == "ok"


class _FailingDisk(io.FileIO):
    """Well at its beginning."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise OSError(errno.EIO, "")
        return super().read(size)


def test_a_disk_that_fails_behind_the_first_page_is_told(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cnss_counter.limits.opened", _FailingDisk)
    line = _line(home, "database")
    assert (line.state, line.key) == ("bad", "errors.store.disk_error")


def test_a_database_that_is_no_file_of_a_disk_is_not_read(home: Home) -> None:
    """A device without end would be read for ever; one without content is no empty database."""
    home.database.unlink()
    home.database.symlink_to("/dev/null")
    assert _line(home, "database").key == "errors.store.refused"


def test_a_database_of_holes_is_damaged_before_all_of_it_is_read(home: Home) -> None:
    os.truncate(home.database, 4096 * 10_000_000)
    assert _line(home, "database").key == "errors.store.database_damaged"


@pytest.mark.parametrize("content", [None, b"", b"spoilt"])
def test_a_lost_or_spoilt_anchor_which_keeps_everybody_out_is_bad(
    home: Home, content: bytes | None
) -> None:
    anchor = home.database.with_suffix(".anchor")
    anchor.unlink()
    if content is not None:
        anchor.write_bytes(content)
        anchor.chmod(0o600)
    line = _line(home, "database")
    assert (line.state, line.key) == ("bad", "health.anchor_missing")


def test_a_database_that_is_not_encrypted_is_told(home: Home) -> None:
    home.database.unlink()
    plain = sqlite3.connect(home.database)
    plain.execute("CREATE TABLE persons (name TEXT)")
    plain.close()
    assert _line(home, "database").key == "health.database_not_encrypted"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3" + bytes(8176),
        b'{\n "format": 1,\n "keys": []' + b" " * 4096,
        bytes(8192),
        "réf. RCS-041-1\n".encode() * 700,
    ],
    ids=["nothing", "a receipt", "public keys", "zeros", "a text"],
)
def test_what_was_written_over_the_database_is_told(home: Home, content: bytes) -> None:
    home.database.write_bytes(content)
    assert _line(home, "database").key == "health.database_not_encrypted"


def test_a_database_without_its_last_bytes_is_told(home: Home) -> None:
    assert _line(home, "database").key == "health.database_closed"  # the control
    home.database.write_bytes(home.database.read_bytes()[:-1])
    assert _line(home, "database").key == "health.database_not_encrypted"


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b'{"slots": []}', b"[]", b'{"slots": [5]}', b'{"slots": 5}', b"\xff",
        b'{"slots": "abc"}', b'{"slots": {"id": "a"}}', b'{"slots": [{}]}', b"[" * 100_000,
        b'{"slots": [null]}',
    ],
    ids=lambda content: repr(content[:30]),
)  # fmt: skip
def test_a_spoilt_keyring_is_named(home: Home, content: bytes) -> None:
    home.keyring.write_bytes(content)
    assert _line(home, "keys").state == "bad"


def test_a_lost_machine_secret_is_bad(home: Home) -> None:
    home.machine_secret.unlink()
    assert _line(home, "keys").state == "bad"


def test_a_clock_before_the_last_writing_is_told(home: Home) -> None:
    yesterday = system_clock() - timedelta(days=1)
    assert _line(home, "clock", lambda: yesterday).state == "warning"
