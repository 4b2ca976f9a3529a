"""What is contested, by which day a value is read, and what was known when."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cnss_counter import law, wording
from cnss_counter.errors import DataFileError
from cnss_counter.law import RulePack
from cnss_counter.paths import data_folder
from cnss_counter.rules.contested_points import DatedBy, Grade
from cnss_counter.rules.finding_codes import point_of
from cnss_counter.rules.parameters import DatedValue, NoValueError
from cnss_counter.rules.verdict import Verdict
from cnss_counter.services.law import case_table
from cnss_counter.services.law.case_table import Case
from tests.rules.facts import (
    CHILD,
    codes,
    dated_by,
    judged,
    request,
    request_of_survivors,
    settled,
    with_law,
    without_point,
)

POINTS = sorted(law.load().parameters.contested)
FROM_1970 = date(1970, 1, 1)


def cases(pack: RulePack) -> Iterator[Case]:
    for file in sorted(case_table.cases_folder().glob("*.toml")):
        yield from case_table.read(file, pack, wording.load("fr"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the law, to be changed as a jurist changes it."""
    for name in ("procedures", "parameters", "contested", "reference"):
        shutil.copytree(data_folder() / name, tmp_path / name)
    return tmp_path


def contest(folder: Path, point: str, parameter: str, since: str, *values: str) -> None:
    """Write a point about one value, with a rival text for each of these."""
    rivals = (
        f'[[rivals]]\nvalue = {value}\nsentence = "Texte."\nreference = "Loi {value}, 2025"\n'
        'grade = "seed"\nknown_from = 2025-01-01\n'
        for value in values
    )
    head = f'question = "Lequel?"\n[[values]]\nparameter = "{parameter}"\nsince = {since}\n'
    file = folder / "contested" / f"{point}.toml"
    file.write_text(head + "".join(rivals), encoding="utf-8")


# Contested points are files


@pytest.mark.parametrize("point", POINTS)
def test_a_contested_point_taken_away_changes_a_verdict(pack: RulePack, point: str) -> None:
    certain = without_point(pack, point)
    moved = [
        case.name
        for case in cases(pack)
        if judged(pack, case.draft, case.on).outcome != judged(certain, case.draft, case.on).outcome
    ]
    assert moved


@pytest.mark.parametrize("point", [one for one in POINTS if one != "start_of_the_reform"])
def test_the_file_of_a_point_is_all_that_there_is_of_it(
    folder: Path, pack: RulePack, point: str
) -> None:
    (folder / "contested" / f"{point}.toml").unlink()
    without = law.load(folder).parameters._replace(fingerprint=pack.fingerprint)
    assert without == without_point(pack, point).parameters


def test_every_point_has_two_readings_at_least_each_with_its_source(pack: RulePack) -> None:
    for point in pack.parameters.contested.values():
        assert len(point.rivals) > 1
        assert point.question.endswith("?")
        assert all(rival.sentence and rival.reference for rival in point.rivals)


def test_a_new_point_about_a_number_needs_no_python(folder: Path) -> None:
    """Two sources that differ on a margin, ten per cent and twenty, in a file of their own."""
    contest(folder, "margin_of_the_note", "near_threshold_percent", "2000-01-01", "10", "20")
    doubtful = law.load(folder)
    assert len(judged(doubtful, request()).trace) == 2
    note = {"insurance_days": "2700"}  # a sixth below the threshold
    assert codes(judged(law.load(), request(**note))) == []
    assert codes(judged(doubtful, request(**note))) == ["days_near_threshold"]


def test_a_new_point_about_a_rule_is_told_by_its_own_name(folder: Path) -> None:
    """Whether the five years hold for survivors, as if two texts opposed each other."""
    parameter = "deposit_delay_covers_survivors"
    contest(folder, "delay_of_survivors", parameter, "0001-01-01", "true", "false")
    draft = request_of_survivors()
    assert judged(law.load(), draft).outcome == "favourable"
    verdict = judged(law.load(folder), draft)
    assert verdict.outcome == "undetermined"
    (told,) = [one for one in verdict.findings if one.code == "delay_of_survivors"]
    assert (told.severity, told.subject) == ("unknown", "deceased_birth_date")
    assert told.reference == "Loi true, 2025 · Loi false, 2025"
    assert told.values == {"since": date(1, 1, 1)}


