"""The list of survivors on the form: a line each, changed by keys alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

if TYPE_CHECKING:
    from cnss_counter.wording import Wording

VISIBLE_LINES = 6


def survivor_line(survivor: Mapping[str, str], share: Fraction | None, words: Wording) -> str:
    """One survivor in a line: name, quality, birth date, share of the refund."""
    parts = [
        survivor.get("name", ""),
        words(f"choices.quality.{survivor['quality']}") if survivor.get("quality") else "",
        survivor.get("birth_date", ""),
        "" if share is None else f"{float(share):.2%}",
    ]
    return " · ".join(part for part in parts if part)


class SurvivorsList(Widget, can_focus=True):
    """Enter changes the line under the cursor or adds one on the last line; Delete removes.

    The last line is always the one that adds. `lines` are ready sentences.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "walk(-1)", show=False),
        Binding("down", "walk(1)", show=False),
        Binding("enter,space", "edit", show=False),
        Binding("insert", "add", show=False),
        Binding("delete,backspace", "remove", show=False),
    ]

    cursor: reactive[int] = reactive(0, init=False)

    @dataclass
    class Edited(Message):
        """The clerk wants to change survivor `position`, from 0; None adds one."""

        position: int | None

    @dataclass
    class Removed(Message):
        """Survivor `position`, from 0, is to leave the list."""

        position: int

    def __init__(self, *, id: str) -> None:  # noqa: A002 – Textual's name
        super().__init__(id=id)
        self._lines: tuple[str, ...] = ()
        self._add = "+"

    @property
    def wanted_height(self) -> int:
        return min(len(self._lines) + 1, VISIBLE_LINES)

    def speak(self, lines: Sequence[str], add: str) -> None:
        """Show these survivors, and these words on the line that adds one."""
        self._lines, self._add = tuple(lines), add
        self.cursor = min(self.cursor, len(self._lines))
        self.refresh()

    def render(self) -> Content:
        lines = [*self._lines, f"+ {self._add}"]
        first = max(0, min(self.cursor - VISIBLE_LINES + 1, len(lines) - VISIBLE_LINES))
        shown = lines[first : first + VISIBLE_LINES]
        return Content("\n").join(
            Content.styled(line, "reverse" if self.has_focus and at == self.cursor else "")
            for at, line in enumerate(shown, first)
        )

    def action_walk(self, step: int) -> None:
        self.cursor = max(0, min(len(self._lines), self.cursor + step))

    def action_edit(self) -> None:
        at_the_end = self.cursor == len(self._lines)
        self.post_message(self.Edited(None if at_the_end else self.cursor))

    def action_add(self) -> None:
        self.post_message(self.Edited(None))

    def action_remove(self) -> None:
        if self.cursor < len(self._lines):
            self.post_message(self.Removed(self.cursor))
