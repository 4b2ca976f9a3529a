"""What no keyboard and no clipboard should send, and some do."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cnss_counter.paths import Home
from cnss_counter.services.day import training
from cnss_counter.terminal.input_decoder import Keyboard
from testkit.player import LOG_IN
from testkit.pseudo_terminal import PseudoTerminal

BEGINS, ENDS = b"\x1b[200~", b"\x1b[201~"
CASES = {
    b"Beno\xeft": "Beno\ufffdt",  # Latin-1
    b"\xed\xa0\x80 \xff": "\ufffd\ufffd\ufffd \ufffd",  # half a surrogate
    "محمد".encode(): "محمد",
    b"\x1b[A\x1b": "\x1b[A\x1b",  # keys stay keys
    BEGINS + b"a\x1b[Ab\r\n\x07\x9b" + ENDS + b"\x1b[B": "\x1b[200~a[Ab\r\n\ufffd\x1b[201~\x1b[B",
    BEGINS + b"\x1b" + ENDS + BEGINS + b"c\x1bOM" + ENDS: "\x1b[200~\x1b[201~\x1b[200~cOM\x1b[201~",
}


@pytest.mark.parametrize(("sent", "read"), CASES.items(), ids=range(len(CASES)))
def test_whatever_the_pieces_it_comes_in_the_text_is_the_same(sent: bytes, read: str) -> None:
    for size in range(1, len(sent) + 1):
        keyboard = Keyboard("utf-8")
        pieces = [sent[at : at + size] for at in range(0, len(sent), size)]
        assert "".join(keyboard.decode(piece) for piece in pieces) == read


ANSWER = b"\x1bP>|kitty(0.26.5)\x1b\\"
ANSWERED = {
    b"Be" + ANSWER + b"noit\x1b[A": "Benoit\x1b[A",
    b"\x1bP>|VTE(7006)\x07" + BEGINS + b"a" + ENDS: "\x1b[200~a\x1b[201~",
    BEGINS + ANSWER + ENDS + b"b": "\x1b[200~P>|kitty(0.26.5)\\\x1b[201~b",
    b"\x1bP" + b"a": "\x1bPa",
    b"\x1bP>|" + b"x" * 300 + b"Enter": "",
}


def told(sent: bytes) -> str:
    return "" if sent.startswith(BEGINS) else sent.decode()


@pytest.mark.parametrize(("sent", "read"), ANSWERED.items(), ids=range(len(ANSWERED)))
def test_what_a_terminal_answers_is_heard_and_no_key(sent: bytes, read: str) -> None:
    heard: list[str] = []
    keyboard = Keyboard("utf-8", heard.append)
    assert keyboard.decode(sent) == read
    assert heard == [name for name in ("kitty(0.26.5)", "VTE(7006)") if name in told(sent)]


def test_an_answer_may_come_in_two_pieces() -> None:
    for cut in range(2, len(ANSWER)):
        heard: list[str] = []
        keyboard = Keyboard("utf-8", heard.append)
        read = keyboard.decode(b"a" + ANSWER[:cut]) + keyboard.decode(ANSWER[cut:] + b"b")
        assert (read, heard) == ("ab", ["kitty(0.26.5)"])


@contextmanager
def at_find(folder: Path) -> Iterator[PseudoTerminal]:
    training.prepare(Home(folder))
    start = (sys.executable, "-m", "cnss_counter", "training", "--home", folder)
    with PseudoTerminal(start) as terminal:
        terminal.wait_to_show(training.clerk_account().password)
        terminal.press(*LOG_IN, "F3")
        terminal.wait_to_show("Rechercher")
        yield terminal


def test_bytes_that_are_no_text_are_seen_and_end_nothing(tmp_path: Path) -> None:
    with at_find(tmp_path / "home") as terminal:
        terminal.send(b"Beno\xeft \xff\xed\xa0\x80")
        terminal.press("ALAMI")
        terminal.wait_to_show("Beno\ufffdt")
        terminal.wait_to_show("ALAMI")


def test_a_clipboard_presses_no_key(tmp_path: Path) -> None:
    with at_find(tmp_path / "home") as terminal:
        terminal.paste(b"ALAMI \x1bOM\x1bOM\x1b[24~")  # Enter, Enter, F12
        terminal.press("!")
        terminal.wait_to_show("ALAMI OMOM[24~!")
        terminal.wait_to_show("Rechercher")
