"""Deposits: the number taken, the record written, the journal's line, in one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from string import ascii_lowercase, ascii_uppercase
from typing import Any

from cnss_counter.domain.agency import Agency
from cnss_counter.domain.clerk import Clerk
from cnss_counter.domain.deposit import Agreement, Consent, Deposit, DepositStatus
from cnss_counter.domain.request import RequestDraft
from cnss_counter.domain.search_results import Person, RequestLine
from cnss_counter.storage import canonical, stored
from cnss_counter.storage.driver import Database
from cnss_counter.storage.tables import (
    counter,
    deposit_record,
    drafts,
    journal,
    persons,
    receipt_prints,
    sequences,
)
from cnss_counter.storage.tables.deposit_record import DepositRecord
from cnss_counter.storage.tables.journal import JournalEntry

_RECORD = "cnss-counter record 1"
_COLUMNS = (
    "reference, draft_id, deposited_at, clerk, is_provisional, is_selected_for_control, status,"
    " record, journal_entry, journal.hash"
)

# As the index `deposits_from_the_portal` has them.
_FROM_THE_PORTAL = "iif(json_valid(record), record ->> '$.draft.answers.portal_reference', NULL)"
_SEPARATORS = " .-/_:"
_TO_ASCII_CAPITALS = str.maketrans(ascii_lowercase, ascii_uppercase)
"""What `upper` of SQLite does."""
_KEY_OF_THE_PORTAL = reduce(
    lambda key, separator: f"replace({key}, '{separator}', '')",
    _SEPARATORS,
    f"upper({_FROM_THE_PORTAL})",
)


@dataclass(frozen=True, slots=True)
class NewDeposit:
    """A request checked and ready to be written down; only its number is missing.

    `prefix` is the procedure's; `name_reference` makes the reference from prefix, agency,
    counter, year and sequence. `is_for_control`: selected whatever the sampling says.
    """

    draft_id: str
    draft: RequestDraft
    prefix: str
    name_reference: Callable[[str, str, str, int, int], str]
    at: datetime
    clerk: Clerk
    consent: Consent
    agreements: tuple[Agreement, ...]
    right: str
    verdict: Mapping[str, Any]
    trace: tuple[Mapping[str, Any], ...]
    is_provisional: bool
    is_for_control: bool
    is_sampled: bool
    is_clock_suspect: bool


def write_down(database: Database, new: NewDeposit) -> Deposit:
    """Take the next number and write everything, inside the open transaction."""
    settings = counter.settings(database)
    agency = settings.agency
    reference = _next_reference(database, agency, new)
    is_selected = new.is_for_control or (new.is_sampled and settings.is_sampled(reference))
    record, salt = deposit_record.as_text(_record(new, agency)), secrets.token_bytes(16)
    # The row comes before the entry that vouches for it, and names it.
    database.execute(
        "INSERT INTO deposits (reference, draft_id, person, deposited_at, clerk, is_provisional,"
        " is_selected_for_control, status, salt, record, key_id, journal_entry)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 'deposited', ?, ?, ?, ?)",
        (
            reference,
            new.draft_id,
            persons.remember(database, new.draft),
            new.at.isoformat(),
            new.clerk.code,
            int(new.is_provisional),
            int(is_selected),
            salt,
            record,
            settings.key_id,
            journal.reserve(database),
        ),
    )
    entry = journal.append(
        database,
        new.at,
        new.clerk.code,
        "request_deposited",
        reference,
        _journal_body(new, is_selected, canonical.sha256(_RECORD, [salt.hex(), record])),
    )
    receipt_prints.wait_for_the_first(database, reference)
    database.execute("DELETE FROM drafts WHERE id = ?", (new.draft_id,))
    return _as_made(new, agency, reference, is_selected, entry)


def with_draft(database: Database, draft_id: str) -> Deposit | None:
    """The deposit that this draft became: asked again, it is the same one."""
    return _one(database, "draft_id", draft_id)


def with_reference(database: Database, reference: str) -> Deposit | None:
    return _one(database, "reference", reference)


def in_order(database: Database) -> Iterator[Deposit]:
    """Every deposit, the oldest first."""
    rows = database.execute(
        f"SELECT {_COLUMNS} FROM deposits JOIN journal ON journal.n = journal_entry"  # noqa: S608
        " ORDER BY deposits.id"
    )
    return (_deposit(*row) for row in rows)


def open_reference_for(database: Database, draft: RequestDraft) -> str | None:
    """The newest request, not withdrawn, about the insured person of a draft.

    By number; where it is not in hand, now or then, by document and birth date.
    """
    by_number = database.execute(
        "SELECT deposits.id, reference FROM persons JOIN deposits ON deposits.person = persons.id"
        " WHERE immatriculation_number = ? AND status <> 'withdrawn'"
        " ORDER BY deposits.id DESC LIMIT 1",
        (persons.subject_number(draft),),
    ).fetchone()
    found = [row for row in (by_number, _open_by_document(database, draft)) if row]
    return str(max(found)[1]) if found else None


def _open_by_document(database: Database, draft: RequestDraft) -> tuple[int, str] | None:
    """In doubt (a year alone, a deceased's document) the request is shown, and not passed over.

    A document alone is half a name: before the birth date is typed, nobody is meant.
    """
    document = persons.document_of(draft)
    if not document.birth_date:
        return None
    rows = database.execute(
        "SELECT deposits.id, reference, record FROM person_keys CROSS JOIN deposits"
        " ON deposits.person = person_keys.person"
        " WHERE kind = 'identity' AND key = ? AND status <> 'withdrawn' ORDER BY deposits.id DESC",
        (document.number,),
    )
    for id_, reference, record in rows:
        other = deposit_record.from_text(record, reference).draft
        is_unknown = persons.is_number_unknown(draft) or persons.is_number_unknown(other)
        if is_unknown and document.may_be(persons.document_of(other)):
            return id_, reference
    return None


def of_person(database: Database, person: Person) -> list[RequestLine]:
    """A person's requests, the newest first."""
    rows = database.execute(
        "SELECT reference, record ->> '$.draft.procedure', deposited_at, status,"
        " is_provisional, is_selected_for_control FROM deposits WHERE person = ?"
        " ORDER BY id DESC LIMIT ?",
        (person.id, persons.PAGE),
    )
    return [
        RequestLine(
            reference, procedure, person.immatriculation_number,
            stored.moment(at, f"deposits/{reference}"), status,
            bool(is_provisional), bool(is_selected), person,
        )
        for reference, procedure, at, status, is_provisional, is_selected in rows
    ]  # fmt: skip


def references_from_the_portal(
    database: Database, portal_reference: str, *, is_exact: bool = False
) -> tuple[str, ...]:
    """The requests that came with a reference of the portal, the newest first.

    In capitals or small letters, and whatever parts it; where `is_exact`, by the same signs.
    """
    upper = portal_reference.translate(_TO_ASCII_CAPITALS)
    as_kept = upper.translate(str.maketrans("", "", _SEPARATORS))
    rows = database.execute(
        f"SELECT reference FROM deposits WHERE {_FROM_THE_PORTAL} IS NOT NULL"  # noqa: S608
        f" AND {_KEY_OF_THE_PORTAL} IN (?, ?) AND (NOT ? OR upper({_FROM_THE_PORTAL}) = ?)"
        " ORDER BY id DESC LIMIT ?",
        (as_kept, "".join(filter(str.isalnum, upper)), is_exact, upper, persons.PAGE),
    )
    return tuple(reference for (reference,) in rows)


def person_of(database: Database, reference: str) -> Person | None:
    """The person whom a deposit is about."""
    row = database.execute(
        "SELECT persons.id, persons.draft FROM deposits JOIN persons"
        " ON persons.id = deposits.person WHERE reference = ?",
        (reference,),
    ).fetchone()
    if row is None:
        return None
    return persons.person_of(row[0], drafts.from_text(row[1], f"persons/{row[0]}"))


def prefixes(database: Database) -> Iterator[str]:
    """The prefixes of the references given here: one step through their index for each."""
    after = ""
    while True:
        (reference,) = database.execute(
            "SELECT min(reference) FROM deposits WHERE reference > ?", (after,)
        ).fetchone()
        if reference is None:
            return
        prefix = reference.partition("-")[0]
        yield prefix
        after = f"{prefix}."  # just behind every reference that begins so


def tally(database: Database, name: str, day: str = "") -> int:
    """A count kept by the database: `deposited` of a day, `waiting_control`, `not_exported`."""
    row = database.execute(
        "SELECT n FROM tallies WHERE name = ? AND day = ?", (name, day)
    ).fetchone()
    return 0 if row is None else int(row[0])


def _as_made(
    new: NewDeposit, agency: Agency, reference: str, is_selected: bool, entry: JournalEntry
) -> Deposit:
    return Deposit(
        reference=reference,
        draft_id=new.draft_id,
        draft=new.draft,
        deposited_at=new.at,
        clerk_code=new.clerk.code,
        clerk_name=new.clerk.name,
        agency=agency,
        consent=new.consent,
        agreements=new.agreements,
        right=new.right,
        verdict=new.verdict,
        trace=new.trace,
        rules_version=new.verdict["rules_version"],
        is_provisional=new.is_provisional,
        is_selected_for_control=is_selected,
        status="deposited",
        journal_entry=entry.n,
        journal_hash=entry.hash,
    )


def _next_reference(database: Database, agency: Agency, new: NewDeposit) -> str:
    """The next number of this counter and year.

    The year of a real counter never goes back, so that a clock set wrong cannot reopen the
    numbers of a year that was closed. A training counter plays past dates on purpose.
    """
    year = new.at.year
    if not agency.is_training:
        year = max(year, sequences.last_year(database) or year)
    sequence = sequences.take(database, agency, year)
    return new.name_reference(new.prefix, agency.code, agency.counter, year, sequence)


def _record(new: NewDeposit, agency: Agency) -> DepositRecord:
    return DepositRecord(
        draft=new.draft,
        clerk_name=new.clerk.name,
        agency=agency,
        consent=new.consent,
        agreements=new.agreements,
        right=new.right,
        verdict=new.verdict,
        trace=new.trace,
    )


def _journal_body(new: NewDeposit, is_selected: bool, record_hash: str) -> dict[str, Any]:
    """What the chain says of a deposit: no personal data, but the salted hash of all of it."""
    return {
        "draft": new.draft_id,
        "deposited_at": new.at,
        "outcome": new.verdict["outcome"],
        "rules_version": new.verdict["rules_version"],
        "is_provisional": new.is_provisional,
        "is_selected_for_control": is_selected,
        "is_clock_suspect": new.is_clock_suspect,
        "agreements": [
            {"subject": a.subject, "supervisor": a.supervisor, "is_alone": a.is_alone}
            for a in new.agreements
        ],
        "record": record_hash,
    }


def _one(database: Database, column: str, value: str) -> Deposit | None:
    row = database.execute(
        f"SELECT {_COLUMNS} FROM deposits JOIN journal ON journal.n = journal_entry"  # noqa: S608
        f" WHERE {column} = ?",
        (value,),
    ).fetchone()
    return None if row is None else _deposit(*row)


def _deposit(
    reference: str, draft_id: str, at: str, clerk: str, is_provisional: int,
    is_selected: int, status: DepositStatus, record: str, entry: int, hashed: str,
) -> Deposit:  # fmt: skip
    facts = deposit_record.from_text(record, reference)
    return Deposit(
        reference=reference,
        draft_id=draft_id,
        draft=facts.draft,
        deposited_at=stored.moment(at, f"deposits/{reference}"),
        clerk_code=clerk,
        clerk_name=facts.clerk_name,
        agency=facts.agency,
        consent=facts.consent,
        agreements=facts.agreements,
        right=facts.right,
        verdict=facts.verdict,
        trace=facts.trace,
        rules_version=facts.verdict["rules_version"],
        is_provisional=bool(is_provisional),
        is_selected_for_control=bool(is_selected),
        status=status,
        journal_entry=entry,
        journal_hash=hashed,
        is_erased=facts.erased_at is not None,
    )
