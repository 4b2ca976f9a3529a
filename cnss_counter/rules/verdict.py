"""What the law seems to say of one draft on one date. It indicates, it never refuses."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from fractions import Fraction  # only a survivors' request pays for its import

Outcome = Literal["favourable", "unfavourable", "undetermined", "other_right"]
Severity = Literal["error", "failed", "unknown", "missing", "warning", "note"]
DeadlineState = Literal["open", "last_day", "passed", "force_majeure_claimed", "unknown"]
Refund = Literal["employee_share", "employee_and_employer_shares"]
RightKind = Literal["old_age_pension", "survivors_pension"]
"""Also the id of the procedure that asks for it, where the counter has one."""
Certainty = Literal["sure", "in_doubt", "days_unknown"]
"""How a right beside the refund is told: open; on one reading of the law; if days are enough."""
OutcomeWord = Literal[Outcome, "not_assessed"]
DAYS_UNKNOWN = "insurance_days_unknown"
"""The finding of days that nobody knows."""
NOT_ASSESSED = "no_right_assessed"
"""The finding of a procedure that assesses no right."""


class Finding(NamedTuple):
    """One thing to know, as data: the sentence is `findings.<code>` in the wording files.

    `subject` is the id of a field, of a paper, or `survivors.2`. `values` fills the
    sentence: dates as `date`, counts as `int`, ids of choices as text. `reference` names
    the text of law with its date, or is empty for a matter of form.
    """

    code: str
    subject: str
    severity: Severity
    reference: str = ""
    values: Mapping[str, str | int | date] = {}

    def to_json(self) -> dict[str, Any]:
        """Plain data: what `check --json` prints."""
        return {
            "code": self.code,
            "subject": self.subject,
            "severity": self.severity,
            "reference": self.reference,
            "values": {name: plain_value(value) for name, value in self.values.items()},
        }


class OtherRight(NamedTuple):
    """A right that the refund would give up. `monthly_amount` in dirhams, None if not published."""

    kind: RightKind
    monthly_amount: int | None


class RightAtStake(NamedTuple):
    """A right that the refund would end, or might: nobody gives it up unknowingly."""

    right: OtherRight
    certainty: Certainty


def right_at_stake(
    outcome: str, open_right: OtherRight | None, codes: Collection[str], *, has_survivors: bool
) -> RightAtStake | None:
    """Of a verdict, by its outcome, the right it names and the codes of its findings.

    Days that nobody knows may open a pension, unless one is drawn already. Who does not know them
    needs no second person (rules.md §3: the deposit is possible), and hears of it all the same.
    """
    if open_right is not None:
        return RightAtStake(open_right, "sure" if outcome == "other_right" else "in_doubt")
    if DAYS_UNKNOWN not in codes or "pension_drawn" in codes:
        return None
    kind: RightKind = "survivors_pension" if has_survivors else "old_age_pension"
    return RightAtStake(OtherRight(kind, None), "days_unknown")


class AskedPaper(NamedTuple):
    """A paper of the checklist for this draft."""

    id: str
    required: bool


class Share(NamedTuple):
    """A survivor's part of the refund, exact; `survivor` counts from 1 in the draft's order."""

    survivor: int
    share: Fraction


class Verdict(NamedTuple):
    """The whole answer; see product.md §5 for its JSON form (`to_json`).

    `fields` are the ids of the fields asked now, in the order of the form. `trace` holds,
    for each reading, every condition with the person's value, the threshold and its source.
    """

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
    fields: tuple[str, ...] = ()

    @property
    def outcome_word(self) -> OutcomeWord:
        """Which of `outcomes.*` says it: "favourable" of nothing would be read as a right."""
        is_assessed = all(finding.code != NOT_ASSESSED for finding in self.findings)
        return self.outcome if is_assessed else "not_assessed"

    def to_json(self) -> dict[str, Any]:
        """Plain data, the same for the same verdict: what `check --json` prints."""
        right = self.other_right
        return {
            "outcome": self.outcome,
            "refund": self.refund,
            "other_right": right and {"kind": right.kind, "monthly_amount": right.monthly_amount},
            "legal_age_reached_on": plain_value(self.legal_age_reached_on),
            "deadline": plain_value(self.deadline),
            "deadline_state": self.deadline_state,
            "findings": [finding.to_json() for finding in self.findings],
            "attachments": [
                {"id": paper.id, "required": paper.required} for paper in self.attachments
            ],
            "shares": [
                {"survivor": share.survivor, "share": four_decimals(share.share)}
                for share in self.shares
            ],
            "errors": [error.to_json() for error in self.errors],
            "rules_version": self.rules_version,
        }


def canonical_json(verdict: Verdict) -> bytes:
    """The verdict with its trace, as the bytes that a replay must find again."""
    return canonical_bytes(verdict.to_json(), verdict.trace)


def canonical_bytes(verdict: Mapping[str, Any], trace: Sequence[Mapping[str, Any]]) -> bytes:
    """A stored verdict and its trace in one spelling, whatever the order of their keys."""
    record = {**verdict, "trace": trace}
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def plain_value(value: str | int | date | None) -> str | int | None:
    """A value as JSON knows it: a date becomes `1961-03-10`."""
    return value.isoformat() if isinstance(value, date) else value


def four_decimals(share: Fraction) -> str:
    """An exact share between 0 and 1, rounded half up to four decimals: `0.1667`."""
    scaled = (share.numerator * 20_000 + share.denominator) // (2 * share.denominator)
    return f"{scaled // 10_000}.{scaled % 10_000:04}"