def test_a_contested_threshold_is_named_beside_the_condition_that_it_makes_doubtful(
    folder: Path,
) -> None:
    """3240 days or 3000 for the ordinary pension: whoever has 3100 is told of the point."""
    contest(folder, "ordinary_days", "pension_minimum_days", "0001-01-01", "3240", "3000")
    verdict = judged(law.load(folder), request(insurance_days="3100"))
    assert (verdict.outcome, verdict.other_right is not None) == ("undetermined", True)
    (told,) = [one for one in verdict.findings if one.code == "ordinary_days"]
    assert told.reference == "Loi 3240, 2025 · Loi 3000, 2025"


@pytest.mark.parametrize(
    ("code", "point"),
    [
        ("start_of_the_delay", "start_of_the_delay"),
        ("start_of_the_delay_at_work", "start_of_the_delay"),
        ("start_of_the_reform_end_unknown", "start_of_the_reform"),
        ("death_before_legal_age", "age_of_the_deceased"),
        ("two_deadlines", "two_deadlines"),
        ("pension_unknown", "pension_unknown"),
    ],
)
def test_a_finding_leads_back_to_its_point(code: str, point: str) -> None:
    assert point_of(code) == point


# The day that dates a value decides

LATE_RETIREMENT = {"insurance_days": "2000", "activity_ceased_on": "2024-03-31"}


@pytest.mark.parametrize(
    ("day", "outcome"),
    [("legal_age_reached_on", "favourable"), ("retired_on", "other_right")],
)
def test_the_day_that_dates_the_threshold_decides(
    pack: RulePack, day: DatedBy, outcome: str
) -> None:
    moved = dated_by(without_point(pack, "start_of_the_reform"), "pension_minimum_days", day)
    assert judged(moved, request(**LATE_RETIREMENT)).outcome == outcome


@pytest.mark.parametrize(
    ("day", "outcome"), [("deposited_on", "other_right"), ("born_on", "favourable")]
)
def test_the_threshold_may_be_dated_by_the_deposit_or_by_the_birth(
    pack: RulePack, day: DatedBy, outcome: str
) -> None:
    moved = dated_by(without_point(pack, "start_of_the_reform"), "pension_minimum_days", day)
    draft = request(insurance_days="2000", birth_date="1959-03-10")
    on = date(2024, 1, 2)
    assert judged(moved, draft, on).outcome == outcome


def test_a_day_of_retirement_that_is_not_known_is_read_both_ways(pack: RulePack) -> None:
    """Without a contested point, where a value is dated by the retirement alone."""
    moved = dated_by(
        without_point(pack, "start_of_the_reform"), "pension_minimum_days", "retired_on"
    )
    verdict = judged(moved, request(insurance_days="2000", activity_ceased="unknown"))
    assert (verdict.outcome, verdict.other_right is not None) == ("undetermined", True)
    assert "retirement_unknown" in codes(verdict)


def test_the_legal_age_by_year_of_birth_is_one_change_of_data(folder: Path) -> None:
    """63 for those born from 1970 on; whoever was born before keeps 60."""
    file = folder / "parameters" / "legal_age.toml"
    file.write_text(
        file.read_text(encoding="utf-8") + "\n[[values]]\nsince = 1970-01-01\nvalue = 63\n"
        'reference = "Loi d\'essai, 2029"\ngrade = "seed"\nknown_from = 2029-01-01\n',
        encoding="utf-8",
    )
    moved = law.load(folder)

    def reached_on(birth_date: str, **answers: str) -> date | None:
        on = date(2033, 6, 1)
        return judged(moved, request(birth_date=birth_date, **answers), on).legal_age_reached_on

    assert reached_on("1969-12-31") == date(2029, 12, 31)
    assert reached_on("1970-01-01") == date(2033, 1, 1)
    miner = {"worker": "miner", "underground_years": "10"}
    assert reached_on("1977-05-01", **miner) == date(2032, 5, 1)


def test_the_legal_age_is_not_dated_by_the_day_that_it_gives(folder: Path) -> None:
    file = folder / "parameters" / "legal_age.toml"
    text = file.read_text(encoding="utf-8").replace("born_on", "legal_age_reached_on")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError) as refused:
        law.load(folder)
    assert refused.value.detail["key"] == "dated_by"


# What was known when


def known(pack: RulePack, day: date) -> RulePack:
    return pack._replace(parameters=pack.parameters.known_on(day))


