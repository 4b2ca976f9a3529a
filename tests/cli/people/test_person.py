"""`cnss-counter person`: a record given out, a person erased, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cnss_counter.services.day import training
from testkit.clients import case_of
from tests.cli.conftest import Ended, WriteCase, command

CLERK, SUPERVISOR = training.clerk_account(), training.supervisor_account()


@pytest.fixture
def deposited(training_home: Path, write_case: WriteCase) -> str:
    """A request of the first client, by the clerk."""
    ended = command(
        "deposit", write_case(case_of()), "--home", training_home, "--clerk", CLERK.code,
        "--password-stdin", "--json", "--on", "2025-09-01", lines=(CLERK.password,),
    )  # fmt: skip
    reference: str = ended.document["reference"]
    return reference


def person(home: Path, verb: str, *rest: str | Path, second: str = "") -> Ended:
    return command(
        "person", verb, *rest, "--home", home, "--clerk", SUPERVISOR.code, "--password-stdin",
        "--json", lines=(SUPERVISOR.password, second),
    )  # fmt: skip


def test_a_record_is_written_for_the_person_who_asks(
    training_home: Path, deposited: str, tmp_path: Path
) -> None:
    file = tmp_path / "held.json"
    ended = person(training_home, "export", "123456789", "-o", file)
    assert ended.document == {"file": str(file), "requests": 1}
    (request,) = json.loads(file.read_text(encoding="utf-8"))["requests"]
    assert request["reference"] == deposited


def test_a_number_need_not_be_seen_among_the_processes(
    training_home: Path, deposited: str, tmp_path: Path
) -> None:
    file = tmp_path / "held.json"
    ended = person(training_home, "export", "-", "-o", file, second="123456789")
    assert ended.document["requests"] == 1
    assert deposited in file.read_text(encoding="utf-8")


@pytest.mark.usefixtures("deposited")
def test_a_clerk_alone_may_not(training_home: Path, tmp_path: Path) -> None:
    ended = command(
        "person", "export", "123456789", "-o", tmp_path / "held.json", "--home", training_home,
        "--clerk", CLERK.code, "--password-stdin", lines=(CLERK.password,),
    )  # fmt: skip
    assert ended.status == 2
    assert not (tmp_path / "held.json").exists()


@pytest.mark.usefixtures("deposited")
def test_nobody_is_erased_alone_nor_for_a_reason_that_is_none(training_home: Path) -> None:
    alone = person(
        training_home, "erase", "123456789", "--reason", "asked", "--supervisor", SUPERVISOR.code,
        second=SUPERVISOR.password,
    )  # fmt: skip
    assert alone.status == 2
    for_nothing = person(
        training_home, "erase", "123456789", "--reason", "why", "--supervisor", "X"
    )
    assert for_nothing.status == 2
    assert "--reason" in for_nothing.refused


def test_overdue_needs_a_duration(training_home: Path) -> None:
    ended = person(training_home, "overdue")
    assert ended.status == 2
    assert "--retention-months" in ended.refused
