"""A PDF file that proves itself: one line of it is a signature over all its other bytes.

The line is a comment in front of the file's last four, where every reader passes over it:
`%cnss-counter 041-1 7D82 SIGNATURE`, agency and counter, key, Ed25519 in 128 small hex digits.
The signature covers each byte of the file but those 128. What is appended moves the line from its
place, and what is changed anywhere breaks it: docs/decisions/0114.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

_PURPOSE = b"cnss-counter file 1\n"
"""What a key signs here it signs nowhere else."""

_END = re.compile(rb"startxref\n[0-9]{1,10}\n%%EOF\n\Z")
_SIGNED_END = re.compile(
    rb"\n%cnss-counter (?P<agency>[0-9]{3})-(?P<counter>[0-9]{1,2}) (?P<key_id>[0-9A-F]{4})"
    rb" (?P<signature>[0-9a-f]{128})\nstartxref\n[0-9]{1,10}\n%%EOF\n\Z"
)
_LONGEST_END = 256


class FileSignature(NamedTuple):
    """Who says to have signed a file, and the bytes that are signed."""

    agency: str
    counter: str
    key_id: str
    signature: bytes
    said: bytes


def signed(
    document: bytes, agency: str, counter: str, key_id: str, sign: Callable[[bytes], bytes]
) -> bytes:
    """The file with its signature; `document` is a PDF as fpdf2 ends it."""
    end = _END.search(document, len(document) - _LONGEST_END)
    assert end is not None, "fpdf2 ends its files otherwise"  # noqa: S101 – a canary, not a check
    named = f"%cnss-counter {agency}-{counter} {key_id} ".encode("ascii")
    before, after = document[: end.start()] + named, b"\n" + end.group()
    signature = sign(_PURPOSE + before + after)
    return before + signature.hex().encode("ascii") + after


def read(document: bytes) -> FileSignature | None:
    """The signature at the end of a file; None when it has none, in its place and to the letter."""
    found = _SIGNED_END.search(document, max(0, len(document) - _LONGEST_END))
    if found is None:
        return None
    start, end = found.span("signature")
    return FileSignature(
        found["agency"].decode(), found["counter"].decode(), found["key_id"].decode(),
        bytes.fromhex(found["signature"].decode()), _PURPOSE + document[:start] + document[end:],
    )  # fmt: skip
