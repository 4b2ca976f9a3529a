"""The door: what a person types, pastes or imports becomes clean logical text."""

from __future__ import annotations

import unicodedata
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
_UNSHIFTED_AZERTY = str.maketrans("&é\"'(-è_çà", "1234567890")
_TATWEEL = "\u0640"
# Zero cells wide or blank, though Unicode counts them as letters or marks.
_INVISIBLE = dict.fromkeys(
    (ord(_TATWEEL), 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810), 0x3164,
     *range(0xFE00, 0xFE10), 0xFFA0, 0xFFFC, *range(0xE0100, 0xE01F0))
)  # fmt: skip


def clean(text: str) -> str:
    """`text` as it may be written down: for every entry, typed, pasted or imported.

    Composed (NFC); presentation forms become letters, in reading order when they were copied
    from a terminal; every blank becomes a space, every hyphen `-`, every digit ASCII; controls,
    directional and zero-width characters, surrogates and tatweel are dropped; a letter keeps at
    most three marks. Cleaning twice changes nothing. Blanks are kept as they are: `fold`
    squeezes them.
    """
    if text.isascii() and text.isprintable():
        return text
    if any(map(_is_form, text)):
        text = _without_forms(text)
    text = "".join(map(_plain, text))
    text = text.translate(_INVISIBLE).translate(_ASCII_DIGITS).translate(_SAME_MEANING)
    return _capped(unicodedata.normalize("NFC", text))


def fold(text: str) -> str:
    """The search key of `text`: the same for spellings that people take for one another.

    Cleaned, without marks or hamza, alefs, yehs, kafs and heh/teh marbuta made one, Moroccan and
    Persian letters brought home, case folded, blanks squeezed. Never shown, never stored in
    place of the spelling.
    """
    decomposed = unicodedata.normalize("NFD", clean(text).casefold())
    letters = (c for c in decomposed if not is_mark(c))
    return " ".join("".join(letters).translate(_ONE_LETTER_FOR_SEARCH).split())


# Letters with hamza or madda (أ إ آ ؤ ئ) are not here: NFD has already taken it off them.
_ONE_LETTER_FOR_SEARCH = str.maketrans(
    {
        "ٱ": "ا",
        **dict.fromkeys("ىی", "ي"),
        **dict.fromkeys("ةہە", "ه"),
        **dict.fromkeys("ڭݣگک", "ك"),
        **dict.fromkeys("ڤڥ", "ف"),
        "پ": "ب",
        "چ": "ج",
        "ڨ": "ق",
        "ء": None,
    }
)


def digits(text: str) -> str:
    """What a digits-only field makes of `text`: ٠–٩, ۰–۹ and the unshifted AZERTY row too.

    For fields where no `-`, `_`, quote or bracket is legal: on that row they are digits.
    Anything else stays, to be seen and corrected.
    """
    return clean(text).translate(_UNSHIFTED_AZERTY)


def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if category[0] == "Z" or character in "\t\n\v\f\r\x85":
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
