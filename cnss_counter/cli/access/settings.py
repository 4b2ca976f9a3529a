"""`cnss-counter settings`: what the counter was told after its first day, and how to tell it."""

from __future__ import annotations

from cnss_counter.cli import output
from cnss_counter.cli.access.setup import CNDP
from cnss_counter.cli.opening import open_session
from cnss_counter.cli.options.commands import Command, Options
from cnss_counter.cli.options.parameters import CLERK, HOME, JSON, PASSWORD, Option
from cnss_counter.errors import BadInputError
from cnss_counter.services.access import counter_settings, head_office_recovery
from cnss_counter.services.access.head_office_recovery import require_recipient
from cnss_counter.text.numbers import digits_meant, is_number

NONE = "none"


def run(options: Options) -> int:

    with open_session(options) as session:
        told = counter_settings.privacy(session.context)
        if options.cndp is not None:
            told = told._replace(authorisation=options.cndp)
        if options.retention is not None:
            told = told._replace(retention_months=options.retention or None)
        if options.cndp is not None or options.retention is not None:
            counter_settings.change_privacy(session.context, told)
        if options.lock is not None:
            counter_settings.change_lock(session.context, options.lock)
        lock = counter_settings.lock_minutes(session.context)
        if options.head_office is not None:
            head_office_recovery.change(session.context, options.head_office)
        office = head_office_recovery.recipient_of(session.context)
    if options.json:
        output.print_json(
            {
                "cndp": told.authorisation or None,
                "retention_months": told.retention_months,
                "head_office": office or None,
                "lock_minutes": lock,
            }
        )
        return 0
    words = output.french()
    nothing = words("cli.not_told")
    print(words("cli.cndp", number=told.authorisation or nothing))
    months = told.retention_months
    print(words("cli.retention", months=nothing if months is None else str(months)))
    print(words("cli.lock", minutes=lock))
    print(words("cli.head_office", recipient=office or nothing))
    return 0


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


RETENTION = Option("--retention-months", "retention", "N", read=months, key="retention")
LOCK = Option("--lock-minutes", "lock", "N", read=minutes, key="lock")
HEAD_OFFICE = Option("--head-office", "head_office", "AGE1…", read=recipient)

COMMAND = Command("settings", run, HOME, CLERK, PASSWORD, CNDP, RETENTION, LOCK, HEAD_OFFICE, JSON)
