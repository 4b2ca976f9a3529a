"""What an administrator may tell the counter after its first day: law 09-08."""

from __future__ import annotations

from typing import NamedTuple

from cnss_counter.errors import BadInputError
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.services.access.setup import LONGEST_AUTHORISATION
from cnss_counter.storage.tables import counter, journal
from cnss_counter.text import plain

LONGEST_RETENTION = 1200
"""Months. The duration itself is the CNSS's to say; no usual one is offered."""

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
