"""`-o`, `--sheet` and the backup's folder: never the counter's own files, and said before login."""

from __future__ import annotations

import os
import tarfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from cnss_counter.paths import Home
from testkit.clients import case_of
from tests.cli.conftest import REAL_PASSWORD, WriteCase, command

CLERK = ("--clerk", "A17", "--password-stdin")
REFERENCE = "RCS-041-1-2026-000001-53"
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "receipt": ("receipt", REFERENCE, *CLERK, "-o"),
    "keys export": ("keys", "export", "-o"),
    "keys letter": ("keys", "letter", "-o"),
    "person export": ("person", "export", "123456789", *CLERK, "-o"),
    "person purge": ("person", "purge", "--supervisor", "S02", *CLERK, "-o"),
    "leaflet": ("leaflet", "--lang", "fr", "-o"),
    "recover": ("recover", *CLERK, "--sheet"),
    "backup": ("backup", *CLERK),
}


def _contents(home: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in home.rglob("*") if file.is_file()}


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_writes_over_the_counter(real_home: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "link").symlink_to(real_home)
    before = _contents(real_home)
    words = COMMANDS[name]
    home = () if name == "leaflet" else ("--home", real_home)
    for place in (real_home / "counter.db", tmp_path / "link" / "keys.json"):
        ended = command(*words, place, *home)  # no password on the input: nobody asks for one
        assert (ended.status, ended.said, ended.refused.count("\n")) == (2, "", 1)
        assert str(real_home) in ended.refused
        option = "DOSSIER" if name == "backup" else words[-1]
        assert ended.refused.startswith(f"{option} :")
    assert _contents(real_home) == before


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "backup"])
def test_no_command_takes_the_place_of_a_device_or_of_nothing(real_home: Path, name: str) -> None:
    home = () if name == "leaflet" else ("--home", real_home)
    for place in (os.devnull, "", "."):
        ended = command(*COMMANDS[name], place, *home)
        assert (ended.status, ended.refused.count("\n")) == (2, 1)
        assert "Traceback" not in ended.refused
    assert not Path(os.devnull).is_file()


def test_a_sheet_is_not_written_into_the_home_that_is_about_to_be_made(tmp_path: Path) -> None:
    home = tmp_path / "new"
    ended = command(
        "setup", "--home", home, "--agency", "041", "--agency-name-fr", "Fès", "--agency-name-ar",
        "فاس", "--city", "Fès", "--counter", "1", "--admin", "A17", "--password-stdin",
        "--sheet", home / "counter.db", lines=(REAL_PASSWORD,),
    )  # fmt: skip
    assert ended.status == 2
    assert not home.exists()


def test_a_receipt_may_stand_under_its_own_name_only(
    real_home: Path, write_case: WriteCase
) -> None:
    at_home = ("--home", real_home, *CLERK)
    done = command("deposit", write_case(case_of()), *at_home, "--json", lines=(REAL_PASSWORD,))
    reference = done.document["reference"]
    receipts = Home(real_home).receipts
    own = receipts / f"{reference}-duplicata-1.pdf"
    ended = command("receipt", reference, "-o", own, *at_home, lines=(REAL_PASSWORD,))
    assert (ended.status, own.exists()) == (0, True)
    for name in ("RCS-041-1-2026-000002-51.pdf", "cloture.pdf", f"{reference}.pdf/x.pdf"):
        refused = command("receipt", reference, "-o", receipts / name, *at_home)
        assert refused.status == 2
    assert command("receipt", "--", reference, "-o", real_home / own.name, *at_home).status == 2


def test_a_backup_may_go_among_the_backups_or_outside(real_home: Path, tmp_path: Path) -> None:
    at_home = ("--home", real_home, *CLERK, "--json")
    for folder in (Home(real_home).backups, tmp_path / "usb"):
        made = command("backup", folder, *at_home, lines=(REAL_PASSWORD,))
        assert made.status == 0, made.refused
        assert tarfile.is_tarfile(made.document["backup"])


def test_a_backup_goes_to_no_folder_without_a_name(real_home: Path, tmp_path: Path) -> None:
    """Empty it was the current folder; of bytes that are no text it ended in a traceback."""
    for name in ("", os.fsdecode(bytes(tmp_path / "a") + b"\xff")):
        ended = command("backup", name, "--home", real_home, *CLERK, lines=(REAL_PASSWORD,))
        assert (ended.status, ended.refused.count("\n")) == (2, 1)
        assert "DOSSIER" in ended.refused
    assert [entry.name for entry in tmp_path.iterdir()] == [real_home.name]
