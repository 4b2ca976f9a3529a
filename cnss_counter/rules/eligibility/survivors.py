"""Survivors: who is counted on a day, and the exact shares of those who are (rules.md §5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cnss_counter.domain.dates import anniversaries
from cnss_counter.rules.eligibility.judgement import State
from cnss_counter.rules.parameters import DatedValue
from cnss_counter.rules.situation import Situation, Survivor
from cnss_counter.rules.verdict import Finding, Share

if TYPE_CHECKING:
    from fractions import Fraction

AGE_LIMITS = {
    "none": "orphan_age_limit",
    "training": "orphan_age_limit_in_training",
    "studying": "orphan_age_limit_studying",
}
"""The parameter that bounds a child's age in each situation; a disabled child has none."""


class Count(NamedTuple):
    """Whether a survivor is counted; `code`, `source` and the age limit say why not."""

    survivor: Survivor
    state: State
    code: str = "survivor_unclear"
    source: DatedValue | None = None
    limit: int = 0

    @property
    def subject(self) -> str:
        return f"survivors.{self.survivor.number}"

    def finding(self) -> Finding:
        """Why this person has no share; what is not clear yet is for the head office."""
        return Finding(
            self.code,
            self.subject,
            "unknown" if self.state == "unknown" else "warning",
            self.source.reference if self.source else "",
            {"survivor": self.survivor.number, "limit": self.limit},
        )


def counted(survivor: Survivor, day: date, situation: Situation) -> Count:
    """A survivor on a day: dependent, and for a child under the age of their situation."""
    dependence = situation.law("survivor_must_be_dependent")
    if dependence.value and survivor.dependent != "yes":
        if survivor.dependent == "no":
            return Count(survivor, "no", "survivor_not_dependent", dependence)
        return Count(survivor, "unknown")
    if survivor.is_spouse:
        return Count(survivor, "yes", source=dependence)
    if survivor.is_orphan:
        return _child(survivor, day, situation)
    return Count(survivor, "unknown")


def _child(child: Survivor, day: date, situation: Situation) -> Count:
    if child.situation == "disabled":
        return Count(child, "yes")
    if child.situation not in AGE_LIMITS:
        return Count(child, "unknown")
    limit = situation.law(AGE_LIMITS[child.situation])
    is_under = {day < end for born in child.born for end in anniversaries(born, limit.value)}
    if len(is_under) != 1:
        return Count(child, "unknown", source=limit)
    return Count(child, "yes" if is_under.pop() else "no", "survivor_too_old", limit, limit.value)


class Division(NamedTuple):
    """The refund divided: one share for each person listed, 0 for whoever is not counted.

    `claimed` is the sum of the parts that the law gives each; above the ceiling all are
    reduced by the same factor, below it the rest is paid to nobody.
    """

    shares: tuple[Share, ...]
    claimed: Fraction
    ceiling: DatedValue

    @property
    def is_reduced(self) -> bool:
        return bool(self.claimed * 100 > self.ceiling.value)


def division(counts: Sequence[Count], situation: Situation) -> Division:
    """The exact shares, in the order of the list; never more than the ceiling in all."""
    from fractions import Fraction  # a request of the insured person does not pay for it

    def part(parameter: str) -> Fraction:
        return Fraction(situation.law(parameter).value, 100)

    sharing = [count.survivor for count in counts if count.state == "yes"]
    spouses = sum(survivor.is_spouse for survivor in sharing)
    parts = {
        survivor.number: part("share_of_spouses") / spouses
        if survivor.is_spouse
        else part(f"share_of_{survivor.quality}")
        for survivor in sharing
    }
    claimed, ceiling = sum(parts.values(), Fraction(0)), part("share_ceiling")
    factor = ceiling / claimed if claimed > ceiling else Fraction(1)
    shares = tuple(
        Share(count.survivor.number, parts.get(count.survivor.number, Fraction(0)) * factor)
        for count in counts
    )
    return Division(shares, claimed, situation.law("share_ceiling"))
