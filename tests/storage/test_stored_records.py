"""Records written by any release are read key by key; a damaged one is named, and guessed at never.

`records_of_8bc14b6/` holds records as that commit wrote them, of fictitious persons, for ever.
"""

from __future__ import annotations

import ast
import copy
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cnss_counter import storage, wording
from cnss_counter.domain.request import Attachment
from cnss_counter.errors import BadInputError, StoreError
from cnss_counter.paths import Home
from cnss_counter.storage.database import Store
from cnss_counter.storage.files import preferences, session_marks
from cnss_counter.storage.files.preferences import Preferences
from cnss_counter.storage.tables import (
    clerks,
    deposit_record,
    deposits,
    drafts,
    erasure,
    receipt_prints,
)
from cnss_counter.storage.vault import public_keys, sealed_rows
from cnss_counter.storage.vault.key_file import KeyFile
from tests.refusals import refused
from tests.storage.conftest import NOON, ready_to_deposit, request_about

KEPT = Path(__file__).with_name("records_of_8bc14b6")
SURVIVORS = "RCA-041-1-2026-000003-24"

Reader = Callable[[str], object]
IN_THE_DATABASE: dict[str, Reader] = {
    "draft": lambda text: drafts.from_text(text, "drafts/one"),
    "person_survivors": lambda text: drafts.from_text(text, "persons/3"),
    "deposit_survivors": lambda text: deposit_record.from_text(text, SURVIVORS),
    "deposit_given_up": lambda text: deposit_record.from_text(text, "RCS-041-1-2026-000004-21"),
    "deposit_erased": lambda text: deposit_record.from_text(text, "RCS-041-1-2026-000006-15"),
}
OPEN_OBJECTS = {"answers", "attachments", "survivors", "values", "trace"}
"""Whose keys are the law's: one more or one less is nothing that storage can see."""


def kept(name: str) -> str:
    return (KEPT / f"{name}.json").read_text(encoding="utf-8")


def test_a_draft_of_before_is_read() -> None:
    draft = drafts.from_text(kept("draft"), "drafts/one")
    assert (draft.procedure, draft.answer("last_name")) == ("contribution_refund", "AMRANI")
    person = drafts.from_text(kept("person_survivors"), "persons/3")
    names = [survivor["name"] for survivor in person.survivors]
    assert names[:2] == ["LAHLOU Zineb", "BENJELLOUN Aya"]


def test_a_deposit_of_before_is_read() -> None:
    given_up = deposit_record.from_text(kept("deposit_given_up"), "RCS-041-1-2026-000004-21")
    (agreement,) = given_up.agreements
    assert (agreement.supervisor, agreement.subject) == ("B22", "other_right")
    assert given_up.agency.name_fr == "Agence de Fès"
    assert given_up.consent.language == "fr"
    assert given_up.verdict["other_right"]["monthly_amount"] == 600
    assert given_up.draft.attachments["request_form"] == Attachment("seen")
    survivors = deposit_record.from_text(kept("deposit_survivors"), SURVIVORS)
    assert len(survivors.draft.survivors) == 4
    erased = deposit_record.from_text(kept("deposit_erased"), "RCS-041-1-2026-000006-15")
    assert erased.erased_at == datetime(2026, 11, 29, 6, 34, 26, 93700, tzinfo=UTC)
    assert erased.draft.answers == {}


@pytest.mark.parametrize("name", IN_THE_DATABASE)
def test_what_was_read_says_the_same_when_it_is_written_and_now_has_its_version(name: str) -> None:
    before = json.loads(kept(name))
    assert "version" not in before  # the control: that commit wrote none
    if name.startswith("deposit"):
        written = deposit_record.as_text(deposit_record.from_text(kept(name), "one"))
    else:
        written = drafts.as_text(drafts.from_text(kept(name), "one"))
    after = json.loads(written)
    assert after.pop("version") == 1
    assert after == before


