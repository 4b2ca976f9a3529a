"""The terminal that stories are played in: pieces are put together, and a wait in vain tells why.

A busy machine cuts what a program writes wherever it likes.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from testkit.pseudo_terminal import NotPaintedError, ProgramEndedError, PseudoTerminal

WRITTEN = "\x1b[?2026$p\x1b[2;5HAccus\u00e9 \x1b[>4;1menregistr\u00e9\x1b[0m \x1b[c\u0627".encode()
ANSWERS = b"\x1b[?2026;2$y\x1b[?62;22c"


@pytest.fixture
def terminal() -> Iterator[PseudoTerminal]:
    """A program that writes nothing and reads nothing."""
    with PseudoTerminal(("sleep", "600"), patience=60.0) as terminal:
        yield terminal


@pytest.mark.parametrize("is_shown", [True, False], ids=["while it is looked at", "afterwards"])
@pytest.mark.parametrize("size", range(1, len(WRITTEN) + 1))
def test_whatever_the_pieces_it_is_written_in_the_screen_is_the_same(
    terminal: PseudoTerminal, size: int, *, is_shown: bool
) -> None:
    if is_shown:
        assert terminal.text.strip() == ""
    for at in range(0, len(WRITTEN), size):
        terminal._take(WRITTEN[at : at + size])
    assert terminal.text.strip() == "Accus\u00e9 enregistr\u00e9 \u0627"
    assert terminal.painted.split() == ["Accus\u00e9", "enregistr\u00e9", "\u0627"]
    assert terminal._owed == ANSWERS


def test_what_happens_on_the_disk_is_seen_while_nothing_is_painted(tmp_path: Path) -> None:
    told = tmp_path / "told"
    with PseudoTerminal(("sh", "-c", 'touch "$1"; sleep 600', "sh", told)) as terminal:
        started = time.monotonic()
        terminal.wait_until(told.exists, "a file")
        assert time.monotonic() - started < terminal.patience


def test_a_wait_in_vain_tells_what_is_on_the_screen(terminal: PseudoTerminal) -> None:
    terminal._take(b"Bonjour")
    terminal.patience = 0.0
    with pytest.raises(NotPaintedError, match="'Au revoir' was not painted; the screen:\nBonjour"):
        terminal.wait_to_show("Au revoir")


def test_a_program_that_ends_before_tells_it_too() -> None:
    said = pytest.raises(ProgramEndedError, match="before 'Au revoir'; the screen:\nBonjour")
    with PseudoTerminal(("echo", "Bonjour")) as terminal, said:
        terminal.wait_to_show("Au revoir")
