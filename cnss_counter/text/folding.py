"""Names as a search compares them: spellings that people take for one another are one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from cnss_counter.text.door import clean
from cnss_counter.text.script import is_mark

FOLDING = 3
"""Which folding this is: another number, and every counter indexes its names again."""

_SHORT = 4
"""Letters of a particle at most (ben, abd, aït, عبد): two of them may stand before a name."""

_ARTICLE, _LEAST_BEHIND_IT = "ال", 3
"""`العلمي` is looked for as `علمي` too, and the reverse."""

_MOST_WORDS = 5
"""Of a search that is tried with neighbours written as one; of more words it tells enough."""

_ONE_LETTER = str.maketrans(
    {
        # Letters with hamza or madda (أ إ آ ؤ ئ) are not here: NFD has already taken it off them.
        **dict.fromkeys("ٱٲٳ", "ا"),
        **dict.fromkeys("ىیېۍێےؠؽؾؿ", "ي"),
        **dict.fromkeys("ةہەھۃ", "ه"),
        **dict.fromkeys("ڭݣگکڪݢ", "ك"),
        **dict.fromkeys("ڤڥڢڡ", "ف"),
        **dict.fromkeys("ڨڧٯ", "ق"),
        **dict.fromkeys("ۅۆۇۈۋ", "و"),
        **dict.fromkeys("پٮ", "ب"),
        **dict.fromkeys("ڠݝ", "غ"),
        "چ": "ج",
        "ٹ": "ت",
        "ڈ": "د",
        "ڑ": "ر",
        "ژ": "ز",
        "ں": "ن",
        **dict.fromkeys("ءٴ·", None),
        # Latin letters that Unicode takes for one, and keyboards without them write otherwise.
        "æ": "ae",
        "œ": "oe",
        "ð": "d",
        "þ": "th",
        "ĸ": "k",
        "ŋ": "ng",
        "ȣ": "ou",
        "ɣ": "gh",
        "ɔ": "o",
        **dict.fromkeys("ẜẝ", "s"),
        **dict.fromkeys("əǝɛ", "e"),
    }
)
_BASE = re.compile(r"LATIN SMALL LETTER (?:DOTLESS |BARRED )?([A-Z])(?: WITH .*| BAR)?")


def fold(text: str) -> str:
    """The search key of `text`: its words, as whoever has another keyboard would write them.

    Cleaned, without marks or hamza; alefs, yehs, kafs and heh/teh marbuta made one, Moroccan and
    Persian letters brought home, Latin letters without what is drawn on them; case folded;
    single blanks where anything but a letter or a digit parts them. Never shown, never stored
    in place of the spelling.
    """
    is_plain = text.isascii() and text.isprintable()
    letters = text.casefold() if is_plain else _bare(text)
    return " ".join("".join(map(_base, letters)).split())


def _bare(text: str) -> str:
    """The letters of `text`, case folded, without marks, each in the one form of the search."""
    spelt = clean(unicodedata.normalize("NFKC", clean(text)))
    letters = unicodedata.normalize("NFD", unicodedata.normalize("NFD", spelt).casefold())
    return "".join(c for c in letters if not is_mark(c)).translate(_ONE_LETTER)


def findable(names: Iterable[str]) -> str:
    """The words by whose beginnings somebody with these names is found, parted by blanks.

    Each word of a name, an Arabic one without its article too, and neighbours written as one:
    `Aït-Ben Ali` is found by `aitben` and `benali` too.
    """
    return " ".join(word for name in names for word in _words(fold(name).split()))


def readings(query: str) -> tuple[tuple[str, ...], ...]:
    """The ways to read a search, each a tuple of folded words that must all be found.

    As it is written first, then with neighbours as one word: whoever types `ben ali` looks for
    `Benali` too. None when nothing in it is a letter or a digit.
    """
    words = fold(query).split()
    if len(words) > _MOST_WORDS:
        return (tuple(words),)
    bare = tuple(map(_without_article, words))
    every = (*_joined(words), bare) if words else ()
    return tuple(dict.fromkeys(every))


def is_found(query: str, words: Iterable[str]) -> bool:
    """Whether a search finds somebody who has these folded words."""
    known = tuple(words)
    return any(all(any(w.startswith(asked) for w in known) for asked in r) for r in readings(query))


def _without_article(word: str) -> str:
    bare = word.removeprefix(_ARTICLE)
    return bare if len(bare) >= _LEAST_BEHIND_IT else word


def _words(parts: list[str]) -> Iterator[str]:
    yield from parts
    yield from (bare for word in parts if (bare := _without_article(word)) != word)
    for one, other in pairwise(parts):
        yield one + other
    for one, two, three in zip(parts, parts[1:], parts[2:], strict=False):
        if max(len(one), len(two)) <= _SHORT:
            yield one + two + three


def _joined(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Every way to write neighbours as one word, the words apart first."""
    if len(words) < 2:
        yield tuple(words)
        return
    for rest in _joined(words[1:]):
        yield (words[0], *rest)
    for rest in _joined(words[1:]):
        yield (words[0] + rest[0], *rest[1:])


@lru_cache(4096)
def _base(character: str) -> str:
    """A letter without the stroke or hook that Unicode does not take off it; no letter: a blank."""
    if character.isascii() or not character.isalpha():
        return character if character.isalnum() else " "
    named = _BASE.fullmatch(unicodedata.name(character, ""))
    return named[1].lower() if named else character
