"""What the store holds and gives back: frozen records, no connection inside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from cnss_counter.domain.request import RequestDraft
from cnss_counter.errors import CounterError

Role = Literal["clerk", "supervisor", "administrator", "trainee", "auditor"]
DepositStatus = Literal["deposited", "withdrawn"]
AgreementSubject = Literal["other_right", "existing_request", "clock"]
UnderstoodAs = Literal[
    "immatriculation_number", "identity_number", "reference", "phone", "date", "name", "nothing"
]

ALL_ROLES: frozenset[Role] = frozenset({"clerk", "supervisor", "administrator"})
"""What the first administrator holds. A trainee and an auditor do less, never more."""


@dataclass(frozen=True, slots=True)
class Agency:
    """The agency and the counter of one home."""

    code: str
    name_fr: str
    name_ar: str
    city: str
    counter: str
    is_training: bool = False
    sampling_rate: int = 10
    """One counter deposit in this many is selected for physical control."""
    privacy_authorisation: str = ""
    """The number under which the CNDP knows what is done here with personal data; "" if none."""


@dataclass(frozen=True, slots=True)
class Clerk:
    """Somebody who may log in. `roles` of the first administrator: all of them."""

    code: str
    name: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class ListedClerk:
    """A line of the list of clerks; one who left is kept, for what that clerk did."""

    clerk: Clerk
    is_active: bool


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A request being written down; `id` is the idempotency key of its deposit."""

    id: str
    version: int
    draft: RequestDraft
    clerk: str
    saved_at: datetime
    given_by: str = ""
    """The name of the clerk whose it was before it was handed over, if it was."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A second person's agreement to go on (another right, an existing request).

    `is_alone`: the counter has no second supervisor, and the clerk, supervisor too, gave
    the password again.
    """

    supervisor: str
    reason: str
    subject: AgreementSubject
    is_alone: bool = False


@dataclass(frozen=True, slots=True)
class Consent:
    """The irrevocability text, read aloud and accepted."""

    language: Literal["fr", "ar"]
    given_at: datetime


@dataclass(frozen=True, slots=True)
class Deposit:
    """What was written down in one transaction. Everything a receipt needs is here.

    `verdict` is `Verdict.to_json()`; `trace` is its reasoning; `right` the one that the
    procedure assesses. `journal_entry` and `journal_hash` name the journal's line.
    """

    reference: str
    draft_id: str
    draft: RequestDraft
    deposited_at: datetime
    clerk_code: str
    clerk_name: str
    agency: Agency
    consent: Consent
    agreements: tuple[Agreement, ...]
    verdict: Mapping[str, Any]
    rules_version: str
    is_provisional: bool
    is_selected_for_control: bool
    status: DepositStatus
    journal_entry: int
    journal_hash: str
    right: str = "contribution_refund"
    trace: tuple[Mapping[str, Any], ...] = ()
    is_erased: bool = False
    """Whether the person was erased: no answer, paper nor finding is left."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody known to this counter, as a line of a list."""

    id: int
    immatriculation_number: str
    identity_number: str
    last_name: str
    first_name: str
    last_name_ar: str
    first_name_ar: str
    birth_date: str

    @property
    def is_known(self) -> bool:
        """Whether anything is left of this person; nothing is once they were erased."""
        return any((self.immatriculation_number, self.identity_number, self.last_name,
                    self.first_name, self.last_name_ar, self.first_name_ar))  # fmt: skip


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A deposited request, as a line of a list."""

    reference: str
    procedure: str
    subject_number: str
    deposited_at: datetime
    status: DepositStatus
    is_provisional: bool
    is_selected_for_control: bool
    person: Person


@dataclass(frozen=True, slots=True)
class Found:
    """The answer of the one search box: what was understood, and at most 50 persons.

    `requests` are those of the persons found, newest first. `before` is given back to
    `find` for the next page; None on the last one. `eight_digits` are those typed of a number
    that was read with the zero it lacks, empty otherwise.
    """

    understood_as: UnderstoodAs
    query: str
    persons: tuple[Person, ...] = ()
    requests: tuple[RequestLine, ...] = ()
    before: int | None = None
    eight_digits: str = ""


@dataclass(frozen=True, slots=True)
class HomeSummary:
    """What the home screen tells about this counter and this clerk's day."""

    drafts: tuple[StoredDraft, ...]
    deposits_today: int
    last_backup: datetime | None
    is_disk_low: bool = False
    is_clock_suspect: bool = False
    is_backup_late: bool = False
    unprinted: int = 0
    """The receipts whose original has yet to come out, at most as many as are listed."""
    to_review: tuple[str, ...] = ()
    """The parameters of the law whose date of review has passed."""
    found: tuple[CounterError, ...] = ()
    """What was found since the last summary: nothing refused, and the clerk has to know."""
