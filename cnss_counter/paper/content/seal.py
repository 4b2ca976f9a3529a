"""What a receipt's code seals: docs/decisions/0114.

The sealed text is `RD2/reference/time/agency/key/print/hash/signature`. It tells by itself which
print it is of; the hash is over every word of that print, so that the attached `receipt.json`
proves each of them. The signature is the counter's. Texts sealed before, `RD1`, are read for ever.
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

RECEIPT, CLOSING, OLDER_RECEIPT = "RD2", "CD1", "RD1"
"""What a sealed text is of: a receipt, the closing sheet of a day, a receipt sealed without its
marks."""

FORMAT = "cnss-counter receipt 4"
"""The record that goes with a page says how it is written; the first ones did not.

4 says which words stand in the band and in the lines to bring, keep and call; 3 said the last three
among the next steps. The seal covers every word of either.
"""

TOLD = ("cnss-counter receipt 3", FORMAT)
"""The forms of a record whose rows, papers and notices this program can tell."""

_SEALED = re.compile(
    r"(?P<format>RD1|RD2|CD1)/(?P<reference>[A-Z]{1,5}(?:-[0-9]+){5})"
    r"/(?P<moment>[0-9]{8}T[0-9]{6}Z)/(?P<agency>[0-9]{3})/(?P<key_id>[0-9A-F]{4})"
    r"(?:/V(?P<version>[1-9][0-9]{0,5})C(?P<copy>0|[1-9][0-9]{0,8})(?P<marks>P?F?))?"
    r"/(?P<fingerprint>[0-9A-F]{24})/(?P<signature>[0-9A-Z $%*+\-./:]{96})"
)
_NEVER_SEALED = ("sealed",)
_NOT_SEALED_BEFORE = (*_NEVER_SEALED, "duplicate", "marks")


class Print(NamedTuple):
    """Which print of a receipt: `copy` 0 is the original, k the duplicate number k."""

    version: int
    copy: int
    is_provisional: bool
    is_training: bool

    def __str__(self) -> str:
        marks = "P" * self.is_provisional + "F" * self.is_training
        return f"V{self.version}C{self.copy}{marks}"


class SealedText(NamedTuple):
    """The text of a QR code, taken apart; `said` is what the signature covers.

    `of_print` is None where the text does not say it: a closing sheet, an older receipt.
    """

    format: str
    said: str
    reference: str
    moment: datetime
    agency: str
    key_id: str
    of_print: Print | None
    fingerprint: str
    signature: bytes

    @property
    def counter(self) -> str:
        """The counter that the reference names."""
        return self.reference.split("-")[2]

    def seals(self, record: Mapping[str, Any]) -> bool:
        """Whether these are the words it was made for, of this very print."""
        if self.format == OLDER_RECEIPT:
            hashed = _hashed("cnss-counter receipt 2\n", record, _NOT_SEALED_BEFORE)
        else:
            hashed = fingerprint(record)
        return self.format != CLOSING and hashed == self.fingerprint


def record_of(content: ReceiptContent) -> dict[str, Any]:
    """All that a print says, for a machine: what goes with the page as `receipt.json`."""
    return {**asdict(content), "format": FORMAT}


def fingerprint(record: Mapping[str, Any]) -> str:
    """96 bits of SHA-256 over all that a print says, as canonical JSON, in hex."""
    return _hashed("", record, _NEVER_SEALED)


def _hashed(prefix: str, record: Mapping[str, Any], without: tuple[str, ...]) -> str:
    said = {name: value for name, value in record.items() if name not in without}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    whole = f"{prefix}{text}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(whole).hexdigest()[:24].upper()


def of_receipt(content: ReceiptContent, at: datetime, agency: str, key_id: str) -> str:
    """What the counter's key signs for one print. No name, no number of a person."""
    one = Print(content.version, content.duplicate, content.is_provisional, content.is_training)
    hashed = fingerprint(record_of(content))
    return to_sign(RECEIPT, content.reference, at, agency, key_id, f"{one}/{hashed}")


def to_sign(
    format_: str, reference: str, at: datetime, agency: str, key_id: str, hashed: str
) -> str:
    """What the counter's key signs."""
    moment = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return "/".join([format_, reference, moment, agency, key_id, hashed])


def read(text: str) -> SealedText | None:
    """Take a scanned text apart; None when it has not that form to the letter."""
    import base45

    found = _SEALED.fullmatch(text)
    if found is None or (found["format"] == RECEIPT) is (found["version"] is None):
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
        found["reference"], moment, found["agency"], found["key_id"], _print(found),
        found["fingerprint"], signature,
    )  # fmt: skip


class Found(NamedTuple):
    """A sealed text in a longer one, and all else that stands there."""

    sealed: SealedText
    beside: str


def find(text: str) -> Found | None:
    """The first sealed text in this one; None when it holds none."""
    for place in _SEALED.finditer(text):
        if (sealed := read(place.group())) is not None:
            return Found(sealed, text[: place.start()] + text[place.end() :])
    return None


def _print(found: re.Match[str]) -> Print | None:
    if found["version"] is None:
        return None
    marks = found["marks"]
    return Print(int(found["version"]), int(found["copy"]), "P" in marks, "F" in marks)