def test_before_the_reform_was_published_nobody_knew_of_it(pack: RulePack) -> None:
    born_1963 = request(birth_date="1963-06-01", insurance_days="2000")
    on = date(2024, 9, 1)
    assert judged(pack, born_1963, on).outcome == "other_right"
    for day, outcome in (
        (date(2025, 4, 6), "favourable"),
        (date(2025, 4, 7), "other_right"),
    ):
        assert judged(known(pack, day), born_1963, on).outcome == outcome


def test_a_source_that_was_not_published_yet_contests_nothing(pack: RulePack) -> None:
    """Until the page of 25 August 2025 the communiqué stood alone: retirement opens the reform."""
    alone = known(pack, date(2025, 8, 24))
    assert judged(alone, request(**LATE_RETIREMENT)).outcome == "other_right"
    both = known(pack, date(2025, 8, 25))
    assert judged(both, request(**LATE_RETIREMENT)).outcome == "undetermined"


def test_the_counter_judges_by_all_that_is_known_whatever_its_clock_says(pack: RulePack) -> None:
    """A clock set back to before the publication must not open the guard."""
    draft = request(birth_date="1963-06-01", insurance_days="2000")
    assert judged(pack, draft, date(2023, 7, 1)).outcome == "other_right"


def test_a_value_is_found_for_whoever_it_is_dated_by(pack: RulePack) -> None:
    reform = date(2023, 1, 1)
    assert pack.parameters.in_force("pension_minimum_days", reform).value == 1320
    assert pack.parameters.in_force("pension_minimum_days", date(2022, 12, 31)).value == 3240
    with pytest.raises(NoValueError) as silent:
        pack.parameters.in_force("deposit_last_day", date(1999, 12, 31))
    assert (silent.value.parameter, silent.value.day) == ("deposit_last_day", date(1999, 12, 31))


def test_the_days_on_which_the_counters_were_closed_are_known_of_any_day(pack: RulePack) -> None:
    """A Sunday was one in 2016 as well: a look back reads the same calendar."""
    draft = request(birth_date="1950-01-01")
    monday = date(2016, 8, 1)
    assert "last_day_was_closed" in codes(judged(known(pack, monday), draft, monday))


def test_a_sure_reading_makes_no_weak_value_sure(pack: RulePack) -> None:
    """Settled on the communiqué, the reform still has a delay that is read by analogy."""
    certain = settled(pack, "start_of_the_reform", 1)
    late = request(birth_date="1963-02-01", insurance_days="900")
    verdict = judged(certain, late, date(2028, 3, 1))
    assert (verdict.outcome, told_too_weak(verdict)) == ("undetermined", "read")


def test_the_law_of_a_day_has_a_fingerprint_of_its_own(pack: RulePack) -> None:
    day = date(2015, 9, 1)
    assert known(pack, day).fingerprint == f"{pack.fingerprint}@2015-09-01"


# A source that is not sure never says no

GRADES: tuple[Grade, ...] = ("single", "read", "own", "contradicted")


def graded(pack: RulePack, parameter: str, grade: Grade) -> RulePack:
    by_id = dict(pack.parameters.by_id)
    values: tuple[DatedValue, ...] = by_id[parameter].values
    by_id[parameter] = by_id[parameter]._replace(
        values=tuple(value._replace(grade=grade) for value in values)
    )
    return pack._replace(parameters=pack.parameters._replace(by_id=by_id))


@pytest.mark.parametrize("grade", GRADES)
@pytest.mark.parametrize(
    ("parameter", "answers"),
    [
        ("activity_must_have_ceased", {"activity_ceased": "no"}),
        ("no_basic_scheme_pension", {"basic_scheme_pension": "yes"}),
        ("legal_age", {"birth_date": "1970-01-01"}),
        ("refund_shares", {"birth_date": "1939-12-31"}),
        ("deposit_delay_years", {"birth_date": "1956-01-01"}),
        ("deposit_last_day", {"birth_date": "1950-01-01"}),
        ("legal_age", {"birth_date": "1939-12-31"}),
        ("legal_age", {"birth_date": "1956-01-01"}),
        (
            "underground_years_minimum",
            {"worker": "miner", "underground_years": "4", "birth_date": "1968-01-01"},
        ),
    ],
)
def test_no_definite_no_on_a_source_that_is_not_sure(
    pack: RulePack, parameter: str, answers: dict[str, str], grade: Grade
) -> None:
    draft = request(insurance_days="900", **answers)
    assert judged(pack, draft).outcome == "unfavourable"
    verdict = judged(graded(pack, parameter, grade), draft)
    assert verdict.outcome == "undetermined"
    assert told_too_weak(verdict) == grade


