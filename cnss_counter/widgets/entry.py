"""One line to type in, either way the script runs; a key in it repaints nothing else."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive

from cnss_counter.arabic import digits
from cnss_counter.widgets.arabic_input import ArabicInput


class Entry(ArabicInput):
    """An entry of the form. Where only digits are legal, any keyboard's digit row gives digits."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    def __init__(self, *, id: str, only_digits: bool = False, max_length: int = 200) -> None:  # noqa: A002 – Textual's name
        super().__init__(id=id, max_length=max_length, compact=True)
        self.cursor_blink = False
        self._only_digits = only_digits

    def insert_text_at_cursor(self, text: str) -> None:
        super().insert_text_at_cursor(digits(text) if self._only_digits else text)
