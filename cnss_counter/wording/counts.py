"""A number and its noun, which French and Arabic put together each in its own way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

Form = Literal["one", "two", "few", "many", "other"]


class Count:
    """A number in a sentence; `{n:day}` asks for it with its noun, in the right form.

    `say` gives the sentence of a key: `counts.day.few` is `# أيام`, `#` being the number.
    """

    def __init__(self, number: int, form: Form, say: Callable[[str], str]) -> None:
        self._number, self._form, self._say = str(number), form, say

    def __format__(self, noun: str) -> str:
        if not noun:
            return self._number
        return self._say(f"counts.{noun}.{self._form}").replace("#", self._number)


def french_form(number: int) -> Form:
    """0 jour, 1 jour, 2 jours."""
    return "one" if number < 2 else "other"


def arabic_form(number: int) -> Form:
    """The noun after an Arabic number: يومان, 3 أيام, 11 يوما, 100 يوم."""
    if number in (1, 2):
        return "one" if number == 1 else "two"
    if 3 <= number % 100 <= 10:
        return "few"
    return "many" if number % 100 >= 11 else "other"
