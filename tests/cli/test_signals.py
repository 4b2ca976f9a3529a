"""A command that is told to end: by the number of its signal, and with its number said."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cnss_counter.paths import Home
from cnss_counter.services import training
from cnss_counter.services.sessions import log_in
from tests.cli.conftest import WriteCase, with_answers

CLERK = training.clerk_account()
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
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as program:  # fmt: skip
        assert program.stderr is not None
        while b"cnss_counter.services.sessions" not in program.stderr.readline():
            pass
        program.send_signal(number)
        _, refused = program.communicate(timeout=60)
    assert program.returncode == 128 + number
    assert b"Traceback" not in refused
    assert b'File "' not in refused


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


@pytest.mark.parametrize("is_held", [True, False], ids=["held", "the control"])
def test_a_signal_waits_until_a_number_is_said(*, is_held: bool) -> None:
    """Between the deposit and its number nothing ends it; without that, the control says none."""
    begin = "with signals.held():" if is_held else "if True:"
    program = f"""
import os, signal
from cnss_counter.cli import signals
signals.end_in_order()
{begin}
    os.kill(os.getpid(), signal.SIGTERM)
    print("RCS", flush=True)
"""
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60
    )
    assert (ended.returncode, ended.stdout) == (143, "RCS\n" if is_held else "")


def test_told_to_end_at_any_moment_a_deposit_that_was_made_has_said_its_number(
    training_home: Path,
    write_case: WriteCase,
) -> None:
    said: list[str] = []
    for tenths in range(1, 9):
        made = with_answers(immatriculation_number=f"12345670{tenths}")
        words = ("deposit", write_case(made), "--home", training_home, "--clerk", CLERK.code)
        program = subprocess.Popen(
            [sys.executable, "-m", "cnss_counter", *words, "--password-stdin"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert program.stdin is not None
        program.stdin.write(f"{CLERK.password}\n")
        program.stdin.flush()
        try:
            program.wait(tenths / 10)
        except subprocess.TimeoutExpired:
            program.send_signal(signal.SIGTERM)
        output, refused = program.communicate(timeout=60)
        assert program.returncode in {0, 143, -signal.SIGTERM}, refused
        said += [word for word in output.split() if word.startswith("RCS-")]
    desk = log_in(Home(training_home), CLERK.code, CLERK.password, training=True)
    given = [deposit.reference for deposit in desk.all_deposits()]
    desk.log_out()
    assert given == [word.rstrip(".") for word in said]
