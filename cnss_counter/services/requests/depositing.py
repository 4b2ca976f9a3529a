"""The deposit: who has to agree to it, and the one transaction that makes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import datetime

from cnss_counter.domain.agency import Agency
from cnss_counter.domain.deposit import Agreement, AgreementSubject, Consent, Deposit
from cnss_counter.domain.request import RequestDraft
from cnss_counter.errors import AnswerIsNo, CounterError, StoreError
from cnss_counter.rules import evaluate
from cnss_counter.rules.evaluate import Judged
from cnss_counter.rules.parameters import Parameters
from cnss_counter.services.access.agreements import Agreements
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.services.custody import catching_up, epochs
from cnss_counter.services.custody.epochs import Held, Tried
from cnss_counter.services.day import clock_watch
from cnss_counter.services.requests import deposit_checks
from cnss_counter.storage.driver import Database, DriverError, error_name
from cnss_counter.storage.tables import deposits, drafts
from cnss_counter.storage.vault import anchor


def agreements_needed(context: ClerkContext, judged: Judged) -> tuple[AgreementSubject, ...]:
    """On what a second person has to agree before this draft can be deposited."""
    needed: list[AgreementSubject] = []
    if clock_watch.asks_for_the_time(context):
        needed.append("clock")
    if judged.verdict.other_right is not None:
        needed.append("other_right")
    with context.reading() as database:
        if deposits.open_reference_for(database, judged.draft):
            needed.append("existing_request")
    return tuple(needed)


def existing_request(context: ClerkContext, draft: RequestDraft) -> Deposit | None:
    """The newest request, not withdrawn, about the same person, whatever it asks for."""
    with context.reading() as database:
        reference = deposits.open_reference_for(database, draft)
        return deposits.with_reference(database, reference) if reference else None


class Depositing:
    """Makes the deposits of one session. Thread-safe.

    `found` gathers what the clerk has to know, seen before a number was taken.
    """

    def __init__(self, context: ClerkContext, parameters: Parameters, agency: Agency) -> None:
        self._context = context
        self._parameters = parameters
        self._agency = agency
        self.agreements = Agreements(context)
        self.found: list[CounterError] = []

    def deposit(
        self,
        draft_id: str,
        judged: Judged,
        consent: Consent | None,
        agreements: tuple[Agreement, ...],
    ) -> Deposit:
        """As `Session.deposit` says."""
        context = self._context
        with context.reading() as database:
            if done := deposits.with_draft(database, draft_id):
                return self._the_same(done, judged)
        new = self._prepare(draft_id, judged, consent, agreements)
        with self._number_taken_back() as tried:
            with context.writing() as database, self._mark(database) as held:
                on_the_disk, _ = anchor.here(database)
                if done := deposits.with_draft(database, draft_id):
                    return self._the_same(done, judged)
                self._require_own(database, draft_id)
                open_one = deposits.open_reference_for(database, new.draft)
                if open_one and not deposit_checks.is_agreed(agreements, "existing_request"):
                    raise AnswerIsNo("guard.existing_request", reference=open_one)
                found = self._left_out(database, held, new.at)
                found += catching_up.before_a_deposit(
                    context.home, database, self._agency, new.at, held
                )
                deposit = deposits.write_down(database, new)
                tried += [epochs.about_to_give(held, on_the_disk, database)]
            self.found += found
        self.agreements.use(agreements)
        return deposit

    @contextmanager
    def _number_taken_back(self) -> Iterator[list[Tried | None]]:
        """What was about to be given in the block is nobody's where the block fails.

        But where the disk failed: of what it has nobody knows before it is read again.
        """
        tried: list[Tried | None] = []
        try:
            yield tried
        except BaseException as failure:
            if isinstance(failure, StoreError) and _is_of_the_disk(failure):
                raise
            with suppress(CounterError), self._context.store.turn():
                for one in filter(None, tried):
                    with self._context.reading() as database:
                        epochs.not_given(database, one)
            raise

    def _mark(self, database: Database) -> AbstractContextManager[Held]:
        """The mark outside the home, which training has none of."""
        return nullcontext(Held(None)) if self._context.is_training else epochs.held(database)

    def _left_out(self, database: Database, held: Held, at: datetime) -> tuple[CounterError, ...]:
        """Told at each deposit where another program keeps the mark; else the login told it."""
        told = held.told if held.is_busy else ()
        epochs.write_down(database, at, told)
        return told

    def _prepare(
        self,
        draft_id: str,
        judged: Judged,
        consent: Consent | None,
        agreements: tuple[Agreement, ...],
    ) -> deposits.NewDeposit:
        context = self._context
        context.require("deposit")
        at = context.now()
        self.agreements.require(agreements, draft_id, judged.draft, at.date())
        if clock_watch.asks_for_the_time(context):
            raise AnswerIsNo("guard.clock")
        stated = clock_watch.stated(context)
        return deposit_checks.prepare(
            draft_id, evaluate.as_of(judged, self._parameters, at.date()), consent,
            (*agreements, *stated), context.clerk, at, is_clock_suspect=bool(stated),
        )  # fmt: skip

    def _require_own(self, database: Database, draft_id: str) -> None:
        """A window left open may not deposit what was handed over. A case file has no draft."""
        owner = drafts.owner(database, draft_id)
        if owner not in {None, self._context.clerk.code}:
            raise AnswerIsNo("draft.handed_over", clerk=str(owner))

    def _the_same(self, done: Deposit, judged: Judged) -> Deposit:
        """The deposit of this draft, if it is of these answers: else they would be thought safe."""
        judged = evaluate.as_of(judged, self._parameters, done.deposited_at.date())
        if deposit_checks.with_defaults(judged) != done.draft:
            raise AnswerIsNo("draft.changed_elsewhere")
        return done


def _is_of_the_disk(failure: StoreError) -> bool:
    """A full one too may have been met while the commit was flushed."""
    cause = failure.__cause__
    return isinstance(cause, DriverError) and error_name(cause).startswith("SQLITE_IOERR")
