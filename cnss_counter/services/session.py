"""What a clerk who has logged in can do. Roles are checked here, not on the screens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from cnss_counter.domain import reference_number
from cnss_counter.domain.records import (
    Agency,
    Agreement,
    AgreementSubject,
    Consent,
    Deposit,
    Found,
    HomeSummary,
    StoredDraft,
)
from cnss_counter.domain.request import RequestDraft
from cnss_counter.errors import AnswerIsNo, BadInputError, CounterError
from cnss_counter.law import RulePack
from cnss_counter.rules import evaluate
from cnss_counter.rules.clean_draft import CleanDraft, cleaned
from cnss_counter.rules.evaluate import Judged
from cnss_counter.rules.procedure import Procedure
from cnss_counter.services.access import permissions, unlocking
from cnss_counter.services.access.agreements import Agreements
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.services.access.credentials import Password
from cnss_counter.services.custody import catching_up, last_backup
from cnss_counter.services.day import clock_watch, disk
from cnss_counter.services.people.name_searches import NameSearches
from cnss_counter.services.printing import copies
from cnss_counter.services.requests import deposit_checks
from cnss_counter.storage.driver import Database
from cnss_counter.storage.tables import (
    counter,
    deposits,
    drafts,
    journal,
    persons,
    receipt_prints,
    search,
)


class Session:
    """The counter, open for one clerk. Thread-safe: the journey works in threads.

    Every method may raise `StoreError` (disk full, damaged, closed after `log_out`).
    """

    def __init__(
        self, context: ClerkContext, rule_pack: RulePack, found: Iterable[CounterError] = ()
    ) -> None:
        """`found`: what the clerk has to know, seen while the counter was opened."""
        self.context = context
        self._found = list(found)
        self.clerk = context.clerk
        self.rule_pack = rule_pack
        self._store = context.store
        self.name_searches = NameSearches(context)
        self._agreements = Agreements(context)
        with context.store.reading() as database:
            settings = counter.settings(database)
        self.agency: Agency = settings.agency
        self.lock_minutes = settings.lock_minutes

    # The law

    @property
    def procedures(self) -> Mapping[str, Procedure]:
        return self.rule_pack.procedures

    def now(self) -> datetime:
        """The present moment by this counter's clock."""
        return self.context.now()

    def cleaned(self, draft: RequestDraft) -> CleanDraft:
        """A draft as it comes in, through the door of its procedure."""
        return cleaned(self.procedures[draft.procedure], draft)

    def judged(self, clean: CleanDraft) -> Judged:
        """What the law seems to say of a deposit made today."""
        return evaluate.judged(clean, self.rule_pack.parameters, self.now().date())

    def assess(self, draft: RequestDraft) -> Judged:
        """A draft as it comes in, cleaned and judged."""
        return self.judged(self.cleaned(draft))

    def as_of_today(self, known: Judged) -> Judged:
        """The same, unless a day or a law has passed since: then the draft is judged again."""
        return self._as_of(known, self.now().date())

    def _as_of(self, known: Judged, on: date) -> Judged:
        parameters = self.rule_pack.parameters
        is_still = known.is_of(on, parameters.fingerprint)
        return known if is_still else evaluate.judged(known.clean, parameters, on)

    # Drafts

    def new_draft(self, clean: CleanDraft) -> StoredDraft:
        """Keep a new draft. Raises `StoreError` when the disk is too full to begin one."""
        self.context.require("write_draft")
        disk.require_room(self.context.home.folder)
        with self.context.writing() as database:
            return drafts.create(database, self.clerk.code, clean.draft, self.now())

    def save_draft(self, stored: StoredDraft, clean: CleanDraft) -> StoredDraft:
        """Keep what was typed since it was stored. Raises `AnswerIsNo` when it moved on elsewhere.

        Whoever may not sit here any more is refused by `require_context`, after this: what was
        typed until then is not lost.
        """
        permissions.require(self.clerk, "write_draft")
        mine = replace(stored, draft=clean.draft, clerk=self.clerk.code)
        with self._store.writing() as database:
            return drafts.save(database, mine, self.now())

    def require_context(self) -> None:
        """Raise `AccessLostError` when this clerk may not go on: `ClerkContext.require_kept`."""
        with self.context.reading():
            pass

    def drafts(self) -> list[StoredDraft]:
        """This clerk's drafts, the newest first."""
        with self.context.reading() as database:
            return drafts.of_clerk(database, self.clerk.code)

    def discard_draft(self, draft_id: str) -> None:
        self.context.require("write_draft")
        with self.context.writing() as database:
            if drafts.discard(database, draft_id, self.clerk.code):
                journal.append(
                    database, self.now(), self.clerk.code, "draft_discarded", draft_id, {}
                )

    # Persons and requests

    def find(self, query: str, before: int | None = None) -> Found:
        """Look a person or a request up; `before` of the last answer gives the next page."""
        self.context.require("find")
        with self.context.reading() as database:
            found = search.find(database, query, before)
        if before is None:
            self.name_searches.note(found)
        return found

    def recall(self, immatriculation_number: str) -> RequestDraft | None:
        """A known person, whole: the answers last deposited, without those of one errand."""
        self.context.require("find")
        with self.context.reading() as database:
            return persons.recall(database, immatriculation_number)

    def remember(self, clean: CleanDraft) -> None:
        """Make a person known without a request, from a statement or a training client."""
        self.context.require("record_person")
        with self.context.writing() as database:
            persons.remember(database, clean.draft)
            journal.append(database, self.now(), self.clerk.code, "person_recorded", "", {})

    def deposit_of(self, reference: str) -> Deposit | None:
        self.context.require("find")
        with self.context.reading() as database:
            return deposits.with_reference(database, reference_number.spelt(reference))

    def all_deposits(self) -> Iterator[Deposit]:
        """Every deposit of this counter, the oldest first, one after another."""
        self.context.require("find")
        with self.context.reading() as database:
            yield from deposits.in_order(database)

    # The deposit

    def agreements_needed(self, judged: Judged) -> tuple[AgreementSubject, ...]:
        """On what a second person has to agree before this draft can be deposited."""
        needed: list[AgreementSubject] = []
        if clock_watch.asks_for_the_time(self.context):
            needed.append("clock")
        if judged.verdict.other_right is not None:
            needed.append("other_right")
        with self.context.reading() as database:
            if deposits.open_reference_for(database, persons.subject_number(judged.draft)):
                needed.append("existing_request")
        return tuple(needed)

    def agree(
        self,
        supervisor_code: str,
        password: str,
        reason: str,
        subject: AgreementSubject,
        draft_id: str,
        clean: CleanDraft,
    ) -> Agreement:
        """A supervisor's agreement to this draft, for one deposit: see `Agreements.give`."""
        return self._agreements.give(
            supervisor_code, password, reason, subject, draft_id, clean.draft
        )

    def deposit(
        self,
        draft_id: str,
        judged: Judged,
        consent: Consent | None,
        agreements: tuple[Agreement, ...] = (),
    ) -> Deposit:
        """Write the request down: number, answers, papers, consent, verdict, journal's line.

        Judged as of the moment of the deposit: again only when the day is another by now.
        One transaction, on the disk when this returns. Asked again for the same draft and the
        same answers, it gives the same deposit and writes nothing.

        Raises `BadInputError` (an answer, the form or the consent is missing) and
        `AnswerIsNo` (`guard.other_right`, `guard.existing_request`: nobody agreed;
        `guard.clock`: nobody stated the time; `draft.handed_over`: it is another clerk's now;
        `draft.changed_elsewhere`: deposited already, with other answers).
        """
        with self.context.reading() as database:
            if done := deposits.with_draft(database, draft_id):
                return self._the_same(done, judged)
        new = self._prepare(draft_id, judged, consent, agreements)
        with self.context.writing() as database:
            if done := deposits.with_draft(database, draft_id):
                return self._the_same(done, judged)
            self._require_own(database, draft_id)
            open_one = deposits.open_reference_for(database, persons.subject_number(new.draft))
            if open_one and not deposit_checks.is_agreed(agreements, "existing_request"):
                raise AnswerIsNo("guard.existing_request", reference=open_one)
            self._found += catching_up.before_a_deposit(
                self.context.home, database, self.agency, new.at
            )
            deposit = deposits.write_down(database, new)
        self._agreements.use(agreements)
        return deposit

    # The receipt

    def draw_receipt(self, reference: str) -> Path:
        """The receipt for the printer, among the home's receipts: see `copies.draw_receipt`.

        Takes 0.3 s and more: call it from a thread.
        """
        self.context.require("print_receipt")
        return copies.draw_receipt(self.context, self._require(reference))

    def print_receipt(
        self,
        reference: str,
        *,
        form: Literal["pdf", "text"] = "pdf",
        to: Path | None = None,
    ) -> Path:
        """Hand the receipt over as a file; from the second copy a DUPLICATA n° k.

        `to`: the file, else one named by the reference among the home's receipts. Takes
        0.3 s and more: call it from a thread.
        """
        self.context.require("print_receipt")
        return copies.print_receipt(self.context, self._require(reference), form, to)

    def receipt_text(self, reference: str) -> str:
        """The receipt as 80 columns of text, to be read on the screen: no print, no mark."""
        self.context.require("find")
        return copies.text_of(self._require(reference))

    # The day, and the door

    def take_found(self) -> tuple[CounterError, ...]:
        """What the clerk has to know, once."""
        found, self._found = tuple(self._found), []
        return found

    def home_summary(self) -> HomeSummary:
        now = self.now()
        with self.context.reading() as database:
            made = last_backup.when(database)
            last = made.astimezone(now.tzinfo) if made else None
            return HomeSummary(
                drafts=tuple(drafts.of_clerk(database, self.clerk.code)),
                deposits_today=deposits.tally(database, "deposited", now.date().isoformat()),
                last_backup=last,
                is_backup_late=last_backup.is_late(last, now),
                is_disk_low=disk.is_low(self.context.home.folder),
                is_clock_suspect=clock_watch.asks_for_the_time(self.context),
                unprinted=receipt_prints.count_unprinted(database),
                to_review=tuple(one.id for one in self.rule_pack.parameters.to_review(now.date())),
                found=self.take_found(),
            )

    def unlock(self, password: str) -> None:
        """This clerk's password again, after the screen was locked; else `AccessError`."""
        unlocking.ask_again(self.context, Password(self.clerk.code, password), "unlock")

    def log_out(self) -> None:
        """Close the database. Nothing can be asked of this session any more.

        The store's own copy of the key is overwritten. Python and the libraries made others,
        which nobody can overwrite; the system forbids other processes to read them.
        """
        self._agreements.forget()
        with suppress(CounterError):
            self.name_searches.settle()
        with suppress(CounterError), self._store.writing() as database:
            journal.append(database, self.now(), self.clerk.code, "logged_out", self.clerk.code, {})
        self._store.close()

    def _prepare(
        self,
        draft_id: str,
        judged: Judged,
        consent: Consent | None,
        agreements: tuple[Agreement, ...],
    ) -> deposits.NewDeposit:
        self.context.require("deposit")
        self._agreements.require(agreements, draft_id, judged.draft)
        if clock_watch.asks_for_the_time(self.context):
            raise AnswerIsNo("guard.clock")
        stated = clock_watch.stated(self.context)
        at = self.now()
        return deposit_checks.prepare(
            draft_id, self._as_of(judged, at.date()), consent, (*agreements, *stated),
            self.clerk, at, is_clock_suspect=bool(stated),
        )  # fmt: skip

    def _require_own(self, database: Database, draft_id: str) -> None:
        """A window left open may not deposit what was handed over. A case file has no draft."""
        owner = drafts.owner(database, draft_id)
        if owner not in {None, self.clerk.code}:
            raise AnswerIsNo("draft.handed_over", clerk=str(owner))

    def _the_same(self, done: Deposit, judged: Judged) -> Deposit:
        """The deposit of this draft, if it is of these answers: else they would be thought safe."""
        judged = self._as_of(judged, done.deposited_at.date())
        if deposit_checks.with_defaults(judged) != done.draft:
            raise AnswerIsNo("draft.changed_elsewhere")
        return done

    def _require(self, reference: str) -> Deposit:
        found = self.deposit_of(reference)
        if found is None:
            raise no_such(reference)
        return found


def no_such(reference: str) -> BadInputError:
    """Why there is no request of this reference: it is typed wrong, or none was given it here."""
    is_well_typed = reference_number.parse(reference) is not None
    code = "unknown_reference" if is_well_typed else "mistyped_reference"
    return BadInputError(f"deposit.{code}", reference=reference)