def told_too_weak(verdict: Verdict) -> str:
    (finding,) = [one for one in verdict.findings if one.code == "source_too_weak"]
    assert finding.severity == "unknown"
    return str(finding.values["grade"])


def test_survivors_are_late_by_analogy_alone(pack: RulePack) -> None:
    """The flyer names them for the fixed delay, and is silent for the five years."""
    late = request_of_survivors()
    on = date(2026, 3, 11)
    assert told_too_weak(judged(pack, late, on)) == "read"
    fixed = request_of_survivors(deceased_birth_date="1950-01-01", death_date="2012-01-01")
    assert judged(pack, fixed, on).outcome == "unfavourable"


@pytest.mark.parametrize(
    ("point", "left", "answers"),
    [
        ("start_of_the_delay", 1, {"birth_date": "1956-01-01"}),
        ("two_deadlines", 1, {"birth_date": "1954-08-01"}),
        ("miner_past_ordinary_age", 1,
         {"birth_date": "1954-09-01", "worker": "miner", "underground_years": "9"}),
    ],
)  # fmt: skip
def test_a_point_settled_on_a_weak_reading_says_no_more_than_that_reading(
    pack: RulePack, point: str, left: int, answers: dict[str, str]
) -> None:
    """The minister alone, or our reading alone: late by it is to be verified."""
    certain = settled(pack, point, left)
    sure = certain.parameters.contested[point].rivals[0]._replace(grade="corroborated")
    contested = dict(certain.parameters.contested)
    contested[point] = contested[point]._replace(rivals=(sure,))
    sourced = certain._replace(parameters=certain.parameters._replace(contested=contested))
    draft = request(insurance_days="900", **answers)
    assert judged(sourced, draft).outcome == "unfavourable"
    assert judged(certain, draft).outcome == "undetermined"


@pytest.mark.parametrize("parameter", ["orphan_age_limit", "survivor_must_be_dependent"])
def test_survivors_are_not_counted_out_by_a_weak_source(pack: RulePack, parameter: str) -> None:
    grown = {**CHILD, "birth_date": "1990-01-01"}
    stranger = {**CHILD, "dependent": "no"}
    draft = request_of_survivors(grown if parameter == "orphan_age_limit" else stranger)
    assert judged(pack, draft).outcome == "unfavourable"
    assert judged(graded(pack, parameter, "own"), draft).outcome == "undetermined"


# What was found by trying


def ended(pack: RulePack, parameter: str, day: date) -> RulePack:
    """The same pack, whose newest value of a parameter has ended without another."""
    by_id = dict(pack.parameters.by_id)
    *older, newest = by_id[parameter].values
    by_id[parameter] = by_id[parameter]._replace(values=(*older, newest._replace(until=day)))
    return pack._replace(parameters=pack.parameters._replace(by_id=by_id))


@pytest.mark.parametrize("parameter", ["pension_minimum_days", "refund_shares"])
def test_a_value_that_has_ended_does_not_bring_back_the_one_before(
    pack: RulePack, parameter: str
) -> None:
    draft = request(insurance_days="2000", birth_date="1967-03-10")
    silent = ended(pack, parameter, date(2026, 12, 31))
    verdict = judged(silent, draft, date(2028, 6, 1))
    assert "parameter_missing" in codes(verdict)
    assert verdict.refund is None


@pytest.mark.parametrize("answer", ["no", "unknown"])
def test_a_portal_request_of_somebody_still_at_work_shows_the_pension(
    pack: RulePack, answer: str
) -> None:
    """The answer is given at the counter: whoever works then did not retire before."""
    portal = {"origin": "taawidaty", "portal_reference": "T-1", "portal_date": "2022-06-01"}
    draft = request(insurance_days="2000", activity_ceased=answer, **portal)
    verdict = judged(pack, draft, date(2026, 11, 30))
    assert verdict.outcome == "undetermined"
    assert verdict.other_right


@pytest.mark.parametrize(
    ("died", "days", "right"), [("1995-01-01", "2000", False), ("2024-01-01", "2000", True)]
)
def test_a_birthday_that_nobody_lived_opens_no_reform(
    pack: RulePack, died: str, days: str, right: bool
) -> None:
    verdict = judged(
        pack,
        request_of_survivors(
            deceased_birth_date="1970-05-01", death_date=died, insurance_days=days,
            activity_ceased="no",
        ),
    )  # fmt: skip
    assert verdict.outcome == "undetermined"
    assert bool(verdict.other_right) is right


