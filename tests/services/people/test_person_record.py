"""Who asks is given all that is held, and nobody else's; the journal names nobody."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from cnss_counter import wording
from cnss_counter.errors import BadInputError, StoreError
from cnss_counter.services.people import person_record
from cnss_counter.services.session import Session
from testkit.clients import first_client, second_client
from testkit.deposits import remember
from tests.refusals import refused
from tests.services.conftest import consent

NUMBER = "123456789"


def record_of(session: Session, file: Path, number: str = NUMBER) -> dict[str, Any]:
    person_record.export(session.context, number, file)
    held: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return held


def test_everything_held_about_a_person_is_in_the_file(session: Session, tmp_path: Path) -> None:
    deposit = session.deposit("draft-1", session.assess(first_client()), consent())
    session.receipts.save(deposit.reference)
    draft = session.drafts.new(session.cleaned(first_client(city="Sefrou")))
    held = record_of(session, tmp_path / "held.json")
    (request,) = held["requests"]
    assert request["reference"] == deposit.reference
    assert request["record"]["draft"]["answers"] == dict(deposit.draft.answers)
    assert [printed["number"] for printed in request["prints"]] == [0]
    assert held["last_answers"]["answers"]["address"] == "12, rue des Orangers"
    assert {"kind": "phone", "key": "0600000001"} in held["found_by"]
    assert [(waiting["id"], waiting["answers"]["city"]) for waiting in held["drafts"]] == [
        (draft.id, "Sefrou")
    ]
    assert [line["kind"] for line in held["journal"]] == ["request_deposited", "receipt_printed"]


def test_beside_it_stands_a_page_that_its_person_can_read(session: Session, tmp_path: Path) -> None:
    deposit = session.deposit("draft-1", session.assess(first_client()), consent())
    session.drafts.new(session.cleaned(first_client(city="Sefrou")))
    session.drafts.new(session.cleaned(second_client().with_answer("last_name", "AUTREPERSONNE")))
    file = tmp_path / "held.json"
    record_of(session, file)
    read = person_record.page_of(file)
    french, arabic = read.read_text(encoding="utf-8").split("-" * 72)
    for page, words in ((french, wording.load("fr")), (arabic, wording.load("ar"))):
        assert words("person_page.request", reference=deposit.reference) in page
        assert words("fields.activity_ceased.label") in page
        assert words.choice("activity_ceased", "yes") in page
        assert words.date(deposit.deposited_at.date()) in page
        assert "Sefrou" in page
        assert "AUTREPERSONNE" not in page
        assert not re.search("[a-z]+_[a-z]+", page), "no key of the file"
    assert not read.stat().st_mode & 0o077


def test_nothing_of_another_person_is_in_it(session: Session, tmp_path: Path) -> None:
    session.deposit("draft-1", session.assess(first_client()), consent())
    other = session.drafts.new(
        session.cleaned(second_client().with_answer("last_name", "AUTREPERSONNE"))
    )
    record_of(session, tmp_path / "held.json")
    said = (tmp_path / "held.json").read_text(encoding="utf-8")
    assert "AUTREPERSONNE" not in said
    assert other.id not in said


def test_the_document_finds_the_same_person(session: Session, tmp_path: Path) -> None:
    session.deposit("draft-1", session.assess(first_client()), consent())
    assert record_of(session, tmp_path / "held.json", "ab 123456")["requests"]


@pytest.mark.parametrize("number", ["12345678", "012345678", "1234567890", "0612345678"])
def test_a_number_of_any_length_that_can_be_deposited_finds_its_record(
    session: Session, tmp_path: Path, number: str
) -> None:
    session.deposit(
        "draft-1", session.assess(first_client(immatriculation_number=number)), consent()
    )
    held = record_of(session, tmp_path / "held.json", number)
    assert (held["immatriculation_number"], len(held["requests"])) == (number, 1)


def test_the_number_as_it_is_typed_goes_before_the_one_with_a_zero(
    session: Session, tmp_path: Path
) -> None:
    for number in ("012345678", "12345678"):
        remember(session, first_client(immatriculation_number=number))
    for number in ("012345678", "12345678"):
        held = record_of(session, tmp_path / f"{number}.json", number)
        assert held["immatriculation_number"] == number


@pytest.mark.parametrize("document", ["87654321", "9876543210"])
def test_a_document_of_digits_alone_finds_the_person(
    session: Session, tmp_path: Path, document: str
) -> None:
    remember(session, first_client(identity_document="passport", identity_number=document))
    held = record_of(session, tmp_path / "held.json", document)
    assert held["immatriculation_number"] == NUMBER


def test_the_file_is_for_its_owner_and_the_journal_tells_no_value(
    session: Session, tmp_path: Path
) -> None:
    deposit = session.deposit("draft-1", session.assess(first_client()), consent())
    file = tmp_path / "held.json"
    record_of(session, file)
    assert not file.stat().st_mode & 0o077
    with session.context.store.reading() as database:
        (entity, body) = database.execute(
            "SELECT entity, body FROM journal WHERE kind = 'person_exported'"
        ).fetchone()
    assert not entity
    assert deposit.reference in body
    assert NUMBER not in body


def test_a_record_never_leaves_without_its_line(session: Session, tmp_path: Path) -> None:
    """Told first: a power cut in between leaves a line without a record, never the reverse."""
    session.deposit("draft-1", session.assess(first_client()), consent())
    with pytest.raises(StoreError):
        record_of(session, tmp_path / "no such folder" / "held.json")
    with session.context.store.reading() as database:
        (told,) = database.execute(
            "SELECT count(*) FROM journal WHERE kind = 'person_exported'"
        ).fetchone()
    assert told == 1


def test_nobody_and_several_are_told_apart(session: Session, tmp_path: Path) -> None:
    with refused(BadInputError, "person.unknown"):
        person_record.export(session.context, NUMBER, tmp_path / "held.json")
    for turn in ("1", "2"):
        draft = first_client(immatriculation_number=f"12345678{turn}")
        session.deposit(f"draft-{turn}", session.assess(draft), consent())
    with refused(BadInputError, "person.several"):
        person_record.export(session.context, "AB123456", tmp_path / "held.json")
    assert not (tmp_path / "held.json").exists()


def test_who_has_no_number_is_not_given_a_draft_of_another_with_the_same_digits(
    session: Session, tmp_path: Path
) -> None:
    """A draft that names another document or birth is another's; one half typed may be theirs."""
    no_number = {"immatriculation_number": "unknown", "number_unknown_reason": "carte perdue"}
    remember(session, first_client(**no_number))
    others = ({"identity_document": "passport"}, {"birth_date": "1959-02-02"})
    own: tuple[dict[str, str], ...] = (
        {},
        {"birth_date": ""},
        {"birth_date": "1961"},
        {"birth_date": "10/0"},
    )
    for answers in others:
        session.drafts.new(session.cleaned(first_client(**no_number, **answers)))
    waiting = [
        session.drafts.new(session.cleaned(first_client(**no_number, **answers))) for answers in own
    ]
    held = record_of(session, tmp_path / "held.json", "AB123456")
    assert {draft["id"] for draft in held["drafts"]} == {draft.id for draft in waiting}
