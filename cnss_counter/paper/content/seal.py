"""What a receipt's seal covers, and whether a seal and a page still say the same.

The sealed text is `RD1/reference/time/agency/key/hash/signature`: the hash is over what the
receipt says, so the attached `receipt.json` proves each word of it; the signature is the
counter's. The page is proved by drawing it again from those words.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, NamedTuple

from cnss_counter.paper.content.receipt import ReceiptContent

RECEIPT, CLOSING = "RD1", "CD1"
"""What a sealed text is of: a receipt, or the closing sheet of a day."""

_SEALED = re.compile(
    r"(?P<format>RD1|CD1)/(?P<reference>[A-Z]{1,5}(?:-[0-9]+){5})/(?P<moment>[0-9]{8}T[0-9]{6}Z)"
    r"/(?P<agency>[0-9]{3})/(?P<key_id>[0-9A-F]{4})/(?P<fingerprint>[0-9A-F]{24})"
    r"/(?P<signature>[0-9A-Z $%*+\-./:]{96})"
)
_OF_ONE_PRINT = ("sealed", "duplicate", "marks")
"""What differs between the prints of one receipt."""

LAYOUT = 1
"""Changes whenever the same words are drawn another way: a sealed fact, so that a page of the
same layout can be held to every dot, and an older one to its words."""


class SealedText(NamedTuple):
    """The text of a QR code, taken apart; `said` is what the signature covers."""

    format: str
    said: str
    reference: str
    moment: datetime
    agency: str
    key_id: str
    fingerprint: str
    signature: bytes

    @property
    def counter(self) -> str:
        """The counter that the reference names."""
        return self.reference.split("-")[2]


def facts(content: ReceiptContent) -> dict[str, Any]:
    """What a receipt says, whichever print it is: the same for the original and its copies."""
    return without_print(said(content))


def said(content: ReceiptContent) -> dict[str, Any]:
    """All that a print says, for a machine: what goes with the page as `receipt.json`."""
    return {**asdict(content), "layout": LAYOUT}


def without_print(said: Mapping[str, Any]) -> dict[str, Any]:
    """A receipt's words without what belongs to one print."""
    return {name: value for name, value in said.items() if name not in _OF_ONE_PRINT}


def fingerprint(said: Mapping[str, Any]) -> str:
    """96 bits of SHA-256 over the facts' canonical JSON, in hex."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    whole = f"cnss-counter receipt 2\n{text}".encode("utf-8", "replace")
    return hashlib.sha256(whole).hexdigest()[:24].upper()


def to_sign(
    reference: str, at: datetime, agency: str, key_id: str, hashed: str, format_: str = RECEIPT
) -> str:
    """What the counter's key signs. No name, no number of a person."""
    moment = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return "/".join([format_, reference, moment, agency, key_id, hashed])


def read(text: str) -> SealedText | None:
    """Take a scanned text apart; None when it has not that form to the letter."""
    import base45

    found = _SEALED.fullmatch(text)
    if found is None:
        return None
    try:
        moment = datetime.strptime(found["moment"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        signature = base45.b45decode(found["signature"])
    except ValueError:
        return None
    if base45.b45encode(signature).decode("ascii") != found["signature"]:
        return None  # one signature has one text
    return SealedText(
        found["format"], text.rpartition(f"/{found['signature']}")[0],
        found["reference"], moment, found["agency"], found["key_id"], found["fingerprint"],
        signature,
    )  # fmt: skip
