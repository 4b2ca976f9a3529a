"""A file that somebody made larger, deeper or longer than any honest one stops nobody."""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cnss_counter import limits
from cnss_counter.errors import AccessError, BadInputError, CounterError, DataFileError, StoreError
from cnss_counter.law.data_file import read_table
from cnss_counter.paths import Home
from cnss_counter.services.law import case_table
from cnss_counter.services.printing import verification
from cnss_counter.storage.files import homes, preferences, print_cleanup, session_marks
from cnss_counter.storage.stored import Record
from cnss_counter.storage.vault import public_keys, refused_tries, stored_slots
from cnss_counter.storage.vault.anchor import Anchor
from cnss_counter.storage.vault.key_file import KeyFile
from cnss_counter.storage.vault.machine_secret import MachineSecret
from cnss_counter.storage.vault.slots import Slot
from cnss_counter.storage.vault.throttle import Throttle
from cnss_counter.text import toml_text
from cnss_counter.wording.tables import Tables
from tests.refusals import refused

PACKAGE = Path(__file__).parents[3] / "cnss_counter"
READ_ELSEWHERE = {
    "law/compiled.py": "made by this program beside itself",
    "law/stamp.py": "made by this program beside itself",
    "limits.py": "the one door",
    "paths.py": "laid beside the program by its own loader",
    "services/printing/foreign_pdf.py": "the kernel's, of the process itself",
    "storage/files/backup.py": "what it wrote, to flush it",
    "storage/files/network_folders.py": "the kernel's list of disks",
    "storage/files/private_files.py": "a folder, to flush it",
    "wording/compiled.py": "made by this program beside itself",
}
"""What is opened without `limits.read`, and why it may be."""

READ_IN_PART = {
    "services/custody/restoring.py": "nothing: whether it has holes",
    "services/custody/health.py": "a database, unless it is of holes: no more than a disk holds",
    "storage/files/backup.py": "a backup block by block; a database for it",
    "storage/vault/next_key.py": "the first bytes of the database",
}
"""What asks `limits.opened` for a file of a disk, and how much of it is read."""


def _opens(tree: ast.AST) -> Iterator[str]:
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        asked = call.func
        if isinstance(asked, ast.Name) and asked.id == "open" and _is_read(call):
            yield "open"
        elif isinstance(asked, ast.Attribute) and asked.attr in {"read_bytes", "read_text"}:
            yield asked.attr
        elif isinstance(asked, ast.Attribute) and asked.attr == "open" and _may_read(call):
            yield "open"


def _is_read(call: ast.Call) -> bool:
    return not call.args or not isinstance(call.args[0], ast.Constant)  # a number is a descriptor


def _may_read(call: ast.Call) -> bool:
    """`path.open()` and the like, or `os.open` for nothing but reading."""
    said = [ast.unparse(one) for one in call.args]
    return not said or said[0] in {"'r'", "'rb'"} or any("O_RDONLY" in one for one in said[1:])


def test_every_file_is_read_within_a_limit() -> None:
    found = {
        str(file.relative_to(PACKAGE))
        for file in PACKAGE.rglob("*.py")
        if any(_opens(ast.parse(file.read_text(encoding="utf-8"))))
    }
    assert found == set(READ_ELSEWHERE)


def test_what_is_read_in_part_is_a_file_of_a_disk_and_says_how_much() -> None:
    found = {
        str(file.relative_to(PACKAGE))
        for file in PACKAGE.rglob("*.py")
        if "limits.opened(" in file.read_text(encoding="utf-8")
    }
    assert found == set(READ_IN_PART)


def test_the_control_sees_a_file_read_without_one() -> None:
    seen = (
        "path.read_bytes()", "path.read_text('utf-8')", "open(path)", "path.open('rb')",
        "path.open()", "path.open('r')", "os.open(path, os.O_RDONLY)",
    )  # fmt: skip
    assert all(any(_opens(ast.parse(read))) for read in seen)


DEEP = b"[" * 100_000 + b"]" * 100_000
SPOILT = {
    "deep": DEEP,
    "deep objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "holes": b"",
    "a long number": b'{"version": ' + b"9" * 100_000 + b"}",
}


