"""Taking a person out of the tables; what proves that a request was made stays.

A request keeps its number, reference, date, clerk, outcome and the hash in the journal; its
answers, papers, agreements' words, reasoning and salt go. Without the salt the hash says nothing
of what it was made from. See docs/decisions/0058.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import NamedTuple

from cnss_counter.domain.request import RequestDraft
from cnss_counter.domain.search_results import Person
from cnss_counter.storage import stored
from cnss_counter.storage.driver import Database
from cnss_counter.storage.tables import deposit_record, drafts, person_record, receipt_prints, salts


class Erased(NamedTuple):
    """What was erased: requests by reference, how many drafts, and the ids of both as drafts."""

    references: tuple[str, ...]
    drafts: int
    draft_ids: tuple[str, ...]


class Overdue(NamedTuple):
    """A person's requests, all older than a day: the newest was deposited on `newest`."""

    person: int
    references: tuple[str, ...]
    newest: str


def newest_deposit(database: Database, person: Person) -> datetime | None:
    """When this person's last request was deposited."""
    (newest,) = database.execute(
        "SELECT max(deposited_at) FROM deposits WHERE person = ?", (person.id,)
    ).fetchone()
    return None if newest is None else stored.moment(newest, f"persons/{person.id} deposited_at")


def older_than(database: Database, day: str) -> list[Overdue]:
    """The persons, not erased yet, whose every request was deposited before a day."""
    rows = database.execute(
        "SELECT person, json_group_array(reference), max(substr(deposited_at, 1, 10)) AS newest"
        " FROM deposits WHERE record ->> '$.erased_at' IS NULL"
        " GROUP BY person HAVING newest < ? ORDER BY newest, person",
        (day,),
    ).fetchall()
    return [Overdue(person, tuple(json.loads(found)), newest) for person, found, newest in rows]


def erase(database: Database, person: Person, at: datetime) -> Erased:
    """Erase a person, their search keys, drafts, and what requests and searches say of them."""
    rows = database.execute(
        "SELECT reference, draft_id, record FROM deposits WHERE person = ? ORDER BY id",
        (person.id,),
    ).fetchall()
    for reference, _, record in rows:
        database.execute(
            "UPDATE deposits SET salt = zeroblob(16), record = ? WHERE reference = ?",
            (_without_person(record, reference, at), reference),
        )
        receipt_prints.has_come_out(database, reference)
    waiting = person_record.drafts_about(database, person)
    for draft in waiting:
        database.execute("DELETE FROM drafts WHERE id = ?", (draft,))
    salts.erase(database, person.id)
    database.execute("DELETE FROM person_keys WHERE person = ?", (person.id,))
    database.execute("DELETE FROM person_names WHERE rowid = ?", (person.id,))
    # Without this the words of the names stay in the index until it is merged one day.
    database.execute("INSERT INTO person_names (person_names) VALUES ('optimize')")
    if rows:  # the requests still point at somebody, of whom nothing is known
        nobody = drafts.as_text(RequestDraft(""))
        database.execute(
            "UPDATE persons SET immatriculation_number = NULL, draft = ? WHERE id = ?",
            (nobody, person.id),
        )
    else:
        database.execute("DELETE FROM persons WHERE id = ?", (person.id,))
    references, deposited = (tuple(row[at] for row in rows) for at in (0, 1))
    return Erased(references, len(waiting), (*deposited, *waiting))


def count(database: Database) -> int:
    """How many requests were erased."""
    (number,) = database.execute(
        f"SELECT count(*) FROM deposits WHERE salt = x'{'00' * 16}'"  # noqa: S608 – a constant
    ).fetchone()
    return int(number)


def empty_the_log(database: Database) -> None:
    """After the commit: what was erased shall not stay in the write-ahead log either."""
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _without_person(record: str, reference: str, at: datetime) -> str:
    kept = deposit_record.from_text(record, reference)
    return deposit_record.as_text(kept.without_person(at))
