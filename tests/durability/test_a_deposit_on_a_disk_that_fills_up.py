"""A disk that is full at any moment of a deposit: what is said is true of the deposit."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from cnss_counter import wording
from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.day import training
from testkit.clients import case_with
from testkit.mounting import in_memory
from tests.cli.conftest import Ended, command
from tests.durability.conftest import where_possible

LEFT = range(40, 260, 20)
"""KiB left free: from too little for a deposit to enough for its receipt too."""
FRENCH = wording.load("fr")
CLERK = training.clerk_account()


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Home]:
    """A training counter on a file system of 4 MB."""
    with where_possible(), in_memory(tmp_path, "size=4m") as disk:
        home = Home(disk / "home")
        training.prepare(home)
        yield home


def deposited_with(left: int, home: Home, case: Path) -> Ended:
    filler = home.folder.with_name("filler")
    state = os.statvfs(home.folder)
    with suppress(OSError):
        filler.write_bytes(bytes([1]) * (state.f_bavail * state.f_frsize - left * 1024))
    ended = command(
        "deposit", case, "--home", home.folder, "--clerk", CLERK.code, "--password-stdin",
        "--json", "--on", "2025-09-01", lines=(CLERK.password,),
    )  # fmt: skip
    filler.unlink()
    for paper in home.receipts.glob("*"):
        paper.unlink()
    return ended


def references(home: Home) -> set[str]:
    session = log_in(home, CLERK.code, CLERK.password, training=True)
    try:
        return {deposit.reference for deposit in session.all_deposits()}
    finally:
        session.log_out()


def test_a_number_that_was_given_is_said_and_nothing_says_that_nothing_was_recorded(
    counter: Home, tmp_path_factory: pytest.TempPathFactory
) -> None:
    case = tmp_path_factory.mktemp("cases") / "case.json"
    said: set[str] = set()
    ways: set[str] = set()
    for left in LEFT:
        number = f"{123_000_000 + left}"
        case.write_text(json.dumps(case_with(immatriculation_number=number)))
        ended = deposited_with(left, counter, case)
        assert "Rien n’a été" not in ended.refused
        if ended.status:
            ways.add("not deposited")
            assert (ended.status, ended.said, ended.refused.count("\n")) == (2, "", 1)
            continue
        reference, receipt = ended.document["reference"], ended.document["receipt"]
        said.add(reference)
        ways.add("drawn" if receipt else "not drawn")
        if not receipt:
            assert f"Déposé sous {reference}" in ended.refused
            assert f"cnss-counter receipt {reference}" in ended.refused
    assert ways == {"not deposited", "not drawn", "drawn"}
    assert references(counter) == said
