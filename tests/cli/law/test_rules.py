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
from cnss_counter.text import logical
from cnss_counter.wording import Language
from testkit.clients import case_with
from tests.cli.conftest import Ended, WriteCase, command

CLERK = training.clerk_account()
LANGUAGES: tuple[Language, ...] = ("fr", "ar")
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_parameter_is_listed_in_the_language_asked_with_its_sources(
    language: Language,
) -> None:
    ended, words = command("rules", "list", "--lang", language), wording.load(language)
    assert ended.status == 0
    for parameter in PARAMETERS.values():
        assert words(f"parameters.{parameter.id}") in ended.said
        for value in parameter.values:
            assert words.reference(value.reference) in ended.said
    assert str(data_folder()) in ended.said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_contested_point_is_listed_with_its_question_and_the_source_of_each_reading(
    language: Language,
) -> None:
    said, words = command("rules", "list", "--lang", language).said, wording.load(language)
    for point in law.load().parameters.contested.values():
        assert f"{words('cli.contested')} ({point.id})" in said
        assert point.question in said
        for rival in point.rivals:
            assert rival.sentence in said
            assert words.reference(rival.reference) in said
            assert words(f"cli.grades.{rival.grade}") in said


@pytest.mark.parametrize(
    ("variables", "asked", "language"),
    [
        ({"LANG": "ar_MA.UTF-8"}, (), "ar"),
        ({"LANG": "fr_MA.UTF-8", "LC_ALL": "ar_MA.UTF-8"}, (), "ar"),
        ({"LANG": "ar_MA.UTF-8", "LC_ALL": "C.UTF-8"}, (), "fr"),
        ({"LANG": "ar_MA.UTF-8"}, ("--lang", "fr"), "fr"),
        ({}, ("--lang", "ar"), "ar"),
    ],
)
def test_the_language_is_the_one_asked_for_or_that_of_the_system(
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    asked: tuple[str, ...],
    language: Language,
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    words = wording.load(language)
    assert words("parameters.legal_age") in command("rules", "list", *asked).said
    refused = command("rules", "test", "absent.toml", *asked).refused
    said = words("errors.case_table.unreadable", file="absent.toml")
    assert refused.strip() == logical(said)


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


def cases(folder: Path, text: str) -> Path:
    file = folder / "mine.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_cases_that_are_met_are_told_by_their_number(tmp_path: Path) -> None:
    ended = command("rules", "test", cases(tmp_path, CASE.replace("DAY", "10")), "--lang", "fr")
    assert ended.status == 0
    lines = list(map(logical, ended.said.splitlines()))
    assert lines == ["mine.toml : 1 cas tenus sur 1", "1 cas tenus sur 1."]


def test_a_case_that_is_not_met_tells_what_differs_in_words_and_nothing_else(
    tmp_path: Path,
) -> None:
    file = cases(tmp_path, CASE.replace("DAY", "11"))
    ended = command("rules", "test", file, "--quiet", "--lang", "fr")
    assert ended.status == 1
    assert ended.said.splitlines()[:-1] == [
        "✗ Un cas à moi  [mine.toml]",
        "    Dernier jour pour déposer · attendu\N{NO-BREAK SPACE}: 11 mars 2026",
        "    Dernier jour pour déposer · obtenu\N{NO-BREAK SPACE}: 10 mars 2026",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_differs_is_said_without_codes_but_those_of_findings(
    tmp_path: Path, language: Language
) -> None:
    """Nobody of 2100 days under the old law is told of a pension."""
    expected = """
        [cases.expected]
        outcome = "other_right"
        refund = "employee_share"
        other_right = "survivors_pension"
        monthly_amount = 600
        deadline_state = "passed"
        only = ["deadline_passed"]
        required = ["request_form", "underground_certificate"]
        not_asked = ["birth_date"]
        errors = ["birth_date: not_a_birth_date"]
        """
    table, _ = CASE.split("expected")
    ended = command("rules", "test", cases(tmp_path, table + expected), "--lang", language)
    words = wording.load(language)
    said = logical(ended.said)
    assert ended.status == 1
    for told in (
        words("outcomes.other_right"),
        words("outcomes.undetermined"),
        words("refunds.employee_share"),
        words("rights.old_age_pension.title"),
        words("rights.survivors_pension.title"),
        words("rights.old_age_pension.amount", amount=600),
        words("cli.deadline_states.passed"),
        words("cli.deadline_states.open"),
        words.label("underground_certificate"),
        words.label("birth_date"),
        "(deadline_passed)",
    ):
        assert logical(told) in said
    assert "{" not in said
    for code in ("old_age_pension", "employee_share", "underground_certificate"):
        assert code not in said


def test_what_nobody_signed_is_told_and_fails_nothing(tmp_path: Path) -> None:
    draft = CASE.replace("DAY", "11") + 'signed_by = ""\n'
    ended = command("rules", "test", cases(tmp_path, draft), "--lang", "fr")
    assert ended.status == 0
    assert "· non signé" in ended.said
    assert "1 cas à signer" in ended.said
    signed = draft.replace('""', '"Salma Idrissi"') + "signed_on = 2026-11-29\n"
    told = command("rules", "test", cases(tmp_path, signed), "--json")
    assert told.status == 1
    assert [(one["signed_by"], one["signed_on"]) for one in told.document] == [
        ("Salma Idrissi", "2026-11-29")
    ]


def test_a_folder_of_the_law_is_tried_by_the_cases_in_it(tmp_path: Path) -> None:
    """An installed program has its cases there, and a jurist's copy of it takes them along."""
    law = Path(shutil.copytree(data_folder(), tmp_path / "law"))
    age = law / "parameters" / "legal_age.toml"
    age.write_text(age.read_text("utf-8").replace("value = 60", "value = 62"), "utf-8")
    assert command("rules", "test", "--with", law, "--quiet").status == 1
    (law / "cases").mkdir()
    mine = cases(law / "cases", CASE.replace("2021-03-10", "2023-03-10").replace("DAY", "10"))
    ended = command("rules", "test", "--with", law, "--json")
    assert [(one["file"], one["obtained"]["legal_age_reached_on"]) for one in ended.document] == [
        (mine.name, "2023-03-10")
    ]


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("= 3", "mine.toml"),
        ("[[cases]]\nnom = 'x'", "nom"),
        (CASE.replace("DAY", "x"), "mine.toml"),
        (CASE.replace("DAY", "10").replace("insurance_days", "insurance_dais"), "insurance_dais"),
        (CASE.replace("DAY", "10").replace("deadline", "dead_line"), "dead_line"),
    ],
    ids=("not toml", "unknown key", "no date", "unknown field", "unknown expectation"),
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


def test_drafts_are_written_signed_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "boundaries.toml"
    drafted = command("rules", "boundaries", "-o", file, "--json").document
    assert drafted["file"] == str(file)
    assert (drafted["drafted"] > 100, drafted["signed"]) == (True, 0)
    signature = 'signed_by = "Salma Idrissi"\nsigned_on = 2026-11-29'
    file.write_text(file.read_text("utf-8").replace('signed_by = ""', signature, 1), "utf-8")
    again = command("rules", "boundaries", "-o", file, "--json").document
    assert (again["drafted"], again["signed"]) == (drafted["drafted"] - 1, 1)
    ended = command("rules", "test", file, "--json")
    assert ended.status == 0
    assert [one["signed_by"] for one in ended.document].count("Salma Idrissi") == 1


def test_drafts_are_shown_where_no_file_is_named(tmp_path: Path) -> None:
    ended = command("rules", "boundaries", "--lang", "fr")
    assert ended.status == 0
    shown = cases(tmp_path, ended.said)
    assert command("rules", "test", shown, "--quiet").status == 0
    document = command("rules", "boundaries", "--lang", "fr", "--json").document
    assert document == {"cases": ended.said}


def test_a_case_and_the_leaflet_are_read_by_another_law(tmp_path: Path) -> None:
    law = Path(shutil.copytree(data_folder(), tmp_path / "law"))
    days = law / "parameters" / "pension_minimum_days.toml"
    days.write_text(days.read_text("utf-8").replace("3240", "2000"), "utf-8")
    file = law / "training" / "clients" / "01.json"
    on = ("--on", "2025-09-01", "--json")
    assert command("check", file, *on).document["outcome"] == "favourable"
    assert command("check", file, "--with", law, *on).document["outcome"] == "other_right"
    told = command("check", file, "--with", tmp_path, *on)
    assert (told.status, told.refused.count("\n")) == (2, 1)
    leaflet = tmp_path / "leaflet.pdf"
    ours = tmp_path / "ours.pdf"
    assert command("leaflet", "-o", leaflet, "--with", law, *on).status == 0
    assert command("leaflet", "-o", ours, *on).status == 0
    assert leaflet.read_bytes() != ours.read_bytes()


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


def test_the_impact_of_a_law_is_the_refunds_whose_person_would_have_had_a_pension(
    training_home: Path, deposited: str, tmp_path: Path
) -> None:
    law = Path(shutil.copytree(data_folder(), tmp_path / "law"))
    days = law / "parameters" / "pension_minimum_days.toml"
    days.write_text(days.read_text(encoding="utf-8").replace("1320", "1000"), encoding="utf-8")
    tiers = law / "parameters" / "pension_monthly_amount.toml"
    tiers.write_text(tiers.read_text("utf-8").replace("[[1320, 600]", "[[1000, 550]"), "utf-8")
    (found,) = at_the_desk(training_home, "rules", "impact", "--with", law, "--json").document
    assert (found["reference"], found["deposited_on"]) == (deposited, "2025-09-01")
    assert found["before"]["refund"] == "employee_and_employer_shares"
    assert found["after"]["other_right"] == {"kind": "old_age_pension", "monthly_amount": 550}
    told = at_the_desk(training_home, "rules", "impact", "--with", law, "--lang", "fr").said
    said = told.replace("\N{NO-BREAK SPACE}", " ")
    assert f"{deposited}, déposée le 1er septembre 2025 : Favorable" in said
    assert "Pension de vieillesse · Au moins 550 DH par mois" in said
    none = at_the_desk(training_home, "rules", "impact", "--with", data_folder(), "--json")
    assert (none.status, none.document) == (0, [])


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
    assert ended.refused.startswith(str(tmp_path))
    assert "parameters" in ended.refused


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_leaflet_is_one_page_in_the_language_asked(tmp_path: Path, language: str) -> None:
    file = tmp_path / "leaflet.pdf"
    ended = command("leaflet", "--lang", language, "-o", file, "--json")
    assert (ended.status, ended.document) == (0, {"leaflet": str(file)})
    assert file.read_bytes().startswith(b"%PDF-")


def test_a_leaflet_is_in_the_language_of_the_system_and_named_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "ar_MA.UTF-8")
    monkeypatch.setenv("PYTHONPATH", str(data_folder().parent))
    ended = command("leaflet", "--json", program=tmp_path)
    assert (ended.status, ended.document) == (0, {"leaflet": "notice-ar.pdf"})
    assert (tmp_path / "notice-ar.pdf").is_file()


def test_a_leaflet_in_another_language_is_refused(tmp_path: Path) -> None:
    ended = command("leaflet", "--lang", "en", "-o", tmp_path / "leaflet.pdf")
    assert ended.status == 2
    assert "ar, fr" in ended.refused
