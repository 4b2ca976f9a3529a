"""The counter without a terminal, with one stream elsewhere, and told to end at any moment."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path
from shlex import quote

import pytest
import textual

from cnss_counter import wording
from cnss_counter.cli.terminal import HARMLESS
from cnss_counter.paths import Home
from cnss_counter.services.day import training
from cnss_counter.services.requests import case_file
from cnss_counter.text import display
from tests.cli.conftest import command
from tests.stories.conftest import session_of
from tests.terminal.played_in_a_terminal import Played

FRENCH, ARABIC = wording.load("fr"), wording.load("ar")
CLERK = training.clerk_account()
LOGIN, AT_HOME = FRENCH("screens.login.title"), FRENCH("screens.home.errands")
FORM = FRENCH.label("last_name_ar")
"""Which no screen before it says."""
LOG_IN = f"{CLERK.code}\t{CLERK.password}\r"
F1, F4, F7, F9 = "\x1bOP", "\x1bOS", "\x1b[18~", "\x1b[20~"
ROWS = 24
ENDING = (signal.SIGTERM, signal.SIGHUP)
COUNTERS = ((), ("training",))


def played(home: Path, redirected: str = "", **environment: str) -> Played:
    arguments = ("training", "--home", str(home), "--on", "2025-09-01")
    return Played("cnss_counter", *arguments, redirected=redirected, environment=environment)


# Without a terminal


@pytest.mark.parametrize("words", COUNTERS, ids=["a real counter", "the training one"])
@pytest.mark.parametrize("redirected", ["</dev/null", "<&-", "<file", ">/dev/null 2>file"])
def test_without_a_terminal_the_counter_says_so_at_once(
    tmp_path: Path, words: tuple[str, ...], redirected: str
) -> None:
    file, home = tmp_path / "file", tmp_path / "home"
    file.touch()
    arguments = (*words, "--home", str(home))
    with Played(
        "cnss_counter", *arguments, redirected=redirected.replace("file", quote(str(file)))
    ) as counter:
        assert counter.to_the_end() == 2
        said = (counter.written + file.read_text(encoding="utf-8")).strip()
    assert said.split() == FRENCH("errors.cli.no_terminal").split()
    assert not home.exists()


def test_a_pipe_gets_one_line_and_no_escape_sequence(tmp_path: Path) -> None:
    ended = command("training", "--home", tmp_path / "home")
    assert (ended.status, ended.said, ended.refused.count("\n")) == (2, "", 1)
    assert "\x1b" not in ended.refused


# With one stream elsewhere


@pytest.mark.parametrize(
    "redirected", ["2>file", "2>&-", "2>/dev/full", ">file", ">&-", ">/dev/full"]
)
def test_the_screen_is_drawn_on_the_output_that_is_a_terminal(
    tmp_path: Path, redirected: str
) -> None:
    file = tmp_path / "file"
    with played(tmp_path / "home", redirected.replace("file", quote(str(file)))) as counter:
        counter.until(LOGIN)
        counter.process.send_signal(signal.SIGTERM)
        assert counter.to_the_end() == 128 + signal.SIGTERM
        assert counter.is_left_as_found
    assert not file.exists() or file.read_bytes() == b""


@pytest.mark.parametrize("name", ["dumb", "", "a-terminal-nobody-knows", "linux"])
def test_a_terminal_of_any_name_is_drawn_on(tmp_path: Path, name: str) -> None:
    with played(tmp_path / "home", TERM=name) as counter:
        counter.until(LOGIN)
        counter.process.send_signal(signal.SIGTERM)
        assert counter.to_the_end() == 128 + signal.SIGTERM


@pytest.mark.parametrize(
    "said",
    [
        {"COLUMNS": "3", "LINES": "2"},
        {"COLUMNS": "3000", "LINES": "3000"},
        {"COLUMNS": "a lot", "LINES": "-3"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "utf-16"},
        {"COLORTERM": "nonsense", "NO_COLOR": "nonsense", "FORCE_COLOR": "nonsense"},
        {"TZ": "nonsense", "PYTHONTZPATH": "nonsense", "TMPDIR": "nonsense"},
        {"TERM": "\x1b[31m\x07;rm", "LC_ALL": "nonsense", "TMPDIR": "/nowhere"},
    ],
    ids=str,
)
def test_the_screen_is_as_large_as_its_window_and_in_both_scripts(
    tmp_path: Path, said: dict[str, str]
) -> None:
    with played(tmp_path / "home", **said) as counter:
        counter.until(LOGIN)
        counter.types(F7)
        counter.until(display(ARABIC("screens.login.title"), "R"))
        counter.process.send_signal(signal.SIGTERM)
        assert counter.to_the_end() == 128 + signal.SIGTERM
        assert counter.is_left_as_found
    rows = {int(row) for row in re.findall(r"\x1b\[(\d+);\d+H", counter.written)}
    assert max(rows) == ROWS


# What a shell set for another program


def read_by_textual() -> set[str]:
    """Every variable that the installed Textual names as its own."""
    sources = Path(textual.__file__).parent.rglob("*.py")
    named = (re.findall(r'"(TEXTUAL\w*|ESCDELAY)"', one.read_text("utf-8")) for one in sources)
    return {name for names in named for name in names}


@pytest.mark.parametrize("said", ["nonsense", "1", "0", "9" * 400, "debug,devtools", "{file}"])
def test_what_a_shell_set_of_textual_does_not_reach_the_counter(tmp_path: Path, said: str) -> None:
    file = tmp_path / "file"
    settings = dict.fromkeys(read_by_textual(), said.format(file=file))
    with played(tmp_path / "home", **settings) as counter:
        counter.until(LOGIN)
        counter.process.send_signal(signal.SIGTERM)
        assert counter.to_the_end() == 128 + signal.SIGTERM
        assert counter.is_left_as_found
    assert not file.exists(), "no file of what is typed"


def test_textual_reads_what_the_counter_forgets() -> None:
    """The control: there are such variables, under the names that are looked for."""
    assert {"TEXTUAL", "TEXTUAL_DRIVER", "TEXTUAL_COLOR_SYSTEM", "ESCDELAY"} <= read_by_textual()
    assert read_by_textual() >= HARMLESS


# Told to end

PAIRS = [(signal.SIGTERM, signal.SIGTERM), (signal.SIGHUP, signal.SIGTERM),
         (signal.SIGINT, signal.SIGINT)]  # fmt: skip


def as_a_shell_says(status: int) -> int:
    """Of a program that ended by a signal, 128 and its number, whoever ended it."""
    return 128 - status if status < 0 else status


@pytest.mark.parametrize("numbers", [*PAIRS, *((number,) for number in (*ENDING, signal.SIGINT))])
def test_told_to_end_at_a_password_prompt_what_is_typed_is_shown_again(
    tmp_path: Path, numbers: tuple[signal.Signals, ...]
) -> None:
    training.prepare(Home(home := tmp_path / "home"))
    as_clerk = ("--home", str(home), "--clerk", CLERK.code, "--password-stdin")
    with Played("cnss_counter", "journal", "verify", *as_clerk) as counter:
        counter.until(FRENCH("cli.password_asked"))
        for number in numbers:
            counter.process.send_signal(number)
        assert as_a_shell_says(counter.to_the_end()) in {128 + number for number in numbers}
        assert counter.is_left_as_found
        assert 'File "' not in counter.written


@pytest.mark.parametrize("numbers", PAIRS)
def test_told_to_end_twice_the_counter_ends_as_if_told_once(
    tmp_path: Path, numbers: tuple[signal.Signals, ...]
) -> None:
    with played(tmp_path / "home") as counter:
        counter.until(LOGIN)
        for number in numbers:
            counter.process.send_signal(number)
        assert as_a_shell_says(counter.to_the_end()) in {128 + number for number in numbers}
        assert counter.is_left_as_found
        assert 'File "' not in counter.written


def test_stopped_by_the_shell_the_counter_gives_the_terminal_back_and_takes_it_again(
    tmp_path: Path,
) -> None:
    with played(tmp_path / "home") as counter:
        counter.until(LOGIN)
        counter.process.send_signal(signal.SIGTSTP)
        counter.until("\x1b[?1049l")
        os.waitid(os.P_PID, counter.process.pid, os.WSTOPPED | os.WNOWAIT)
        assert counter.is_left_as_found
        counter.process.send_signal(signal.SIGCONT)
        counter.types("ZQ7")
        counter.until("ZQ7")
        counter.process.send_signal(signal.SIGTERM)
        assert counter.to_the_end() == 128 + signal.SIGTERM
        assert counter.is_left_as_found


def test_a_window_pulled_about_and_a_reader_that_left_end_nothing(tmp_path: Path) -> None:
    with played(tmp_path / "home") as counter:
        counter.until(LOGIN)
        for number in (*[signal.SIGWINCH] * 100, signal.SIGPIPE):
            counter.process.send_signal(number)
        counter.types("ZQ7")
        counter.until("ZQ7")
        counter.process.send_signal(signal.SIGTERM)
        assert counter.to_the_end() == 128 + signal.SIGTERM


@pytest.mark.parametrize("number", ENDING)
@pytest.mark.parametrize("drawn", ["\x1b", "\x1b[?1049h", LOGIN])
def test_told_to_end_while_it_starts_it_leaves_the_terminal_as_found(
    tmp_path: Path, number: signal.Signals, drawn: str
) -> None:
    with played(tmp_path / "home") as counter:
        counter.until(drawn)
        counter.process.send_signal(number)
        assert counter.to_the_end() == 128 + number
        assert counter.is_left_as_found
        assert "Traceback" not in counter.written
        assert 'File "' not in counter.written


@pytest.mark.parametrize("number", ENDING)
@pytest.mark.parametrize("dialog", ["", F1], ids=["in a form", "under a dialog"])
def test_told_to_end_in_the_middle_of_a_word_it_keeps_the_word(
    tmp_path: Path, number: signal.Signals, dialog: str
) -> None:
    home = tmp_path / "home"
    with played(home) as counter:
        counter.until(LOGIN)
        counter.types(LOG_IN)
        counter.until(AT_HOME)
        counter.types(f"{F4}123456789\r\r")
        counter.until(FORM)
        counter.types("\t\t\t\tZZ")
        counter.until("ZZ")
        if dialog:
            counter.types(dialog)
            counter.until(FRENCH("screens.help.title"))
        counter.process.send_signal(number)
        assert counter.to_the_end() == 128 + number
        assert counter.is_left_as_found
        assert 'File "' not in counter.written
    with session_of(home) as session:
        (draft,) = (stored.draft for stored in session.drafts.all())
    assert draft.answer("immatriculation_number") == "123456789"
    assert "ZZ" in draft.answers.values()


@pytest.mark.parametrize("number", ENDING)
def test_told_to_end_while_a_deposit_is_made_it_is_made_once_or_still_a_draft(
    tmp_path: Path, number: signal.Signals
) -> None:
    home = tmp_path / "home"
    training.prepare(Home(home))
    with session_of(home) as session:
        client = next(client for client in training.clients() if client.number == 1)
        session.drafts.new(session.cleaned(case_file.read(client.case, session.procedures).draft))
    with played(home) as counter:
        counter.until(LOGIN)
        counter.types(LOG_IN)
        counter.until(AT_HOME)
        counter.types("\x1b[F\r")
        counter.until(FORM)
        counter.types(F9)
        counter.until(FRENCH("screens.check_answers.title"))
        counter.types(F9)
        counter.until(FRENCH("screens.confirm.title"))
        counter.types(f" {F9}")
        counter.process.send_signal(number)
        assert counter.to_the_end() == 128 + number
        assert counter.is_left_as_found
    with session_of(home) as session:
        assert len(session.drafts.all()) + len(list(session.all_deposits())) == 1
