"""Copies that may be interrupted as they are made: a backup, a counter put back, a record."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from campaigns.apparatus.changes import Change
from campaigns.apparatus.counters import CLERK, PASSWORD, at_the_desk, deposit, make, request
from cnss_counter.paths import Home
from cnss_counter.services.custody import backups, restoring
from cnss_counter.services.custody.restoring import ByMachine
from cnss_counter.services.people import person_record
from cnss_counter.services.session import Session
from cnss_counter.storage.tables import person_record as held
from cnss_counter.storage.vault import journal_verification

DEPOSITS = 3


def _home(folder: Path) -> Home:
    return Home(folder / "home")


def _record(folder: Path) -> Path:
    return folder / "record.json"


def _counter(folder: Path) -> None:
    make(_home(folder))
    with at_the_desk(_home(folder)) as session:
        for number in range(DEPOSITS):
            _deposit(session, number)


def _deposit(session: Session, number: int) -> None:
    draft = request(session, number)
    deposit(session, session.drafts.new(session.cleaned(draft)).id, draft)


# A backup: there whole under its name, or not at all, and the counter works on


def _back_up(folder: Path) -> None:
    with at_the_desk(_home(folder)) as session:
        backups.back_up(session.context)


def _half_a_backup(folder: Path) -> Iterator[str]:
    made = [*_home(folder).backups.glob("*.backup")]
    for file in made:
        yield from _not_whole(file, folder)
    with at_the_desk(_home(folder)) as session:
        _deposit(session, DEPOSITS)
        if backups.back_up(session.context).counted.deposits != DEPOSITS + 1:
            yield "next_backup"


def _not_whole(file: Path, folder: Path) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as place:
        again = Home(Path(place) / "home")
        restoring.restore(file, again, CLERK.code, _same_machine(folder), "0")
        yield from _not_as_it_was(again)


# A counter put back: the home is there whole, or is as empty as before and can be put back


def _counter_backed_up(folder: Path) -> None:
    _counter(folder)
    _back_up(folder)


def _put_back(folder: Path) -> None:
    (file,) = _home(folder).backups.glob("*.backup")
    restoring.restore(file, _new_home(folder), CLERK.code, _same_machine(folder), "0")


def _half_put_back(folder: Path) -> Iterator[str]:
    if not _new_home(folder).is_set_up:  # what counts tries may be there, and may stay
        _put_back(folder)
    yield from _not_as_it_was(_new_home(folder))


def _new_home(folder: Path) -> Home:
    return Home(folder / "put_back")


def _same_machine(folder: Path) -> ByMachine:
    return ByMachine(PASSWORD, _home(folder).machine_secret)


def _not_as_it_was(home: Home) -> Iterator[str]:
    with at_the_desk(home) as session:
        if len([*session.all_deposits()]) != DEPOSITS:
            yield "deposits"
        _deposit(session, DEPOSITS)
        with session.context.store.reading() as database:
            if journal_verification.walk(database).broken is not None:
                yield "journal"


# One person's record: never out without its line in the journal, never half


def _export(folder: Path) -> None:
    with at_the_desk(_home(folder)) as session:
        person_record.export(session.context, f"{0:09}", _record(folder))


def _half_a_record(folder: Path) -> Iterator[str]:
    with at_the_desk(_home(folder)) as session, session.context.store.reading() as database:
        (told,) = database.execute(
            "SELECT count(*) FROM journal WHERE kind = 'person_exported'"
        ).fetchone()
        person = person_record.the_person(database, f"{0:09}")
        requests = len(held.of(database, person)["requests"])
    if not _record(folder).exists():
        return
    if not told:
        yield "record_without_line"
    if len(json.loads(_record(folder).read_bytes())["requests"]) != requests:
        yield "torn_record"


COPIES = {
    "backup": Change(_counter, _back_up, _half_a_backup),
    "restore": Change(_counter_backed_up, _put_back, _half_put_back),
    "person's record": Change(_counter, _export, _half_a_record),
}
"""As `CHANGES` of `changes.py`."""
