"""`cnss-counter settings`: what the counter was told after its first day, and how to tell it."""

from __future__ import annotations

from typing import TypeVar

from cnss_counter.cli import output
from cnss_counter.cli.access.setup import CNDP
from cnss_counter.cli.opening import open_session
from cnss_counter.cli.options.commands import Command, Options
from cnss_counter.cli.options.parameters import CLERK, HOME, JSON, PASSWORD, Option
from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.errors import BadInputError
from cnss_counter.services.access import counter_settings, head_office_recovery
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.services.access.counter_settings import CounterSettings
from cnss_counter.services.access.head_office_recovery import require_recipient
from cnss_counter.text.numbers import digits_meant, is_number

NONE = "none"
Said = TypeVar("Said")


def run(options: Options) -> int:
    with open_session(options) as session:
        _tell(session.context, options)
        told = counter_settings.told(session.context)
        office = head_office_recovery.recipient_of(session.context)
    if options.json:
        output.print_json(
            {
                "cndp": told.authorisation or None,
                "retention_months": told.retention_months,
                "head_office": office or None,
                "lock_minutes": told.lock_minutes,
                "phone": told.phone or None,
                "hours_fr": told.hours.fr or None,
                "hours_ar": told.hours.ar or None,
            }
        )
        return 0
    words = output.french()
    nothing = words("cli.not_told")
    print(words("cli.cndp", number=told.authorisation or nothing))
    months = told.retention_months
    print(words("cli.retention", months=nothing if months is None else str(months)))
    print(words("cli.lock", minutes=told.lock_minutes))
    print(words("cli.head_office", recipient=office or nothing))
    print(words("cli.phone", phone=told.phone or nothing))
    hours = told.hours
    print(words("cli.hours", french=hours.fr or nothing, arabic=hours.ar or nothing))
    return 0


def _tell(context: ClerkContext, options: Options) -> None:
    """What the command line says anew, all of it or nothing; what it does not name stays."""
    if options.head_office is not None:
        head_office_recovery.require_allowed(context)
    told = counter_settings.told(context)
    hours = told.hours
    wanted = CounterSettings(
        authorisation=_said(options.cndp, told.authorisation),
        retention_months=_said(options.retention, told.retention_months) or None,
        lock_minutes=_said(options.lock, told.lock_minutes),
        phone=_said(options.phone, told.phone),
        hours=Bilingual(_said(options.hours_fr, hours.fr), _said(options.hours_ar, hours.ar)),
    )
    if any(getattr(options, str(option.name)) is not None for option in TOLD):
        counter_settings.change(context, wanted)
    if options.head_office is not None:
        head_office_recovery.change(context, options.head_office)


def _said(anew: Said | None, before: Said) -> Said:
    return before if anew is None else anew


def months(typed: str) -> int:
    """A number of months; `none` takes the setting back, as 0."""
    if typed == NONE:
        return 0
    number = digits_meant(typed)
    if not is_number(number) or not 1 <= int(number[:5]) <= 1200:
        raise BadInputError("cli.not_months", typed=typed)
    return int(number)


def minutes(typed: str) -> int:
    """A number of minutes; the service says which ones are possible."""
    number = digits_meant(typed)
    if not is_number(number) or len(number) > len("15"):
        raise BadInputError("cli.not_minutes", typed=typed)
    return int(number)


def recipient(typed: str) -> str:
    """An age public key; `none` takes the setting back, as ""."""
    if typed == NONE:
        return ""
    require_recipient(typed)
    return typed


def words_or_none(typed: str) -> str:
    """Words; `none` takes the setting back, as ""."""
    return "" if typed == NONE else typed


RETENTION = Option("--retention-months", "retention", "N", read=months, key="retention")
LOCK = Option("--lock-minutes", "lock", "N", read=minutes, key="lock")
HEAD_OFFICE = Option("--head-office", "head_office", "AGE1…", read=recipient)
PHONE = Option("--phone", "agency_phone", "N", read=words_or_none)
HOURS_FR = Option("--hours-fr", "agency_hours_fr", "TEXTE", read=words_or_none)
HOURS_AR = Option("--hours-ar", "agency_hours_ar", "TEXTE", read=words_or_none)

TOLD = (CNDP, RETENTION, LOCK, PHONE, HOURS_FR, HOURS_AR)

COMMAND = Command("settings", run, HOME, CLERK, PASSWORD, *TOLD, HEAD_OFFICE, JSON)
