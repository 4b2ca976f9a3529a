"""What a case file may be, and what each mistake is answered."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from cnss_counter import law, limits, wording
from cnss_counter.domain.request import Attachment
from cnss_counter.errors import BadInputError
from cnss_counter.services.requests import case_file
from testkit.clients import case_of, case_with
from tests.cli.conftest import WriteCase
from tests.refusals import refused

PROCEDURES = law.load().procedures


def test_a_number_is_the_text_that_was_typed(write_case: WriteCase) -> None:
    read = case_file.read(write_case(case_with(insurance_days=2100)), PROCEDURES)
    assert read.draft.answer("insurance_days") == "2100"


def test_a_number_keeps_every_digit_whatever_its_size(write_case: WriteCase) -> None:
    digits = "9" * 5000
    text = json.dumps(case_of(answers={"insurance_days": 0})).replace("0", digits, 1)
    assert case_file.read(write_case(text), PROCEDURES).draft.answer("insurance_days") == digits


def test_a_paper_is_its_state_or_its_state_with_a_reason(write_case: WriteCase) -> None:
    papers = {
        "identity_document": {"state": "refused", "reason": "périmée"},
        "request_form": "seen",
    }
    read = case_file.read(write_case(case_of(attachments=papers)), PROCEDURES)
    assert read.draft.attachments == {
        "identity_document": Attachment("refused", "périmée"),
        "request_form": Attachment("seen"),
    }


def test_consent_left_out_is_no_consent(write_case: WriteCase) -> None:
    without = case_of()
    del without["irrevocability_consent"]
    assert not case_file.read(write_case(without), PROCEDURES).has_consent


def test_a_file_that_begins_with_a_byte_order_mark_is_read(write_case: WriteCase) -> None:
    written = json.dumps(case_of(), indent=1).replace("\n", "\r\n")
    for encoding in ("utf-8-sig", "utf-16"):
        content = written.encode(encoding)
        assert case_file.read(write_case(content), PROCEDURES).has_consent


@pytest.mark.parametrize(
    ("content", "rule", "field"),
    [
        ("{", "not_json", ""),
        (case_of(answers={"insurance_days": math.nan}), "not_a_text", "answers.insurance_days"),
        (b"\xff{}", "not_utf8", ""),
        (b"\xff\xfe{", "not_utf8", ""),
        ("[" * 100_000, "too_deep", ""),
        (" " * (limits.CASE + 1), "too_large", ""),
        ("[]", "not_a_case", ""),
        ('{"procedure": "contribution_refund", "procedure": "x"}', "key_twice", "procedure"),
        (case_of(bank="x"), "key_unknown", "bank"),
        (case_of(procedure="pension"), "procedure_unknown", "procedure"),
        (case_of(procedure=["pension"]), "procedure_unknown", "procedure"),
        (case_of(answers=[]), "not_an_object", "answers"),
        (case_of(answers={"city": None}), "not_a_text", "answers.city"),
        (case_of(attachments="seen"), "not_an_object", "attachments"),
        (
            case_of(attachments={"request_form": {"state": "seen", "page": "1"}}),
            "key_unknown",
            "attachments.request_form.page",
        ),
        (case_of(survivors={}), "not_a_list", "survivors"),
        (case_of(survivors=["Ali"]), "not_an_object", "survivors.1"),
        (case_of(irrevocability_consent="yes"), "not_true_or_false", "irrevocability_consent"),
    ],
    ids=str,
)
def test_what_is_no_case_is_refused_with_the_file_the_place_and_the_rule(
    write_case: WriteCase, content: Any, rule: str, field: str
) -> None:
    path = write_case(content)
    with refused(BadInputError, f"case_file.{rule}") as detail:
        case_file.read(path, PROCEDURES)
    assert (detail["file"], detail.get("field", "")) == (path.name, field)


def test_a_file_that_is_missing_or_a_folder_is_named(tmp_path: Path) -> None:
    with refused(BadInputError, "case_file.missing") as detail:
        case_file.read(tmp_path / "none.json", PROCEDURES)
    assert detail["file"] == str(tmp_path / "none.json")
    with refused(BadInputError, "case_file.unreadable") as detail:
        case_file.read(tmp_path, PROCEDURES)
    assert detail["file"] == str(tmp_path)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_refusal_has_its_words(language: wording.Language) -> None:
    rules = (
        "answer", "key_twice", "key_unknown", "missing", "not_a_case", "not_a_list", "not_a_text",
        "not_an_object", "not_json", "not_true_or_false", "not_utf8", "procedure_unknown",
        "too_deep", "too_large", "unreadable",
    )  # fmt: skip
    detail = dict.fromkeys(("field", "known", "line", "column", "place", "most", "rule"), "7")
    for rule in rules:
        error = BadInputError(f"case_file.{rule}", file="CASE.json", **detail)
        assert "CASE.json" in wording.load(language).error(error)
