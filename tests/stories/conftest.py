"""The twelve clients deposited twice: by keys in a terminal, and by a script from their files."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest

from cnss_counter import law, wording
from cnss_counter.domain.deposit import Deposit
from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.day import training
from cnss_counter.services.day.training import PlayedClient
from cnss_counter.services.session import Session
from testkit.player import LOG_IN, Player, stretches
from testkit.pseudo_terminal import PseudoTerminal
from tests.cli.conftest import command

CLIENTS = training.clients()
AT_HOME = "Nouvelle demande"
DEPOSITED = "Accusé enregistré"
GUARD = wording.load("fr")("screens.guard.title")
REASON = "Accord donné après explication"

Deposits = Mapping[int, Deposit]


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Deposits:
    """Every client typed at once into the real program, 80 × 24, from login to receipt."""
    folder = tmp_path_factory.mktemp("played") / "home"
    deposits: dict[int, Deposit] = {}
    by_day = sorted(CLIENTS, key=lambda client: (-client.on.year, client.number))
    for on, clients in groupby(by_day, key=lambda client: client.on):
        deposits |= _play(folder, on, list(clients))
    return deposits


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Deposits:
    """Every client deposited by `cnss-counter deposit CASE.json`, in the same order."""
    folder = tmp_path_factory.mktemp("written") / "home"
    training.prepare(Home(folder))
    deposits = {}
    for client in CLIENTS:
        reference = _write(folder, client)
        with session_of(folder) as session:
            deposits[client.number] = _deposit(session, reference)
    return deposits


def _play(folder: Path, on: date, clients: list[PlayedClient]) -> dict[int, Deposit]:
    player = Player(law.load(), on)
    start = (sys.executable, "-m", "cnss_counter", "training", "--home", folder, "--on", str(on))
    drawn: dict[int, str] = {}
    with PseudoTerminal(start) as terminal:
        terminal.wait_to_show(training.clerk_account().password)
        terminal.press(*LOG_IN)
        for client in clients:
            terminal.wait_to_show(AT_HOME)
            there = _receipts(folder)
            known = player.draft_of(CLIENTS[client.after - 1]) if client.after else None
            keys = player.keys(player.draft_of(client), known=known, agreements=client.agreements)
            to_the_guard, *from_the_guard = stretches(keys)
            terminal.press(*to_the_guard)
            for at_once in from_the_guard:
                terminal.wait_to_show(GUARD)
                terminal.press(*at_once)
            # The screen may still show the receipt of the person before.
            _wait_for_another(terminal, folder, there)
            terminal.wait_to_show(DEPOSITED)
            (drawn[client.number],) = _receipts(folder) - there
            terminal.press("End", "Enter")  # left unprinted
    with session_of(folder) as session:
        return {number: _deposit(session, reference) for number, reference in drawn.items()}


def _write(folder: Path, client: PlayedClient) -> str:
    clerk, supervisor = training.clerk_account(), training.supervisor_account()
    agreement = ("--supervisor", supervisor.code, "--reason", REASON) if client.agreements else ()
    ended = command(
        "deposit", client.case, "--home", folder, "--clerk", clerk.code, "--password-stdin",
        "--json", "--on", str(client.on), *agreement, lines=(clerk.password, supervisor.password),
    )  # fmt: skip
    assert ended.status == 0, ended.refused
    reference: str = ended.document["reference"]
    return reference


@contextmanager
def session_of(folder: Path) -> Iterator[Session]:
    """The counter, open for the played clerk."""
    clerk = training.clerk_account()
    session = log_in(Home(folder), clerk.code, clerk.password, training=True)
    yield session
    session.log_out()


def _deposit(session: Session, reference: str) -> Deposit:
    deposit = session.deposit_of(reference)
    assert deposit is not None, reference
    return deposit


def _wait_for_another(terminal: PseudoTerminal, folder: Path, there: set[str]) -> None:
    terminal.wait_until(lambda: _receipts(folder) > there, "another receipt")


def _receipts(folder: Path) -> set[str]:
    return {file.stem for file in (folder / "receipts").glob("*.pdf")}
