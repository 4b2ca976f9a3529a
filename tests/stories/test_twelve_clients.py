"""The twelve clients of the training counter: keys and scripts come to the same deposit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cnss_counter import wording
from cnss_counter.domain.deposit import Deposit
from cnss_counter.paper.content.receipt import ReceiptContent
from cnss_counter.services.day.training import PlayedClient
from cnss_counter.services.printing.receipt_content import content_of
from tests.stories.conftest import CLIENTS, Deposits

each_client = pytest.mark.parametrize("client", CLIENTS, ids=lambda client: str(client.number))


def receipt_of(deposit: Deposit) -> ReceiptContent:
    """What the receipt says, but for the minute, the place in the journal and who was told."""
    noon = datetime.combine(deposit.deposited_at.date(), datetime.min.time(), UTC)
    # A script reads nothing aloud.
    heard = replace(deposit.consent, heard_of="", read_to="applicant")
    same = replace(deposit, deposited_at=noon, journal_entry=0, journal_hash="", consent=heard)
    return content_of(same, wording.load("fr"), wording.load("ar"))


@each_client
def test_by_keys_and_by_script_the_verdict_is_the_same(
    client: PlayedClient, played: Deposits, written: Deposits
) -> None:
    assert played[client.number].verdict == written[client.number].verdict


@each_client
def test_by_keys_and_by_script_the_receipt_says_the_same(
    client: PlayedClient, played: Deposits, written: Deposits
) -> None:
    assert receipt_of(played[client.number]) == receipt_of(written[client.number])


@each_client
def test_what_was_typed_is_what_was_written_down(
    client: PlayedClient, played: Deposits, written: Deposits
) -> None:
    typed, script = played[client.number].draft, written[client.number].draft
    asked = {field for field in script.answers if script.answer(field)}
    assert {field: typed.answer(field) for field in asked} == {
        field: script.answer(field) for field in asked
    }
    assert typed.survivors == script.survivors


@each_client
def test_the_counter_answers_what_the_client_s_page_promises(
    client: PlayedClient, played: Deposits
) -> None:
    deposit, expected = played[client.number], client.expected
    right = deposit.verdict["other_right"]
    deadline = expected.get("deadline")
    assert deposit.deposited_at.date() == client.on
    assert deposit.verdict["outcome"] == expected["outcome"]
    assert deposit.verdict["refund"] == expected.get("refund")
    assert deposit.verdict["deadline"] == (deadline and deadline.isoformat())
    assert (right and right["monthly_amount"]) == expected.get("monthly_amount")
    assert [share["share"] for share in deposit.verdict["shares"]] == expected.get("shares", [])
    assert deposit.is_provisional == expected["provisional"]
    assert deposit.is_selected_for_control == expected["control"]
    assert tuple(agreement.subject for agreement in deposit.agreements) == client.agreements
