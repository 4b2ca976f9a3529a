"""Head office judges deposits again: the same law finds its own bytes, another one moves some."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cnss_counter import law
from cnss_counter.domain.agency import Agency
from cnss_counter.domain.deposit import Consent, Deposit
from cnss_counter.domain.request import RequestDraft
from cnss_counter.law import RulePack
from cnss_counter.law.stamp import PARTS_OF_THE_LAW
from cnss_counter.paths import data_folder
from cnss_counter.rules.evaluate import evaluate
from cnss_counter.services.law import replay
from tests.rules.facts import CHILD, WIDOW, judged, request, request_of_survivors

AT = datetime(2025, 9, 1, 10, tzinfo=UTC)
PACK = law.load()


def deposit(reference: str, draft: RequestDraft) -> Deposit:
    """A deposit as the store gives it back: its verdict and trace have been through JSON."""
    procedure = PACK.procedures[draft.procedure]
    verdict = evaluate(procedure, draft, PACK.parameters, AT.date())
    return Deposit(
        reference=reference,
        draft_id=reference,
        draft=draft,
        deposited_at=AT,
        clerk_code="AGENT",
        clerk_name="Salma Idrissi",
        agency=Agency("000", "Agence de formation", "وكالة التكوين", "Rabat", "1"),
        consent=Consent("ar", AT),
        agreements=(),
        verdict=json.loads(json.dumps(verdict.to_json(), sort_keys=True)),
        rules_version=verdict.rules_version,
        is_provisional=False,
        is_selected_for_control=False,
        status="deposited",
        journal_entry=1,
        journal_hash="",
        right=procedure.right,
        trace=tuple(json.loads(json.dumps(verdict.trace))),
    )


def deposits() -> list[Deposit]:
    young = {"birth_date": "1964-02-01"}
    return [
        deposit("999-days", request(insurance_days="999", **young)),
        deposit("1000-days", request(insurance_days="1000", **young)),
        deposit("1319-days", request(insurance_days="1319", **young)),
        deposit("1320-days", request(insurance_days="1320", **young)),
        deposit("old-law", request(insurance_days="1319")),
        deposit("unknown-days", request(insurance_days="unknown", **young)),
        deposit("survivors", request_of_survivors(WIDOW, CHILD, insurance_days="1100")),
    ]


@pytest.fixture
def pack_of_1000_days(tmp_path: Path) -> RulePack:
    """The law in which 1320 has become 1000."""
    for name in PARTS_OF_THE_LAW:
        shutil.copytree(data_folder() / name, tmp_path / name)
    changed = tmp_path / "parameters" / "pension_minimum_days.toml"
    changed.write_text(changed.read_text(encoding="utf-8").replace("1320", "1000"), "utf-8")
    return law.load(tmp_path)


def test_the_same_law_gives_the_same_bytes() -> None:
    for one in deposits():
        assert replay.replayed(one, law.load()) == replay.stored(one)


def test_another_law_gives_other_bytes(pack_of_1000_days: RulePack) -> None:
    one = deposits()[0]
    assert pack_of_1000_days.fingerprint != one.rules_version
    assert replay.replayed(one, pack_of_1000_days) != replay.stored(one)


def test_nothing_moves_under_the_same_law() -> None:
    assert list(replay.moves(deposits(), PACK)) == []


def test_under_1000_days_the_deposits_from_1000_to_1319_move(
    pack_of_1000_days: RulePack,
) -> None:
    moves = {move.reference: move for move in replay.moves(deposits(), pack_of_1000_days)}
    assert set(moves) == {"1000-days", "1319-days"}
    assert moves["1000-days"].before == {
        "outcome": "favourable",
        "refund": "employee_and_employer_shares",
        "other_right": None,
    }
    assert moves["1000-days"].after == {
        "outcome": "other_right",
        "refund": None,
        "other_right": {"kind": "old_age_pension", "monthly_amount": None},
    }


def test_a_deposit_judged_before_the_start_of_the_reform_was_contested_moves() -> None:
    """The stored verdict stays as it is; the replay names what the readings change."""
    by_age_alone = PACK._replace(parameters=PACK.parameters._replace(contested={}))
    draft = request(insurance_days="2000", activity_ceased_on="2024-03-31")
    verdict = judged(by_age_alone, draft)
    old = replace(deposit("late-retirement", draft), verdict=verdict.to_json(), trace=verdict.trace)
    (move,) = replay.moves([old], PACK)
    assert (move.before["outcome"], move.before["refund"]) == ("favourable", "employee_share")
    assert move.after == {
        "outcome": "undetermined",
        "refund": None,
        "other_right": {"kind": "old_age_pension", "monthly_amount": 700},
    }


def test_a_procedure_that_is_gone_is_a_move_to_nothing() -> None:
    without = PACK._replace(procedures={"immatriculation": PACK.procedures["immatriculation"]})
    assert [move.after for move in replay.moves(deposits()[:1], without)] == [{}]
