"""The twelve clients of the training counter get the answers that product.md §7 promises."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest

from cnss_counter import law
from cnss_counter.domain.request import RequestDraft
from cnss_counter.paths import data_folder
from cnss_counter.rules.evaluate import evaluate
from cnss_counter.rules.verdict import Verdict
from cnss_counter.services.requests import case_file

FOLDER = data_folder() / "training"
CLIENTS: list[dict[str, Any]] = tomllib.loads(
    (FOLDER / "clients.toml").read_text(encoding="utf-8")
)["clients"]
PACK = law.load()
GENERAL = {"immatriculation_card", "identity_document", "request_form"}


def draft(number: int) -> RequestDraft:
    read = case_file.read(FOLDER / CLIENTS[number - 1]["case"], PACK.procedures)
    assert read.has_consent
    return read.draft


def verdict(number: int, *, of: RequestDraft | None = None, on: date | None = None) -> Verdict:
    chosen = of or draft(number)
    day = on or CLIENTS[number - 1]["on"]
    return evaluate(PACK.procedures[chosen.procedure], chosen, PACK.parameters, day)


def papers(answer: Verdict) -> set[str]:
    return {paper.id for paper in answer.attachments}


def codes(answer: Verdict) -> set[str]:
    return {finding.code for finding in answer.findings}


def test_there_are_twelve_in_order() -> None:
    assert [client["number"] for client in CLIENTS] == list(range(1, 13))
    listed = {client["case"] for client in CLIENTS}
    assert {f"clients/{file.name}" for file in (FOLDER / "clients").iterdir()} == listed


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: str(client["number"]))
def test_each_gets_what_its_page_says(client: dict[str, Any]) -> None:
    answer, expected = verdict(client["number"]), client["expected"]
    said = answer.to_json()
    amount = said["other_right"]["monthly_amount"] if said["other_right"] else None
    assert answer.errors == ()
    assert answer.outcome == expected["outcome"]
    assert answer.refund == expected.get("refund")
    assert answer.deadline == expected.get("deadline")
    assert amount == expected.get("monthly_amount")
    assert [share["share"] for share in said["shares"]] == expected.get("shares", [])


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: str(client["number"]))
def test_a_file_is_provisional_when_a_mandatory_paper_is_not_in_hand(
    client: dict[str, Any],
) -> None:
    request = draft(client["number"])
    in_hand = {paper for paper, seen in request.attachments.items() if seen.is_in_hand}
    needed = {paper.id for paper in verdict(client["number"]).attachments if paper.required}
    assert bool(needed - in_hand) == client["expected"]["provisional"]


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: str(client["number"]))
def test_a_paper_that_is_not_in_hand_has_its_reason_or_is_optional(client: dict[str, Any]) -> None:
    required = {paper.id for paper in verdict(client["number"]).attachments if paper.required}
    for paper, seen in draft(client["number"]).attachments.items():
        assert seen.is_in_hand or seen.reason or paper not in required


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: str(client["number"]))
def test_each_is_presented_in_both_languages(client: dict[str, Any]) -> None:
    for part in ("title", "play"):
        assert client[f"{part}_fr"].strip()
        assert client[f"{part}_ar"].strip()
    request = draft(client["number"])
    for name in ("last_name", "first_name", "last_name_ar", "first_name_ar", "address", "city"):
        assert request.answer(name), name


def test_1_the_old_regime_is_open_for_whoever_was_60_before_2023() -> None:
    assert papers(verdict(1)) == GENERAL
    assert verdict(1, on=date(2026, 3, 10)).deadline_state == "last_day"
    # He worked three weeks past his birthday: from which of the two days is contested.
    assert verdict(1, on=date(2026, 3, 11)).outcome == "undetermined"
    assert verdict(1, on=date(2026, 4, 1)).outcome == "unfavourable"


def test_2_a_pension_is_guarded_by_a_supervisor() -> None:
    assert CLIENTS[1]["agreements"] == ["other_right"]


def test_4_is_late_since_august_2016_and_force_majeure_leaves_it_to_verify() -> None:
    claimed = draft(4)
    plain = claimed.with_answer("force_majeure", "no").with_answer("force_majeure_reason", "")
    assert verdict(4, of=plain).outcome == "unfavourable"
    assert verdict(4, of=plain, on=date(2016, 8, 1)).deadline_state == "passed"
    assert verdict(4).deadline_state == "force_majeure_claimed"


def test_5_and_6_have_four_papers_and_differ_by_the_underground_certificate() -> None:
    assert papers(verdict(5)) == papers(verdict(6)) == GENERAL | {"underground_certificate"}
    assert "attachment_missing" in codes(verdict(6)) - codes(verdict(5))


def test_7_fills_the_survivors_form() -> None:
    request = draft(7)
    assert PACK.procedures[request.procedure].form_reference == "310-1-33"
    assert {"schooling_certificate", "training_certificate"} <= papers(verdict(7))


def test_8_a_residence_card_number_is_not_checked_like_a_national_card() -> None:
    as_national = draft(8).with_answer("identity_document", "cnie")
    assert verdict(8).errors == ()
    assert [error.subject for error in verdict(8, of=as_national).errors] == ["identity_number"]


def test_9_deposited_in_2025_it_would_be_late_on_both_readings() -> None:
    assert verdict(9, on=date(2025, 9, 1)).outcome == "unfavourable"


def test_10_the_certificate_of_the_other_scheme_is_asked_and_not_mandatory() -> None:
    asked = {paper.id: paper.required for paper in verdict(10).attachments}
    assert asked["other_scheme_certificate"] is False


def test_11_brings_the_portal_reference_and_one_refused_paper() -> None:
    request = draft(11)
    assert request.answer("origin") == "taawidaty"
    assert request.answer("portal_reference")
    assert request.answer("portal_date")
    states = [seen.state for seen in request.attachments.values()]
    assert states.count("refused") == 1


def test_12_comes_second_for_the_number_of_the_first_brought_by_the_daughter() -> None:
    first, second = draft(1), draft(12)
    assert second.answer("immatriculation_number") == first.answer("immatriculation_number")
    assert second.answer("depositor_name")
    assert CLIENTS[11]["after"] == 1
    assert CLIENTS[11]["agreements"] == ["existing_request"]


def test_no_two_persons_share_a_number() -> None:
    numbers = [
        draft(number).answer(
            PACK.procedures[draft(number).procedure].insured("immatriculation_number")
        )
        for number in range(1, 12)
    ]
    assert len(set(numbers)) == len(numbers)
