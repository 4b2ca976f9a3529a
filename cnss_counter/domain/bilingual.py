"""What is said in both languages at once: on paper, on F6, on a training card."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same thing said in French and in Arabic (logical order, basic letters)."""

    fr: str
    ar: str


NOTHING = Bilingual("", "")
