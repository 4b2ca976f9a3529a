"""Breaking a text into lines, while its letters still stand in logical order."""

from __future__ import annotations

import re
from collections.abc import Callable

from cnss_counter.paper.content.receipt import Language
from cnss_counter.text.isolation import with_isolates

Measure = Callable[[str], float]
"""How wide a line is: in millimetres on paper, in cells on a terminal."""

STICKY = "\u00a0"
ISOLATE = re.compile("([\u2066-\u2068]\u202d?)([^\u2066-\u2069]*?)(\u202c?\u2069)")
"""A value set apart from its sentence: a reference, a telephone number, a name."""
_OUTSIDE = re.compile(f"{STICKY}(?![^\u2066-\u2069]*\u2069)")
"""A sticky blank outside such a value."""
NEVER_BROKEN = re.compile(
    "(?<=[0-9.:°]) (?=[\u2066\u202d]*[0-9])"  # inside a telephone number, after Réf. or n°
    "|(?<=رقم) "
    "| (?=[:;?!»%])|(?<=«) "  # before and after the signs that French sets off
)
DATE = re.compile(r"\b((?:[0-9]{1,2}|1er|فاتح) [^\W\d_]+) (?=[0-9]{4}\b)")
"""A day and its month, before the year."""
COUNTED = re.compile(
    r"(?<![0-9] )(?<![\w./+\u00a0-])([0-9]{1,5}|[1-9][0-9]{0,2}(?:[ \u00a0][0-9]{3})+) "
    r"(?=[^\W\d_]{3}|[A-Z]|ans?\b)"
)
"""A number and what it counts; no end of a telephone number or of a reference."""
BETWEEN_WORDS = re.compile(" (?![·–—-](?: |$))")
"""Where a line may end: it never begins with what parts two things."""
HOUR = re.compile(
    r"(?<=[0-9]) (?=(?:[hH]|min|[سد])\b|و ?[0-9])"  # 16 h, 8 و30
    r"|(?:(?<=[0-9] [hH])|(?<=[0-9] و)) (?=[0-9])"  # 16 h 30
)
"""The blanks within a time of day."""


def prepared(text: str, language: Language) -> str:
    """The text with what must keep its order and its line: references, telephone numbers.

    A value that the sentence sets apart stays on one line if it can, since two halves of an
    isolate on two lines would be two isolates that are not closed.
    """
    return held_together(with_isolates(text)[0] if language == "ar" else text)


def held_together(text: str) -> str:
    """As many characters, with sticky blanks where no line may end."""
    whole = ISOLATE.sub(lambda value: value.group().replace(" ", STICKY), text)
    whole = DATE.sub(lambda day: day.group().replace(" ", STICKY), whole)
    whole = COUNTED.sub(rf"\1{STICKY}", HOUR.sub(STICKY, whole))
    return NEVER_BROKEN.sub(STICKY, whole)


def wrapped(text: str, width: float, measure: Measure) -> tuple[str, ...]:
    """Lines of a prepared text, none wider than `width`."""
    first, *others = BETWEEN_WORDS.split(text)
    lines = _broken(first, width, measure)
    filled = measure(lines[-1])
    for word in others:
        more = measure(f" {word}")
        if filled + more <= width:
            lines[-1] += f" {word}"
            filled += more
        else:
            lines.extend(_broken(word, width, measure))
            filled = measure(lines[-1])
    return tuple(lines)


def _broken(word: str, width: float, measure: Measure) -> list[str]:
    """A word too wide for its line, cut at a sticky blank, or else where the line ends.

    A blank within a value comes last: half of it would take the end of its isolate along.
    """
    if measure(word) <= width:
        return [word]
    if " " in word:  # a sign that parts two things, for which there is no room behind the first
        return [line for part in word.split(" ") for line in _broken(part, width, measure)]
    loosened = _OUTSIDE.sub(" ", word)
    if loosened != word:
        return list(wrapped(loosened, width, measure))
    apart = ISOLATE.fullmatch(word)
    opening, inside, closing = apart.groups() if apart else ("", word, "")
    pieces = [""]
    for letter in inside:
        if pieces[-1] and measure(pieces[-1] + letter) > width:
            kept, blank, rest = pieces[-1].rpartition(STICKY)
            pieces[-1:] = [kept, rest] if blank else [pieces[-1], ""]
        pieces[-1] += letter
    return [f"{opening}{piece}{closing}" for piece in pieces]
