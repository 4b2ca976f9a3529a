"""What hangs on a death: its cause, and what cannot be true beside its date (rules.md §5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from cnss_counter.domain.dates import anniversaries, day_of
from cnss_counter.rules.eligibility.judgement import Case, Judgement, State
from cnss_counter.rules.eligibility.survivors import Count
from cnss_counter.rules.parameters import DatedValue
from cnss_counter.rules.situation import Situation, Survivor
from cnss_counter.rules.verdict import Finding, OtherRight

CAUSE = "death_cause"
_BY_THIRD_PARTY = "third_party_accident"
_BORN_AFTER = "born_after_death"


def no_accident_by_third_party(case: Case) -> Judgement:
    """No third party caused the death by an accident; one who did opens a survivors' pension.

    A cause that is not known opens nothing: the question is optional, and the days decide.
    """
    cause = case.situation.answer(CAUSE) or "unknown"
    if cause != _BY_THIRD_PARTY:
        return Judgement("yes", "unknown" if cause == "unknown" else "no", "no")
    law = case.law("third_party_accident_opens_pension")
    if not law.value:
        return Judgement("yes", "yes", "no", law)
    right = OtherRight("survivors_pension", None)
    code = "accident_by_third_party"
    return Judgement("no", "yes", "no", law, code, CAUSE, other_right=right)


def spouses_within_the_law(case: Case) -> Judgement:
    """No more spouses are listed than anybody may have at once."""
    law = case.law("most_spouses")
    listed = sum(survivor.is_spouse for survivor in case.situation.survivors)
    state: State = "yes" if listed <= law.value else "unknown"
    return Judgement(state, listed, law.value, law, "more_than_four_spouses", "survivors")


def with_doubt_of_birth(count: Count, situation: Situation, died_on: date) -> Count:
    """A survivor on a day, in doubt when born longer after the death than the law admits."""
    survivor = count.survivor
    if count.state == "no" or not _is_born_after(survivor, died_on):
        return count
    law = _longest_after(situation)
    latest = anniversaries(died_on, law.value)[-1]
    if all(born <= latest for born in survivor.born):
        return count
    return Count(survivor, "unknown", _BORN_AFTER, law, law.value)


def births_after_death(
    counts: Sequence[Count], situation: Situation, died_on: date
) -> Iterator[Finding]:
    """Whoever was born after the death, but for those who are in doubt for it already."""
    for count in counts:
        if count.code != _BORN_AFTER and _is_born_after(count.survivor, died_on):
            law = _longest_after(situation)
            values = {"survivor": count.survivor.number, "limit": law.value}
            yield Finding(_BORN_AFTER, count.subject, "warning", law.reference, values)


def marriage_after_death(situation: Situation, died_on: date) -> Iterator[Finding]:
    """One of two dates is wrong; no rule reads that of the marriage, so nothing hangs on it."""
    married_on = day_of(situation.answer("marriage_date"))
    if married_on and married_on > died_on:
        values = {"marriage": married_on, "death": died_on}
        yield Finding("marriage_after_death", "marriage_date", "warning", values=values)


def _longest_after(situation: Situation) -> DatedValue:
    """For how many years after a death a child may still be born of the deceased."""
    return situation.law("birth_after_death_years")


def _is_born_after(survivor: Survivor, died_on: date) -> bool:
    """Under every birth date that the answer leaves open."""
    return bool(survivor.born) and min(survivor.born) > died_on