def spoil(file: Path, kind: str) -> None:
    """A file that no honest one looks like; with holes, of five gigabytes."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(SPOILT[kind])
    if kind == "holes":
        os.truncate(file, 5_000_000_000)


@pytest.mark.parametrize("kind", SPOILT)
def test_what_a_counter_keeps_beside_its_database_is_told_as_damaged(
    tmp_path: Path, kind: str
) -> None:
    home = Home(tmp_path)
    for file in (home.keyring, home.preferences, home.machine_secret, home.description):
        spoil(file, kind)
    for look in (
        KeyFile(home.keyring).read,
        MachineSecret(home.machine_secret).read,
        lambda: preferences.read(home),
        lambda: homes.kind(home),
    ):
        with refused(StoreError, "store.damaged"):
            look()


@pytest.mark.parametrize("kind", SPOILT)
def test_what_slows_down_a_guess_is_written_anew_and_costs_its_wait(
    tmp_path: Path, kind: str
) -> None:
    home = Home(tmp_path)
    throttle = Throttle(home.throttle, lambda: 1_000_000.0)
    spoil(home.throttle, kind)
    with refused(AccessError, "access.wait"):
        throttle.book("any")
    assert home.throttle.stat().st_size < limits.STATE
    spoil(home.refused_tries, kind)
    assert [tried.slot for tried in refused_tries.waiting(home)] == [refused_tries.UNKNOWN]


@pytest.mark.parametrize("kind", SPOILT)
def test_marks_that_say_too_much_say_nothing(tmp_path: Path, kind: str) -> None:
    home = Home(tmp_path)
    spoil(home.session_marks / "A17.0", kind)
    (cut,) = session_marks.cut_short(home, "A17")
    assert cut.draft is None
    spoil(home.handed_over / "any", kind)
    assert list(print_cleanup.waiting(home)) == []
    assert list(home.handed_over.iterdir()) == []


@pytest.mark.parametrize("kind", SPOILT)
def test_public_keys_that_are_none_are_named(tmp_path: Path, kind: str) -> None:
    spoil(tmp_path / "keys.json", kind)
    with refused(BadInputError, "keys.not_public_keys"):
        public_keys.read(tmp_path / "keys.json")


def test_an_anchor_of_any_length_is_told(tmp_path: Path) -> None:
    anchor = Anchor(tmp_path / "counter.anchor")
    spoil(anchor.path, "holes")
    with refused(StoreError, "store.damaged"):
        anchor.read()


def test_a_scanned_text_of_millions_of_lines_is_no_receipt(tmp_path: Path) -> None:
    file = tmp_path / "scanned.txt"
    file.write_text("é\n" * limits.SCANNED)
    with refused(BadInputError, "verify.not_a_receipt"):
        verification.verify(file, [])


def slot(**cost: int) -> dict[str, object]:
    """A slot as a backup that somebody made may hold it."""
    usual = {"memory": 64 * 1024, "passes": 3, "lanes": 1}
    texts = {"id": "any", "salt": "A" * 22 + "==", "nonce": "A" * 16, "sealed": ""}
    return {**texts, "cost": {**usual, **cost}}


@pytest.mark.parametrize("dear", [{"memory": 1024 * 1024}, {"passes": 64}, {"lanes": 16}])
def test_a_slot_that_would_take_the_computer_is_none(dear: dict[str, int]) -> None:
    assert isinstance(stored_slots.read(Record(slot())), Slot), "the control"
    with pytest.raises(ValueError, match="any"):
        stored_slots.read(Record(slot(**dear)))


ENDLESS = {
    "brackets": "a = " + "[" * 10_000 + "]" * 10_000,
    "a dotted key": ".".join("a" * 20_000) + " = 1",
    "a dotted key of quotes": " . ".join(["''"] * 100) + " = 1",
    "a heading": f"[{'.'.join('a' * 20_000)}]",
    "a key in a table": "a = {" + ".".join("b" * 20_000) + " = 1}",
    "a number": "a = 0x" + "f" * 50_000,
    "digits": "a = " + "9" * 50_000,
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_toml_without_end_is_told_by_everybody_who_reads_it(tmp_path: Path, kind: str) -> None:
    """The law, the words of it, and a table of cases: each may be anybody's."""
    file = tmp_path / "any.toml"
    file.write_text(ENDLESS[kind])
    with refused(DataFileError, "data_file_endless"):
        read_table(file)
    with refused(BadInputError, "data_file_endless"):
        case_table.read(file, None, None)  # type: ignore[arg-type]  # it comes no further
    file.write_text(f"[a]\n{ENDLESS[kind]}")
    told = Tables(file)
    with pytest.raises(DataFileError):
        told.table("a")


@pytest.mark.parametrize("most", [limits.LAW, limits.CASE_TABLE, limits.WORDING])
def test_toml_of_too_many_bytes_is_not_read_by_half(tmp_path: Path, most: int) -> None:
    file = tmp_path / "any.toml"
    file.write_text("[a]\n" + "# rien\n" * (most // 7 + 1))
    looks: dict[int, Callable[[], object]] = {
        limits.LAW: lambda: read_table(file),
        limits.CASE_TABLE: lambda: case_table.content_of(file),
        limits.WORDING: lambda: Tables(file).table("a"),
    }
    with pytest.raises(CounterError) as told:
        looks[most]()
    assert (told.value.code, told.value.detail["most"]) == ("data_file_too_large", str(most))


def test_the_words_and_cases_that_people_write_have_no_key_without_end() -> None:
    prose = 'texte = "Art. 1.2.3.4.5.6.7.8.9.10, a.b.c. Fin. Oui. Non."\n[a.b.c.d]\ne.f = 1.5'
    assert toml_text.read(prose)["a"]["b"]["c"]["d"] == {"e": {"f": 1.5}}
