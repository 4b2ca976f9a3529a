"""Signals that end a command: by their number, and never between a deposit and its number said."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

_ENDING = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)
)  # Windows has no SIGHUP


def end_in_order() -> None:
    """End with 128 and the signal's number, temporary files removed; `nohup` stays obeyed."""
    for number in _ENDING:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _end)


def _end(number: int, _: FrameType | None) -> NoReturn:
    """Told twice it ends by the first: the next would come while all is being given back."""
    for each in (*_ENDING, signal.SIGINT):
        signal.signal(each, _let_pass)  # Python complains of one that came and finds SIG_IGN
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    sys.exit(128 + number)


def _let_pass(_: int, __: FrameType | None) -> None:
    """The end is under way."""


@contextmanager
def held() -> Iterator[None]:
    """A signal that comes meanwhile, Ctrl+C too, ends the command when this is done.

    It is remembered by a handler: a mask holds for one thread, and the system gives the signal to
    any other that there is. To be called in the main thread.
    """
    came: list[int] = []
    handlers = {number: signal.getsignal(number) for number in (*_ENDING, signal.SIGINT)}
    obeyed = {number: kept for number, kept in handlers.items() if kept is not signal.SIG_IGN}
    for number in obeyed:
        signal.signal(number, lambda number, _: came.append(number))
    try:
        yield
    finally:
        for number, handler in obeyed.items():
            signal.signal(number, handler)
        for number in came:
            signal.raise_signal(number)
