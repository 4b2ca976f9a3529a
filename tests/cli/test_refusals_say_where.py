"""A refusal names what was asked for, by the name under which it was asked."""

from __future__ import annotations

from pathlib import Path

from cnss_counter.domain.reference_number import ReferenceNumber
from tests.cli.conftest import REAL_CLERK, REAL_PASSWORD, Ended, command

REFERENCE = str(ReferenceNumber("RCS", "041", "1", 2026, 1))


def as_clerk(home: Path, *arguments: str | Path) -> Ended:
    clerk = ("--clerk", REAL_CLERK.code, "--password-stdin", "--home", home)
    return command(*arguments, *clerk, lines=(REAL_PASSWORD,))


def test_a_file_into_no_folder_names_the_folder(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere"
    ended = command("leaflet", "--lang", "fr", "-o", missing / "x.pdf")
    assert ended.status == 2
    assert ended.refused.startswith(str(missing))
    assert ".x.pdf" not in ended.refused


def test_a_reference_typed_wrong_is_not_called_unknown(real_home: Path, tmp_path: Path) -> None:
    said = [
        as_clerk(real_home, "receipt", reference, "-o", tmp_path / "x.pdf").refused
        for reference in (REFERENCE, REFERENCE[:-2] + "00")
    ]
    assert "Aucune demande" in said[0]
    assert "faute de frappe" in said[1]


def test_a_person_nobody_knows_is_asked_for_by_nine_digits(real_home: Path, tmp_path: Path) -> None:
    ended = as_clerk(real_home, "person", "export", "1234", "-o", tmp_path / "x.json")
    assert ended.status == 2
    assert ended.refused.startswith("N°")
    assert "9 chiffres" in ended.refused


def test_what_is_no_backup_is_said_before_a_code_is_asked_for(tmp_path: Path) -> None:
    text = tmp_path / "README.md"
    text.write_text("# no backup", encoding="utf-8")
    options = ("--clerk", "A17", "--password-stdin", "--last-number", "1")
    for file in (text, tmp_path / "absent.backup"):
        ended = command("restore", file, *options, "--home", tmp_path / "home", lines=("code",))
        assert ended.status == 2
        assert ended.refused.startswith(str(file))