def test_files_of_before_are_read(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.preferences.write_text(kept("preferences"), encoding="utf-8")
    assert preferences.read(home) == Preferences("terminal", "/mnt/clé", 20)
    assert [slot.kind for slot in KeyFile(KEPT / "keys.json").read().slots.values()] == [
        "recovery", "password", "password", "password",
    ]  # fmt: skip
    (key,) = public_keys.read(KEPT / "public_keys.json")
    assert (key.key_id, key.retired_at) == ("493C", None)
    home.session_marks.mkdir()
    (home.session_marks / "A17.0badcafe").write_text(kept("session_mark"), encoding="utf-8")
    (cut,) = session_marks.cut_short(home, "A17")
    assert (cut.step, cut.since.isoformat()) == ("request", "2026-11-29T09:00:00+01:00")
    assert cut.draft == "01a22603-2a8d-7c0f-89be-e9c130815cb1"


def places(said: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value inside."""
    inside = said.items() if isinstance(said, dict) else enumerate(said)
    for key, value in inside:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


def changed(whole: Any, path: tuple[Any, ...], change: Callable[[Any, Any], None]) -> str:
    spoilt = copy.deepcopy(whole)
    inside = spoilt
    for key in path[:-1]:
        inside = inside[key]
    change(inside, path[-1])
    return json.dumps(spoilt)


def told(read: Reader, text: str) -> bool:
    """Whether a record is refused, in the one way in which it may be."""
    with suppress(StoreError):
        read(text)
        return False
    with refused(StoreError, "store.record_damaged"):
        read(text)
    return True


def take_away(inside: Any, key: Any) -> None:
    del inside[key]


def turn_into(value: object) -> Callable[[Any, Any], None]:
    return lambda inside, key: inside.__setitem__(key, value)


@pytest.mark.parametrize("name", IN_THE_DATABASE)
def test_any_value_spoilt_is_told_in_a_sentence_or_is_the_laws_own(name: str) -> None:
    whole, read = json.loads(kept(name)), IN_THE_DATABASE[name]
    refused_at = 0
    for path in places(whole):
        is_open = not OPEN_OBJECTS.isdisjoint(path[:-1])
        for change in (take_away, *map(turn_into, (None, 5.5, [5], {"more": 5}))):
            if told(read, changed(whole, path, change)):
                refused_at += 1
                continue
            is_list = isinstance(path[-1], int)
            is_nullable = path[0] == "verdict"
            assert is_open or is_list or is_nullable or path[-1] == "privacy_authorisation"
    assert refused_at > len(list(places(whole)))


@pytest.mark.parametrize("name", IN_THE_DATABASE)
@pytest.mark.parametrize(
    "damage",
    [
        lambda said: {**said, "more": "x"},
        lambda said: {**said, "version": 2},
        lambda said: {**said, "version": "1"},
        lambda said: {**said, "draft": said, "answers": {"last_name": 5}},
        lambda said: [said],
        lambda _: 5,
    ],
    ids=["unknown key", "newer", "version in quotes", "number for a name", "list", "number"],
)
def test_a_damaged_record_is_one_clear_line(name: str, damage: Callable[[Any], Any]) -> None:
    with pytest.raises(StoreError) as told:
        IN_THE_DATABASE[name](json.dumps(damage(json.loads(kept(name)))))
    for language in ("fr", "ar"):
        line = wording.Wording(language).error(told.value)
        assert "\n" not in line
        assert told.value.detail["record"].split()[0].partition("/")[0] in line


def test_a_name_that_stands_in_a_damaged_record_is_not_repeated() -> None:
    said = json.loads(kept("draft")) | {"procedure": {"last_name": "AMRANI"}}
    with refused(StoreError, "store.record_damaged") as detail:
        drafts.from_text(json.dumps(said), "drafts/one")
    assert detail == {"record": "drafts/one procedure"}


@pytest.mark.parametrize(
    ("file", "read"),
    [
        ("keys", lambda file: KeyFile(file).read()),
        ("public_keys", public_keys.read),
        ("preferences", lambda file: preferences.read(Home(file.parent))),
    ],
)
def test_a_damaged_file_is_named_whatever_is_spoilt_in_it(
    tmp_path: Path, file: str, read: Callable[[Path], object]
) -> None:
    place, whole = tmp_path / f"{file}.json", json.loads(kept(file))
    place.write_text(json.dumps(whole))
    assert read(place)  # the control
    for spoilt in (
        changed(whole, ("more",), turn_into("x")),
        *(changed(whole, path, turn_into({"more": 5.5})) for path in places(whole)),
    ):
        place.write_text(spoilt)
        with pytest.raises((StoreError, BadInputError)) as told:
            read(place)
        assert told.value.detail["file"] == str(place)


def test_rows_spoilt_in_the_database_are_named(store: Store) -> None:
    with store.writing() as database:
        stored = drafts.create(database, "A17", request_about(), NOON)
        done = deposits.write_down(database, ready_to_deposit("two", request_about("223456789")))
        database.execute("UPDATE drafts SET draft = json_remove(draft, '$.answers')")
        database.execute("DROP TRIGGER deposits_are_not_rewritten")
        database.execute("UPDATE deposits SET record = json_set(record, '$.agency.floor', 3)")
        database.execute("""UPDATE clerks SET roles = '["owner"]'""")
    reads: dict[str, Callable[[Any], object]] = {
        f"drafts/{stored.id} answers": lambda database: drafts.of_clerk(database, "A17"),
        f"deposits/{done.reference} agency.floor": lambda database: deposits.with_reference(
            database, done.reference
        ),
        "clerks/A17": lambda database: clerks.by_code(database, "A17"),
    }
    for name, read in reads.items():
        with store.reading() as database, refused(StoreError, "store.record_damaged") as detail:
            read(database)
        assert detail == {"record": name}


def test_a_record_that_is_no_json_is_damage_where_a_list_is_made_of_it(store: Store) -> None:
    with store.writing() as database:
        done = deposits.write_down(database, ready_to_deposit("one", request_about()))
        person = deposits.person_of(database, done.reference)
        assert person is not None
        lists: dict[str, Callable[[Any], object]] = {
            "of a person": lambda database: deposits.of_person(database, person),
            "not printed": receipt_prints.unprinted,
            "too old": lambda database: erasure.older_than(database, "2099-01-01"),
        }
        assert all(read(database) for read in lists.values())
        database.execute("DROP TRIGGER deposits_are_not_rewritten")
        database.execute("PRAGMA ignore_check_constraints = ON")
        database.execute("UPDATE deposits SET record = '{' || record")
    for read in lists.values():
        with refused(StoreError, "store.database_damaged"), store.reading() as database:
            read(database)


def test_a_date_that_is_none_is_named_by_its_row(store: Store) -> None:
    with store.writing() as database:
        draft = drafts.create(database, "A17", request_about(), NOON)
        done = deposits.write_down(database, ready_to_deposit("two", request_about("223456789")))
        person = deposits.person_of(database, done.reference)
        assert person is not None
        database.execute("DROP TRIGGER deposits_are_not_rewritten")
        database.execute("UPDATE deposits SET deposited_at = 'yesterday'")
        database.execute("UPDATE drafts SET saved_at = 'yesterday'")
    deposit = f"deposits/{done.reference}"
    reads: list[tuple[str, Callable[[Any], object]]] = [
        (f"drafts/{draft.id}", lambda database: drafts.of_clerk(database, "A17")),
        (deposit, lambda database: deposits.of_person(database, person)),
        (deposit, lambda database: deposits.with_reference(database, done.reference)),
        (deposit, receipt_prints.unprinted),
    ]
    for name, read in reads:
        with refused(StoreError, "store.record_damaged") as detail, store.reading() as database:
            read(database)
        assert detail == {"record": name}


def test_an_entry_whose_rows_cannot_be_read_vouches_for_nothing_and_is_named() -> None:
    assert sealed_rows.rows_in('{"rows":{"persons/1":null},"more":5}', 7) == {"persons/1": None}
    assert sealed_rows.rows_in("{}", 7) == {}
    for body in ('{"rows":5}', '{"rows":{"persons/1":5}}', "[]"):
        with refused(StoreError, "store.record_damaged") as detail:
            sealed_rows.rows_in(body, 7)
        assert detail["record"].startswith("journal/7")


def made_of_whatever_stands_there(source: str) -> list[int]:
    """The lines where a type is made by `Type(**…)`, or by `_make`."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [
        call.lineno
        for call in calls
        if (
            isinstance(call.func, ast.Name)
            and call.func.id[:1].isupper()
            and not call.func.id.endswith("Error")
            and any(keyword.arg is None for keyword in call.keywords)
        )
        or (isinstance(call.func, ast.Attribute) and call.func.attr == "_make")
    ]


def test_no_type_is_made_of_whatever_a_record_says() -> None:
    assert made_of_whatever_stands_there("Slot(**said)\nNote._make(said)") == [1, 2]  # the control
    folder = Path(storage.__path__[0])
    found = {
        str(file.relative_to(folder)): lines
        for file in folder.rglob("*.py")
        if (lines := made_of_whatever_stands_there(file.read_text(encoding="utf-8")))
    }
    assert found == {}
