"""What is said in both languages at once: on paper, on F6, on a training card."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same thing said in French and in Arabic (logical order, basic letters)."""

    fr: str
    ar: str

    def of(self, language: Literal["fr", "ar"]) -> str:
        """The side that this language reads."""
        return self.ar if language == "ar" else self.fr

    @property
    def either(self) -> str:
        """The French side, else the Arabic one: of a name that has one script alone."""
        return self.fr or self.ar


def in_a_row(parts: Iterable[Bilingual]) -> Bilingual:
    """What is said one after the other; what is not said leaves no gap."""
    said = tuple(parts)
    return Bilingual(
        " · ".join(part.fr for part in said if part.fr),
        " · ".join(part.ar for part in said if part.ar),
    )


NOTHING = Bilingual("", "")
COLON = Bilingual("\u00a0: ", ": ")
"""Between a name and what is said of it: Arabic sets no space before."""
COMMA = Bilingual(", ", "، ")
"""Between the names of a list."""
