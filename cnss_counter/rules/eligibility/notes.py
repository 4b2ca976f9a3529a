"""The notes beside an opinion: worth a word, and never a reason for an outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from cnss_counter.rules.eligibility.deaths import CAUSE
from cnss_counter.rules.eligibility.opinion import Opinion
from cnss_counter.rules.parameters import DatedValue
from cnss_counter.rules.verdict import Finding


def at_the_limit(opinion: Opinion) -> Finding | None:
    """On the last day and on the day after: no source says whether the day itself counts."""
    reading, on = opinion.case.reading, opinion.case.situation.on
    if not reading.last_day or not reading.deadline or (on - reading.last_day).days not in (0, 1):
        return None
    values = {"last_day": reading.last_day, "on": on}
    return _on_the_birth_date(opinion, "deadline_at_limit", reading.deadline, values)


def delay_by_analogy(opinion: Opinion) -> Finding | None:
    """The delay of the new law is not published: the old one is read instead."""
    reading = opinion.case.reading
    if not opinion.refund or not reading.last_day or not reading.deadline:
        return None
    if reading.deadline.grade != "read":
        return None
    values = {"last_day": reading.last_day, "years": reading.deadline.value}
    return _on_the_birth_date(opinion, "deadline_by_analogy", reading.deadline, values)


def _on_the_birth_date(
    opinion: Opinion, code: str, law: DatedValue, values: Mapping[str, int | date]
) -> Finding:
    """A note about a delay, which is counted from the birth date."""
    subject = opinion.case.situation.procedure.insured("birth_date")
    return Finding(code, subject, "note", law.reference, values)


def work_ended_by_death(opinion: Opinion) -> Finding | None:
    """Work that was not said to have ceased before the death counts as ceased on that day."""
    situation = opinion.case.situation
    said, died_on = situation.activity_ceased_on, situation.died_on
    law = opinion.case.find("activity_must_have_ceased")
    if died_on is None or (said and said <= died_on) or not law or not law.value:
        return None
    values = {"death": died_on}
    return Finding("activity_ended_by_death", "activity_ceased", "note", law.reference, values)


def just_below_the_threshold(opinion: Opinion) -> Finding | None:
    """A few days short of a pension: undeclared periods are worth looking for first."""
    days = opinion.judgements["days_below_pension"]
    margin = opinion.case.find("near_threshold_percent")
    if days.state != "yes" or not days.source or not margin:
        return None
    threshold, value = int(days.source.value), int(str(days.value))
    if value * 100 < threshold * (100 - margin.value):
        return None
    values = {"days": value, "threshold": threshold, "missing": threshold - value}
    return Finding("days_near_threshold", "insurance_days", "note", days.source.reference, values)


def invalidity_at_death(opinion: Opinion) -> Finding | None:
    """Days enough for an invalidity pension: a right to one, met before death, passes on.

    With the days of the lowest pension the days open one by themselves, or the reform's start is
    told; beyond them only whoever died before the legal age may still have been an invalid.
    """
    situation, below = opinion.case.situation, opinion.judgements["days_below_pension"]
    if below.state != "yes" or opinion.other_right or not situation.died_on:
        return None
    find = opinion.case.find
    least, last_year = find("invalidity_days"), find("invalidity_days_of_last_year")
    days, reached_on = int(str(below.value)), opinion.case.reading.reached_on
    if not least or not last_year or days < least.value:
        return None
    minimums = [
        one
        for one in situation.parameters.by_id["pension_minimum_days"].values
        if one.since <= situation.on
    ]
    is_before_the_age = bool(reached_on and situation.died_before(reached_on))
    if not is_before_the_age and any(days >= minimum.value for minimum in minimums):
        return None
    values = {"days": days, "least": least.value, "last_year": last_year.value}
    return Finding("invalidity_at_death", "insurance_days", "note", least.reference, values)


def work_accident(opinion: Opinion) -> Finding | None:
    """The employer or their insurer answers for it, and not this Fund."""
    law = opinion.case.find("work_accident_pays_elsewhere")
    if opinion.case.situation.answer(CAUSE) != "work_accident" or not law or not law.value:
        return None
    return Finding("work_accident_pays_elsewhere", CAUSE, "note", law.reference)


NOTES: tuple[Callable[[Opinion], Finding | None], ...] = (
    at_the_limit,
    delay_by_analogy,
    work_ended_by_death,
    just_below_the_threshold,
    invalidity_at_death,
    work_accident,
)


def notes(opinion: Opinion) -> Iterator[Finding]:
    """The notes of one opinion."""
    return (finding for note in NOTES if (finding := note(opinion)))
