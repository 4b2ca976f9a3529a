"""`cnss-counter deposit CASE.json`: a deposit through the same service as the screens."""

from __future__ import annotations

import sys
from os.path import basename
from typing import TYPE_CHECKING
from uuid import uuid4

from cnss_counter.cli import output, signals
from cnss_counter.cli.opening import open_session, password_line
from cnss_counter.cli.options.commands import Command, Options
from cnss_counter.cli.options.parameters import CASE, CLERK, DAY, HOME, JSON, PASSWORD, Option
from cnss_counter.domain.dates import read_date
from cnss_counter.domain.deposit import Consent
from cnss_counter.errors import AnswerIsNo, BadInputError, CounterError
from cnss_counter.rules.eligibility.rights import IRREVOCABLE
from cnss_counter.services.day import clock_watch
from cnss_counter.services.printing import receipt_copies
from cnss_counter.services.requests import case_file
from cnss_counter.text import plain

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from cnss_counter.domain.deposit import Agreement, Deposit
    from cnss_counter.rules.evaluate import Judged
    from cnss_counter.services.requests.case_file import CaseFile
    from cnss_counter.services.session import Session


def run(options: Options) -> int:
    is_word_alone = options.time is not None and not options.supervisor
    if is_word_alone or bool(options.supervisor) is not bool(options.reason):
        raise BadInputError("cli.supervisor_and_reason", field="--supervisor")
    with open_session(options, on=options.on) as session:
        case = case_file.read(options.case, session.procedures)
        password = _time_stated(session, options)
        judged = session.assess(case.draft)
        output.require_no_error(basename(options.case), judged.verdict)
        draft_id = str(uuid4())
        agreements = _agreements(session, draft_id, judged, options, password)
        consent = _consent(session, case, judged)
        with signals.held():  # once there is a number it is said
            deposit = session.deposit(draft_id, judged, consent, agreements)
            give(session, deposit, as_json=options.json)
    return 0


def give(session: Session, deposit: Deposit, *, as_json: bool) -> None:
    """The number, whatever becomes of the receipt; and the receipt."""
    if not as_json:
        output.give(_number(deposit))
    try:
        receipt = _receipt(session, deposit)
    except BaseException:
        if as_json:
            print(_number(deposit), file=sys.stderr)
        raise
    if as_json:
        output.give(output.as_json(_document(deposit, receipt)))
    elif receipt:
        output.give(output.french()("cli.receipt_drawn", file=str(receipt)))


def _number(deposit: Deposit) -> str:
    return output.french()("cli.deposited", reference=deposit.reference)


def _document(deposit: Deposit, receipt: Path | None) -> dict[str, object]:
    return {
        "reference": deposit.reference,
        "receipt": receipt and str(receipt),
        "provisional": deposit.is_provisional,
        "physical_control": deposit.is_selected_for_control,
    }


def _time_stated(session: Session, options: Options) -> str:
    """The supervisor's password, where the time was said: before anything is judged by its day."""
    if options.time is None:
        return ""
    password = password_line()
    try:
        clock_watch.state_time(session.context, options.supervisor, password, options.time)
    except BadInputError as error:
        raise BadInputError(error.code, **{**error.detail, "field": "--time"}) from None
    return password


def _agreements(
    session: Session, draft_id: str, judged: Judged, options: Options, password: str
) -> tuple[Agreement, ...]:
    """The supervisor's agreement, on everything that needs one; without it the deposit says no."""
    needed = session.agreements_needed(judged) if options.supervisor else ()
    if not needed:
        return ()
    if "clock" in needed:
        raise AnswerIsNo("guard.clock")
    known = password or password_line()
    return tuple(
        session.agree(options.supervisor, known, options.reason, subject, draft_id, judged.clean)
        for subject in needed
    )


def _consent(session: Session, case: CaseFile, judged: Judged) -> Consent | None:
    """What the applicant accepted: a request that ends nothing for ever has no text to accept."""
    if judged.procedure.right in IRREVOCABLE and not case.has_consent:
        return None
    is_french = judged.draft.answer("applicant_language") == "fr"
    return Consent("fr" if is_french else "ar", session.now())


def _receipt(session: Session, deposit: Deposit) -> Path | None:
    """The deposit is done whatever becomes of its receipt, which `receipt` draws again."""
    try:
        return receipt_copies.name_original(session.context, deposit)
    except CounterError as error:
        words = output.french()
        reference, reason = deposit.reference, words.error(error)
        said = words("cli.receipt_not_drawn", reference=reference, reason=reason)
        print(said, file=sys.stderr)
        return None


def a_moment(typed: str) -> datetime:
    """`2026-11-22 09:30`, local time."""
    day, _, time = plain(typed).partition(" ")
    try:
        return clock_watch.read_moment(read_date(day), time)
    except BadInputError:
        raise BadInputError("cli.not_a_moment", typed=typed) from None


SUPERVISOR = Option("--supervisor", "agreeing_supervisor", "CODE")
REASON = Option("--reason", "agreeing_reason", "TEXTE")
TIME = Option("--time", "stated_time", "'AAAA-MM-JJ HH:MM'", read=a_moment)

COMMAND = Command(
    "deposit",
    run,
    CASE,
    HOME,
    CLERK,
    PASSWORD,
    SUPERVISOR,
    REASON,
    TIME,
    DAY.saying("training_day"),
    JSON,
    stands_unsaid=True,
)
