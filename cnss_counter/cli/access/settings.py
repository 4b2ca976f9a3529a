"""`cnss-counter settings`: what the counter was told after its first day, and how to tell it."""

from __future__ import annotations

from cnss_counter.cli import output
from cnss_counter.cli.access.setup import CNDP
from cnss_counter.cli.opening import open_session
from cnss_counter.cli.options.commands import Command, Options
from cnss_counter.cli.options.parameters import CLERK, HOME, JSON, PASSWORD, Option
from cnss_counter.errors import BadInputError
from cnss_counter.services.access import counter_settings, head_office_recovery
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.services.access.head_office_recovery import require_recipient
from cnss_counter.text.numbers import digits_meant, is_number

NONE = "none"


def run(options: Options) -> int:
    with open_session(options) as session:
        _tell(session.context, options)
        told = counter_settings.told(session.context)
        office = head_office_recovery.recipient_of(session.context)
    if options.json:
        output.print_json(
            {
                "cndp": told.privacy_authorisation or None,
                "retention_months": told.retention_months,
                "head_office": office or None,
                "lock_minutes": told.lock_minutes,
                "phone": told.phone or None,
                "hours_fr": told.hours_fr or None,
                "hours_ar": told.hours_ar or None,
            }
        )
        return 0
    words = output.french()
    nothing = words("cli.not_told")
    print(words("cli.cndp", number=told.privacy_authorisation or nothing))
    months = told.retention_months
    print(words("cli.retention", months=nothing if months is None else str(months)))
    print(words("cli.lock", minutes=told.lock_minutes))
    print(words("cli.head_office", recipient=office or nothing))
    print(words("cli.phone", phone=told.phone or nothing))
    print(words("cli.hours", french=told.hours_fr or nothing, arabic=told.hours_ar or nothing))
    return 0


def _tell(context: ClerkContext, options: Options) -> None:
    """What the command line says anew; what it does not name stays.

    Where something in it is impossible, nothing is written. Head office's key goes first, whose
    files a disk may refuse.
    """
    said = {
        "privacy_authorisation": options.cndp,
        "retention_months": options.retention,
        "lock_minutes": options.lock,
        "phone": options.phone,
        "hours_fr": options.hours_fr,
        "hours_ar": options.hours_ar,
    }
    anew = {name: value for name, value in said.items() if value is not None}
    if anew.get("retention_months") == 0:
        anew["retention_months"] = None
    if anew:
        counter_settings.require_possible(context, anew)
    if options.head_office is not None:
        head_office_recovery.change(context, options.head_office)
    if anew:
        counter_settings.change(context, anew)


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

COMMAND = Command(
    "settings", run, HOME, CLERK, PASSWORD,
    CNDP, RETENTION, LOCK, PHONE, HOURS_FR, HOURS_AR, HEAD_OFFICE, JSON,
)  # fmt: skip
