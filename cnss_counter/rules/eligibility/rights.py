"""The rights that a procedure may ask to assess, under the name that its data file gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from cnss_counter.rules.eligibility import conditions
from cnss_counter.rules.eligibility.assessment import Assessment, assess
from cnss_counter.rules.eligibility.deaths import (
    births_after_death,
    marriage_after_death,
    with_doubt_of_birth,
)
from cnss_counter.rules.eligibility.judgement import Case, Judgement, State
from cnss_counter.rules.eligibility.survivors import Count, Division, counted, division
from cnss_counter.rules.parameters import NoValueError
from cnss_counter.rules.situation import Situation
from cnss_counter.rules.verdict import NOT_ASSESSED, Finding, Share, four_decimals


def no_right(situation: Situation) -> Assessment:
    """Nothing to assess: the request is taken as it is, and the verdict says so."""
    papers = situation.procedure.papers
    form = next(paper.id for paper in papers if paper.is_form)
    return Assessment("favourable", findings=(Finding(NOT_ASSESSED, form, "note"),))


def refund_of_the_insured(situation: Situation) -> Assessment:
    """The refund claimed by the insured person."""
    return assess(situation, conditions.OF_THE_INSURED)


def refund_of_survivors(situation: Situation) -> Assessment:
    """The refund claimed by survivors: the deceased's conditions, then the shares."""
    assessment = assess(situation, conditions.OF_THE_DECEASED, (survivors_are_counted,))
    died_on = situation.died_on
    if not died_on:
        return assessment
    contradiction = marriage_after_death(situation, died_on)
    assessment = assessment._replace(findings=(*assessment.findings, *contradiction))
    try:
        counts = _counts(situation, died_on, died_on)
        divided = division(counts, situation)
        remarks = [*_remarks(situation, counts, died_on), *_words_on_shares(divided)]
    except NoValueError:
        return assessment
    return assessment._replace(
        findings=(*assessment.findings, *remarks),
        shares=divided.shares,
        trace=(*assessment.trace, _trace(counts, divided.shares)),
    )


def survivors_are_counted(case: Case) -> Judgement:
    """At least one of the persons listed is counted, and none is in doubt."""
    died_on = case.situation.died_on
    if died_on is None and case.situation.survivors:
        return Judgement("unknown", 0, 1, subject="survivors")
    if died_on is None or not case.situation.survivors:
        return Judgement("unknown", 0, 1, code="no_survivor_listed", subject="survivors")
    counts = _counts(case.situation, died_on, died_on)
    division(counts, case.situation)  # a share on which the law is silent leaves a doubt
    states = [count.state for count in counts]
    state: State = "unknown" if "unknown" in states else "yes" if "yes" in states else "no"
    code = "no_survivor_counted" if state == "no" else ""
    laws = tuple(count.source for count in counts if count.source)
    return Judgement(state, states.count("yes"), 1, code=code, subject="survivors", rests_on=laws)


def _counts(situation: Situation, day: date, died_on: date) -> list[Count]:
    """Every survivor listed, as they stood on a day."""
    on_that_day = (counted(one, day, situation) for one in situation.survivors)
    return [with_doubt_of_birth(count, situation, died_on) for count in on_that_day]


def _remarks(situation: Situation, counts: Sequence[Count], died_on: date) -> Iterator[Finding]:
    """Who is not counted and why, born too late, or told otherwise on the deposit date."""
    yield from births_after_death(counts, situation, died_on)
    at_deposit_date = _counts(situation, situation.on, died_on)
    for at_death, at_deposit in zip(counts, at_deposit_date, strict=True):
        if at_death.state != "yes":
            yield at_death.finding()
        if at_death.state != at_deposit.state:
            values = {"survivor": at_death.survivor.number}
            yield Finding("survivor_differs_at_deposit", at_death.subject, "note", values=values)


def _words_on_shares(divided: Division) -> Iterator[Finding]:
    """Shares are an indication; why they are smaller than the parts of the law."""
    if divided.is_reduced:
        claimed, reference = int(divided.claimed * 100), divided.ceiling.reference
        values = {"claimed": claimed, "ceiling": divided.ceiling.value}
        yield Finding("shares_reduced", "survivors", "note", reference, values)
    if divided.claimed:
        yield Finding("shares_are_indicative", "survivors", "note")


def _trace(counts: Sequence[Count], parts: Sequence[Share]) -> dict[str, Any]:
    """The list of survivors as plain data."""
    return {
        "survivors": [
            {
                "survivor": part.survivor,
                "state": count.state,
                "code": "" if count.state == "yes" else count.code,
                "reference": count.source.reference if count.source else "",
                "share": four_decimals(part.share),
            }
            for count, part in zip(counts, parts, strict=True)
        ]
    }


RIGHTS: dict[str, Callable[[Situation], Assessment]] = {
    "none": no_right,
    "contribution_refund": refund_of_the_insured,
    "contribution_refund_of_survivors": refund_of_survivors,
}

IRREVOCABLE = frozenset({"contribution_refund", "contribution_refund_of_survivors"})
"""The rights that end others for ever: whoever asks for one hears so. A pension ends nothing."""
