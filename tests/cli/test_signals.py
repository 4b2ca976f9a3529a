"""A command that is told to end: by the number of its signal, and with its number said."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.day import training
from cnss_counter.storage.files.lock_files import turn
from cnss_counter.storage.files.occupancy import lock_file
from testkit.clients import case_with
from tests.cli.conftest import WriteCase

CLERK, SUPERVISOR = training.clerk_account(), training.supervisor_account()
ENDING = (signal.SIGTERM, signal.SIGHUP)


@pytest.mark.parametrize("number", ENDING)
@pytest.mark.parametrize("words", [("deposit", "case.json"), ("backup", "folder")])
def test_a_command_that_waits_for_a_password_ends_by_the_number_of_its_signal(
    training_home: Path,
    tmp_path: Path,
    number: signal.Signals,
    words: tuple[str, ...],
) -> None:
    with subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "cnss_counter", words[0], tmp_path / words[1],
         "--home", training_home, "--clerk", CLERK.code, "--password-stdin"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as program:  # fmt: skip
        assert BEFORE_THE_PASSWORD in read_up_to(BEFORE_THE_PASSWORD, program)
        program.send_signal(number)
        _, refused = program.communicate(timeout=60)
    assert program.returncode == 128 + number
    assert "Traceback" not in refused
    assert 'File "' not in refused


def test_ctrl_c_ends_a_command_with_130_and_no_word(training_home: Path) -> None:
    told = ("journal", "verify", "--home", training_home, "--clerk", CLERK.code, "--password-stdin")
    with subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "cnss_counter", *told],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as program:  # fmt: skip
        assert BEFORE_THE_PASSWORD in read_up_to(BEFORE_THE_PASSWORD, program)
        program.send_signal(signal.SIGINT)
        output, refused = program.communicate(timeout=60)
    said = [line for line in refused.splitlines() if not line.startswith("import time:")]
    assert (program.returncode, output, said) == (130, "", [])


def test_whoever_told_it_to_ignore_a_hang_up_is_obeyed() -> None:
    """As `nohup` does before it starts a command."""
    program = """
import os, signal
from cnss_counter.cli import signals
signal.signal(signal.SIGHUP, signal.SIG_IGN)
signals.end_in_order()
os.kill(os.getpid(), signal.SIGHUP)
"""
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=60).returncode == 0


HOLDING = """
import os, signal, threading
from cnss_counter.cli import signals
signals.end_in_order()
{beside}
{begin}
    for number in {numbers}:
        os.kill(os.getpid(), number)
    print("RCS", flush=True)
print("and more", flush=True)
"""
BESIDE = {
    "alone": "",
    "another thread": "threading.Thread(target=threading.Event().wait, daemon=True).start()",
}


def holding(begin: str, beside: str, *numbers: signal.Signals) -> tuple[int, str]:
    """How a program ends that gets these signals in the middle of its block, and what it said."""
    program = HOLDING.format(begin=begin, beside=BESIDE[beside], numbers=list(map(int, numbers)))
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60
    )
    return ended.returncode, ended.stdout


@pytest.mark.parametrize("beside", BESIDE)
@pytest.mark.parametrize("number", ENDING)
def test_a_signal_waits_until_a_number_is_said(number: signal.Signals, beside: str) -> None:
    """Between the deposit and its number nothing ends it, whichever thread the system tells."""
    assert holding("with signals.held():", beside, number) == (128 + number, "RCS\n")


@pytest.mark.parametrize("beside", BESIDE)
def test_the_control_without_waiting_nothing_is_said(beside: str) -> None:
    assert holding("if True:", beside, signal.SIGTERM) == (128 + signal.SIGTERM, "")


@pytest.mark.parametrize("beside", BESIDE)
def test_ctrl_c_waits_too_and_is_an_interruption_then(beside: str) -> None:
    assert holding("with signals.held():", beside, signal.SIGINT) == (-signal.SIGINT, "RCS\n")


def test_of_two_signals_the_first_is_the_one_it_ends_by() -> None:
    both = (signal.SIGHUP, signal.SIGTERM)
    assert holding("with signals.held():", "another thread", *both) == (129, "RCS\n")


def test_a_hang_up_that_is_ignored_is_ignored_while_it_waits_too() -> None:
    begin = "signal.signal(signal.SIGHUP, signal.SIG_IGN)\nwith signals.held():"
    assert holding(begin, "alone", signal.SIGHUP) == (0, "RCS\nand more\n")


def read_up_to(moment: str, program: subprocess.Popen[str]) -> str:
    """What a program that tells its imports says up to that one, or to its end."""
    assert program.stderr is not None
    told = ""
    while moment not in told and (line := program.stderr.readline()):
        told += line
    return told


BEFORE_THE_PASSWORD = "cnss_counter.services.access.login"
MOMENTS = (
    BEFORE_THE_PASSWORD,
    "cnss_counter.services.requests.deposit_checks",
    "cnss_counter.services.session",
    "cnss_counter.paper.content.seal",
    "cnss_counter.paper.sheets.layout",
    "cnss_counter.paper.pdf.receipt_pdf",
    "never",
)
"""Modules that every deposit loads on its way, before its transaction and after."""


def test_told_to_end_at_any_moment_a_deposit_that_was_made_has_said_its_number(
    training_home: Path,
    write_case: WriteCase,
) -> None:
    said: dict[str, str] = {}
    endings: dict[str, int] = {}
    for number, moment in enumerate(MOMENTS):
        case = write_case(case_with(immatriculation_number=f"12345670{number}"))
        program = subprocess.Popen(
            [sys.executable, "-X", "importtime", "-m", "cnss_counter", "deposit", case,
             "--home", training_home, "--clerk", CLERK.code, "--password-stdin"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert program.stdin is not None
        if moment != BEFORE_THE_PASSWORD:
            program.stdin.write(f"{CLERK.password}\n")
            program.stdin.flush()
        told = read_up_to(moment, program)
        if moment != "never":
            assert moment in told
            program.send_signal(signal.SIGTERM)
        output, refused = program.communicate(timeout=60)
        endings[moment] = program.returncode
        assert program.returncode in {0, 143}, refused
        if references := [word for word in output.split() if word.startswith("RCS-")]:
            said[moment] = references[0].rstrip(".")
    assert (endings[BEFORE_THE_PASSWORD], endings["never"]) == (143, 0)
    assert BEFORE_THE_PASSWORD not in said
    assert "never" in said
    session = log_in(Home(training_home), CLERK.code, CLERK.password, training=True)
    given = [deposit.reference for deposit in session.all_deposits()]
    session.log_out()
    assert given == list(said.values())


def test_a_command_says_for_whom_it_waits_and_then_does_its_work(training_home: Path) -> None:
    """Another window was frozen in the middle of writing: there was silence for a minute."""
    told = ("journal", "verify", "--home", training_home, "--clerk", SUPERVISOR.code)
    with subprocess.Popen(
        [sys.executable, "-m", "cnss_counter", *told, "--password-stdin"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as program:  # fmt: skip
        assert program.stdin is not None
        assert program.stderr is not None
        with turn(lock_file(Home(training_home).database)):
            program.stdin.write(f"{SUPERVISOR.password}\n")
            program.stdin.flush()
            assert str(os.getpid()) in program.stderr.readline()
        output, refused = program.communicate(timeout=60)
    assert (program.returncode, refused) == (0, "")
    assert "intact" in output
