"""What the person in front of the counter is shown, one numbered line at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cnss_counter import wording
from cnss_counter.rules.eligibility.too_early import come_back

if TYPE_CHECKING:
    from cnss_counter.rules.verdict import RightAtStake, Verdict


@dataclass(frozen=True, slots=True)
class ApplicantLine:
    """A sentence in both languages, and what is read back with it.

    `value` stands in bold below, the same in both languages (a name in Arabic letters);
    `large` stands below in large type (a number, a date, a name in Latin letters).
    """

    fr: str
    ar: str
    value: str = ""
    large: str = ""


def applicant_line(
    key: str, /, *, value: str = "", large: str = "", **values: str | int | date
) -> ApplicantLine:
    """The line of a wording key."""
    french, arabic = wording.load("fr"), wording.load("ar")
    return ApplicantLine(french(key, **values), arabic(key, **values), value, large)


def right_line(key: str, stake: RightAtStake) -> ApplicantLine:
    """What is told of a right beside the refund, as surely as the verdict says it."""
    french, arabic = wording.load("fr"), wording.load("ar")
    return ApplicantLine(french.of_right(key, stake), arabic.of_right(key, stake))


def come_back_lines(verdict: Verdict) -> tuple[ApplicantLine, ...]:
    """What somebody comes back after who comes too early."""
    failed = {finding.code for finding in verdict.findings if finding.severity == "failed"}
    return tuple(applicant_line(key) for key in come_back(failed))
