"""A jurist runs a file of their own; what is badly written is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnss_counter import law, wording
from cnss_counter.errors import BadInputError
from cnss_counter.services.law import case_table
from cnss_counter.services.law.case_table import Row
from cnss_counter.wording import Language
from tests.refusals import refused

PACK, FRENCH = law.load(), wording.load("fr")

BASE = """
[base]
procedure = "contribution_refund"
on = 2025-09-01
answers = { birth_date = 1964-02-01, insurance_days = 1500, basic_scheme_pension = "no" }
attachments = { request_form = "seen" }
"""


def write(folder: Path, text: str) -> Path:
    file = folder / "mes_cas.toml"
    file.write_text(text, encoding="utf-8")
    return file


def rows(folder: Path, cases: str) -> list[Row]:
    return list(case_table.run([write(folder, BASE + cases)], PACK, FRENCH))


def test_a_case_that_the_rules_meet_says_so(tmp_path: Path) -> None:
    (row,) = rows(
        tmp_path,
        """
        [[cases]]
        name = "1500 jours en 2024: une pension"
        expected = { outcome = "other_right", monthly_amount = 600, deadline = 2029-02-01 }
        """,
    )
    assert row.is_met
    assert (row.case.file, row.case.name) == ("mes_cas.toml", "1500 jours en 2024: une pension")
    assert row.obtained == {
        "outcome": "other_right",
        "monthly_amount": 600,
        "deadline": "2029-02-01",
    }


def test_a_case_that_the_rules_do_not_meet_shows_both(tmp_path: Path) -> None:
    (row,) = rows(
        tmp_path,
        """
        [[cases]]
        name = "1500 jours"
        expected = { outcome = "favourable", other_right = "none" }
        """,
    )
    assert not row.is_met
    assert row.case.expected == {"outcome": "favourable", "other_right": "none"}
    assert row.obtained == {"outcome": "other_right", "other_right": "old_age_pension"}


def test_a_case_says_only_what_differs_from_its_base(tmp_path: Path) -> None:
    few, unknown, early, papers = rows(
        tmp_path,
        """
        [[cases]]
        name = "moins de jours"
        answers = { insurance_days = 900 }
        expected = { refund = "employee_and_employer_shares", other_right = "none" }
        [[cases]]
        name = "jours non donnés"
        without = ["insurance_days"]
        expected = { findings = ["insurance_days_unknown"], silent = ["pension_open"] }
        [[cases]]
        name = "déposé avant"
        on = 2024-01-31
        expected = { findings = ["legal_age_not_reached"] }
        [[cases]]
        name = "sans imprimé"
        attachments = { request_form = "absent" }
        expected = { findings = ["form_missing"] }
        """,
    )
    assert few.is_met
    assert unknown.is_met
    assert early.is_met
    assert papers.is_met


def test_findings_are_among_those_obtained_and_silent_ones_are_not(tmp_path: Path) -> None:
    wrong_finding, wrong_silence = rows(
        tmp_path,
        """
        [[cases]]
        name = "un constat qui n'y est pas"
        expected = { findings = ["pension_open", "deadline_passed"] }
        [[cases]]
        name = "un silence rompu"
        expected = { silent = ["pension_open"] }
        """,
    )
    assert not wrong_finding.is_met
    assert not wrong_silence.is_met


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        ("", "no_case", ""),
        ("cases = 3", "place", "cases"),
        ("cases = [3]", "place", "cases"),
        ("[cases]\nname = 'x'", "place", "cases"),
        ("base = 3", "place", "base"),
        ("[bass]", "place", "bass"),
        ("[base]\nanswer = 1", "unknown", "answer"),
        ("[base]\nanswers = 1", "wrong_type", "answers"),
        ("[base]\nsurvivors = 1", "wrong_type", "survivors"),
        (
            BASE + "[[cases]]\nname = 'x'\nsurvivors = [1]\nexpected = { outcome = 'favourable' }",
            "wrong_type",
            "survivors",
        ),
        (BASE + "[[cases]]\nexpected = { outcome = 'favourable' }", "no_name", ""),
        (BASE + "[[cases]]\nname = 'x'", "nothing_expected", "expected"),
        (BASE + "[[cases]]\nname = 'x'\nexpected = {}", "nothing_expected", "expected"),
        (BASE + "[[cases]]\nname = 'x'\nexpected = 1", "wrong_type", "expected"),
        (BASE + "[[cases]]\nname = 'x'\nexpected = { luck = 1 }", "unknown", "expected"),
        (BASE + "[[cases]]\nname = 'x'\nhope = 1", "unknown", "hope"),
        (
            BASE + "[[cases]]\nname = 'x'\nprocedure = 'y'\nexpected = { outcome = 'favourable' }",
            "unknown",
            "procedure",
        ),
        (
            BASE + "[[cases]]\nname = 'x'\nprocedure = [1]\nexpected = { outcome = 'favourable' }",
            "wrong_type",
            "procedure",
        ),
        (
            BASE + "[[cases]]\nname = 'x'\non = '2025'\nexpected = { outcome = 'favourable' }",
            "wrong_type",
            "on",
        ),
        (
            BASE + "[[cases]]\nname = 'x'\nexpected = { findings = 'pension_open' }",
            "wrong_type",
            "findings",
        ),
    ],
)
def test_a_file_badly_written_is_refused_by_name(
    tmp_path: Path, text: str, code: str, field: str
) -> None:
    file = write(tmp_path, text)
    with pytest.raises(BadInputError) as refusal:
        list(case_table.run([file], PACK, FRENCH))
    assert refusal.value.code == f"case_table.{code}"
    assert refusal.value.detail["file"] == file.name
    assert refusal.value.detail.get("field", "") == field


A_CASE = BASE + "[[cases]]\nname = 'x'\n"


@pytest.mark.parametrize(
    ("written", "rule", "field", "told"),
    [
        ("answers = { birth_dat = 1964-02-01 }", "answer", "birth_dat", "birth_dat"),
        ("answers = { worker = 'minor' }", "answer", "worker", "minor"),
        ("answers = { force_majeure = 'maybe' }", "answer", "force_majeure", "maybe"),
        ("answers = { birth_date = '31/02/1964' }", "answer", "birth_date", "31/02/1964"),
        ("without = ['insurance_day']", "unknown", "without", "insurance_days"),
        ("attachments = { id_card = 'seen' }", "answer", "id_card", "id_card"),
        ("attachments = { request_form = 'scene' }", "answer", "request_form", "request_form"),
        ("attachments = { request_form = { a = 1 } }", "answer", "request_form", "request_form"),
        ("survivors = [{ nam = 'A' }]", "answer", "survivors.1.nam", "survivors.1.nam"),
        ("expected = { outcome = 'favorable' }", "unknown", "outcome", "favourable"),
        ("expected = { refund = 'both' }", "unknown", "refund", "employee_share"),
        ("expected = { other_right = 'pension' }", "unknown", "other_right", "old_age_pension"),
        ("expected = { monthly_amount = '600' }", "wrong_type", "monthly_amount", "nombre entier"),
        ("expected = { deadline = '2029-02-01' }", "wrong_type", "deadline", "sans guillemets"),
        ("expected = { deadline_state = 'shut' }", "unknown", "deadline_state", "last_day"),
        ("expected = { findings = ['pension_opens'] }", "unknown", "findings", "pension_open"),
        ("expected = { silent = [1] }", "unknown", "silent", "activity"),
        ("expected = { only = ['start_of_reform'] }", "unknown", "only", "start_of_the_reform"),
        ("expected = { papers = ['id_document'] }", "unknown", "papers", "identity_document"),
        ("expected = { required = ['form'] }", "unknown", "required", "request_form"),
        ("expected = { shares = ['50 %'] }", "wrong_type", "shares", "0.4000"),
        ("expected = { shares = [0.5] }", "wrong_type", "shares", "entre guillemets"),
        ("expected = { fields = ['birth'] }", "unknown", "fields", "birth_date"),
        ("expected = { not_asked = ['birth'] }", "unknown", "not_asked", "birth_date"),
        ("expected = { errors = ['rib: unknown_fields'] }", "unknown", "errors", "unknown_field"),
        ("expected = { errors = ['rib: not_a_date'] }", "unknown", "errors", ": not_a_date"),
        ("expected = { errors = ['survivors.1.nam: required'] }", "unknown", "errors", "survivors"),
        ("expected = { outcome = ['favourable'] }", "wrong_type", "outcome", "sans crochets"),
        ("expected = { only = 'pension_open' }", "wrong_type", "only", "entre crochets"),
        ("on = '2025-09-01'", "wrong_type", "on", "sans guillemets"),
        ("procedure = 'refund'", "unknown", "procedure", "contribution_refund_survivors"),
        (
            "signed_by = 'Salma'\nexpected = { errors = [] }",
            "signed_together",
            "signed_on",
            "signed_by",
        ),
        (
            "signed_on = 2026-11-29\nexpected = { errors = [] }",
            "signed_together",
            "signed_on",
            "signed_by",
        ),
        ("signed_by = 3\nexpected = { errors = [] }", "wrong_type", "signed_by", "texte"),
        (
            "signed_by = 'Salma'\nsigned_on = '29/11/2026'\nexpected = { errors = [] }",
            "wrong_type",
            "signed_on",
            "une date comme 2027-01-01, sans guillemets",
        ),
    ],
)
def test_what_no_request_or_verdict_has_is_named_with_its_case_and_field(
    tmp_path: Path, written: str, rule: str, field: str, told: str
) -> None:
    expected = "" if "expected" in written else "\nexpected = { outcome = 'undetermined' }"
    with pytest.raises(BadInputError) as refusal:
        list(case_table.run([write(tmp_path, f"{A_CASE}{written}{expected}")], PACK, FRENCH))
    assert refusal.value.code == f"case_table.{rule}"
    detail = refusal.value.detail
    assert (detail["file"], detail["case"], detail["field"]) == ("mes_cas.toml", "x", field)
    assert told in FRENCH.error(refusal.value)


def test_what_is_wrong_on_purpose_is_expected_among_the_errors(tmp_path: Path) -> None:
    (row,) = rows(
        tmp_path,
        """
        [[cases]]
        name = "un numéro de compte et un métier inconnu"
        answers = { worker = "minor", rib = "0115" }
        without = ["basic_scheme_pension"]
        expected = { errors = ["rib: unknown_field"] }
        """,
    )
    missing, besides = row.differences["errors"]
    assert missing == []
    assert "worker: choice_unknown" in besides
    assert "rib: unknown_field" not in besides


def test_the_order_of_what_is_expected_is_nobody_s_matter(tmp_path: Path) -> None:
    (row,) = rows(
        tmp_path,
        """
        [[cases]]
        name = "l'ordre des pièces"
        expected = { papers = ["request_form", "identity_document", "immatriculation_card"] }
        """,
    )
    assert row.is_met


def test_a_case_says_in_which_procedure_and_on_which_day_or_its_base_does(tmp_path: Path) -> None:
    for key in ("procedure", "on"):
        base = "\n".join(line for line in BASE.splitlines() if not line.strip().startswith(key))
        case = "[[cases]]\nname = 'x'\nexpected = { outcome = 'favourable' }"
        with refused(BadInputError, "case_table.missing") as detail:
            list(case_table.run([write(tmp_path, f"{base}\n{case}")], PACK, FRENCH))
        assert (detail["case"], detail["field"]) == ("x", key)


def test_a_line_that_is_no_toml_is_told_by_its_number(tmp_path: Path) -> None:
    with refused(BadInputError, "data_file_not_toml") as detail:
        list(case_table.run([write(tmp_path, "[base]\non = 2025-09-31\n")], PACK, FRENCH))
    assert (detail["file"], detail["line"]) == ("mes_cas.toml", "2")


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_each_refusal_has_words(tmp_path: Path, language: Language) -> None:
    words = wording.load(language)
    case = BASE + "[[cases]]\n"
    for text in (
        *("[base", "", "[bass]", case, A_CASE),
        "[[cases]]\nname = 'x'\nexpected = { outcome = 'favourable' }",
        f"{A_CASE}signed_by = 'Salma'\nexpected = {{ outcome = 'favourable' }}",
        f"{A_CASE}expected = {{ deadline = '2029-02-01' }}",
        f"{A_CASE}expected = {{ monthly_amount = '600' }}",
        f"{A_CASE}expected = {{ shares = [0.5] }}",
        f"{A_CASE}expected = {{ only = 'pension_open' }}",
        f"{A_CASE}expected = {{ outcome = ['favourable'] }}",
    ):
        with pytest.raises(BadInputError) as refusal:
            list(case_table.run([write(tmp_path, text)], PACK, words))
        assert "mes_cas.toml" in words.error(refusal.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError) as refusal:
        list(case_table.run([tmp_path / "absent.toml"], PACK, FRENCH))
    assert refusal.value.code == "case_table.unreadable"
