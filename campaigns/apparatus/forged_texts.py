"""Pages that an editor writes around a genuine code: nobody signed what a reader shows of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from testkit.forged_pages import page_of_objects

_AROUND = ("ORIGINAL {}", "{}\nDÉFINITIF\n", "{}.", "<{}>", "{0}\n{0}\n", "|{}|\n")


def _changed(printed: str, _: str, chance: Random) -> str:
    """One letter or digit of a receipt in text, anywhere above its code."""
    places = [at for at, sign in enumerate(printed[: printed.index("\n|")]) if sign.isalnum()]
    place = chance.choice(places)
    other = chance.choice([sign for sign in "0123456789ABCDEF" if sign != printed[place]])
    return printed[:place] + other + printed[place + 1 :]


def _html(_: str, code: str, chance: Random) -> str:
    return f"<html><body><h1>{_digits(chance)}</h1><pre>\n{code}\n</pre></body></html>"


def _postscript(_: str, code: str, chance: Random) -> str:
    return (
        f"%!PS\n%\n{code}\n/Helvetica 12 selectfont 40 40 moveto ({_digits(chance)}) show showpage"
    )


def _without_a_header(_: str, code: str, chance: Random) -> str:
    return f"%\n{code}\n{page_of_objects(_digits(chance))}"


def _far_behind(_: str, code: str, chance: Random) -> str:
    front = chance.choice(" \n") * chance.randrange(1100, 50_000)
    return f"{front}\n%PDF-1.7\n{_without_a_header('', code, chance)}"


def _among_words(_: str, code: str, chance: Random) -> str:
    return chance.choice(_AROUND).format(code)


def _digits(chance: Random) -> str:
    return f"{chance.randrange(10**9):09}"


FORGED: Mapping[str, Callable[[str, str, Random], str]] = {
    "a receipt in text, changed": _changed,
    "HTML": _html,
    "PostScript": _postscript,
    "a PDF without a header": _without_a_header,
    "a PDF that begins far behind": _far_behind,
    "a code among other words": _among_words,
}
"""From a receipt in text, its code and chance."""
