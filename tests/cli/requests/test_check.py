"""`cnss-counter check`: the verdict of one case, for scripts and for head office."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cnss_counter import wording
from cnss_counter.wording import Language
from testkit.clients import case_of, case_with
from tests.cli.conftest import WriteCase, command

FIRST_OF_SEPTEMBER = ("--on", "2025-09-01")


def test_the_first_client_is_favourable_until_his_last_day(write_case: WriteCase) -> None:
    ended = command("check", write_case(case_of()), *FIRST_OF_SEPTEMBER, "--json")
    verdict = ended.document
    assert (ended.status, ended.refused) == (0, "")
    assert verdict["outcome"] == "favourable"
    assert verdict["refund"] == "employee_share"
    assert verdict["legal_age_reached_on"] == "2021-03-10"
    assert (verdict["deadline"], verdict["deadline_state"]) == ("2026-03-10", "open")
    assert [paper["id"] for paper in verdict["attachments"] if paper["required"]] == [
        "immatriculation_card",
        "identity_document",
        "request_form",
    ]


def test_the_document_has_every_key_of_the_promise_and_one_line(write_case: WriteCase) -> None:
    ended = command("check", write_case(case_of()), *FIRST_OF_SEPTEMBER, "--json")
    promised = {
        "outcome", "refund", "other_right", "legal_age_reached_on", "deadline", "deadline_state",
        "findings", "attachments", "shares", "errors", "rules_version", "would_change",
    }  # fmt: skip
    assert ended.document.keys() == promised
    assert ended.said.count("\n") == 1


def test_what_would_change_the_verdict_is_in_the_document(write_case: WriteCase) -> None:
    too_young = write_case(case_with(birth_date="1969-03-10", insurance_days=900))
    told = command("check", too_young, *FIRST_OF_SEPTEMBER, "--json").document
    assert told["outcome"] == "unfavourable"
    assert told["would_change"][0] == {"what": "date", "to": "2029-03-10", "outcome": "favourable"}
    assert {"what": "days", "to": 1320, "outcome": "other_right"} in told["would_change"]
    drawn = write_case(case_with(basic_scheme_pension="yes"))
    assert command("check", drawn, *FIRST_OF_SEPTEMBER, "--json").document["would_change"] == []


def test_another_right_is_an_answer_not_a_refusal(write_case: WriteCase) -> None:
    younger = case_with(
        birth_date="1964-02-01", insurance_days=1500, activity_ceased_on="2024-02-01"
    )
    ended = command("check", write_case(younger), *FIRST_OF_SEPTEMBER, "--json")
    assert ended.status == 0
    assert ended.document["outcome"] == "other_right"
    assert ended.document["other_right"] == {"kind": "old_age_pension", "monthly_amount": 600}


@pytest.mark.parametrize(
    ("days", "outcome", "other_right"),
    [
        (2000, "undetermined", {"kind": "old_age_pension", "monthly_amount": 700}),
        (900, "favourable", None),
    ],
)
def test_sixty_in_2021_and_at_work_until_2024_is_read_by_both_laws(
    write_case: WriteCase, days: int, outcome: str, other_right: object
) -> None:
    path = write_case(case_with(insurance_days=days, activity_ceased_on="2024-03-31"))
    told = command("check", path, *FIRST_OF_SEPTEMBER, "--json").document
    assert (told["outcome"], told["refund"]) == (outcome, None)
    assert told["other_right"] == other_right
    assert (told["deadline"], told["deadline_state"]) == ("2026-03-10", "open")


def test_a_pension_on_one_reading_is_told_in_words_with_its_least_amount(
    write_case: WriteCase,
) -> None:
    path = write_case(case_with(insurance_days=2000, activity_ceased_on="2024-03-31"))
    ended = command("check", path, "--on", "01/09/2025")
    assert ended.status == 0
    assert "Pension de vieillesse · Au moins 700 DH par mois" in ended.said
    assert "Réforme du 1er janvier 2023" in ended.said


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize(
    ("birth_date", "refund"),
    [("1961-03-10", "employee_share"), ("1964-02-01", "employee_and_employer_shares")],
)
def test_it_is_told_in_words_whether_one_share_is_refunded_or_both(
    write_case: WriteCase, birth_date: str, refund: str, language: Language
) -> None:
    answers = {"birth_date": birth_date, "insurance_days": 900}
    path = write_case(case_with(**answers, activity_ceased_on="2021-03-31"))
    ended = command("check", path, *FIRST_OF_SEPTEMBER, "--lang", language)
    words = wording.load(language)
    assert ended.status == 0
    assert words(f"cli.refunds.{refund}") in ended.said.splitlines()
    assert ended.said.startswith(words("outcomes.favourable"))


@pytest.mark.parametrize(
    ("field", "answer"),
    [("worker", "minor"), ("force_majeure", "maybe"), ("signature_legalised", "perhaps")],
)
def test_a_choice_that_the_form_does_not_have_is_an_error_even_where_it_is_not_asked(
    write_case: WriteCase, field: str, answer: str
) -> None:
    path = write_case(case_with(**{field: answer}))
    ended = command("check", path, *FIRST_OF_SEPTEMBER, "--json")
    assert ended.status == 2
    assert [(one["code"], one["subject"]) for one in ended.document["errors"]] == [
        ("choice_unknown", field)
    ]
    assert ended.refused.startswith(f"CASE.json : {field} :")
    assert ended.refused.count("\n") == 1


def test_without_json_it_speaks_in_sentences(write_case: WriteCase) -> None:
    papers = case_of()["attachments"] | {"identity_document": "absent"}
    ended = command("check", write_case(case_of(attachments=papers)), "--on", "01/09/2025")
    assert ended.status == 0
    assert "10 mars 2026" in ended.said
    assert len(ended.said.splitlines()) > 2


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"birth_date": "1961-02-30"}, "birth_date"),
        ({"immatriculation_number": "1234567"}, "immatriculation_number"),
        ({"address": ""}, "address"),
        ({"address": None}, "address"),
        ({"insurance_days": "beaucoup"}, "insurance_days"),
        ({"bank_account": "1"}, "bank_account"),
        ({"last_name": "العلمي"}, "last_name"),
    ],
    ids=str,
)
def test_an_answer_that_cannot_be_written_down_is_named_in_one_line(
    write_case: WriteCase, changed: dict[str, Any], field: str
) -> None:
    ended = command("check", write_case(case_with(**changed)), *FIRST_OF_SEPTEMBER, "--json")
    assert ended.status == 2
    assert field in [error["subject"] for error in ended.document["errors"]]
    assert ended.refused.startswith(f"CASE.json : {field} : ")
    assert ended.refused.count("\n") == 1


def test_an_unknown_paper_and_an_unknown_state_are_named(write_case: WriteCase) -> None:
    for papers, subject in (
        ({"bank_details": "seen"}, "bank_details"),
        ({"request_form": "lost"}, "request_form"),
    ):
        ended = command("check", write_case(case_of(attachments=papers)), "--json")
        assert ended.status == 2
        assert ended.refused.startswith(f"CASE.json : {subject} : ")


def test_what_a_hostile_file_says_reaches_no_terminal(write_case: WriteCase) -> None:
    hostile = "\x1b]0;owned\x07\u202e[/red"
    for content in (case_of(**{hostile: 1}), case_with(**{hostile: "x"})):
        ended = command("check", write_case(content))
        assert ended.status == 2
        assert not {"\x1b", "\x07", "\u202e"} & set(ended.refused)
        assert "[/red" in ended.refused


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("check", "CASE.json", "--on", "31/02/2025"),
        ("check", "CASE.json", "--jso"),
        ("check", "none.json"),
        ("chek",),
        ("deposit", "CASE.json"),
        ("receipt", "RCS", "--format", "word"),
    ],
    ids=" ".join,
)
def test_wrong_use_is_one_line_and_status_2(arguments: tuple[str, ...]) -> None:
    ended = command(*arguments)
    assert (ended.status, ended.said) == (2, "")
    assert ended.refused.count("\n") == 1
    assert "Traceback" not in ended.refused


def test_an_output_that_is_full_is_one_line() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ended = subprocess.run(
            (sys.executable, "-m", "cnss_counter", "rules", "list"),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ended.returncode == 2
    assert ended.stderr.count(b"\n") == 1


def test_a_reader_that_goes_away_is_no_mistake() -> None:
    listing = (sys.executable, "-m", "cnss_counter", "rules", "list")
    with subprocess.Popen(listing, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        assert program.stderr.read() == b""
        assert program.wait() == 0


LONG = "z" * 300_000


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"answers": {"birth_date": LONG}}, "birth_date"),
        ({"answers": {"worker": LONG}}, "worker"),
        ({"answers": {"city": "1" * 300_000}}, "city"),
        ({"answers": {LONG: "1"}}, "z" * 59 + "…"),
        ({"attachments": {LONG: "seen"}}, "z" * 59 + "…"),
        ({"attachments": {"request_form": {LONG: "seen"}}}, "attachments.request_form.zzz"),
        ({LONG: 1}, "z" * 59 + "…"),
    ],
    ids=["a day", "a choice", "a city", "an answer", "a paper", "a key of a paper", "a key"],
)
def test_what_is_wrong_is_quoted_by_its_beginning(
    write_case: WriteCase, changed: dict[str, Any], field: str
) -> None:
    case = case_of()
    for key, said in changed.items():
        case[key] = {**case[key], **said} if isinstance(said, dict) else said
    ended = command("check", write_case(case), *FIRST_OF_SEPTEMBER, "--json")
    assert ended.status == 2
    assert field in ended.refused
    assert (ended.refused.count("\n"), len(ended.refused) < 400) == (1, True)
    assert len(ended.said) < 10_000


def test_what_may_be_written_instead_is_said_whole(write_case: WriteCase) -> None:
    refused = command("check", write_case(case_of() | {"procedure": "any"})).refused
    assert "contribution_refund, contribution_refund_survivors, immatriculation, old_age" in refused
