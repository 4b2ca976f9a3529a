"""The twelve clients of the training counter, deposited one after the other at one desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from cnss_counter import wording
from cnss_counter.domain.deposit import Consent, Deposit
from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.day import training
from cnss_counter.services.printing.receipt_content import content_of
from cnss_counter.services.requests import case_file
from cnss_counter.services.session import Session

CLIENTS = training.clients()


@pytest.fixture(scope="module")
def deposits(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[int, Deposit]]:
    home = Home(tmp_path_factory.mktemp("training") / "home")
    training.prepare(home)
    clerk, clock = training.clerk_account(), training.PlayedClock()
    session = log_in(home, clerk.code, clerk.password, clock=clock, training=True)
    made = {}
    for client in CLIENTS:
        clock.day = client.on
        made[client.number] = _deposit(session, client)
    yield made
    session.log_out()


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: str(client.number))
def test_each_client_leaves_with_what_was_expected(
    client: training.PlayedClient, deposits: dict[int, Deposit]
) -> None:
    done = deposits[client.number]
    right = done.verdict["other_right"]
    obtained: dict[str, Any] = {
        **done.verdict,
        "deadline": done.verdict["deadline"] and date.fromisoformat(done.verdict["deadline"]),
        "monthly_amount": right and right["monthly_amount"],
        "shares": [share["share"] for share in done.verdict["shares"]],
        "provisional": done.is_provisional,
        "control": done.is_selected_for_control,
    }
    assert {key: obtained[key] for key in client.expected} == client.expected
    assert done.deposited_at.date() == client.on
    assert f"-{client.on.year}-" in done.reference
    assert {agreement.subject for agreement in done.agreements} == set(client.agreements)


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: str(client.number))
def test_each_receipt_can_be_said_in_both_languages(
    client: training.PlayedClient, deposits: dict[int, Deposit]
) -> None:
    content = content_of(deposits[client.number], wording.load("fr"), wording.load("ar"))
    for row in content.rows:
        assert row.label.fr
        assert row.label.ar
        assert row.value or row.value_ar
    assert content.is_training
    assert content.marks


def test_the_numbers_of_each_year_follow_without_a_gap(deposits: dict[int, Deposit]) -> None:
    by_year: dict[str, list[int]] = {}
    for done in deposits.values():
        _, _, _, year, sequence, _ = done.reference.split("-")
        by_year.setdefault(year, []).append(int(sequence))
    for numbers in by_year.values():
        assert numbers == list(range(1, len(numbers) + 1))


def _deposit(session: Session, client: training.PlayedClient) -> Deposit:
    case = case_file.read(client.case, session.procedures)
    supervisor = training.supervisor_account()
    assert session.agreements_needed(session.assess(case.draft)) == client.agreements
    stored = session.drafts.new(session.cleaned(case.draft))
    agreements = tuple(
        session.agree(
            supervisor.code,
            supervisor.password,
            "informé",
            subject,
            stored.id,
            session.cleaned(case.draft),
        )
        for subject in client.agreements
    )
    consent = Consent("ar", session.now())
    done = session.deposit(stored.id, session.assess(stored.draft), consent, agreements)
    assert done == session.deposit_of(done.reference)
    return done
