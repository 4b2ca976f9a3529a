"""When a field or a paper is asked, and when a paper is due.

A data file tests one answer (`when = { field = "worker", is = "miner" }`) or names a function of
the register here (`when = "is_late"`). What wants an expression there wants a function here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from cnss_counter.domain.dates import anniversaries, possible_days
from cnss_counter.rules.field_kinds import FIELD_KINDS, UNKNOWN, remarks_on
from cnss_counter.rules.parameters import NoValueError
from cnss_counter.rules.procedure import AnswerTest, Condition, TestName
from cnss_counter.rules.situation import Situation, Survivor


def always(_situation: Situation) -> bool:
    return True


def never(_situation: Situation) -> bool:
    return False


def is_brought_by_someone_else(situation: Situation) -> bool:
    return bool(situation.answer("depositor_name"))


def has_unusual_number(situation: Situation) -> bool:
    """A number that can be kept, but only with a reason: eight or ten digits, a short card."""
    return any(
        remark.severity == "warning" and remark.code != "number_unknown"
        for field in situation.procedure.fields
        if FIELD_KINDS[field.kind].asks_why
        for remark in remarks_on(field, situation.answer(field.id), situation.on, situation.values)
    )


def is_number_unknown(situation: Situation) -> bool:
    """The insured person's number is not in hand; it is looked for after the deposit."""
    insured = situation.procedure.insured("immatriculation_number")
    return situation.answer(insured) == UNKNOWN


def has_one_name(situation: Situation) -> bool:
    """Who applies has a family name and, as yet, no first name in any script."""
    return _has_one_name(situation, "")


def has_deceased_one_name(situation: Situation) -> bool:
    """So has the deceased, for whom the applicant's reason does not stand."""
    return _has_one_name(situation, "deceased_")


def _has_one_name(situation: Situation, prefix: str) -> bool:
    last, first = (
        any(situation.answer(f"{prefix}{name}{script}") for script in ("", "_ar"))
        for name in ("last_name", "first_name")
    )
    return last and not first


def is_legalisation_asked(situation: Situation) -> bool:
    """The law of the deposit date still lets the signature's legalisation be asked."""
    asked: bool = situation.law("signature_legalisation").value
    return asked


def is_miner_below_the_ordinary_age(situation: Situation) -> bool:
    """From the miners' legal age until the day before the ordinary one, under any birth date."""
    law, day = situation.law, situation.last_age_day
    return situation.is_miner and any(
        anniversaries(born, law("legal_age_of_miners", born).value)[0]
        <= day
        < anniversaries(born, law("legal_age", born).value)[-1]
        for born in situation.born
    )


def is_late(situation: Situation) -> bool:
    """The last day has passed under at least one reading."""
    last_days = (reading.last_day for reading in situation.readings)
    return any(day is not None and day < situation.on for day in last_days)


def has_spouse_claiming(situation: Situation) -> bool:
    return any(survivor.is_spouse for survivor in situation.survivors)


def has_child_claiming(situation: Situation) -> bool:
    return any(survivor.is_orphan for survivor in situation.survivors)


def has_minor_without_parent(situation: Situation) -> bool:
    """A minor claims, and no surviving parent applies for them."""
    parent_applies = situation.answer("applicant_quality") == "surviving_spouse"
    return any(
        child.quality == "orphan_of_both_parents" or (child.is_orphan and not parent_applies)
        for child in _minors(situation)
    )


def may_be_filed_by_a_divorced_parent(situation: Situation) -> bool:
    """No spouse claims, and somebody else applies for a minor who has a parent left."""
    is_by_somebody_else = situation.answer("applicant_quality") in ("guardian", "descendant")
    if has_spouse_claiming(situation) or not is_by_somebody_else:
        return False
    return any(child.quality == "orphan_of_one_parent" for child in _minors(situation))


def has_student_past_the_age(situation: Situation) -> bool:
    """A child at or above the ordinary age limit studies."""
    return any(child.situation == "studying" for child in _past_the_age(situation))


def has_trainee_past_the_age(situation: Situation) -> bool:
    """A child at or above the ordinary age limit, and below that of training, is in training."""
    day = situation.last_age_day
    limit = situation.law("orphan_age_limit_in_training").value
    return any(
        child.situation == "training" and day < anniversaries(born, limit)[-1]
        for child in _past_the_age(situation)
        for born in child.born
    )


def has_disabled_child(situation: Situation) -> bool:
    return any(child.is_orphan and child.situation == "disabled" for child in situation.survivors)


def _minors(situation: Situation) -> Iterator[Survivor]:
    """Those who are minors on the deposit date, or may be."""
    majority = situation.law("age_of_majority").value
    for one in situation.survivors:
        if any(situation.on < anniversaries(born, majority)[-1] for born in one.born):
            yield one


def _past_the_age(situation: Situation) -> Iterator[Survivor]:
    """The children who need a reason to be counted on the date of death."""
    day = situation.last_age_day
    limit = situation.law("orphan_age_limit").value
    for child in situation.survivors:
        if child.is_orphan and any(anniversaries(born, limit)[0] <= day for born in child.born):
            yield child


NAMED_CONDITIONS: dict[str, Callable[[Situation], bool]] = {
    condition.__name__: condition
    for condition in (
        always,
        never,
        is_brought_by_someone_else,
        has_unusual_number,
        is_number_unknown,
        has_one_name,
        has_deceased_one_name,
        is_legalisation_asked,
        is_miner_below_the_ordinary_age,
        is_late,
        has_spouse_claiming,
        has_child_claiming,
        has_minor_without_parent,
        may_be_filed_by_a_divorced_parent,
        has_student_past_the_age,
        has_trainee_past_the_age,
        has_disabled_child,
    )
}


def _is(answer: str, choice: str) -> bool:
    return answer == choice


def _in(answer: str, choices: tuple[str, ...]) -> bool:
    return answer in choices


def _at_least(answer: str, number: int) -> bool:
    return answer != UNKNOWN and int(answer) >= number


def _before(answer: str, day: date) -> bool:
    """Earlier than a day; a year alone, when one of its days is."""
    return any(one < day for one in possible_days(answer))


ANSWER_TESTS: Mapping[TestName, Callable[[str, Any], bool]] = {
    "is": _is,
    "in": _in,
    "at_least": _at_least,
    "before": _before,
}
"""What a data file may ask of one valid answer; which field kinds it may ask, they say."""


def holds(condition: Condition, situation: Situation) -> bool:
    """Whether a condition holds; it does not where the law has no value on that day."""
    if isinstance(condition, AnswerTest):
        return _is_answered_so(condition, situation)
    try:
        return not condition or NAMED_CONDITIONS[condition](situation)
    except NoValueError:
        return False


def _is_answered_so(asked: AnswerTest, situation: Situation) -> bool:
    """Whether the form asks that field, and the answer passes: one left from before is none."""
    answer = situation.answer(asked.field)
    if not answer or not holds(situation.procedure.field(asked.field).when, situation):
        return False
    return ANSWER_TESTS[asked.test](answer, asked.value)
