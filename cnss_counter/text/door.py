"""The one door: what is typed, pasted, imported or given to a command becomes clean text here."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import pairwise

from cnss_counter.text.script import MARKS_ON_A_LETTER, is_mark

_ASCII_DIGITS = {ord(start) + value: str(value) for start in ("٠", "۰") for value in range(10)}
_SAME_MEANING = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2212\ufe63\uff0d", "-"),
        "\u066a": "%",
        "\u066b": ",",  # decimals are written 250,50 in Morocco, in both scripts
        "\u066c": ".",
    }
)
_APOSTROPHES = frozenset(
    # quotes, primes, accents that stand alone, and what transcriptions write for hamza and ain
    "`´‘’‚‛′‵ʹʻʼʽʾʿˈˊˋˮ΄᾽᾿῾＇｀ꞌꞋ՚׳ߴߵ❛❜"
)
_HYPHENS = frozenset("\u02d7\u2043\u207b\u208b\u2212\u2796")
"""What is drawn as a hyphen and is no dash to Unicode (category Pd)."""

_LOOKS = ("<wide>", "<narrow>", "<font>")
"""How Unicode marks a letter that is another one's look: full width, mathematical bold."""

_LATIN_LIGATURES = "ﬀﬁﬂﬃﬄﬅﬆ"
UNSHIFTED_AZERTY = "&é\"'(-è_çà"
"""What the keys 1 to 0 of an AZERTY keyboard write without Shift."""

_DIGIT_OF_KEY = str.maketrans(UNSHIFTED_AZERTY, "1234567890")
_TATWEEL = "\u0640"
# Zero cells wide or blank, though Unicode counts them as letters or marks.
_INVISIBLE = dict.fromkeys(
    (ord(_TATWEEL), 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810), 0x3164,
     *range(0xFE00, 0xFE10), 0xFFA0, 0xFFFC, *range(0xE0100, 0xE01F0))
)  # fmt: skip
LONGEST_QUOTED = 60
"""Letters of what somebody wrote that a sentence says again."""

_BLANKS = frozenset("\t\n\v\f\r\x85\u2800")


def clean(text: str) -> str:
    """`text` as it may be written down, one spelling of each thing: `logical`, and besides
    every digit ASCII, every dash `-`, every apostrophe `'`, Latin ligatures and letters of
    another width or face as the letters they are.

    Cleaning twice changes nothing. Blanks stay as many as they are, because more is typed after
    them; `plain` squeezes them.
    """
    if text.isascii() and text.isprintable():
        return text.replace("`", "'")
    spelt = "".join(map(_spelt, logical(text)))
    return _capped(unicodedata.normalize("NFC", spelt))


def plain(text: str) -> str:
    """`clean`, with single blanks between the words and none around them: a whole answer."""
    return " ".join(clean(text).split())


def quoted(text: str, most: int = LONGEST_QUOTED) -> str:
    """`text`, or its beginning and an ellipsis: `most` letters at most."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def logical(text: str) -> str:
    """`text` in its own spelling, without anything that cannot be seen: for secrets, messages.

    Composed (NFC); presentation forms become letters, in reading order when they were copied
    from a terminal; every blank becomes a space, Arabic and Persian digits ASCII; controls,
    directional and zero-width characters, surrogates and tatweel are dropped; a letter keeps at
    most three marks.
    """
    if text.isascii() and text.isprintable():
        return text
    if any(map(_is_form, text)):
        text = _without_forms(text)
    text = "".join(map(_seen, text))
    text = text.translate(_INVISIBLE).translate(_ASCII_DIGITS).translate(_SAME_MEANING)
    return _capped(unicodedata.normalize("NFC", text))


def digit(key: str) -> str:
    """What a key writes in a digits-only field: a digit of the unshifted AZERTY row, too.

    For keys alone: no `-`, `_`, quote or bracket is meant there, and somebody has the digit's
    key under the finger. What is pasted or read from a file has its dashes as separators.
    Anything else stays, to be seen and corrected.
    """
    return clean(key).translate(_DIGIT_OF_KEY)


@lru_cache(4096)
def _spelt(character: str) -> str:
    """The one spelling of a character that is another one's look."""
    if character in _APOSTROPHES:
        return "'"
    category = unicodedata.category(character)
    if category == "Pd" or character in _HYPHENS:
        return "-"
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if character == "ŉ":
        return "'n"
    if unicodedata.decomposition(character).startswith(_LOOKS) or character in _LATIN_LIGATURES:
        letters = unicodedata.normalize("NFKC", character)
        return character if " " in letters else letters
    return character


def _seen(character: str) -> str:
    category = unicodedata.category(character)
    if category[0] == "Z" or character in _BLANKS:
        return " "
    return "" if category[0] == "C" else character


def _capped(text: str) -> str:
    """`text` without a leading mark, and without any mark beyond the third on a letter."""
    kept: list[str] = []
    marks = MARKS_ON_A_LETTER
    for character in text:
        marks = marks + 1 if is_mark(character) else 0
        if marks <= MARKS_ON_A_LETTER:
            kept.append(character)
    return "".join(kept)


def _without_forms(text: str) -> str:
    """Presentation forms as letters; text copied from a terminal is put in reading order first.

    Reordering is its own inverse. Which side such a line began on is told by its last letter:
    an Arabic one stands at the right, where a right-to-left line begins.
    """
    if _is_visual(text):
        from cnss_counter.text.layout import lay_out

        kinds = map(unicodedata.bidirectional, reversed(text))
        is_latin = next((kind for kind in kinds if kind in ("L", "AL")), "AL") == "L"
        text = lay_out(text, "L" if is_latin else "R").text
    return "".join(_letters_of_form(c) if _is_form(c) else c for c in text)


def _is_form(character: str) -> bool:
    return "\ufb50" <= character <= "\ufdff" or "\ufe70" <= character <= "\ufefc"


def _letters_of_form(form: str) -> str:
    if form == "﷽":  # the one phrase that Unicode does not take apart
        return "بسم الله الرحمن الرحيم"
    return unicodedata.normalize("NFKC", form).strip()  # U+FE70 is a mark on a blank


def _is_visual(text: str) -> bool:
    """Whether `text` was copied from a terminal: forms only, that join better read backwards.

    A keyboard may give one form (U+FEFB) among letters. Forms that join neither way, as in دار,
    come from a screen too: nothing else writes whole words in forms.
    """
    if sum(map(_is_form, text)) < 2 or any("\u0621" <= c <= "\u064a" for c in text):
        return False
    joins = [_joins(c) for c in text if not is_mark(c)]
    return _broken_joins(joins) >= _broken_joins(joins[::-1])


def _joins(character: str) -> tuple[bool, bool]:
    """Whether a presentation form joins the letter before it, and the letter after it."""
    kind = unicodedata.decomposition(character).partition(" ")[0]
    return kind in ("<medial>", "<final>"), kind in ("<initial>", "<medial>")


def _broken_joins(joins: list[tuple[bool, bool]]) -> int:
    """How many letters reach for a neighbour that does not reach back."""
    ends = [(False, False), *joins, (False, False)]
    return sum(left[1] != right[0] for left, right in pairwise(ends))
