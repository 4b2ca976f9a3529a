"""What an administrator may tell the counter after its first day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from cnss_counter.domain import identifiers
from cnss_counter.errors import BadInputError
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.services.access.setup import LONGEST_AUTHORISATION
from cnss_counter.storage.tables import counter, journal
from cnss_counter.text import has_arabic, plain
from cnss_counter.text.numbers import digits_meant

if TYPE_CHECKING:
    from cnss_counter.storage.driver import Database

LONGEST_RETENTION = 1200
"""Months. The duration itself is the CNSS's to say; no usual one is offered."""

LONGEST_HOURS, _LONGEST_PHONE = 60, 20
"""Characters: beside the agency's name they take two lines of a receipt."""

SHORTEST_LOCK, LONGEST_LOCK = 1, 15
"""Minutes without a key before the screen locks itself."""


class CounterSettings(NamedTuple):
    """By the names of table and journal. `privacy_authorisation`: the CNDP's number; `phone` and
    hours: how the agency is reached, as receipts say it. Each is empty, and `retention_months`
    None, when nobody told it.
    """

    privacy_authorisation: str
    retention_months: int | None
    lock_minutes: int
    phone: str
    hours_fr: str
    hours_ar: str


Anew = Mapping[str, str | int | None]
"""What is told anew, by the fields of `CounterSettings`; what is not named stays."""


def told(context: ClerkContext) -> CounterSettings:
    """What this counter was told."""
    with context.reading() as database:
        return _told(database)


def require_possible(context: ClerkContext, anew: Anew) -> None:
    """Raise what `change` would."""
    context.require("change_settings")
    _with(told(context), anew)


def change(context: ClerkContext, anew: Anew) -> None:
    """Write all of it down, or nothing, and into the journal what is another than before.

    Nothing is purged by it, and receipts of deposits made before keep what they say.
    Raises `BadInputError`: `settings.authorisation`, `settings.retention`, `settings.lock`,
    `settings.phone`, `settings.hours_long`, `settings.hours_in_both`, `settings.hours_arabic`.
    """
    context.require("change_settings")
    with context.writing() as database:
        before = _told(database)  # another window may have told something meanwhile
        after = _with(before, anew)._asdict()
        changed = {name: said for name, said in after.items() if said != getattr(before, name)}
        if changed:
            counter.change_settings(database, changed)
            journal.append(
                database, context.now(), context.clerk.code, "settings_changed", "", changed
            )


def _told(database: Database) -> CounterSettings:
    settings = counter.settings(database)
    agency = settings.agency
    return CounterSettings(
        agency.privacy_authorisation,
        settings.retention_months,
        settings.lock_minutes,
        agency.phone,
        agency.hours.fr,
        agency.hours.ar,
    )


def _with(before: CounterSettings, anew: Anew) -> CounterSettings:
    wanted = before._replace(**anew)  # type: ignore[arg-type]
    wanted = wanted._replace(
        privacy_authorisation=plain(wanted.privacy_authorisation),
        phone=digits_meant(plain(wanted.phone)),
        hours_fr=plain(wanted.hours_fr),
        hours_ar=plain(wanted.hours_ar),
    )
    _require_possible(wanted)
    return wanted


def _require_possible(wanted: CounterSettings) -> None:
    if len(wanted.privacy_authorisation) > LONGEST_AUTHORISATION:
        raise BadInputError("settings.authorisation", field="cndp", most=str(LONGEST_AUTHORISATION))
    months = wanted.retention_months
    if months is not None and not 1 <= months <= LONGEST_RETENTION:
        raise BadInputError(
            "settings.retention", field="retention_months", most=str(LONGEST_RETENTION)
        )
    if not SHORTEST_LOCK <= wanted.lock_minutes <= LONGEST_LOCK:
        limits = {"least": str(SHORTEST_LOCK), "most": str(LONGEST_LOCK)}
        raise BadInputError("settings.lock", field="lock", **limits)
    if wanted.phone and _is_no_phone(wanted.phone):
        raise BadInputError("settings.phone", field="phone")
    _require_hours(wanted.hours_fr, wanted.hours_ar)


def _is_no_phone(typed: str) -> bool:
    return len(typed) > _LONGEST_PHONE or bool(identifiers.phone(identifiers.clean_phone(typed)))


def _require_hours(french: str, arabic: str) -> None:
    """In both languages or in none."""
    for field, said, other in (("hours_fr", french, arabic), ("hours_ar", arabic, french)):
        if len(said) > LONGEST_HOURS:
            raise BadInputError("settings.hours_long", field=field, most=str(LONGEST_HOURS))
        if other and not said:
            raise BadInputError("settings.hours_in_both", field=field)
    if arabic and not has_arabic(arabic):
        raise BadInputError("settings.hours_arabic", field="hours_ar")
