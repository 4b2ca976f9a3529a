"""What would change a verdict: the law asked again, about one other fact at a time.

Nothing is reckoned here. A later day, more days of contribution or a paper is tried by judging
the same request with it, and only another outcome is told. It says what the law would say; it is
no advice to answer otherwise, and is neither stored nor shown to the applicant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

from cnss_counter.domain.dates import anniversaries, day_of, possible_days
from cnss_counter.rules.evaluate import Judged, judged
from cnss_counter.rules.field_kinds import UNKNOWN
from cnss_counter.rules.parameters import Parameter, Parameters
from cnss_counter.rules.verdict import Outcome, plain_value

What = Literal["date", "days", "paper"]

PROVEN_BY: Mapping[str, str] = {
    "other_scheme_certificate": "other_scheme",
    "underground_certificate": "underground_years",
}
"""The answers that a paper of the checklist settles when they are not known."""


class Change(NamedTuple):
    """With a deposit from a day on, with so many days proven, or with a paper: another outcome.

    `to` is that day, that count, or the id of the paper.
    """

    what: What
    to: date | int | str
    outcome: Outcome

    def to_json(self) -> dict[str, Any]:
        return {"what": self.what, "to": plain_value(self.to), "outcome": self.outcome}


Tried = tuple[date | int | str, Judged]

DECIDING_DAYS = ("pension_minimum_days", "ordinary_pension_days")
"""The numbers of days that an outcome hangs on; those of an invalidity right are a note."""


def would_change(known: Judged, parameters: Parameters) -> tuple[Change, ...]:
    """Waiting, by day; then proof of more days; then papers, as the checklist has them."""
    return (
        *_changes(known, "date", _later(known, parameters)),
        *_changes(known, "days", _with_days(known, parameters)),
        *_changes(known, "paper", _with_papers(known, parameters)),
    )


def _changes(known: Judged, what: What, tried: Iterable[Tried]) -> Iterator[Change]:
    """The trials that end otherwise than the verdict, and than the one before them."""
    now = last = known.verdict.outcome
    for to, other in tried:
        outcome = other.verdict.outcome
        if outcome not in (now, last):
            yield Change(what, to, outcome)
        last = outcome


def _later(known: Judged, parameters: Parameters) -> Iterator[Tried]:
    """The same answers, deposited on each later day that the law or an answer names.

    A verdict of such a day may name one more: where a delay begins on either of two days, only
    who is late by the first is told of the second.
    """
    tried: dict[date, Judged] = {}
    for _round in range(2):
        for naming in (known, *tried.values()):
            for day in _days_to_come(naming, parameters):
                if day not in tried:
                    tried[day] = judged(known.clean, parameters, day)
    yield from sorted(tried.items())


def _days_to_come(known: Judged, parameters: Parameters) -> Iterator[date]:
    """The announced end of work, the first days of each law, the birthdays that open a right, and
    the days after the last one to deposit.
    """
    named: list[date | None] = [day_of(known.draft.answer("activity_ceased_on"))]
    for parameter in parameters.by_id.values():
        named += (value.since for value in parameter.values)
    for age in ("legal_age", "legal_age_of_miners"):
        named += _birthdays(known, parameters.by_id[age])
    for reading in known.verdict.trace:
        if last_day := day_of(reading.get("last_day") or ""):
            named += map(_day_after, (last_day, parameters.closed_days.in_doubt_until(last_day)))
    return (day for day in named if day and day > known.on)


def _birthdays(known: Judged, age: Parameter) -> Iterator[date]:
    """The days on which the insured person reaches an age that the law names."""
    answer = known.draft.answer(known.procedure.insured("birth_date"))
    for born in possible_days(answer):
        for value in age.values:
            yield from anniversaries(born, value.value)


def _day_after(day: date) -> date:
    return date.fromordinal(min(day.toordinal() + 1, date.max.toordinal()))


def _with_days(known: Judged, parameters: Parameters) -> Iterator[Tried]:
    """More days of contribution, up to each number of days that opens a pension.

    Of days that nobody knows, both sides of each number that parts two outcomes.
    """
    answer = known.draft.answer("insurance_days")
    if any(error.subject == "insurance_days" for error in known.verdict.errors):
        return
    laws = (value for parameter in DECIDING_DAYS for value in parameters.by_id[parameter].values)
    thresholds = sorted({law.value for law in laws})
    if answer.isdecimal():
        days = int(answer)
        for count in (days + 1, *(threshold for threshold in thresholds if threshold > days)):
            yield from _with_answer(known, parameters, count, "insurance_days", str(count))
        return
    for threshold in thresholds:
        sides = [
            tried
            for count in (threshold - 1, threshold)
            for tried in _with_answer(known, parameters, count, "insurance_days", str(count))
        ]
        if len({other.verdict.outcome for _count, other in sides}) > 1:
            yield from sides


def _with_papers(known: Judged, parameters: Parameters) -> Iterator[Tried]:
    """A paper that is asked, and that would settle what is not known."""
    minimums = parameters.by_id["underground_years_minimum"].values
    settled = {
        "other_scheme": "no",
        "underground_years": str(max((one.value for one in minimums), default=UNKNOWN)),
    }
    for paper in known.verdict.attachments:
        field = PROVEN_BY.get(paper.id)
        if field and known.draft.answer(field) in ("", UNKNOWN):
            yield from _with_answer(known, parameters, paper.id, field, settled[field])


def _with_answer(
    known: Judged, parameters: Parameters, to: int | str, field: str, answer: str
) -> Iterator[Tried]:
    """The same request with one answer given otherwise, where its procedure asks for it."""
    if field in known.verdict.fields:
        yield to, judged(known.clean.answered(field, answer), parameters, known.on)
