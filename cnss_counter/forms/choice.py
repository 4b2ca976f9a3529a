"""One answer among a few, on one line, by the space bar or the arrows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.filter import LineFilter
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from cnss_counter.terminal.line_cache import LineCache
from cnss_counter.terminal.line_filter import rebased
from cnss_counter.text import isolate


class Choice(LineCache, Widget, can_focus=True):
    """Shows every option when they fit, else the chosen one between two arrows.

    `options` are the ids in cycling order, `words` their words in the same order. `value` is
    the chosen id, or empty before anything is chosen. `usual`: what counts where nothing was said.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "cycle(1)", show=False),
        Binding("right", "turn(1)", show=False),
        Binding("left", "turn(-1)", show=False),
        Binding("backspace,delete", "clear", show=False),
        Binding("enter", "submit", show=False),
    ]

    value: reactive[str] = reactive("", init=False)

    @dataclass
    class Changed(Message):
        """Another option was chosen."""

        choice: Choice
        value: str

    @dataclass
    class Submitted(Message):
        """Enter was pressed: on to the next field."""

        choice: Choice

    def __init__(
        self,
        options: Sequence[str],
        *,
        id: str,  # noqa: A002 – Textual's name
        usual: str = "",
    ) -> None:
        super().__init__(id=id)
        self.options = tuple(options)
        self._usual = usual
        self._words: tuple[str, ...] = self.options
        self._unset = "…"
        self._is_mirrored = False

    def show_words(self, words: Sequence[str], *, is_mirrored: bool, unset: str = "…") -> None:
        """Show the options in these words; `unset` when none is chosen and not all fit."""
        self._words, self._is_mirrored, self._unset = tuple(words), is_mirrored, unset
        self.refresh()

    def render(self) -> Content:
        marks = [
            f"{'●' if option == self.value else '○'} {self._apart(word)}"
            for option, word in zip(self.options, self._words, strict=True)
        ]
        whole = Content("  ").join(
            Content.styled(mark, "bold" if option == self.value else "")
            for option, mark in zip(self.options, marks, strict=True)
        )
        if cell_len(whole.plain) <= self.size.width:
            return whole
        return self.one_between_arrows(self.size.width)

    def one_between_arrows(self, width: int) -> Content:
        """The chosen option alone, cut before its arrow, and where it stands among the others."""
        if self.value not in self.options:
            return Content(f"○ {self._unset}")
        at = self.options.index(self.value)
        count = f"{at + 1}/{len(self.options)}"
        room = width - cell_len(f"‹  ›  {count}")
        word = Content(self._words[at]).truncate(max(1, room), ellipsis=True).plain
        return Content.assemble("‹ ", (self._apart(word), "bold"), " ›  ", self._apart(count))

    def _apart(self, said: str) -> str:
        """From right to left a Latin name or a number takes no neighbour along."""
        return isolate(said) if self._is_mirrored else said

    def get_line_filters(self) -> Sequence[LineFilter]:
        filters = super().get_line_filters()
        return rebased(filters, "R") if self._is_mirrored else filters

    def watch_value(self, value: str) -> None:
        self.post_message(self.Changed(self, value))

    def action_cycle(self, step: int) -> None:
        """The next option, round and round; the first one when nothing is chosen."""
        if self.value in self.options:
            at = (self.options.index(self.value) + step) % len(self.options)
        else:
            at = 0 if step > 0 else len(self.options) - 1
        self.value = self.options[at]

    def action_turn(self, step: int) -> None:
        """The option beside, in the direction of the arrow."""
        self.action_cycle(-step if self._is_mirrored else step)

    def action_clear(self) -> None:
        """Nothing is chosen, or what is taken where nothing is: never a box that shows neither."""
        self.value = self._usual

    def action_submit(self) -> None:
        self.post_message(self.Submitted(self))
