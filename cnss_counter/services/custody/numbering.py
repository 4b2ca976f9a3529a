"""After which number a counter goes on, when its database is older than its receipts.

No number is given twice where any witness of it survives: whoever puts an older copy in place says
the newest number known to have been given, on paper if need be, and the counter goes on after the
highest that this person, the database, `receipts/`, the anchor or what lies outside the home know.
The numbers between are skipped for ever, and the journal says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from datetime import MAXYEAR, datetime
from typing import Any, NamedTuple

from cnss_counter.clock import Clock, system_clock
from cnss_counter.domain import reference_number
from cnss_counter.domain.agency import Agency
from cnss_counter.errors import BadInputError
from cnss_counter.paths import Home
from cnss_counter.services.access import unlocking
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.services.access.credentials import Password
from cnss_counter.services.custody import counter_key, epochs, updating, witnesses
from cnss_counter.services.custody.witnesses import Known
from cnss_counter.services.day import clock_watch
from cnss_counter.storage.driver import Database
from cnss_counter.storage.tables import counter, journal, sequences
from cnss_counter.storage.vault.anchor import here
from cnss_counter.text.numbers import digits_meant, is_number

_MOST_IN_A_YEAR = 900_000
"""No counter gives so many: what is above is misread, and would use up the year's six digits."""


class Continued(NamedTuple):
    """The year, the last number that the database knew, the one to go on after, and who knew it."""

    year: int
    known: int
    last: int
    witness: witnesses.Name = "typed"

    @property
    def skipped(self) -> int:
        return self.last - self.known


class Last(NamedTuple):
    """The newest number known to have been given; None for the year when it was not said."""

    year: int | None
    number: int


def read_last(typed: str, agency: Agency) -> Last:
    """The newest receipt's whole reference, or its number alone.

    Raises `BadInputError`: `numbering.not_a_number`, `numbering.check_digits_missing`,
    `numbering.other_counter`, `numbering.too_high`.
    """
    number = digits_meant(typed)
    if is_number(number) and len(number) <= 6:
        last = Last(None, int(number))
    elif (reference := reference_number.read(typed)) is None:
        lacks = reference_number.lacks_its_check(typed)
        code = "check_digits_missing" if lacks else "not_a_number"
        raise BadInputError(f"numbering.{code}", typed=typed)
    elif (reference.agency, reference.counter) != (agency.code, agency.counter):
        raise BadInputError("numbering.other_counter", typed=typed)
    else:
        last = Last(reference.year, reference.sequence)
    if last.number > _MOST_IN_A_YEAR:
        raise BadInputError("numbering.too_high", typed=typed)
    return last


def continue_after(
    database: Database,
    typed: str,
    now: datetime,
    homes: Iterable[Home],
    *,
    is_clock_suspect: bool,
) -> tuple[Continued, ...]:
    """Let the next numbers follow the highest that is known, inside the open transaction.

    `homes`: those whose files are asked, beside the person and the database. Returns the years that
    go on, the newest last. Raises `BadInputError` as `read_last` does, and
    `numbering.year_in_doubt`, `numbering.later_year`, `numbering.witness_in_doubt`.
    """
    agency = counter.settings(database).agency
    last = read_last(typed, agency)
    if agency.is_training:  # it plays any day
        present = year = last.year or now.year
    else:
        present = max(now.year, sequences.last_year(database) or now.year)
        year = _year(last, typed, present, is_clock_suspect=is_clock_suspect)
    newest = max(newest_year(database, agency, None if is_clock_suspect else now), last.year or 0)
    others = witnesses.of_homes(homes, database, min(newest, present))
    for one in others:
        is_said = one.year == last.year and one.number <= last.number
        if not is_said and not one.is_believed(newest):
            raise BadInputError(
                "numbering.witness_in_doubt",
                file=one.file, year=str(one.year), number=str(one.number),
            )  # fmt: skip
    return go_on(database, agency, others, Known(year, last.number, "typed"))


