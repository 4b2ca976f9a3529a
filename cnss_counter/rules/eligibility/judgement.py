"""How one condition fares in one reading."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

from cnss_counter.rules.eligibility.reading import Reading
from cnss_counter.rules.parameters import SURE, DatedValue, NoValueError
from cnss_counter.rules.situation import Situation
from cnss_counter.rules.verdict import Finding, OtherRight, plain_value

State = Literal["yes", "no", "unknown"]


class Case(NamedTuple):
    """A situation under one of its readings."""

    situation: Situation
    reading: Reading

    def law(self, parameter: str) -> DatedValue:
        """The value in force for this person; raises `NoValueError` where there is none."""
        reading = self.reading
        return self.situation.parameters.at(parameter, reading.days, reading.ways)

    def find(self, parameter: str) -> DatedValue | None:
        """As `law`, or None where the law is silent."""
        reading = self.reading
        return self.situation.parameters.find(parameter, reading.days, reading.ways)

    def day_of(self, parameter: str, law: DatedValue) -> date | None:
        """The day by which this reading reads a value."""
        read_by = self.situation.parameters.by_id[parameter].day_of
        return read_by(law, self.reading.days, self.reading.ways)


class Judgement(NamedTuple):
    """A condition is met, fails, or is not known; `code` is the finding that says so.

    `value` is the person's, `threshold` the law's, `source` where the threshold comes from; what
    is judged `rests_on` other values too, which date the person.
    `other_right` is open where the condition fails, and may be where that is not known. A
    condition that `says_no` on a source that is not sure is not known to fail (rules.md §3).
    """

    state: State
    value: str | int | date = ""
    threshold: str | int | date = ""
    source: DatedValue | None = None
    code: str = ""
    subject: str = ""
    values: Mapping[str, str | int | date] = {}
    other_right: OtherRight | None = None
    condition: str = ""
    rests_on: tuple[DatedValue, ...] = ()
    says_no: bool = False

    @property
    def too_weak(self) -> DatedValue | None:
        """What says no and is not sure enough to."""
        sources = (self.source, *self.rests_on) if self.says_no else ()
        return next((one for one in sources if one and one.grade not in SURE), None)

    def finding(self, severity: Literal["failed", "unknown"]) -> Finding:
        reference = self.source.reference if self.source else ""
        values = {"value": self.value, "threshold": self.threshold, **self.values}
        return Finding(self.code, self.subject, severity, reference, values)

    def traced(self) -> Mapping[str, Any]:
        """The judgement as plain data, for the page that says why and for the replay."""
        step = {
            "condition": self.condition,
            "state": self.state,
            "value": plain_value(self.value),
            "threshold": plain_value(self.threshold),
        }
        if self.source:
            step |= {
                "reference": self.source.reference,
                "since": self.source.since.isoformat(),
                "grade": self.source.grade,
            }
        return step


Condition = Callable[[Case], Judgement]


def judge(condition: Condition, case: Case) -> Judgement:
    """A condition under a reading; not known where the law has no value on that day."""
    try:
        judgement = condition(case)
    except NoValueError as silence:
        judgement = Judgement(
            "unknown",
            silence.day if silence.day and silence.day > date.min else case.situation.on,
            code="parameter_missing",
            subject=case.situation.procedure.insured("birth_date"),
            values={"parameter": silence.parameter},
        )
    judgement = judgement._replace(condition=condition.__name__, says_no=judgement.state == "no")
    return judgement._replace(state="unknown") if judgement.too_weak else judgement
