"""`cnss-counter settings`: read and told on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyrage import DecryptError, decrypt, x25519

from tests.cli.conftest import REAL_CLERK, REAL_PASSWORD, Ended, command


def settings(home: Path, *options: str) -> Ended:
    return command(
        "settings", "--home", home, "--clerk", REAL_CLERK.code, "--password-stdin",
        *options, lines=(REAL_PASSWORD,),
    )  # fmt: skip


NOTHING_TOLD = {
    "cndp": None, "retention_months": None, "head_office": None, "lock_minutes": 5,
    "phone": None, "hours_fr": None, "hours_ar": None,
}  # fmt: skip


def test_what_was_told_is_there_the_next_time(real_home: Path) -> None:
    nothing = NOTHING_TOLD
    assert settings(real_home, "--json").document == nothing
    told = settings(real_home, "--cndp", "A-PO-7/2026", "--retention-months", "60", "--json")
    assert told.document == nothing | {"cndp": "A-PO-7/2026", "retention_months": 60}
    settings(real_home, "--retention-months", "none")
    again = settings(real_home, "--json").document
    assert again == nothing | {"cndp": "A-PO-7/2026"}


def test_how_the_agency_is_reached_is_told_and_taken_back(real_home: Path) -> None:
    hours = ("--hours-fr", "8:45-15:30, lundi", "--hours-ar", "8:45-15:30، الاثنين")
    said = {"phone": "05 37 00 00 00", "hours_fr": hours[1], "hours_ar": hours[3]}
    told = settings(real_home, "--phone", "٠٥ 37 00 00 00", *hours, "--json")
    assert told.document == NOTHING_TOLD | said
    assert "05 37 00 00 00" in settings(real_home).said
    half = settings(real_home, "--hours-ar", "none")
    assert (half.status, half.said) == (2, "")
    assert half.refused.startswith("--hours-ar")
    settings(real_home, "--phone", "none")
    assert settings(real_home, "--json").document == NOTHING_TOLD | said | {"phone": None}


def test_where_head_office_s_key_cannot_be_written_nothing_else_is(real_home: Path) -> None:
    office = x25519.Identity.generate()
    (real_home / "keys.lock").unlink(missing_ok=True)
    (real_home / "keys.lock").mkdir()
    ended = settings(real_home, "--phone", "0537000000", "--head-office", str(office.to_public()))
    (real_home / "keys.lock").rmdir()
    assert ended.status == 2
    assert settings(real_home, "--json").document == NOTHING_TOLD


def test_the_screen_locks_itself_after_as_long_as_was_told(real_home: Path) -> None:
    assert settings(real_home, "--lock-minutes", "12", "--json").document["lock_minutes"] == 12
    assert "12\N{NO-BREAK SPACE}minutes" in settings(real_home).said
    for typed in ("0", "16", "-1", "soon", "999999"):
        ended = settings(real_home, "--lock-minutes", typed)
        assert (ended.status, ended.said) == (2, "")
    assert settings(real_home, "--json").document["lock_minutes"] == 12


def test_of_a_line_with_something_impossible_nothing_is_written(real_home: Path) -> None:
    ended = settings(real_home, "--cndp", "A-PO-8/2026", "--lock-minutes", "7", "--phone", "12")
    assert ended.status == 2
    assert settings(real_home, "--json").document == NOTHING_TOLD


def test_head_office_gets_a_letter_that_only_its_key_reads(real_home: Path, tmp_path: Path) -> None:
    office, somebody = x25519.Identity.generate(), x25519.Identity.generate()
    told = settings(real_home, "--head-office", str(office.to_public()), "--json")
    assert told.document["head_office"] == str(office.to_public())
    letter = tmp_path / "letter.age"
    ended = command("keys", "letter", "--home", real_home, "-o", letter)
    assert (ended.status, str(letter) in ended.said) == (0, True)
    assert decrypt(letter.read_bytes(), [office]).startswith(b"041-1 ")
    with pytest.raises(DecryptError):
        decrypt(letter.read_bytes(), [somebody])
    assert settings(real_home, "--head-office", "none", "--json").document["head_office"] is None
    ended = command("keys", "letter", "--home", real_home, "-o", letter)
    assert ended.status == 2
    assert "--head-office" in ended.refused


@pytest.mark.parametrize("typed", ["", "age1", "AGE-SECRET-KEY-1", "ssh-ed25519 AAAA"])
def test_what_is_no_key_of_age_is_refused(real_home: Path, typed: str) -> None:
    ended = settings(real_home, "--head-office", typed)
    assert ended.status == 2
    assert "--head-office" in ended.refused


@pytest.mark.parametrize("typed", ["0", "-3", "1201", "many", "6 mois"])
def test_no_other_duration_is_taken(real_home: Path, typed: str) -> None:
    ended = settings(real_home, "--retention-months", typed)
    assert ended.status == 2
    assert "--retention-months" in ended.refused
