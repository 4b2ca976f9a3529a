"""`rules list`, `rules test`, `rules replay` and `leaflet`: the law on a screen and on paper."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cnss_counter import law, wording
from cnss_counter.paths import data_folder
from cnss_counter.services.day import training
from testkit.clients import case_with
from tests.cli.conftest import Ended, WriteCase, command

CLERK = training.clerk_account()
PARAMETERS = law.load().parameters.by_id

CASE = """
[base]
procedure = "contribution_refund"
on = 2025-09-01

[base.answers]
birth_date = 1961-03-10
insurance_days = 2100

[[cases]]
name = "Un cas à moi"
expected = { legal_age_reached_on = 2021-03-10, deadline = 2026-03-DAY }
"""


def test_a_number_that_was_always_so_has_no_first_day() -> None:
    assert "01/01/1 " not in command("rules", "list").said
    assert "… – … · 3240" in command("rules", "list").said


@pytest.mark.usefixtures("drawn_elsewhere")
@pytest.mark.parametrize("words", [["doctor"], ["training"], ["rules", "list"]])
def test_a_law_that_breaks_a_rule_is_refused_before_anything_is_asked(
    program: Path, tmp_path: Path, words: list[str]
) -> None:
    spoilt = program / "data" / "parameters" / "pension_monthly_amount.toml"
    spoilt.write_text(spoilt.read_text("utf-8").replace("2027-05-01", '"bientôt"'), "utf-8")
    home = () if words[0] == "rules" else ("--home", tmp_path / "home")
    ended = command(*words, *home, program=program)
    told = next(line for line in (ended.said + ended.refused).splitlines() if "review_by" in line)
    assert "parameters/pension_monthly_amount.toml" in told
    assert ended.status == (1 if words == ["doctor"] else 2)
    assert "Traceback" not in ended.refused
    assert not (tmp_path / "home").exists()


def remove(point: Path) -> None:
    point.unlink()


def remove_its_folder(point: Path) -> None:
    shutil.rmtree(point.parent)


@pytest.mark.parametrize("spoil", [remove, remove_its_folder])
def test_the_program_s_own_law_has_every_contested_point_or_judges_nobody(
    program: Path, write_case: WriteCase, spoil: Callable[[Path], None]
) -> None:
    point = "contested/start_of_the_reform.toml"
    spoil(program / "data" / point)
    path = write_case(case_with(insurance_days=2000, activity_ceased_on="2024-03-31"))
    for words in (("check", path, "--json"), ("check", path), ("rules", "list")):
        ended = command(*words, program=program)
        assert (ended.status, ended.said, ended.refused.count("\n")) == (2, "", 1)
        assert ended.refused.startswith(f"{point} :")


def test_every_parameter_is_listed_in_both_languages_with_its_sources() -> None:
    ended = command("rules", "list")
    assert ended.status == 0
    for words in (wording.load("fr"), wording.load("ar")):
        for parameter in PARAMETERS.values():
            assert words(f"parameters.{parameter.id}") in ended.said
            for value in parameter.values:
                assert words.reference(value.reference) in ended.said


def test_a_contested_point_is_listed_with_its_question_and_the_source_of_each_reading() -> None:
    said = command("rules", "list").said
    for point in law.load().parameters.contested.values():
        assert said.count(f"({point.id})") == len(("fr", "ar"))
        assert point.question in said
        for rival in point.rivals:
            assert rival.sentence in said
            assert wording.load("fr").reference(rival.reference) in said


def test_the_list_is_one_document_for_a_script() -> None:
    listed = command("rules", "list", "--json").document
    assert {one["id"] for one in listed} == set(PARAMETERS)
    assert all(value["reference"] for one in listed for value in one["values"])


def test_the_list_for_a_script_has_each_contested_point_beside_the_values_that_hang_on_it() -> None:
    listed = command("rules", "list", "--json").document
    hanging = {
        (one["id"], value["since"], value["contested"])
        for one in listed
        for value in one["values"]
        if value["contested"]
    }
    points = {point["id"]: point for one in listed for point in one["contested_points"]}
    assert hanging == {
        (value["parameter"], value["since"], point["id"])
        for point in points.values()
        for value in point["values"]
    }
    assert set(points) == set(law.load().parameters.contested)
    assert "loi 02.24" in points["start_of_the_reform"]["question"]
    rivals = {one["dated_by"]: one for one in points["start_of_the_reform"]["rivals"]}
    assert "Communiqué CNSS du 7 avril 2025" in rivals["retired_on"]["reference"]
    assert "atteint" in rivals["legal_age_reached_on"]["sentence"]
    assert rivals["legal_age_reached_on"]["grade"] == "single"
    by_id = {one["id"]: one["contested_points"] for one in listed}
    assert by_id["share_ceiling"] == []


def test_the_program_s_own_cases_are_met() -> None:
    ended = command("rules", "test", "--json")
    assert ended.status == 0
    assert len(ended.document) >= 150
    assert all(case["is_met"] for case in ended.document)


@pytest.mark.parametrize(("day", "status"), [("10", 0), ("11", 1)])
def test_a_jurist_s_own_case_is_met_or_shows_expected_and_obtained(
    tmp_path: Path, day: str, status: int
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(CASE.replace("DAY", day), encoding="utf-8")
    ended = command("rules", "test", file)
    assert ended.status == status
    assert "Un cas à moi" in ended.said
    assert f"2026-03-{day}" in ended.said
    assert "2026-03-10" in ended.said


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("= 3", "mine.toml"),
        ("[[cases]]\nnom = 'x'", "nom"),
        (CASE.replace("DAY", "x"), "mine.toml"),
    ],
    ids=("not toml", "unknown key", "no date"),
)
def test_a_case_table_that_cannot_be_read_is_one_line(
    tmp_path: Path, content: str, named: str
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(content, encoding="utf-8")
    ended = command("rules", "test", file)
    assert (ended.status, ended.said) == (2, "")
    assert named in ended.refused
    assert ended.refused.count("\n") == 1


def at_the_desk(home: Path, *words: str | Path) -> Ended:
    options = ("--home", home, "--clerk", CLERK.code, "--password-stdin")
    return command(*words, *options, lines=(CLERK.password,))


@pytest.fixture
def deposited(training_home: Path, write_case: WriteCase) -> str:
    """A request of the new law, with 1100 days."""
    answers: dict[str, Any] = {
        "birth_date": "1964-02-01",
        "insurance_days": 1100,
        "activity_ceased_on": "2024-02-01",
    }
    case = write_case(case_with(**answers))
    ended = at_the_desk(training_home, "deposit", case, "--on", "2025-09-01", "--json")
    reference: str = ended.document["reference"]
    return reference


def test_a_deposit_judged_again_by_the_same_law_is_the_same(
    training_home: Path, deposited: str
) -> None:
    assert at_the_desk(training_home, "rules", "replay", deposited).status == 0


def test_under_a_law_of_1000_days_the_deposit_moves(
    training_home: Path, deposited: str, tmp_path: Path
) -> None:
    law = tmp_path / "law"
    shutil.copytree(data_folder(), law)
    days = law / "parameters" / "pension_minimum_days.toml"
    days.write_text(days.read_text(encoding="utf-8").replace("1320", "1000"), encoding="utf-8")

    (move,) = at_the_desk(training_home, "rules", "replay", "--with", law, "--json").document
    assert move["reference"] == deposited
    assert (move["before"]["outcome"], move["after"]["outcome"]) == ("favourable", "other_right")
    told = at_the_desk(training_home, "rules", "replay", "--with", law)
    assert deposited in told.said
    same = at_the_desk(training_home, "rules", "replay", deposited, "--with", law)
    assert same.status == 1


@pytest.mark.usefixtures("deposited")
def test_a_law_without_a_contested_point_is_replayed_and_says_so(
    training_home: Path, tmp_path: Path
) -> None:
    law = Path(shutil.copytree(data_folder(), tmp_path / "law"))
    (law / "contested" / "start_of_the_reform.toml").unlink()
    ended = at_the_desk(training_home, "rules", "replay", "--with", law, "--json")
    assert (ended.status, ended.document) == (0, [])
    assert ended.refused.startswith("contested/start_of_the_reform.toml :")
    assert ended.refused.count("\n") == 1
    whole = at_the_desk(training_home, "rules", "replay", "--with", data_folder(), "--json")
    assert (whole.status, whole.document, whole.refused) == (0, [], "")


def test_a_law_that_is_none_is_named(training_home: Path, tmp_path: Path) -> None:
    ended = at_the_desk(training_home, "rules", "replay", "--with", tmp_path)
    assert (ended.status, ended.said) == (2, "")
    assert "parameters/" in ended.refused


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_leaflet_is_one_page_in_the_language_asked(tmp_path: Path, language: str) -> None:
    file = tmp_path / "leaflet.pdf"
    ended = command("leaflet", "--lang", language, "-o", file, "--json")
    assert (ended.status, ended.document) == (0, {"leaflet": str(file)})
    assert file.read_bytes().startswith(b"%PDF-")


def test_a_leaflet_in_another_language_is_refused(tmp_path: Path) -> None:
    ended = command("leaflet", "--lang", "en", "-o", tmp_path / "leaflet.pdf")
    assert ended.status == 2
    assert "ar, fr" in ended.refused
