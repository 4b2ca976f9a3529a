"""What the law seems to say under one reading: judgements, and the outcome they give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from cnss_counter.rules.eligibility.conditions import claims_force_majeure
from cnss_counter.rules.eligibility.judgement import Case, Condition, Judgement, judge
from cnss_counter.rules.verdict import DeadlineState, OtherRight, Outcome, Refund

Judgements = Mapping[str, Judgement]
"""By the name of their condition, in the order in which they are shown."""


class Opinion(NamedTuple):
    """One reading, judged."""

    case: Case
    judgements: Judgements
    outcome: Outcome

    @property
    def other_right(self) -> OtherRight | None:
        """The right that a refund would end; nothing to protect once a pension is drawn."""
        if _pension_is_drawn(self.judgements):
            return None
        rights = (judgement.other_right for judgement in self.judgements.values())
        return next(filter(None, rights), None)

    @property
    def refund(self) -> Refund | None:
        """The share that the regime gives, whatever else stands in the way; of no day, none."""
        covered = self.judgements["legal_age_covered"]
        is_given = covered.state == self.judgements["days_below_pension"].state == "yes"
        is_given &= self.judgements["has_contributed"].state == "yes"
        return covered.source.value if is_given and covered.source else None

    @property
    def deadline_state(self) -> DeadlineState:
        last_day, on = self.case.reading.last_day, self.case.situation.on
        if last_day is None:
            return "unknown"
        if on <= last_day:
            return "last_day" if on == last_day else "open"
        return "force_majeure_claimed" if claims_force_majeure(self.case) else "passed"


def judgements(case: Case, conditions: tuple[Condition, ...]) -> Judgements:
    """A reading judged by each condition in turn."""
    return {condition.__name__: judge(condition, case) for condition in conditions}


def opinion(case: Case, judgements: Judgements) -> Opinion:
    """What the judgements of a reading come to."""
    outcome = next(outcome for applies, outcome in PRECEDENCE if applies(judgements))
    return Opinion(case, judgements, outcome)


def _pension_is_drawn(judgements: Judgements) -> bool:
    """By the insured person, who would give up nothing for a refund."""
    drawn = judgements.get("no_pension_drawn")
    return drawn is not None and drawn.state == "no"


def _another_right_is_open(judgements: Judgements) -> bool:
    return any(
        judgement.state == "no" and judgement.other_right is not None
        for judgement in judgements.values()
    )


def _another_right_may_be_open(judgements: Judgements) -> bool:
    return any(judgement.other_right is not None for judgement in judgements.values())


def _any_fails(judgements: Judgements) -> bool:
    return any(judgement.state == "no" for judgement in judgements.values())


def _any_is_unknown(judgements: Judgements) -> bool:
    return any(judgement.state == "unknown" for judgement in judgements.values())


def _always(_judgements: Judgements) -> bool:
    return True


PRECEDENCE: tuple[tuple[Callable[[Judgements], bool], Outcome], ...] = (
    (_pension_is_drawn, "unfavourable"),
    (_another_right_is_open, "other_right"),
    (_another_right_may_be_open, "undetermined"),
    (_any_fails, "unfavourable"),
    (_any_is_unknown, "undetermined"),
    (_always, "favourable"),
)
"""The first line that applies gives the outcome (rules.md §3)."""
