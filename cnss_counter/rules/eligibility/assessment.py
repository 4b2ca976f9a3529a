"""The opinions of all readings merged into one: what they agree on, and the open points."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar

from cnss_counter.rules.eligibility.judgement import Case, Condition
from cnss_counter.rules.eligibility.notes import notes
from cnss_counter.rules.eligibility.opinion import Opinion, judgements, opinion
from cnss_counter.rules.eligibility.readings import Reading, readings
from cnss_counter.rules.finding_codes import EndOfWork
from cnss_counter.rules.parameters import DatedValue
from cnss_counter.rules.situation import Situation
from cnss_counter.rules.verdict import (
    DeadlineState,
    Finding,
    OtherRight,
    Outcome,
    Refund,
    Severity,
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
    judged_once = judgements(Case(situation, Reading()), of_any_reading)
    opinions = [
        opinion(case, {**judgements(case, conditions), **judged_once})
        for case in (Case(situation, one) for one in readings(situation))
    ]
    other_rights = [one.other_right for one in opinions if one.other_right]
    refunds: set[Refund | None] = {one.refund for one in opinions}
    return Assessment(
        outcome=_agreed(one.outcome for one in opinions) or "undetermined",
        refund=None if other_rights else _agreed(refunds),
        other_right=other_rights[0] if other_rights else None,
        legal_age_reached_on=_agreed(one.case.reading.reached_on for one in opinions),
        deadline=_agreed(one.case.reading.last_day for one in opinions),
        deadline_state=_agreed(one.deadline_state for one in opinions) or "unknown",
        findings=(
            *_conditions(opinions),
            *_open_points(opinions),
            *_two_refunds(opinions),
            *_notes(opinions),
        ),
        trace=tuple(_trace(opinions)),
    )


def _agreed(answers: Iterable[T | None]) -> T | None:
    """The one answer that all readings give, or None."""
    distinct = set(answers)
    return distinct.pop() if len(distinct) == 1 else None


def _conditions(opinions: Sequence[Opinion]) -> Iterator[Finding]:
    """The failed and the unknown; failing under some readings only is not known."""
    for condition in opinions[0].judgements:
        found = [one.judgements[condition] for one in opinions]
        unmet = [judgement for judgement in found if judgement.state != "yes"]
        spoken = next((judgement for judgement in unmet if judgement.code), None)
        if spoken:
            fails = all(judgement.state == "no" for judgement in found)
            yield spoken.finding("failed" if fails else "unknown")


def _notes(opinions: Sequence[Opinion]) -> Iterator[Finding]:
    """The notes of every reading, each once."""
    found: dict[str, Finding] = {}
    for one in opinions:
        for note in notes(one):
            found.setdefault(note.code, note)
    yield from found.values()


def _open_points(opinions: Sequence[Opinion]) -> Iterator[Finding]:
    """What the readings hang on: not known where it decides the outcome, else a note."""
    points = dict.fromkeys(point for one in opinions for point, _option in one.case.reading.choices)
    deciding = [point for point in points if _decides(point, opinions)]
    if _agreed(one.outcome for one in opinions) is None:
        deciding = deciding or list(points)
    for point in points:
        severity: Severity = "unknown" if point in deciding else "note"
        yield _open_point(point, severity, [one.case for one in opinions])


def _two_refunds(opinions: Sequence[Opinion]) -> Iterator[Finding]:
    """Both give a refund, of one share or of two: which, the verdict cannot say."""
    laws = {
        one.refund: one.judgements["legal_age_covered"].source for one in opinions if one.refund
    }
    if len(laws) > 1:
        texts = " · ".join(law.reference for law in laws.values() if law)
        subject = opinions[0].case.situation.procedure.insured("birth_date")
        yield Finding("two_refunds", subject, "note", texts)


def _decides(point: str, opinions: Sequence[Opinion]) -> bool:
    """Whether the outcomes change with the option taken at this point."""
    outcomes: dict[object, set[str]] = {}
    for one in opinions:
        if point in (options := dict(one.case.reading.choices)):
            outcomes.setdefault(options[point], set()).add(one.outcome)
    return any(found != next(iter(outcomes.values())) for found in outcomes.values())


def _open_point(point: str, severity: Severity, cases: Sequence[Case]) -> Finding:
    """One open point with its first and last options, and the texts that leave it open."""
    situation = cases[0].situation
    concerned = [one.reading for one in cases if point in dict(one.reading.choices)]
    options = [dict(one.choices)[point] for one in concerned]
    values = {"first": options[0], "last": options[-1]}
    if contested := situation.parameters.contested.get(point):
        rivals = " · ".join(rival.reference for rival in contested.rivals)
        values |= {"since": contested.first_days[0]}
        code = f"{point}{_end_of_work(situation)}"
        return Finding(code, "activity_ceased", severity, rivals, values)
    subject, source = OPEN_POINTS[point]
    if subject == "birth_date":
        subject = situation.procedure.insured(subject)
    texts = dict.fromkeys(law.reference for one in concerned if (law := source(one)))
    return Finding(point, subject, severity, " · ".join(texts), values)


def _end_of_work(situation: Situation) -> EndOfWork:
    """Which sentence of a contested point: nobody is told of an end of work that did not happen."""
    if situation.activity_ended_on is not None:
        return ""
    return "_at_work" if situation.answer("activity_ceased") == "no" else "_end_unknown"


def _age(reading: Reading) -> DatedValue | None:
    return reading.age


def _deadline(reading: Reading) -> DatedValue | None:
    return reading.deadline


OPEN_POINTS: dict[str, tuple[str, Callable[[Reading], DatedValue | None]]] = {
    "birth_year_alone": ("birth_date", _age),
    "underground_years_unknown": ("underground_years", _age),
    "miner_past_ordinary_age": ("underground_years", _age),
    "leap_day_birthday": ("birth_date", _age),
    "two_deadlines": ("birth_date", _deadline),
    "leap_day_deadline": ("birth_date", _deadline),
}
"""The field each open point of a date is about, and the law it stems from."""


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
