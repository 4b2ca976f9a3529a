"""What the readings of a request hang on, told as findings: open points of fact and of law."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from cnss_counter.rules.contested_points import WHICH_SPEAKS, ContestedPoint
from cnss_counter.rules.eligibility.judgement import Case, Judgement
from cnss_counter.rules.eligibility.opinion import Opinion
from cnss_counter.rules.eligibility.reading import Reading
from cnss_counter.rules.finding_codes import TOLD_BY, EndOfWork
from cnss_counter.rules.parameters import DatedValue
from cnss_counter.rules.situation import Situation
from cnss_counter.rules.verdict import Finding, Severity

T = TypeVar("T")


def agreed(answers: Iterable[T | None]) -> T | None:
    """The one answer that all readings give, or None."""
    distinct = set(answers)
    return distinct.pop() if len(distinct) == 1 else None


def open_points(opinions: Sequence[Opinion]) -> Iterator[Finding]:
    """What the readings hang on: not known where it decides the outcome, else a note.

    Where a delay begins, or which value stands, is not told unless it decides. A point that a
    condition tells already is not told again.
    """
    points = dict.fromkeys(point for one in opinions for point, _option in one.case.reading.choices)
    deciding = [point for point in points if _decides(point, opinions)]
    if agreed(one.outcome for one in opinions) is None:
        deciding = deciding or list(points)
    told = {point.id for one in opinions for point in _told_by_conditions(one)}
    for point in points:
        if point in told or (point in _about_values(opinions) and point not in deciding):
            continue
        severity: Severity = "unknown" if point in deciding else "note"
        yield _open_point(point, severity, [one.case for one in opinions])


def _about_values(opinions: Sequence[Opinion]) -> set[str]:
    contested = opinions[0].case.situation.parameters.contested.values()
    return {point.id for point in contested if point.rivals[0].value is not None}


def _told_by_conditions(opinion: Opinion) -> Iterator[ContestedPoint]:
    contested = opinion.case.situation.parameters.contested
    for judgement in opinion.judgements.values():
        point = contested.get(TOLD_BY.get(judgement.code, ""))
        if point and judgement.says_no:
            yield point


def told_point(
    judgement: Judgement, contested: Mapping[str, ContestedPoint]
) -> ContestedPoint | None:
    """The contested point about a value that a condition which says no tells by itself."""
    says_no = judgement.says_no and judgement.source
    point = contested.get(judgement.source.contested) if says_no and judgement.source else None
    is_about_a_value = point and len(point.rivals) > 1 and point.rivals[0].value is not None
    return point if is_about_a_value else None


def references_of(point: ContestedPoint) -> str:
    return " · ".join(rival.reference for rival in point.rivals)


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
    contested = situation.parameters.contested.get(point)
    if contested and point not in WHICH_SPEAKS:
        return _contested_point(contested, severity, situation, concerned)
    subject, source = OPEN_POINTS[point]
    if subject == "birth_date":
        subject = situation.procedure.insured(subject)
    texts = dict.fromkeys(law.reference for one in concerned if (law := source(one)))
    return Finding(point, subject, severity, " · ".join(texts), values)


def _contested_point(
    point: ContestedPoint, severity: Severity, situation: Situation, concerned: Sequence[Reading]
) -> Finding:
    """The rival days, or the days on which a delay ends counted from each; or another value."""
    values: dict[str, int | date | str] = {"since": point.first_days[0]}
    if not point.is_about_a_day:
        subject = situation.procedure.insured("birth_date")
        return Finding(point.id, subject, severity, references_of(point), values)
    days = [dict(one.choices)[point.id] for one in concerned]
    if point.id == situation.parameters.delay_start:
        days = sorted({one.last_day for one in concerned if one.last_day})
    values |= {"first": days[0], "last": days[-1]}
    code = f"{point.id}{_end_of_work(situation)}"
    return Finding(code, "activity_ceased", severity, references_of(point), values)


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
    "retirement_unknown": ("activity_ceased", _age),
    "underground_years_unknown": ("underground_years", _age),
    "miner_past_ordinary_age": ("underground_years", _age),
    "leap_day_birthday": ("birth_date", _age),
    "two_deadlines": ("birth_date", _deadline),
    "leap_day_deadline": ("birth_date", _deadline),
}
"""The field each open point of a date is about, and the law it stems from."""
