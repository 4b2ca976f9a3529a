"""The frame around every question: its title and place, the five steps, the keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from cnss_counter.forms.lines.fitting import Fitting, without_the_middle
from cnss_counter.forms.lines.row import Row
from cnss_counter.terminal.line_cache import KeptLines
from cnss_counter.text import isolate

if TYPE_CHECKING:
    from cnss_counter.wording import Wording

STEPS = ("find", "request", "check_answers", "confirm", "receipt")
"""The keys of the five screens of a request, in the order of the paper guide."""


class FrameLine(KeptLines, Static):
    """A line of the frame."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 – Textual's name
        super().__init__(id=id, markup=False)


class TitleLine(FrameLine):
    """What is asked, and at the end agency, counter and clerk."""

    def show(self, title: str, place: str, *, is_mirrored: bool) -> None:
        self.update(Row(Content.styled(title, "bold"), place, is_mirrored=is_mirrored))


class StepLine(FrameLine):
    """The five steps, the present one standing out; it alone where they do not all fit."""

    def show(self, here: str, words: Wording) -> None:
        names = [(step == here, words(f"screens.steps.{step}")) for step in STEPS]
        steps = [
            Content.styled(f"{number} {name}", "bold reverse" if is_here else "")
            for number, (is_here, name) in enumerate(names, 1)
        ]
        alone = words(
            "screens.steps.here",
            number=str(STEPS.index(here) + 1),
            count=str(len(STEPS)),
            step=words(f"screens.steps.{here}"),
        )
        whole = Content("  ›  ").join(steps)
        self.update(Fitting(whole, Content.styled(alone, "bold reverse")))


class KeyLine(FrameLine):
    """The bottom line: each key with what it does here; the last, the menu, has them all."""

    def show(self, keys: Iterable[str], words: Wording) -> None:
        pairs = [
            Content.assemble(
                (isolate(words(f"keys.{key}.key")), "bold $primary"),
                " ",
                isolate(words(f"keys.{key}.does")),
            )
            for key in keys
        ]
        self.update(without_the_middle(pairs, "  "))
