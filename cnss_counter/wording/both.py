"""One sentence in both languages, for whatever is read by two people at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from cnss_counter import wording
from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.wording import Value, Wording


class Both(NamedTuple):
    """The two languages side by side."""

    french: Wording
    arabic: Wording

    def __call__(self, key: str, **values: Value | Bilingual) -> Bilingual:
        """The sentence at a dotted key. A value that differs by language is `Bilingual`.

        Raises `KeyError` as `Wording` does.
        """
        return Bilingual(
            self.french(key, **{name: _in_french(value) for name, value in values.items()}),
            self.arabic(key, **{name: _in_arabic(value) for name, value in values.items()}),
        )

    def each(self, said: Callable[[Wording], str]) -> Bilingual:
        """What each language says in a way of its own."""
        return Bilingual(said(self.french), said(self.arabic))


def both(key: str, **values: Value | Bilingual) -> Bilingual:
    """`Both.__call__`, with the languages of this program."""
    return in_both()(key, **values)


def in_both() -> Both:
    """The languages of this program."""
    return Both(wording.load("fr"), wording.load("ar"))


def _in_french(value: Value | Bilingual) -> Value:
    return value.fr if isinstance(value, Bilingual) else value


def _in_arabic(value: Value | Bilingual) -> Value:
    return value.ar if isinstance(value, Bilingual) else value
