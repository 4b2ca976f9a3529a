"""How one condition fares in one reading."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

from cnss_counter.rules.eligibility.readings import Reading
from cnss_counter.rules.parameters import DatedValue, NoValueError
from cnss_counter.rules.situation import Situation
from cnss_counter.rules.verdict import Finding, OtherRight, plain_value

State = Literal["yes", "no", "unknown"]


class Case(NamedTuple):
    """A situation under one of its readings."""

    situation: Situation
    reading: Reading

    def law(self, parameter: str, day: date) -> DatedValue:
        """The value of a parameter on a day; raises `NoValueError` where there is none."""
        return self.situation.parameters.at(parameter, day, self.reading.rival_days)

    def find(self, parameter: str, day: date) -> DatedValue | None:
        """As `law`, or None where the law of that day is silent."""
        return self.situation.parameters.find(parameter, day, self.reading.rival_days)


class Judgement(NamedTuple):
    """A condition is met, fails, or is not known; `code` is the finding that says so.

    `value` is the person's, `threshold` the law's, `source` where the threshold comes from.
    `other_right` is open where the condition fails, and may be where that is not known.
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


def judged(condition: Condition, case: Case) -> Judgement:
    """A condition under a reading; not known where the law has no value on that day."""
    try:
        judgement = condition(case)
    except NoValueError as silence:
        judgement = Judgement(
            "unknown",
            silence.day,
            code="parameter_missing",
            subject=case.situation.procedure.insured("birth_date"),
            values={"parameter": silence.parameter},
        )
    return judgement._replace(condition=condition.__name__)
