"""What an administrator may tell the counter after its first day."""

from __future__ import annotations

from typing import NamedTuple

from cnss_counter.domain import identifiers
from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.errors import BadInputError
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.services.access.setup import LONGEST_AUTHORISATION
from cnss_counter.storage.tables import counter, journal
from cnss_counter.text import has_arabic, plain
from cnss_counter.text.numbers import digits_meant

LONGEST_RETENTION = 1200
"""Months. The duration itself is the CNSS's to say; no usual one is offered."""

LONGEST_HOURS, _LONGEST_PHONE = 60, 20
"""Characters: beside the agency's name they take two lines of a receipt."""

SHORTEST_LOCK, LONGEST_LOCK = 1, 15
"""Minutes without a key before the screen locks itself."""


class PrivacySettings(NamedTuple):
    """`authorisation`: the CNDP's number, "" when none was told; `retention_months`: None too."""

    authorisation: str
    retention_months: int | None


def privacy(context: ClerkContext) -> PrivacySettings:
    """What this counter was told."""
    with context.reading() as database:
        settings = counter.settings(database)
    return PrivacySettings(settings.agency.privacy_authorisation, settings.retention_months)


def change_privacy(context: ClerkContext, wanted: PrivacySettings) -> None:
    """Write the settings down, and into the journal. Nothing is purged by it.

    Raises `BadInputError` (`settings.authorisation`, `settings.retention`).
    """
    context.require("change_settings")
    number = plain(wanted.authorisation)
    if len(number) > LONGEST_AUTHORISATION:
        raise BadInputError("settings.authorisation", field="cndp", most=str(LONGEST_AUTHORISATION))
    months = wanted.retention_months
    if months is not None and not 1 <= months <= LONGEST_RETENTION:
        raise BadInputError(
            "settings.retention", field="retention_months", most=str(LONGEST_RETENTION)
        )
    with context.writing() as database:
        counter.change_privacy(database, number, months)
        journal.append(
            database, context.now(), context.clerk.code, "settings_changed", "",
            {"privacy_authorisation": number, "retention_months": months},
        )  # fmt: skip


class AgencyContact(NamedTuple):
    """How the agency is reached, as receipts say it: both empty when nobody told them."""

    phone: str
    hours: Bilingual


def contact(context: ClerkContext) -> AgencyContact:
    """What this counter was told."""
    with context.reading() as database:
        agency = counter.settings(database).agency
    return AgencyContact(agency.phone, agency.hours)


def change_contact(context: ClerkContext, wanted: AgencyContact) -> None:
    """Write it down, and into the journal; receipts of deposits made before keep what they say.

    Raises `BadInputError`: `settings.phone`, `settings.hours_long`, `settings.hours_in_both`,
    `settings.hours_arabic`.
    """
    context.require("change_settings")
    phone = digits_meant(plain(wanted.phone))
    if phone and (len(phone) > _LONGEST_PHONE or _is_no_phone(phone)):
        raise BadInputError("settings.phone", field="phone")
    hours = Bilingual(plain(wanted.hours.fr), plain(wanted.hours.ar))
    for field, said, other in (("hours_fr", hours.fr, hours.ar), ("hours_ar", hours.ar, hours.fr)):
        if len(said) > LONGEST_HOURS:
            raise BadInputError("settings.hours_long", field=field, most=str(LONGEST_HOURS))
        if other and not said:
            raise BadInputError("settings.hours_in_both", field=field)
    if hours.ar and not has_arabic(hours.ar):
        raise BadInputError("settings.hours_arabic", field="hours_ar")
    with context.writing() as database:
        counter.change_contact(database, phone, hours)
        journal.append(
            database, context.now(), context.clerk.code, "settings_changed", "",
            {"phone": phone, "hours_fr": hours.fr, "hours_ar": hours.ar},
        )  # fmt: skip


def _is_no_phone(typed: str) -> bool:
    return identifiers.phone(identifiers.clean_phone(typed)) is not None


def lock_minutes(context: ClerkContext) -> int:
    """After how many minutes without a key the screen locks itself."""
    with context.reading() as database:
        return counter.settings(database).lock_minutes


def change_lock(context: ClerkContext, minutes: int) -> None:
    """From 1 to 15 minutes, else `BadInputError` (`settings.lock`); the journal tells it."""
    context.require("change_settings")
    if not SHORTEST_LOCK <= minutes <= LONGEST_LOCK:
        limits = {"least": str(SHORTEST_LOCK), "most": str(LONGEST_LOCK)}
        raise BadInputError("settings.lock", field="lock", **limits)
    with context.writing() as database:
        counter.change_lock(database, minutes)
        journal.append(
            database, context.now(), context.clerk.code, "settings_changed", "",
            {"lock_minutes": minutes},
        )  # fmt: skip
