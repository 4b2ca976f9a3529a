"""The terminal is told not to reorder while the counter runs, and is left as it was found."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyte
import pytest

from cnss_counter.errors import BadInputError
from cnss_counter.terminal.line_filter import BidiMode
from cnss_counter.terminal.terminal_modes import bidi_mode, in_cell_order, switches
from cnss_counter.text import display
from tests.terminal.arabic_counter import ArabicCounter, painted, screen_text, seen, strips
from tests.terminal.leaving_counter import READY
from tests.terminal.played_in_a_terminal import Played

ON, OFF = "\x1b[8l", "\x1b[8h"
ENTERED, LEFT = "\x1b[?1049h", "\x1b[?1049l"
MODULE = "tests.terminal.leaving_counter"


def quit_with_a_key(played: Played) -> None:
    played.types("q")


def break_down(played: Played) -> None:
    played.types("x")


def signalled(number: signal.Signals) -> Callable[[Played], None]:
    return lambda played: os.kill(played.process.pid, number)


WAYS_TO_LEAVE = {
    "quit": (quit_with_a_key, 0),
    "exception": (break_down, 1),
    "SIGINT": (signalled(signal.SIGINT), 130),
    "SIGTERM": (signalled(signal.SIGTERM), 143),
    "SIGHUP": (signalled(signal.SIGHUP), 129),
    "SIGQUIT": (signalled(signal.SIGQUIT), 131),
    "SIGUSR1": (signalled(signal.SIGUSR1), 138),
    "SIGUSR2": (signalled(signal.SIGUSR2), 140),
    "SIGALRM": (signalled(signal.SIGALRM), 142),
    "SIGXCPU": (signalled(signal.SIGXCPU), 152),
    "SIGVTALRM": (signalled(signal.SIGVTALRM), 154),
    "SIGPROF": (signalled(signal.SIGPROF), 155),
    "SIGPWR": (signalled(signal.SIGPWR), 158),
}


@pytest.mark.parametrize("way", WAYS_TO_LEAVE)
def test_the_terminal_is_switched_once_and_back(way: str) -> None:
    leave, status = WAYS_TO_LEAVE[way]
    with Played(MODULE) as played:
        played.until(READY)
        leave(played)
        ended = played.to_the_end()
    assert played.written.count(ON) == played.written.count(OFF) == 1
    places = [played.written.index(mark) for mark in (ENTERED, ON, OFF, LEFT)]
    assert places == sorted(places)
    assert ended == status


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1])
def test_textual_alone_leaves_the_terminal_in_a_mess(number: signal.Signals) -> None:
    """The control: this is what the check above can see."""
    with Played(MODULE, "plain") as played:
        played.until(READY)
        signalled(number)(played)
        played.to_the_end()
    assert LEFT not in played.written


def test_the_cells_of_a_terminal_hold_the_display_form() -> None:
    terminal = pyte.Screen(80, 24)
    with Played(MODULE) as played:
        played.until(READY)
        pyte.Stream(terminal).feed(played.written)
    assert terminal.display[0].rstrip() == display(f"ملف {READY}")


@pytest.mark.parametrize("mode", ["terminal", "off"])
def test_nothing_is_switched_when_the_setting_says_so(mode: BidiMode) -> None:
    with Played(MODULE, environment={"CNSS_COUNTER_BIDI": mode}) as played:
        played.until(READY)
        played.types("q")
        assert played.to_the_end() == 0
    assert ON not in played.written
    assert OFF not in played.written
    assert f"ملف {READY}" in played.written


def test_a_line_that_is_cut_ends_the_counter() -> None:
    with Played(MODULE) as played:
        played.until(READY)
        played.hangup()
        assert played.ended() == 128 + signal.SIGHUP


TAKEN = "\x1b[?2004h"
"""What Textual writes last when it takes the terminal: its threads run by then."""


def told_to_go_on(played: Played) -> int:
    """How many threads it has more, told three times to go on that was never stopped."""
    threads = Path(f"/proc/{played.process.pid}/task")
    played.until(TAKEN)
    before = len(list(threads.iterdir()))
    for _ in range(3):
        played.written = ""
        played.process.send_signal(signal.SIGCONT)
        played.until(TAKEN)
    return len(list(threads.iterdir())) - before


def test_told_to_go_on_without_a_stop_no_thread_that_reads_keys_is_forgotten() -> None:
    """A hang-up brings SIGCONT: a thread that was forgotten kept the counter from ending."""
    with Played(MODULE) as played:
        played.until(READY)
        assert told_to_go_on(played) == 0
        played.types("q")
        assert played.to_the_end() == 0


def test_the_control_plain_textual_forgets_its_threads() -> None:
    with Played(MODULE, "plain") as played:
        played.until(READY)
        assert told_to_go_on(played) > 0


def test_a_terminal_that_vanishes_without_a_word_ends_the_counter_too() -> None:
    with Played(MODULE, is_told=False) as played:
        played.until(READY)
        played.hangup()
        assert played.ended() == 128 + signal.SIGHUP


def test_textual_alone_reads_nothing_for_ever() -> None:
    """The control: without a signal, what has no eye on its terminal does not end."""
    with Played(MODULE, "plain", is_told=False) as played:
        played.until(READY)
        played.hangup()
        with pytest.raises(subprocess.TimeoutExpired):
            played.process.wait(3)


def test_konsole_is_told_in_its_own_words() -> None:
    with Played(MODULE, environment={"KONSOLE_VERSION": "221203"}) as played:
        played.until(READY)
        played.types("q")
        played.to_the_end()
    assert "\x1b]50;BidiRenderingEnabled=false\x07" in played.written
    assert played.written.index("Enabled=false") < played.written.index("Enabled=true")


def test_each_terminal_has_its_own_switches() -> None:
    assert switches("visual", {}) == (ON, OFF)
    on, off = switches("visual", {"MLTERM": "3.9.2"})
    assert on == ON + "\x1b]5379;use_ctl=false\x07"
    assert off == OFF + "\x1b]5379;use_ctl=true\x07"
    assert switches("terminal", {"MLTERM": "3.9.2"}) == switches("off", {}) == ("", "")


def test_tmux_hands_on_a_switch_for_each_row_and_keeps_its_cursor() -> None:
    through, _ = switches("visual", {"TMUX": "/run/tmux", "KONSOLE_VERSION": "221203"})
    before, handed_on = through[: len("\x1bPtmux;")], through[len("\x1bPtmux;") : -len("\x1b\\")]
    assert (before, through[-2:]) == ("\x1bPtmux;", "\x1b\\")
    assert "\x1b" not in handed_on.replace("\x1b\x1b", ""), "each escape is doubled"
    told = handed_on.replace("\x1b\x1b", "\x1b")
    assert told.startswith("\x1b7\x1b[1H\x1b[8l\x1b[2H\x1b[8l")
    assert told.endswith("\x1b[8l\x1b]50;BidiRenderingEnabled=false\x07\x1b8")


def test_the_environment_goes_before_the_stored_setting() -> None:
    assert bidi_mode("off", {}) == "off"
    assert bidi_mode("off", {"CNSS_COUNTER_BIDI": "terminal"}) == "terminal"
    assert bidi_mode(environment={"CNSS_COUNTER_BIDI": ""}) == "visual"


def test_a_word_that_is_no_mode_is_named_with_the_three_that_are() -> None:
    with pytest.raises(BadInputError) as refused:
        bidi_mode(environment={"CNSS_COUNTER_BIDI": "rtl"})
    assert refused.value.code == "terminal.bidi_mode"
    assert refused.value.detail["given"] == "rtl"
    assert refused.value.detail["allowed"] == "visual, terminal, off"


async def test_the_mode_changes_while_the_counter_runs() -> None:
    name = "محمد لحلو السلامي"
    app = ArabicCounter()
    async with painted(app) as pilot:
        assert display(name) in screen_text(app)
        app.bidi = "terminal"
        await pilot.pause()
        assert name in screen_text(app)
        app.bidi = "visual"
        await pilot.pause()
        assert display(name) in screen_text(app)


async def test_an_arabic_interface_gives_every_line_its_direction() -> None:
    app = ArabicCounter()
    async with painted(app) as pilot:
        assert display("f9 إيداع الطلب", "L") in screen_text(app)
        app.direction = "R"
        await seen(pilot, display("f9 إيداع الطلب", "R"))
        assert {strip.cell_length for strip in strips(app)} == {100}


async def test_a_screenshot_keeps_the_cells_in_order() -> None:
    app = ArabicCounter()
    async with painted(app):
        picture = app.export_screenshot()
    assert "unicode-bidi:bidi-override" in picture
    shown = display("محمد لحلو السلامي").replace(" ", "&#160;")
    assert f"{shown}" in picture
    assert picture.count("\u202d") == picture.count("\u202c") > 0


def test_a_picture_says_left_to_right_twice() -> None:
    svg = "<svg><style>.a{}</style><text x='1'>ab</text></svg>"
    assert in_cell_order(svg) == (
        "<svg><style>text,tspan{unicode-bidi:bidi-override;direction:ltr}.a{}</style>"
        "<text x='1'>\u202dab\u202c</text></svg>"
    )
