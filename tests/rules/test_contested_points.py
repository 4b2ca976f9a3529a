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
from tests.rules.facts import codes, dated_by, judged, request, request_of_survivors, without_point

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
    assert law.load(folder).parameters.contested == without_point(pack, point).parameters.contested


def test_every_point_has_two_readings_at_least_each_with_its_source(pack: RulePack) -> None:
    for point in pack.parameters.contested.values():
        assert len(point.rivals) > 1
        assert point.question.endswith("?")
        assert all(rival.sentence and rival.reference for rival in point.rivals)


def test_a_new_point_about_a_number_needs_no_python(folder: Path) -> None:
    """Two sources that give the delay as five years and as seven, in a file of their own."""
    (folder / "contested" / "length_of_the_delay.toml").write_text(
        'question = "Cinq ans ou sept?"\n'
        '[[values]]\nparameter = "near_threshold_percent"\nsince = 2000-01-01\n'
        '[[rivals]]\nvalue = 10\nsentence = "Dix."\nreference = "Loi d\'essai, 2025"\n'
        'grade = "seed"\nknown_from = 2025-01-01\n'
        '[[rivals]]\nvalue = 20\nsentence = "Vingt."\nreference = "Autre loi d\'essai, 2025"\n'
        'grade = "seed"\nknown_from = 2025-01-01\n',
        encoding="utf-8",
    )
    doubtful = law.load(folder)
    assert len(judged(doubtful, request()).trace) == 2
    note = {"insurance_days": "2700"}  # a sixth below the threshold
    assert codes(judged(law.load(), request(**note))) == []
    assert codes(judged(doubtful, request(**note))) == ["days_near_threshold"]


def test_a_new_point_about_a_rule_is_told_by_its_own_name(folder: Path) -> None:
    """Whether the five years hold for survivors, as if two texts opposed each other."""
    (folder / "contested" / "delay_of_survivors.toml").write_text(
        'question = "Le délai vaut-il pour les ayants droit?"\n'
        '[[values]]\nparameter = "deposit_delay_covers_survivors"\nsince = 0001-01-01\n'
        '[[rivals]]\nvalue = true\nsentence = "Oui."\nreference = "Loi d\'essai, 2025"\n'
        'grade = "seed"\nknown_from = 2025-01-01\n'
        '[[rivals]]\nvalue = false\nsentence = "Non."\nreference = "Autre loi d\'essai, 2025"\n'
        'grade = "seed"\nknown_from = 2025-01-01\n',
        encoding="utf-8",
    )
    draft = request_of_survivors()
    assert judged(law.load(), draft).outcome == "favourable"
    verdict = judged(law.load(folder), draft)
    assert verdict.outcome == "undetermined"
    (told,) = [one for one in verdict.findings if one.code == "delay_of_survivors"]
    assert (told.severity, told.subject) == ("unknown", "deceased_birth_date")
    assert told.reference == "Loi d'essai, 2025 · Autre loi d'essai, 2025"
    assert told.values == {"since": date(1, 1, 1)}


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


def test_a_leaflet_reads_the_value_of_whoever_it_is_dated_by(pack: RulePack) -> None:
    reform = date(2023, 1, 1)
    assert pack.parameters.in_force("pension_minimum_days", reform).value == 1320
    assert pack.parameters.in_force("pension_minimum_days", date(2022, 12, 31)).value == 3240
    with pytest.raises(NoValueError) as silent:
        pack.parameters.in_force("deposit_last_day", date(1999, 12, 31))
    assert (silent.value.parameter, silent.value.day) == ("deposit_last_day", date(1999, 12, 31))


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
