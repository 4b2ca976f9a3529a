"""One sentence in both languages, for whatever is read by two people at once."""

from __future__ import annotations

from cnss_counter import wording
from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.wording import Value


def both(key: str, **values: Value | Bilingual) -> Bilingual:
    """The sentence at a dotted key, in French and in Arabic.

    A value that differs by language is given as `Bilingual`. Raises `KeyError` as `Wording` does.
    """
    french, arabic = wording.load("fr"), wording.load("ar")
    return Bilingual(
        french(key, **{name: _in_french(value) for name, value in values.items()}),
        arabic(key, **{name: _in_arabic(value) for name, value in values.items()}),
    )


def _in_french(value: Value | Bilingual) -> Value:
    return value.fr if isinstance(value, Bilingual) else value


def _in_arabic(value: Value | Bilingual) -> Value:
    return value.ar if isinstance(value, Bilingual) else value
