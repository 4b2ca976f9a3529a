"""Everything held about one person, gathered from every table."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from cnss_counter.domain.request import RequestDraft
from cnss_counter.domain.search_results import Person
from cnss_counter.storage.driver import Database
from cnss_counter.storage.tables import deposit_record, drafts, persons, search
from cnss_counter.text.numbers import compact


def persons_called(database: Database, number: str) -> list[Person]:
    """The persons with this immatriculation number, else with this identity document.

    The number as it was typed goes before the same one with the zero it may lack.
    """
    for key in search.number_keys(number):
        if found := persons.with_number(database, key):
            return found
    return persons.with_key(database, "identity", compact(number), None)


def of(database: Database, person: Person) -> dict[str, Any]:
    """The person's answers, search keys, drafts, requests with their prints, journal lines."""
    requests = _requests(database, person)
    waiting = _drafts(database, person)
    entities = [request[name] for request in requests for name in ("reference", "draft_id")]
    entities += [draft["id"] for draft in waiting]
    (kept,) = database.execute("SELECT draft FROM persons WHERE id = ?", (person.id,)).fetchone()
    keys = database.execute(
        "SELECT kind, key FROM person_keys WHERE person = ? ORDER BY kind, key", (person.id,)
    )
    return {
        "immatriculation_number": person.immatriculation_number or None,
        "last_answers": drafts.as_json(drafts.from_text(kept, f"persons/{person.id}")),
        "found_by": [{"kind": kind, "key": key} for kind, key in keys.fetchall()],
        "drafts": waiting,
        "requests": requests,
        "journal": _journal(database, entities),
    }


def drafts_about(database: Database, person: Person) -> list[str]:
    """The ids of the drafts, of any clerk, about this person."""
    return [draft["id"] for draft in _drafts(database, person)]


def _drafts(database: Database, person: Person) -> list[dict[str, Any]]:
    known = persons.recall(database, person.id) or RequestDraft("")
    rows = database.execute("SELECT id, clerk, saved_at, draft FROM drafts ORDER BY id").fetchall()
    read = [
        (id_, clerk, saved_at, drafts.from_text(draft, f"drafts/{id_}"))
        for id_, clerk, saved_at, draft in rows
    ]
    return [
        {"id": id_, "clerk": clerk, "saved_at": saved_at, **drafts.as_json(draft)}
        for id_, clerk, saved_at, draft in read
        if _is_about(draft, known)
    ]


def _is_about(draft: RequestDraft, known: RequestDraft) -> bool:
    """By number; without one by a document, in doubt too: a draft is not whole yet."""
    number, other = persons.subject_number(draft), persons.subject_number(known)
    if number or other:
        return number == other
    document = persons.document_of(known)
    return any(document.may_be(named) for named in persons.documents_in(draft))


def _requests(database: Database, person: Person) -> list[dict[str, Any]]:
    rows = database.execute(
        "SELECT reference, draft_id, deposited_at, clerk, status, is_provisional,"
        " is_selected_for_control, record FROM deposits WHERE person = ? ORDER BY id",
        (person.id,),
    ).fetchall()
    return [
        {
            "reference": reference,
            "draft_id": draft_id,
            "deposited_at": at,
            "clerk": clerk,
            "status": status,
            "is_provisional": bool(is_provisional),
            "is_selected_for_control": bool(is_selected),
            "record": deposit_record.as_json(deposit_record.from_text(record, reference)),
            "prints": _prints(database, reference),
        }
        for (
            reference, draft_id, at, clerk, status, is_provisional, is_selected, record,
        ) in rows
    ]  # fmt: skip


def _prints(database: Database, reference: str) -> list[dict[str, Any]]:
    rows = database.execute(
        "SELECT number, at, actor FROM receipt_prints JOIN journal ON journal.n = journal_entry"
        " WHERE reference = ? ORDER BY number",
        (reference,),
    )
    return [{"number": number, "at": at, "clerk": clerk} for number, at, clerk in rows.fetchall()]


def _journal(database: Database, entities: Iterable[str]) -> list[dict[str, Any]]:
    rows = database.execute(
        "SELECT n, at, actor, kind, entity, body, hash FROM journal"
        " WHERE entity IN (SELECT value FROM json_each(?)) ORDER BY n",
        (json.dumps(list(entities)),),
    )
    names = ("n", "at", "actor", "kind", "entity", "body", "hash")
    return [
        {**dict(zip(names, row, strict=True)), "body": json.loads(row[5])}
        for row in rows.fetchall()
    ]