def test_a_death_before_an_age_of_before_2000_is_never_a_definite_no(pack: RulePack) -> None:
    draft = request_of_survivors(deceased_birth_date="1935-05-01", death_date="1985-01-01")
    verdict = judged(pack, draft)
    assert verdict.outcome == "undetermined"
    assert "legal_age_before_2000" not in codes(verdict)


def test_enough_days_for_the_ordinary_pension_are_enough_at_any_age(pack: RulePack) -> None:
    verdict = judged(pack, request(insurance_days="3240", birth_date=""))
    assert verdict.other_right
    assert not judged(pack, request(insurance_days="3239", birth_date="")).other_right


def test_a_contested_amount_is_told_as_the_least_of_both(folder: Path) -> None:
    (folder / "contested" / "start_of_the_reform.toml").unlink()
    tiers = ("[[1320, 700]]", "[[1320, 600]]")
    contest(folder, "tiers", "pension_monthly_amount", "2023-01-01", *tiers)
    verdict = judged(law.load(folder), request(insurance_days="1400", birth_date="1964-02-01"))
    assert verdict.other_right
    assert verdict.other_right.monthly_amount == 600


def test_the_start_of_the_delay_is_known_by_what_it_is_about_not_by_its_file(
    folder: Path, pack: RulePack
) -> None:
    (folder / "contested" / "start_of_the_delay.toml").rename(
        folder / "contested" / "delay_begins.toml"
    )
    draft = request(activity_ceased_on="2022-06-01")
    assert judged(law.load(folder), draft).deadline == judged(pack, draft).deadline


def test_a_share_on_which_the_law_is_silent_leaves_a_doubt(pack: RulePack) -> None:
    silent = with_law(pack, share_of_spouses=None)
    verdict = judged(silent, request_of_survivors())
    assert (verdict.outcome, verdict.shares) == ("undetermined", ())
    assert "parameter_missing" in codes(verdict)


@pytest.mark.parametrize("parameter", ["age_of_majority", "share_ceiling", "orphan_age_limit"])
def test_what_is_read_without_a_birth_is_not_dated_by_one(folder: Path, parameter: str) -> None:
    file = folder / "parameters" / f"{parameter}.toml"
    text = file.read_text(encoding="utf-8")
    for day in ("deposited_on", "death_date"):
        text = text.replace(f'dated_by = "{day}"', 'dated_by = "born_on"')
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError) as refused:
        law.load(folder)
    assert refused.value.detail["key"] == "dated_by"


def test_a_threshold_of_later_takes_no_hint_from_anybody_before(pack: RulePack) -> None:
    draft = request_of_survivors(
        insurance_days="1100", death_date="2024-06-15", deceased_birth_date="1964-01-01"
    )
    assert "invalidity_at_death" in codes(judged(pack, draft))
    by_id = dict(pack.parameters.by_id)
    minimum = by_id["pension_minimum_days"]
    later = minimum.values[-1]._replace(since=date(2035, 1, 1), value=1000, contested="")
    by_id["pension_minimum_days"] = minimum._replace(values=(*minimum.values, later))
    changed = pack._replace(parameters=pack.parameters._replace(by_id=by_id))
    assert "invalidity_at_death" in codes(judged(changed, draft))


def test_a_contested_legal_age_is_read_both_ways(folder: Path, pack: RulePack) -> None:
    """60 or 62, where nobody said so yet: a file alone."""
    (folder / "contested" / "miner_past_ordinary_age.toml").unlink()
    contest(folder, "ordinary_age", "legal_age", "0001-01-01", "60", "62")
    doubtful = law.load(folder)
    draft = request(birth_date="1964-06-01", insurance_days="900")
    assert judged(pack, draft).outcome == "favourable"
    verdict = judged(doubtful, draft)
    assert (verdict.outcome, verdict.legal_age_reached_on) == ("undetermined", None)
    assert [one["choices"]["ordinary_age"] for one in verdict.trace] == [60, 62]
    old = request(birth_date="1961-03-10")
    assert {one["legal_age_reached_on"] for one in judged(doubtful, old).trace} == {
        "2021-03-10", "2023-03-10",
    }  # fmt: skip
