"""The right of access (law 09-08): all that is held about one person, in one file."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cnss_counter.domain.search_results import Person
from cnss_counter.errors import BadInputError
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.services.law import sound_rules
from cnss_counter.services.people import person_page
from cnss_counter.storage.driver import Database
from cnss_counter.storage.files import given_places
from cnss_counter.storage.files.private_files import write_whole
from cnss_counter.storage.tables import counter, journal, person_record


def page_of(to: Path) -> Path:
    """The page in words beside a record."""
    return to.with_name(f"{to.name}.txt")


def export(context: ClerkContext, number: str, to: Path) -> int:
    """Write the record of one person to a file, for its owner only; how many requests it has.

    Beside it stands the page of the same in words (`page_of`), for the person who asks.

    `number`: the immatriculation number, else the identity document. The journal tells which
    requests were given out and to which clerk, never whose. Raises `BadInputError`
    (`person.unknown`, `person.several`, `place.…`).
    """
    context.require("export_person")
    for file in (to, page_of(to)):
        given_places.require_file(file, context.home)
    with context.reading() as database:
        held = person_record.of(database, the_person(database, number))
        agency = counter.settings(database).agency
    said = {
        "exported_at": context.now().isoformat(),
        "exported_by": context.clerk.code,
        "counter": asdict(agency),
        **held,
    }
    references = [request["reference"] for request in held["requests"]]
    words = person_page.page(held, agency, context.now().date(), sound_rules.load().procedures)
    # Told before it is done: a record never leaves without its line.
    with context.writing() as database:
        journal.append(
            database, context.now(), context.clerk.code, "person_exported", "",
            {"requests": references, "drafts": len(held["drafts"])},
        )  # fmt: skip
    write_whole(to, _as_text(said).encode("utf-8"))
    write_whole(page_of(to), words.encode("utf-8"))
    return len(references)


def the_person(database: Database, number: str) -> Person:
    """The one person with this number; nobody else's data goes along."""
    called = person_record.persons_called(database, number)
    if not called:
        raise BadInputError("person.unknown", field="number")
    if len(called) > 1:
        raise BadInputError("person.several", field="number", count=str(len(called)))
    return called[0]


def _as_text(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, indent=1)
