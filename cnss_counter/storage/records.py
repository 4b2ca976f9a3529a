"""What the store holds and gives back: frozen records, no connection inside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from cnss_counter.rules.request import RequestDraft

Role = Literal["clerk", "supervisor", "administrator"]
DepositStatus = Literal["deposited", "withdrawn"]


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


@dataclass(frozen=True, slots=True)
class Clerk:
    """Somebody who may log in. `roles` of the first administrator: all of them."""

    code: str
    name: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A request being written down; `id` is the idempotency key of its deposit."""

    id: str
    version: int
    draft: RequestDraft
    clerk: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Agreement:
    """A second person's agreement to go on (another right, an existing request)."""

    supervisor: str
    reason: str
    subject: Literal["other_right", "existing_request"]


@dataclass(frozen=True, slots=True)
class Consent:
    """The irrevocability text, read aloud and accepted."""

    language: Literal["fr", "ar"]
    given_at: datetime


@dataclass(frozen=True, slots=True)
class Deposit:
    """What was written down in one transaction. Everything a receipt needs is here."""

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
