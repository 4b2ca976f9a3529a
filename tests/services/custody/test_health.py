"""The doctor sees what is wrong before anybody logs in."""

from __future__ import annotations

import io
import sqlite3
from datetime import date, timedelta

import pytest

from cnss_counter import wording
from cnss_counter.clock import Clock, played_clock, system_clock
from cnss_counter.paths import Home
from cnss_counter.services.custody.health import HealthLine, examine
from cnss_counter.services.day import disk


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


def test_a_file_that_others_may_read_is_named(home: Home) -> None:
    home.database.chmod(0o644)
    line = _line(home, "database")
    assert (line.state, line.key) == ("bad", "health.database_open_to_others")
    assert line.values == {"file": str(home.database), "mode": "600"}


def test_a_folder_that_others_may_read_keeps_the_way_in_for_its_owner(home: Home) -> None:
    home.folder.chmod(0o755)
    assert _line(home, "database").values == {"file": str(home.folder), "mode": "700"}


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
