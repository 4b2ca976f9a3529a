"""Erasing a person (law 09-08): two people, a reason, and a journal that still holds.

Nothing is ever purged by itself. A request younger than the retention setting is held, and so is
every request while nobody has said how long they are kept: going on must be asked for.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from cnss_counter.domain.search_results import Person
from cnss_counter.errors import AccessError, AnswerIsNo, BadInputError
from cnss_counter.services.access.agreements import second_person
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.services.people.person_record import the_person
from cnss_counter.services.requests import request_form
from cnss_counter.storage.driver import Database
from cnss_counter.storage.files import given_places
from cnss_counter.storage.files.private_files import write_whole
from cnss_counter.storage.tables import counter, erasure, journal, persons
from cnss_counter.storage.tables.erasure import Erased, Overdue

Reason = Literal["asked", "retention", "ordered"]
"""The person asked; the time to keep is over; a court or the CNDP ordered it."""


class Second(NamedTuple):
    """The second person: a supervisor's code and password."""

    code: str
    password: str


def erase(
    context: ClerkContext, number: str, reason: Reason, second: Second, *, is_forced: bool = False
) -> Erased:
    """Erase the person with this number, for good; the requests keep reference and outcome.

    Raises `AccessError` (`access.may_not.erase_person`, `access.may_not.agree`,
    `access.same_person`, `access.refused`), `BadInputError` (`person.unknown`,
    `person.several`) and `AnswerIsNo` (`erasure.held`) unless `is_forced`.
    """
    context.require("erase_person")
    supervisor = _agreed_by(context, second)
    with context.writing() as database:
        person = the_person(database, number)
        if not is_forced:
            _require_no_hold(context, database, person)
        erased = _erase(context, database, person)
        journal.append(
            database, context.now(), context.clerk.code, "person_erased", "",
            {
                "requests": erased.references, "drafts": erased.drafts, "reason": reason,
                "supervisor": supervisor, "is_forced": is_forced,
            },
        )  # fmt: skip
    _empty_the_log(context)
    return erased


def overdue(context: ClerkContext) -> list[Overdue]:
    """Whose requests are all older than the retention setting. Nothing is done to them.

    Raises `BadInputError` (`erasure.no_retention`) when nobody has said how long.
    """
    context.require("erase_person")
    with context.reading() as database:
        return _overdue(context, database)


def purge(context: ClerkContext, second: Second, report: Path) -> list[Overdue]:
    """Erase everybody who is overdue, and write the report, signed by the counter's key.

    All of them or none. The report names references and days, and nobody.
    """
    context.require("erase_person")
    given_places.require_file(report, context.home)
    supervisor = _agreed_by(context, second)
    with context.writing() as database:
        found = _overdue(context, database)
        for one in found:
            _erase(context, database, persons.with_id(database, one.person))
        references = [reference for one in found for reference in one.references]
        body: dict[str, object] = {
            "requests": references, "reason": "retention", "supervisor": supervisor,
            "retention_months": counter.settings(database).retention_months,
        }  # fmt: skip
        entry = journal.append(
            database, context.now(), context.clerk.code, "persons_purged", "", body
        )
        said = {"at": entry.at.isoformat(), "clerk": context.clerk.code, "entry": entry.n, **body}
        write_whole(report, _signed(database, said))
    _empty_the_log(context)
    return found


def _overdue(context: ClerkContext, database: Database) -> list[Overdue]:
    months = counter.settings(database).retention_months
    if months is None:
        raise BadInputError("erasure.no_retention")
    return erasure.older_than(database, _months_before(context.now().date(), months).isoformat())


def _erase(context: ClerkContext, database: Database, person: Person) -> Erased:
    """The rows, and the papers on this disk: those can be made again, should this fail."""
    erased = erasure.erase(database, person, context.now())
    forms = [request_form.end_of_name(draft_id) for draft_id in erased.draft_ids]
    for paper in context.home.receipts.iterdir() if context.home.receipts.exists() else ():
        # A paper that was cut off while it was written stands beside its name, behind a point.
        if any(name in paper.name for name in (*erased.references, *forms)):
            with suppress(FileNotFoundError):
                paper.unlink()
    return erased


def _agreed_by(context: ClerkContext, second: Second) -> str:
    """The supervisor's code; never the same person, even where there is no other supervisor."""
    code, is_alone = second_person(context, second.code, second.password)
    if is_alone:
        raise AccessError("access.same_person")
    return code


def _require_no_hold(context: ClerkContext, database: Database, person: Person) -> None:
    newest = erasure.newest_deposit(database, person)
    if newest is None:
        return
    months = counter.settings(database).retention_months
    if months is None or newest.date() >= _months_before(context.now().date(), months):
        raise AnswerIsNo("erasure.held", day=f"{newest:%d/%m/%Y}")


def _months_before(day: date, months: int) -> date:
    """The same day so many months before; the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = 31
    while True:
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            last -= 1


def _signed(database: Database, said: dict[str, object]) -> bytes:
    key = counter.signing_key(database, counter.settings(database).key_id)
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    signed = {"report": said, "signed": text, "key": key.key_id}
    signed["signature"] = key.sign(text.encode("utf-8")).hex()
    return json.dumps(signed, ensure_ascii=False, indent=1).encode("utf-8")


def _empty_the_log(context: ClerkContext) -> None:
    with context.reading() as database:
        erasure.empty_the_log(database)
