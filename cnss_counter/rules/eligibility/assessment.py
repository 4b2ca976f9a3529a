"""The opinions of all readings merged into one: what they agree on, and the open points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar

from cnss_counter.rules.eligibility.judgement import Case, Condition
from cnss_counter.rules.eligibility.notes import notes
from cnss_counter.rules.eligibility.open_points import (
    agreed,
    open_points,
    references_of,
    told_point,
)
from cnss_counter.rules.eligibility.opinion import Opinion, judgements, opinion
from cnss_counter.rules.eligibility.readings import undated
from cnss_counter.rules.parameters import SURE
from cnss_counter.rules.situation import Situation
from cnss_counter.rules.verdict import (
    DeadlineState,
    Finding,
    OtherRight,
    Outcome,
    Refund,
    Share,
    plain_value,
)

T = TypeVar("T")


class Assessment(NamedTuple):
    """What a right amounts to for one request; `trace` is plain data, step by step."""

    outcome: Outcome
    refund: Refund | None = None
    other_right: OtherRight | None = None
    legal_age_reached_on: date | None = None
    deadline: date | None = None
    deadline_state: DeadlineState = "unknown"
    findings: tuple[Finding, ...] = ()
    shares: tuple[Share, ...] = ()
    trace: tuple[Mapping[str, Any], ...] = ()


def assess(
    situation: Situation,
    conditions: tuple[Condition, ...],
    of_any_reading: tuple[Condition, ...] = (),
) -> Assessment:
    """Each reading judged alone; where they agree, that is the answer (rules.md §1).

    `of_any_reading` are the conditions that no reading changes: they are judged once.
    """
    judged_once = judgements(Case(situation, undated(situation)), of_any_reading)
    opinions = [
        opinion(case, {**judgements(case, conditions), **judged_once})
        for case in (Case(situation, one) for one in situation.readings)
    ]
    other_rights = [one.other_right for one in opinions if one.other_right]
    refunds: set[Refund | None] = {one.refund for one in opinions}
    return Assessment(
        outcome=agreed(one.outcome for one in opinions) or "undetermined",
        refund=None if other_rights else agreed(refunds),
        other_right=_least(other_rights),
        legal_age_reached_on=agreed(one.case.reading.reached_on for one in opinions),
        deadline=agreed(one.case.reading.last_day for one in opinions),
        deadline_state=agreed(one.deadline_state for one in opinions) or "unknown",
        findings=(
            *_conditions(opinions),
            *open_points(opinions),
            *_two_refunds(opinions),
            *_notes(opinions),
        ),
        trace=tuple(_trace(opinions)),
    )


def _least(rights: Sequence[OtherRight]) -> OtherRight | None:
    """The right that is open, with no more a month than every reading gives."""
    if not rights:
        return None
    amounts = [right.monthly_amount for right in rights]
    known = [amount for amount in amounts if amount is not None]
    return rights[0]._replace(monthly_amount=min(known) if len(known) == len(amounts) else None)


def _conditions(opinions: Sequence[Opinion]) -> Iterator[Finding]:
    """The failed and the unknown; failing under some readings only is not known."""
    contested = opinions[0].case.situation.parameters.contested
    for condition in opinions[0].judgements:
        found = [one.judgements[condition] for one in opinions]
        unmet = [judgement for judgement in found if judgement.state != "yes"]
        spoken = next((judgement for judgement in unmet if judgement.code), None)
        if spoken is None:
            continue
        fails = all(judgement.state == "no" for judgement in found)
        finding = spoken.finding("failed" if fails else "unknown")
        if point := told_point(spoken, contested):
            finding = finding._replace(reference=references_of(point))
        yield finding
        if weak := spoken.too_weak:
            values = {"grade": weak.grade}
            yield Finding("source_too_weak", spoken.subject, "unknown", weak.reference, values)


def _notes(opinions: Sequence[Opinion]) -> Iterator[Finding]:
    """The notes of every reading, each once."""
    found: dict[str, Finding] = {}
    sure = {end for one in opinions if (end := _sure_end(one))}
    for one in opinions:
        for note in notes(one):
            is_needless = note.code == "deadline_by_analogy" and note.values["last_day"] in sure
            if not is_needless:
                found.setdefault(note.code, note)
    yield from found.values()


def _sure_end(opinion: Opinion) -> date | None:
    """The last day where a text gives it that may say no."""
    law, last_day = opinion.case.reading.deadline, opinion.case.reading.last_day
    return last_day if law and law.grade in SURE else None


def _two_refunds(opinions: Sequence[Opinion]) -> Iterator[Finding]:
    """Both give a refund, of one share or of two: which, the verdict cannot say."""
    laws = {
        one.refund: one.judgements["legal_age_covered"].source for one in opinions if one.refund
    }
    if len(laws) > 1:
        texts = " · ".join(law.reference for law in laws.values() if law)
        subject = opinions[0].case.situation.procedure.insured("birth_date")
        yield Finding("two_refunds", subject, "note", texts)


def _trace(opinions: Sequence[Opinion]) -> Iterator[Mapping[str, Any]]:
    """Each reading with everything judged under it, as plain data."""
    for number, one in enumerate(opinions, 1):
        reading = one.case.reading
        yield {
            "reading": number,
            "choices": {point: plain_value(option) for point, option in reading.choices},
            "legal_age_reached_on": plain_value(reading.reached_on),
            "last_day": plain_value(reading.last_day),
            "outcome": one.outcome,
            "conditions": [judgement.traced() for judgement in one.judgements.values()],
        }