def go_on(
    database: Database, agency: Agency, others: Iterable[Known], said: Known | None = None
) -> tuple[Continued, ...]:
    """Move each year on to the highest known of it; returns those that moved, and the one said."""
    known = [*([said] if said else []), *others]
    before = {one.year: sequences.last(database, agency, one.year) for one in known}
    own = [Known(year, number, "database") for year, number in before.items()]
    ranked = sorted(known + own, key=lambda one: witnesses.NAMES.index(one.witness))
    moved = []
    for year, one in sorted(witnesses.highest_known(ranked).items()):
        sequences.continue_after(database, agency, year, one.number)
        if one.number > before[year] or (said is not None and year == said.year):
            moved.append(Continued(year, before[year], one.number, one.witness))
    return tuple(moved)


def newest_year(database: Database, agency: Agency, now: datetime | None) -> int:
    """The newest year that has begun, by the numbers and by a clock that is believed."""
    if agency.is_training:
        return MAXYEAR
    return max(sequences.last_year(database) or 0, now.year if now else 0)


def in_the_journal(moved: tuple[Continued, ...]) -> dict[str, Any]:
    """The newest year, and those before it that were moved on too."""
    earlier = [one._asdict() for one in moved[:-1]]
    return {**moved[-1]._asdict(), **({"earlier": earlier} if earlier else {})}


def _year(last: Last, typed: str, present: int, *, is_clock_suspect: bool) -> int:
    """The year whose numbers go on.

    A number alone is of the year in which the next one will be given, which a clock in doubt
    cannot tell: counted in another year it would protect nothing. 0 says that none was given.
    """
    if last.year is None:
        if last.number and is_clock_suspect:
            raise BadInputError("numbering.year_in_doubt", typed=typed)
        return present
    if last.year > present:
        raise BadInputError("numbering.later_year", typed=typed, year=str(present))
    return last.year


def skip_to(context: ClerkContext, typed: str) -> Continued:
    """Go on after the highest number known, at a counter that is open: a newer receipt turned up.

    The anchor forgets what it expected only when the journal has it on the disk.
    """
    context.require("continue_numbers")
    anchor = context.store.anchor
    anchored = anchor.read() if anchor.exists() else None
    is_suspect = clock_watch.asks_for_the_time(context)
    with context.writing() as database:
        on_the_disk, _ = here(database)
        moved = continue_after(
            database, typed, context.now(), (context.home,), is_clock_suspect=is_suspect
        )
        journal.append(
            database, context.now(), context.clerk.code, "numbers_continued", "",
            {**in_the_journal(moved), "anchor": anchored and [anchored.n, anchored.hash]},
        )  # fmt: skip
        if not context.is_training:
            with epochs.held(database) as held:
                epochs.write_down(database, context.now(), held.told)
                epochs.begin(database, context.now(), context.clerk.code, held.mark)
                epochs.note(held.mark, on_the_disk, database)
                epochs.note_number(held.numbers, database)
        is_behind = anchored is None or not anchor.is_in(database, anchored)
    if is_behind:
        context.store.anchor_anew()
    counter_key.publish(context.home, context.store)
    return moved[-1]


def resume(
    home: Home,
    code: str,
    password: str,
    typed: str,
    *,
    clock: Clock = system_clock,
    training: bool = False,
) -> Continued:
    """Go on with a database that is behind its anchor, after the highest number known.

    What is missing stays missing: this is for when there is no newer backup. Raises as
    `login.log_in` does, and as `skip_to`.
    """
    keyring, store, before_update = unlocking.open_counter(
        home, Password(code, password), "resume",
        clock=clock, is_training=training, is_known_to_be_behind=True,
    )  # fmt: skip
    with closing(store):
        with store.reading() as database:
            clerk = unlocking.require_clerk(database, code)
        context = ClerkContext(home, store, keyring, clerk, clock, is_training=training)
        continued = skip_to(context, typed)
        with store.writing() as database:
            updating.write_down(database, before_update, clock())
        return continued
