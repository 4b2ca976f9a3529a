"""Numbers of a case file: their integer is kept digit for digit, or an error names the field."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cnss_counter import law
from cnss_counter.errors import BadInputError
from cnss_counter.paths import Home
from cnss_counter.rules.evaluate import cleaned
from cnss_counter.services.requests import case_file
from testkit.clients import case_of
from tests.cli.conftest import WriteCase, command
from tests.cli.requests.test_deposit import deposit
from tests.refusals import refused
from tests.screens.conftest import at_the_desk

PACK = law.load()


def written(literal: str, answer: str = "insurance_days") -> str:
    """A case in which an answer is this piece of JSON."""
    made = case_of()
    made["answers"][answer] = "HERE"
    return json.dumps(made).replace('"HERE"', literal)


def kept(path: Path, answer: str) -> str:
    draft = case_file.read(path, PACK.procedures).draft
    return cleaned(PACK.procedures[draft.procedure], draft).draft.answer(answer)


@pytest.mark.parametrize(
    ("answer", "literal", "stays"),
    [
        ("immatriculation_number", "25000001.0", "25000001"),
        ("immatriculation_number", "2.5e7", "25000000"),
        ("immatriculation_number", "250000001", "250000001"),
        ("immatriculation_number", '"250.000.001"', "250000001"),
        ("identity_number", "9007199254740993.0", "9007199254740993"),
        ("insurance_days", "2100.0", "2100"),
        ("insurance_days", "2.1E3", "2100"),
        ("insurance_days", "2.000", "2"),
        ("insurance_days", "-0.0", "0"),
        ("postal_code", "30000.0", "30000"),
        ("birth_date", "1961.0", "1961"),
        ("birth_date", "10031961.0", "1961-03-10"),
        ("phone", "600000099.0", "600000099"),
        ("portal_reference", "12345.0", "12345"),
    ],
)
def test_an_integer_is_kept(write_case: WriteCase, answer: str, literal: str, stays: str) -> None:
    assert kept(write_case(written(literal, answer)), answer) == stays


@pytest.mark.parametrize(
    ("answer", "literal"),
    [
        ("insurance_days", "12.5"),
        ("insurance_days", "1e400"),
        ("insurance_days", "1e-5"),
        ("insurance_days", "1e99999999999999999999"),
        ("insurance_days", '"2100.5"'),
        ("immatriculation_number", "250000.01"),
        ("identity_number", "12345.67"),
        ("identity_number", "1e400"),
        ("postal_code", "30000.5"),
        ("phone", "0.612345678"),
        ("birth_date", "1961.5"),
    ],
)
def test_any_other_number_is_an_error_of_its_field(
    write_case: WriteCase, answer: str, literal: str
) -> None:
    ended = command("check", write_case(written(literal, answer)), "--on", "2025-09-01", "--json")
    assert ended.status == 2
    assert ended.refused.count("\n") == 1
    assert answer in ended.refused
    errors = [(error["subject"], error["code"]) for error in ended.document["errors"]]
    assert (answer, "integer_expected") in errors


@pytest.mark.parametrize("literal", ["true", "null", "[1]", "{}", "NaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize("answer", ["insurance_days", "last_name"])
def test_what_is_neither_text_nor_number_is_named(
    write_case: WriteCase, answer: str, literal: str
) -> None:
    with refused(BadInputError, "case_file.not_a_text") as detail:
        case_file.read(write_case(written(literal, answer)), PACK.procedures)
    assert detail["field"] == f"answers.{answer}"


def test_the_number_on_the_receipt_is_the_one_of_the_file(
    training_home: Path, write_case: WriteCase
) -> None:
    ended = deposit(training_home, write_case(written("25000001.0", "immatriculation_number")))
    assert ended.status == 0, ended.refused
    with at_the_desk(Home(training_home)) as session:
        made = session.deposit_of(ended.document["reference"])
        assert made is not None
        assert made.draft.answer("immatriculation_number") == "25000001"


def test_a_survivor_s_year_is_an_integer_too(write_case: WriteCase) -> None:
    survivors = [{"name": "Ali", "birth_date": 2010.0}, {"name": "Sara", "birth_date": 2011.5}]
    made = {"procedure": "contribution_refund_survivors", "answers": {}, "survivors": survivors}
    ended = command("check", write_case(made), "--on", "2025-09-01", "--json")
    errors = [(error["subject"], error["code"]) for error in ended.document["errors"]]
    assert ("survivors.2.birth_date", "integer_expected") in errors
    assert not [code for subject, code in errors if subject == "survivors.1.birth_date"]
