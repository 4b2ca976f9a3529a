"""A terminal that must not reorder what is already in order: switched on entry, and on exit back.

Terminals with bidirectional text of their own take a whole screen line for a paragraph: columns
would change places and references turn around. So they are asked for *explicit* mode (BDSM,
`CSI 8 l`) while the application runs, in their own dialect where they have one.
"""

from __future__ import annotations

import asyncio
import io
import os
import re
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, get_args

from textual.app import App
from textual.filter import LineFilter

from cnss_counter.errors import BadInputError
from cnss_counter.terminal.line_filter import BidiMode, VisualLineFilter
from cnss_counter.terminal.output_file import text_on
from cnss_counter.terminal.terminal_hangup import TerminalHangup
from cnss_counter.text.script import Direction

if TYPE_CHECKING:
    from textual.driver import Driver

SETTING = "CNSS_COUNTER_BIDI"
"""The environment variable that goes before the stored setting."""

EXPLICIT, IMPLICIT = "\x1b[8l", "\x1b[8h"
MOST_ROWS = 100
"""Rows of the largest screen around tmux; beyond its last row a cursor stays on it."""

_SPECIFIC = (
    # Terminals that do not obey CSI 8 l, known by the variable they set for their programs.
    ("KONSOLE_VERSION", "\x1b]50;BidiRenderingEnabled={}\x07"),
    ("MLTERM", "\x1b]5379;use_ctl={}\x07"),
)


def bidi_mode(stored: str = "visual", environment: Mapping[str, str] = os.environ) -> BidiMode:
    """The mode to use: of the environment first, else the stored one.

    Raises `BadInputError` (`terminal.bidi_mode`) for a word that is none of the three.
    """
    wanted = environment.get(SETTING) or stored
    for mode in get_args(BidiMode):
        if wanted == mode:
            return mode  # type: ignore[no-any-return]
    raise BadInputError(
        "terminal.bidi_mode",
        setting=SETTING if environment.get(SETTING) else "bidi",
        given=wanted,
        allowed=", ".join(get_args(BidiMode)),
    )


def switches(mode: BidiMode, environment: Mapping[str, str] = os.environ) -> tuple[str, str]:
    """What to write after entering the screen, and before leaving it. Empty but in `visual`."""
    if mode != "visual":
        return "", ""
    specific = [sequence for variable, sequence in _SPECIFIC if variable in environment]
    on = "".join(sequence.format("false") for sequence in specific)
    off = "".join(sequence.format("true") for sequence in specific)
    if "TMUX" in environment:
        return _through_tmux(EXPLICIT, on), _through_tmux(IMPLICIT, off)
    return EXPLICIT + on, IMPLICIT + off


def _through_tmux(switch: str, specific: str) -> str:
    """For the terminal around tmux, which lets it pass with `allow-passthrough on`.

    VTE gives its mode to a row when a line feed comes to it, or when it is told there. tmux moves
    the cursor without line feeds, so each row is told; the cursor comes back where it was.
    """
    rows = "".join(f"\x1b[{row}H{switch}" for row in range(1, MOST_ROWS + 1))
    doubled = f"\x1b7{rows}{specific}\x1b8".replace("\x1b", "\x1b\x1b")
    return f"\x1bPtmux;{doubled}\x1b\\"


_ENDING = (
    "SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGVTALRM",
    "SIGPROF", "SIGXCPU", "SIGPWR",
)  # fmt: skip
"""What somebody or the system may send to a program that is well, and would end it at once."""


class ExplicitBidi(App[Any]):
    """A mixin for the application: Arabic reads right on its terminal, which is left as found.

    It adds the line filter, writes the switches at every entry and exit (suspension included),
    and turns the signals that somebody or the system may end it with (`_ENDING`) into an ordinary
    exit, for which Textual restores the terminal.
    """

    def __init__(self, *arguments: Any, bidi: BidiMode | None = None, **options: Any) -> None:
        self._bidi = bidi or bidi_mode()
        self._arabic = VisualLineFilter(mode=self._bidi)
        super().__init__(*arguments, **options)

    @property
    def bidi(self) -> BidiMode:
        """Who puts Arabic in order. May be changed while the application runs."""
        return self._bidi

    @bidi.setter
    def bidi(self, mode: BidiMode) -> None:
        if mode == self._bidi:
            return
        self._write(self.bidi_switches[1])
        self._bidi = mode
        self._write(self.bidi_switches[0])
        self._filter_anew(self._arabic.base)

    @property
    def direction(self) -> Direction | None:
        """The direction of every line: that of the interface's language.

        None lets each line follow its first letter, as a French screen does.
        """
        return self._arabic.base

    @direction.setter
    def direction(self, direction: Direction | None) -> None:
        if direction != self._arabic.base:
            self._filter_anew(direction)

    @property
    def bidi_switches(self) -> tuple[str, str]:
        """What this terminal is told at entry and at exit."""
        return switches(self._bidi)

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), self._arabic]

    def get_driver_class(self) -> type[Driver]:
        return _explicit(super().get_driver_class())

    def on_load(self) -> None:
        loop = asyncio.get_running_loop()
        for name in _ENDING:
            with suppress(AttributeError, NotImplementedError):  # Windows has few of these
                number = getattr(signal, name)
                loop.add_signal_handler(number, self._leave_on_signal, number)

    def export_screenshot(self, *, title: str | None = None, simplify: bool = False) -> str:
        return in_cell_order(super().export_screenshot(title=title, simplify=simplify))

    def _leave_on_signal(self, number: int) -> None:
        self.exit(return_code=128 + number)

    def leave_on_hangup(self) -> None:
        """The terminal is gone: as if SIGHUP had said so."""
        self._leave_on_signal(signal.SIGHUP)

    def _filter_anew(self, base: Direction | None) -> None:
        """A new filter, because Textual keeps what the old one made of each line."""
        self._arabic = VisualLineFilter(base, mode=self._bidi)
        for screen in self.screen_stack if self._running else ():
            screen.refresh(layout=True)
            for widget in screen.walk_children():
                widget.refresh()

    def _write(self, sequences: str) -> None:
        if self._driver is not None and sequences:
            self._driver.write(sequences)
            self._driver.flush()


