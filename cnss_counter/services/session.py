"""What a clerk who has logged in can do. Roles are checked here, not on the screens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime

from cnss_counter.domain import reference_number
from cnss_counter.domain.agency import Agency
from cnss_counter.domain.deposit import Agreement, AgreementSubject, Consent, Deposit
from cnss_counter.domain.home_summary import HomeSummary
from cnss_counter.domain.request import RequestDraft
from cnss_counter.domain.search_results import Found
from cnss_counter.errors import CounterError
from cnss_counter.law import RulePack
from cnss_counter.rules import evaluate
from cnss_counter.rules.clean_draft import CleanDraft, cleaned
from cnss_counter.rules.evaluate import Judged
from cnss_counter.rules.procedure import Procedure
from cnss_counter.services.access import unlocking
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.services.access.credentials import Password
from cnss_counter.services.day import home_summary
from cnss_counter.services.people.name_searches import NameSearches
from cnss_counter.services.printing.receipt_files import HandedReceipts
from cnss_counter.services.requests import depositing
from cnss_counter.services.requests.depositing import Depositing
from cnss_counter.services.requests.own_drafts import OwnDrafts
from cnss_counter.storage.driver import Database
from cnss_counter.storage.tables import (
    clerk_screens,
    counter,
    deposits,
    journal,
    persons,
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
        self.drafts = OwnDrafts(context)
        self.receipts = HandedReceipts(context)
        with context.store.reading() as database:
            settings = counter.settings(database)
            self.colours, self.language = clerk_screens.of(database, context.clerk.code)
        self.agency: Agency = settings.agency
        self.lock_minutes = settings.lock_minutes
        self._depositing = Depositing(context, rule_pack.parameters, self.agency)
        self.agreements = self._depositing.agreements

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
        return evaluate.as_of(known, self.rule_pack.parameters, self.now().date())

    def require_context(self) -> None:
        """Raise `AccessLostError` when this clerk may not go on: `ClerkContext.require_kept`."""
        with self.context.reading():
            pass

    # Persons and requests

    def find(self, query: str, before: int | None = None) -> Found:
        """Look a person or a request up; `before` of the last answer gives the next page."""
        self.context.require("find")
        with self.context.reading() as database:
            found = search.find(database, query, before)
        if before is None:
            self.name_searches.note(found)
        return found

    def recall(self, person: int) -> RequestDraft | None:
        """A known person, by id, whole: the answers last deposited, without those of one errand."""
        self.context.require("find")
        with self.context.reading() as database:
            return persons.recall(database, person)

    def deposit_of(self, reference: str) -> Deposit | None:
        self.context.require("find")
        with self.context.reading() as database:
            return deposits.with_reference(database, reference_number.spelt(reference))

    def all_deposits(self) -> Iterator[Deposit]:
        """Every deposit of this counter, the oldest first, one after another."""
        self.context.require("find")
        with self.context.reading() as database:
            yield from deposits.in_order(database)

    def agreements_needed(self, judged: Judged) -> tuple[AgreementSubject, ...]:
        """On what a second person has to agree before this draft can be deposited."""
        return depositing.agreements_needed(self.context, judged)

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
        return self.agreements.give(
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
        return self._depositing.deposit(draft_id, judged, consent, agreements)

    def take_found(self) -> tuple[CounterError, ...]:
        """What the clerk has to know, once."""
        found = (*self._found, *self._depositing.found)
        self._found, self._depositing.found = [], []
        return found

    def home_summary(self, *, tells: bool = True) -> HomeSummary:
        """What Home tells, taken together; what has to be known only where it `tells`, and once."""
        to_review = self.rule_pack.parameters.to_review(self.now().date())
        found = self.take_found() if tells else ()
        return home_summary.of(self.context, tuple(one.id for one in to_review), found)

    def unlock(self, password: str) -> None:
        """This clerk's password again, after the screen was locked; else `AccessError`."""
        unlocking.ask_again(self.context, Password(self.clerk.code, password), "unlock")

    def log_out(self) -> None:
        """Keep the language with the clerk, and close the database: nothing can be asked any more.

        The store's own copy of the key is overwritten. Python and the libraries made others,
        which nobody can overwrite; the system forbids other processes to read them.
        """
        self.agreements.forget()
        with suppress(CounterError):
            self.name_searches.settle()
        with suppress(CounterError), self._store.writing() as database:
            _write_the_end(database, self)
        self._store.close()


def _write_the_end(database: Database, session: Session) -> None:
    code = session.clerk.code
    if session.language is not None:
        clerk_screens.put_language(database, code, session.language)
    journal.append(database, session.now(), code, "logged_out", code, {})
