"""What the person in front of the counter is shown, one numbered line at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cnss_counter import wording


@dataclass(frozen=True, slots=True)
class FaceLine:
    """A sentence in both languages, and what is read back with it.

    `value` stands in bold below, the same in both languages (a name in Arabic letters);
    `large` stands below in large type (a number, a date, a name in Latin letters).
    """

    fr: str
    ar: str
    value: str = ""
    large: str = ""


def face_line(
    key: str, /, *, value: str = "", large: str = "", **values: str | int | date
) -> FaceLine:
    """The line of a wording key."""
    french, arabic = wording.load("fr"), wording.load("ar")
    return FaceLine(french(key, **values), arabic(key, **values), value, large)
