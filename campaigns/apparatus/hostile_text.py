"""Text that somebody types to break a screen, and what of it may never reach a terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from random import Random

_PIECES = (
    # sequences that a terminal obeys: clipboard, title, erase, report, reset, device strings
    "\x1b]52;c;cGF5bG9hZA==\x07", "\x1b]0;owned\x07", "\x1b]8;;http://x\x1b\\x", "\x1b[31337J",
    "\x1b[6n", "\x1bc", "\x1bP0;1|31337\x1b\\", "\x1b[?31337h", "\x1b[31337;1r", "\x1b#8", "\x1b",
    # the same in one character, and other controls
    "\x9b31337J", "\x9d0;owned\x9c", "\x90q", "\x00", "\x07", "\x08\x08", "\x0e", "\x7f", "\r",
    "\n", "\t", "\x0b", "\x85", "\u2028",
    # turning, hiding, overlapping
    "\u202e", "\u202d", "\u2066", "\u2069", "\u200e", "\u200f", "\u061c", "\u200b", "\u200d",
    "\ufeff", "\u2060", "\u00ad", "\u034f", "\u115f", "\u3164", "\U000e0041",
    # markup of the libraries underneath
    "[/red]", "[link=file:///etc/passwd]", "[@click=app.exit]", "[b", "]", "[/]", "\\[", "[$error]",
    "{names}", "%s", "{0.__class__}", "'; DROP TABLE persons;--", '"*', "=cmd|' /C calc'!A0",
    # letters
    "Zoe\u0301", "م" * 12, "ﻻﷺ", "َُِّْٰ", "عبد الله", "ALAMI", "٠١٢", "e" + "\u0301" * 30,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\u0e33", "ﬀ", "\ue000", "\uffff", "𝓐", "x" * 30,
)  # fmt: skip
_BIDI_AND_HIDDEN = re.compile(
    "[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
_SEQUENCE = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)"
    rb"|[PX^_][^\x1b]*\x1b\\|[ -/]*[0-OQ-WYZ\\`a-~])"
)
_NUMBER = re.compile(rb"[0-9]+")


def strings(seed: int) -> Iterator[str]:
    """Hostile texts without end: one to three of the pieces, around letters or any characters."""
    chance = Random(seed)
    while True:
        pieces = chance.choices(_PIECES, k=chance.randint(1, 3))
        if chance.random() < 0.3:
            pieces.append(_any(chance))
        chance.shuffle(pieces)
        yield "".join(pieces)


def storable(text: str) -> str:
    """The same without what no database and no terminal's input can carry."""
    return text.encode("utf-8", "ignore").decode()


def shapes(stream: bytes) -> set[bytes]:
    """The sequences in what a program has written, whatever their numbers."""
    return {_shape(match) for match in _SEQUENCE.findall(stream)}


def hostile(stream: bytes, known: set[bytes]) -> Iterable[str]:
    """What should not be in what a program has written: strange sequences, controls, marks."""
    for sequence in _SEQUENCE.findall(stream):
        if _shape(sequence) not in known or b"31337" in sequence:
            yield repr(sequence)
    text = _SEQUENCE.sub(b"", stream).decode("utf-8", "replace")
    yield from (repr(letter) for letter in text if _is_control(letter))
    yield from map(repr, _BIDI_AND_HIDDEN.findall(text))


def end_of_whole(stream: bytes | bytearray) -> int:
    """Where a sequence or a letter begins that is not finished yet."""
    begun = stream.rfind(b"\x1b")
    if begun >= 0 and not _SEQUENCE.match(stream, begun):
        return begun
    last = next((n for n in range(1, min(4, len(stream)) + 1) if stream[-n] & 0xC0 != 0x80), 0)
    needed = 1 if not last or stream[-last] < 0xC0 else 2 + (stream[-last] >= 0xE0)
    needed += bool(last) and stream[-last] >= 0xF0
    return len(stream) - (last if last < needed else 0)


def _shape(sequence: bytes) -> bytes:
    return _NUMBER.sub(b"0", sequence) if sequence[1:2] == b"[" else sequence


def _is_control(letter: str) -> bool:
    return unicodedata.category(letter) == "Cc" and letter not in "\r\n"


def _any(chance: Random) -> str:
    """Any characters of Unicode, broken ones too."""
    return "".join(chr(chance.randrange(0x20000)) for _ in range(chance.randint(1, 8)))