def _explicit(driver_class: type[Driver]) -> type[Driver]:
    """`driver_class`, writing the application's switches around application mode."""

    class ExplicitDriver(driver_class):  # type: ignore[misc, valid-type]
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            if "_file" in vars(self):
                self._file = _drawn_on(vars(self)["_file"])
            self._hangup: TerminalHangup | None = None
            _let_stops_wait()

        def _get_terminal_size(self) -> tuple[int, int]:
            """Of what it is drawn on. Textual asks `COLUMNS`, which a shell may have exported
            once for all, and standard output, which may be a file."""
            with suppress(OSError, ValueError, AttributeError):
                columns, rows = os.get_terminal_size(self._file.fileno())
                return columns or 80, rows or 24
            return 80, 24

        def start_application_mode(self) -> None:
            super().start_application_mode()
            self._hangup = TerminalHangup.watched(
                getattr(self, "fileno", -1), self._app.leave_on_hangup
            )
            # Stopped by the shell (SIGTTOU), Textual has no writer yet and starts again later.
            with suppress(AssertionError):
                self._switch(0)

        def resume_application_mode(self) -> None:
            _resume(self, super().resume_application_mode)

        def stop_application_mode(self) -> None:
            if self._hangup is not None:
                self._hangup.forget()
            self._switch(1)
            super().stop_application_mode()

        def _switch(self, which: int) -> None:
            sequences = self._app.bidi_switches[which]
            if sequences:
                self.write(sequences)
                self.flush()

    return ExplicitDriver


def _resume(driver: Driver, enter: Callable[[], None]) -> None:
    """A hang-up is told by SIGCONT too, to who was never stopped, or is leaving already.

    Entered twice, the first thread that reads keys would be forgotten, and never end.
    """
    if driver._app.return_code is not None:
        return
    reads_keys = getattr(driver, "_key_thread", None)
    if reads_keys is not None and reads_keys.is_alive():
        driver.suspend_application_mode()
    enter()


def _let_stops_wait() -> None:
    """To be stopped and to go on wait for the end of what the loop is doing.

    What Textual does then is to write: in the middle of another writing of the same thread it
    would wait for ever for the queue that this one holds.
    """
    for name in ("SIGTSTP", "SIGCONT"):
        with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
            number = getattr(signal, name)  # Windows has none of these
            handler = signal.getsignal(number)
            if callable(handler):
                asyncio.get_running_loop().add_signal_handler(number, handler, number, None)


def _drawn_on(chosen: Any) -> Any:
    """Standard error, as Textual has chosen; standard output where that is missing or a file.

    In UTF-8 whatever the locale says: keys are read so, and no other encoding has both scripts.
    When the window is closed nothing is raised: Textual's writing thread would die of it, and the
    program would wait for it for ever, open and with its keys, in front of nobody.
    """
    drawn_on = chosen if chosen is not None and chosen.isatty() else sys.__stdout__ or chosen
    return text_on(drawn_on.fileno()) if isinstance(drawn_on, io.TextIOWrapper) else drawn_on


_DRAWN_TEXT = re.compile(r"(<text[^>]*>)([^<]+)(</text>)")


def in_cell_order(svg: str) -> str:
    """A screenshot whose viewer leaves the cells in the order of the screen.

    Browsers obey the style; librsvg only obeys LRO … PDF around each run.
    """
    svg = svg.replace("<style>", "<style>text,tspan{unicode-bidi:bidi-override;direction:ltr}", 1)
    return _DRAWN_TEXT.sub("\\1\u202d\\2\u202c\\3", svg)
