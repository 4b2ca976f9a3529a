"""What the law seems to say of one draft on one date. It indicates, it never refuses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Literal

Outcome = Literal["favourable", "unfavourable", "undetermined", "other_right"]
Severity = Literal["error", "failed", "unknown", "missing", "warning", "note"]
DeadlineState = Literal["open", "last_day", "passed", "force_majeure_claimed", "unknown"]
Refund = Literal["employee_share", "employee_and_employer_shares"]
RightKind = Literal["old_age_pension", "survivors_pension"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know, as data: the sentence is `findings.<code>` in the wording files.

    `subject` is the id of a field, of a paper, or `survivors.2`. `values` fills the
    sentence: dates as `date`, counts as `int`, ids of choices as text. `reference` names
    the text of law with its date, or is empty for a matter of form.
    """

    code: str
    subject: str
    severity: Severity
    reference: str = ""
    values: Mapping[str, str | int | date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OtherRight:
    """A right that the refund would give up. `monthly_amount` in dirhams, None if not published."""

    kind: RightKind
    monthly_amount: int | None


@dataclass(frozen=True, slots=True)
class AskedPaper:
    """A paper of the checklist for this draft."""

    id: str
    required: bool


@dataclass(frozen=True, slots=True)
class Share:
    """A survivor's part of the refund, exact; `survivor` counts from 1 in the draft's order."""

    survivor: int
    share: Fraction


@dataclass(frozen=True, slots=True)
class Verdict:
    """The whole answer; see product.md §5 for its JSON form (`to_json`)."""

    outcome: Outcome
    refund: Refund | None
    other_right: OtherRight | None
    legal_age_reached_on: date | None
    deadline: date | None
    deadline_state: DeadlineState
    findings: tuple[Finding, ...]
    attachments: tuple[AskedPaper, ...]
    shares: tuple[Share, ...]
    errors: tuple[Finding, ...]
    rules_version: str
    trace: tuple[Mapping[str, Any], ...] = ()
