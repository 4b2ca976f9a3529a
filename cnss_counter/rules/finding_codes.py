"""Every finding that the rules can make, by its code, with the values that its sentence may say.

Each has its sentence in both languages, and any may say its `reference`. A contested point of the
law has its own, under the name of its file; three where it is about a day of the person: work has
ended, goes on, or its end is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, get_args

from cnss_counter.rules.contested_points import WHICH_SPEAKS, ContestedPoint

Kind = Literal["day", "count", "word"]
Values = Mapping[str, Kind]
"""What a sentence is filled with, by name: a day, a count of things, or a word."""

EndOfWork = Literal["", "_at_work", "_end_unknown"]
"""What follows the name of a contested point: the day of retirement depends on the end of work."""

_NONE: Values = {}
_DAYS: Values = {"value": "day", "threshold": "day"}
_COUNTS: Values = {"value": "count", "threshold": "count"}
_WORDS: Values = {"value": "word", "threshold": "word"}
_DAY_ALONE: Values = {"value": "day", "threshold": "word"}
_READ_TWICE: Values = {"first": "day", "last": "day"}
_TWO_AGES: Values = {"first": "count", "last": "count"}
_SURVIVOR: Values = {"survivor": "count", "limit": "count"}
_TYPED: Values = {"typed": "word"}

FINDING_CODES: Mapping[str, Values] = {
    "accident_by_third_party": _WORDS,
    "activity_ceases_later": _DAYS,
    "activity_ceases_too_late": {**_DAYS, "last_day": "day"},
    "activity_end_unknown": {"value": "word", "threshold": "day"},
    "activity_ceased_since_portal": _DAYS,
    "activity_ended_by_death": {"death": "day"},
    "activity_not_ceased": _WORDS,
    "activity_unknown": _WORDS,
    "arabic_keyboard": _TYPED,
    "attachment_missing": {"form": "word"},
    "birth_year_alone": _READ_TWICE,
    "birth_year_old": {**_TYPED, "age": "count"},
    "born_lately": {**_TYPED, "age": "count"},
    "born_after_death": _SURVIVOR,
    "choice_unknown": {**_TYPED, "choices": "word"},
    "count_too_large": {**_TYPED, "maximum": "count"},
    "date_before_birth": _TYPED,
    "date_in_childhood": {**_TYPED, "age": "count"},
    "date_in_future": {**_TYPED, "on": "day"},
    "date_long_ago": {**_TYPED, "limit": "count"},
    "days_near_threshold": {"days": "count", "threshold": "count", "missing": "count"},
    "deadline_at_limit": {"last_day": "day", "on": "day"},
    "deadline_by_analogy": {"last_day": "day", "years": "count"},
    "deadline_passed": _DAYS,
    "deadline_unknown": _DAY_ALONE,
    "death_before_legal_age": _DAYS,
    "death_date_unknown": _DAY_ALONE,
    "deceased_drew_pension": _WORDS,
    "document_number_form": _TYPED,
    "email_form": _TYPED,
    "force_majeure_claimed": _DAYS,
    "form_missing": {"form": "word"},
    "paper_not_asked_for": {},
    "paper_reason_missing": {},
    "paper_reason_too_long": {**_TYPED, "maximum": "count"},
    "identity_number_form": _TYPED,
    "identity_number_missing": _NONE,
    "identity_number_short": _TYPED,
    "immatriculation_number_form": _TYPED,
    "immatriculation_number_of_ten": _TYPED,
    "insurance_days_unknown": {"value": "word", "threshold": "count"},
    "integer_expected": _TYPED,
    "invalidity_at_death": {"days": "count", "least": "count", "last_year": "count"},
    "last_day_was_closed": {**_DAYS, "last_day": "day", "on": "day"},
    "leap_day_birthday": _READ_TWICE,
    "leap_day_deadline": _READ_TWICE,
    "legal_age_before_2000": _DAYS,
    "legal_age_not_reached": {**_DAYS, "legal_age": "count"},
    "legal_age_reached_since_portal": {**_DAYS, "legal_age": "count"},
    "legal_age_unknown": {"value": "word", "threshold": "day", "legal_age": "count"},
    "marriage_after_death": {"marriage": "day", "death": "day"},
    "miner_past_ordinary_age": _TWO_AGES,
    "more_than_four_spouses": _COUNTS,
    "name_not_arabic": _TYPED,
    "name_not_latin": _TYPED,
    "no_contribution": _COUNTS,
    "no_right_assessed": _NONE,
    "no_survivor_counted": _COUNTS,
    "no_survivor_listed": _COUNTS,
    "not_a_birth_date": _TYPED,
    "not_a_count": {**_TYPED, "maximum": "count"},
    "letters_expected": _TYPED,
    "reference_unusual": _TYPED,
    "not_a_date": _TYPED,
    "not_so_many_digits": {**_TYPED, "count": "count"},
    "nothing_identifies": _NONE,
    "number_unknown": _TYPED,
    "one_name": _NONE,
    "other_scheme_rights": _WORDS,
    "other_scheme_unknown": _WORDS,
    "parameter_missing": {**_DAY_ALONE, "parameter": "word"},
    "pension_drawn": _WORDS,
    "pension_open": {**_COUNTS, "amount": "count"},
    "pension_open_amount_unknown": _COUNTS,
    "pension_unknown": _WORDS,
    "phone_form": _TYPED,
    "phone_zero_missing": {**_TYPED, "offered": "word"},
    "postal_code_form": _TYPED,
    "required": _NONE,
    "required_in_one_script": _NONE,
    "retirement_unknown": _READ_TWICE,
    "shares_are_indicative": _NONE,
    "shares_reduced": {"claimed": "count", "ceiling": "count"},
    "source_too_weak": {"grade": "word"},
    "survivor_differs_at_deposit": {"survivor": "count"},
    "survivor_not_dependent": _SURVIVOR,
    "survivor_too_old": _SURVIVOR,
    "survivor_unclear": _SURVIVOR,
    "survivors_pension_open": _COUNTS,
    "text_too_long": {**_TYPED, "maximum": "count"},
    "text_too_short": {**_TYPED, "minimum": "count"},
    "too_many_survivors": {"value": "count", "maximum": "count"},
    "two_deadlines": _READ_TWICE,
    "two_refunds": _NONE,
    "underground_years_unknown": _TWO_AGES,
    "unknown_field": _TYPED,
    "unknown_paper": _TYPED,
    "unknown_paper_state": _TYPED,
    "work_accident_pays_elsewhere": _NONE,
    "zero_in_front_missing": {**_TYPED, "offered": "word"},
}

CONTESTED_DAYS: Values = {**_READ_TWICE, "since": "day"}
"""What a point about a day may say: the first and the last rival day, and when its values begin."""
CONTESTED_VALUES: Values = {"since": "day"}
"""What another point may say: when its values begin."""


TO_VERIFY = (
    "source_too_weak",
    "last_day_was_closed",
    "legal_age_reached_since_portal",
    "activity_ceased_since_portal",
    "no_contribution",
    "born_after_death",
    "more_than_four_spouses",
)
"""What leaves a doubt that a person takes home in words, beside the contested points."""


def point_of(code: str) -> str:
    """The contested point that a finding tells, by the name of its file; or the code itself."""
    if code in TOLD_BY:
        return TOLD_BY[code]
    for end in get_args(EndOfWork):
        code = code.removesuffix(end)
    return code


TOLD_BY = {"death_before_legal_age": "age_of_the_deceased"}
"""The conditions that tell a contested point by themselves."""


def contested_codes(points: Iterable[ContestedPoint]) -> Iterator[tuple[str, Values]]:
    """The findings of contested points, with the values of their sentences."""
    for point in points:
        if point.id in WHICH_SPEAKS:
            continue  # an open point of the rules, named above
        if not point.is_about_a_day:
            yield point.id, CONTESTED_VALUES
            continue
        yield from ((f"{point.id}{end}", CONTESTED_DAYS) for end in get_args(EndOfWork))
