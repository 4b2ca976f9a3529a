"""A deposit that was made, with the consent and the agreements it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from cnss_counter.domain.agency import Agency
from cnss_counter.domain.request import ReadTo, RequestDraft

DepositStatus = Literal["deposited", "withdrawn"]


AgreementSubject = Literal["other_right", "existing_request", "clock"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """A second person's agreement to go on (another right, an existing request).

    `is_alone`: the counter has no second supervisor, and the clerk, supervisor too, gave
    the password again. `against`: of a time that nothing but two people stands for, how far the
    journal had come (ISO 8601).
    """

    supervisor: str
    reason: str
    subject: AgreementSubject
    is_alone: bool = False
    against: str = ""


@dataclass(frozen=True, slots=True)
class Consent:
    """What was read aloud and accepted: the request and, for a refund, that it is irrevocable.

    `heard_of`: the pension that was named because nobody knows the days that may open it;
    `read_to`: who was there to hear it.
    """

    language: Literal["fr", "ar"]
    given_at: datetime
    heard_of: str = ""
    read_to: ReadTo = "applicant"


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
