"""Hostile text through the real program in a real terminal, and what reaches the terminal.

Some is pasted into the search box and into every field of the form. Most is planted in the
database behind the door that cleans it, as a damaged or foreign file might bring it, and then
searched, listed, opened, printed. Every byte that the program writes is looked at: there may be
no sequence that it does not write for harmless text, no control, no turning or hidden mark.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count as numbers
from itertools import islice
from pathlib import Path

from campaigns.apparatus import hostile_text
from campaigns.apparatus.hostile_text import storable, strings
from campaigns.apparatus.planted import LOT, STRINGS_OF_A_LOT, furnish, plant, word
from campaigns.frame import Findings
from cnss_counter import wording
from cnss_counter.paths import Home
from cnss_counter.services.day import training
from cnss_counter.text import display
from testkit.pseudo_terminal import NotPaintedError, ProgramEndedError, PseudoTerminal

SHORT, LONG = 150, 100_000
CONTROL_BREAKS = frozenset({"hostile"})
_STRINGS_OF_CONTROL = 60
_PASTED_SHARE = 10
"""One string in so many is pasted, the others are planted."""

_A_PASTE = 4
_LONGEST = 150
_FIELDS = 12
_CLEAR_FIELD = "\x15"
_FORM = "Origine"
_WITHOUT_THE_FILTER = (
    "from cnss_counter.terminal.line_filter import VisualLineFilter;"
    "VisualLineFilter.apply = lambda self, segments, background: segments;"
    "from cnss_counter.cli import main; import sys; sys.exit(main(sys.argv[1:]))"
)


@dataclass(frozen=True, slots=True)
class _Patience:
    """Seconds for a screen to be painted on a machine that does much else, and what then.

    The program is stuck for good. In the control, what hides behind a text that was let through
    never comes: that is no count, and it goes on.
    """

    seconds: float
    goes_on: bool = False


def run(count: int, seed: int) -> Findings:
    return _show(count, seed, ("-m", "cnss_counter"), _Patience(30.0))


def control(seed: int) -> Findings:
    """A program without the filter of lines."""
    program = ("-c", _WITHOUT_THE_FILTER)
    found = _show(_STRINGS_OF_CONTROL, seed, program, _Patience(3.0, goes_on=True))
    return Findings(found.tried, {"hostile": found.broken["hostile"]})


def _show(count: int, seed: int, program: tuple[str, ...], patience: _Patience) -> Findings:
    texts = strings(seed)
    pasted = count // _PASTED_SHARE // _A_PASTE * _A_PASTE
    lots = -(-(count - pasted) // STRINGS_OF_A_LOT)
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        furnish(home)
        plant(home, lots, texts)
        with _program(home, program, patience) as watched:
            watched.learn()
            watched.paste(texts, pasted)
            watched.search(lots)
            watched.fill_forms(texts, max(1, count // 5_000))
    tried = {
        "pasted": pasted,
        "planted and listed": lots * STRINGS_OF_A_LOT,
        "receipts shown": watched.receipts,
        "fields of forms": watched.fields,
        "megabytes written": round(watched.looked_at / 1e6, 1),
    }
    broken = {"hostile": len(watched.hostile), "ended": watched.ended, "stuck": watched.stuck}
    if watched.hostile:
        print(*sorted(set(watched.hostile))[:20], sep="\n", file=sys.stderr)
    return Findings(tried, broken)


class _Watched:
    """The program in its terminal, and what of its writing should not be there."""

    def __init__(self, terminal: PseudoTerminal, patience: _Patience) -> None:
        self._terminal, self._patience = terminal, patience
        self._known: set[bytes] = set()
        self._marks = (f"z{word(number)}" for number in numbers(1))
        self.hostile: list[str] = []
        self.looked_at = self.receipts = self.fields = self.ended = self.stuck = 0

    def learn(self) -> None:
        """Log in and walk through the screens with harmless text; its sequences are known."""
        clerk, terminal = training.clerk_account(), self._terminal
        self._wait(clerk.password)
        terminal.press(clerk.code, "Enter", clerk.password, "Enter")
        self._wait("Nouvelle demande")
        terminal.press("F7")
        self._wait(display(wording.load("ar")("screens.home.new_request")))
        terminal.press("F7", "F4", "987654321", "Enter", "Enter")
        self._wait(_FORM)
        terminal.press("F2", "F3")
        self._wait("Rechercher")
        self._wait_for_all()
        self._known = hostile_text.shapes(bytes(terminal.written))
        self._look()

    def paste(self, texts: Iterator[str], pasted: int) -> None:
        """Into the search box, four at a time; a mark at the end tells when it was painted."""
        for _ in range(pasted // _A_PASTE):
            together = " ".join(islice(texts, _A_PASTE))[:_LONGEST]
            self._paste(together)
        self._terminal.press(_CLEAR_FIELD)

    def search(self, lots: int) -> None:
        """Every lot that was planted; some are opened, and their receipt is shown."""
        for lot in range(lots):
            self._terminal.press(_CLEAR_FIELD, f"{LOT}{word(lot)}")
            self._wait(f"«\N{NO-BREAK SPACE}{LOT}{word(lot)}\N{NO-BREAK SPACE}»")
            if lot % 50 == 0:
                self._open_the_receipt()
            if lot % 20 == 0:
                self._look()
        self._look()

    def _open_the_receipt(self) -> None:
        self._terminal.press("Enter", "Enter")
        self._wait("Laisser sans imprimer")
        self._terminal.press("PgDn", "PgDn", "F7", "F7", "F2", "Down", "Enter")
        self._wait("Nouvelle demande")
        self._terminal.press("F3")
        self._wait("Rechercher")
        self.receipts += 1

    def fill_forms(self, texts: Iterator[str], forms: int) -> None:
        """Each field of the form takes four; the form is left as a draft."""
        for number in range(forms):
            self._terminal.press("F4", f"{700_000_000 + number}", "Enter", "Enter")
            self._wait(_FORM)
            for _ in range(_FIELDS):
                together = " ".join(islice(texts, _A_PASTE))[:_LONGEST]
                self._terminal.paste(storable(together).encode())
                self._terminal.press("Tab")
                self.fields += 1
            self._look()
            self._terminal.press("F2")
            self._wait("Nouvelle demande")
        self._look()

    def _paste(self, text: str) -> None:
        self._terminal.press(_CLEAR_FIELD)
        self._terminal.paste(text.encode("utf-8", "surrogatepass"))
        self._wait_for_all()
        self._look()

    def _wait_for_all(self) -> None:
        """Until all that was typed is painted: a mark typed behind it in the search box is."""
        mark = next(self._marks)
        self._terminal.press(" ", mark)
        self._wait(mark)

    def _wait(self, text: str) -> None:
        if self._terminal.is_painted(text, self._patience.seconds) or self._patience.goes_on:
            return
        raise NotPaintedError(f"{text!r} was not painted, but {self._terminal.painted[-2000:]!r}")

    def _look(self) -> None:
        """Judge what was written since the last look, up to the last whole sequence."""
        written = self._terminal.written
        end = hostile_text.end_of_whole(written)
        seen, self._terminal.written = bytes(written[:end]), written[end:]
        self.looked_at += len(seen)
        self.hostile += hostile_text.hostile(seen, self._known)


@contextmanager
def _program(home: Home, program: tuple[str, ...], patience: _Patience) -> Iterator[_Watched]:
    command = (sys.executable, *program, "training", "--home", str(home.folder))
    with PseudoTerminal(command) as terminal:
        watched = _Watched(terminal, patience)
        try:
            yield watched
        except ProgramEndedError:
            watched.ended += 1
            print(terminal.painted[-3000:], file=sys.stderr)
        except NotPaintedError as stuck:
            watched.stuck += 1
            print(stuck, file=sys.stderr)
