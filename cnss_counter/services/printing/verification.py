"""Is this receipt ours, and is it as it was? Offline, with public keys alone.

What `genuine` claims, and what it does not: docs/decisions/0054.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from cnss_counter.errors import BadInputError
from cnss_counter.paper.content import seal
from cnss_counter.paper.content.seal import SealedText
from cnss_counter.paper.pdf.reading import Likeness
from cnss_counter.paths import Home
from cnss_counter.storage.files.private_files import read_given, told_as_store_errors
from cnss_counter.storage.vault import public_keys
from cnss_counter.storage.vault.public_keys import PublicKey

Outcome = Literal["genuine", "altered", "unknown_key"]
Altered = Literal["", "seal", "retired", "words", "page"]
"""What does not agree: the seal with its signature, its moment with the key, the words with the
seal, the page with them."""

LARGEST = 10_000_000
"""Bytes. A receipt has fewer than a hundred thousand."""

_BARRED = re.compile(r"^\|(.*)\|$", re.MULTILINE)
"""The sealed text as a receipt in text prints it, between bars."""


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer. `page` says how the page was proved: `nothing` for a scanned text alone."""

    outcome: Outcome
    sealed: SealedText
    altered: Altered = ""
    page: Likeness = "nothing"
    is_training: bool = False


def known_keys(place: Path | None, home: Home) -> list[PublicKey]:
    """The keys given, else those that this home has published, else none."""
    if place is not None:
        return public_keys.read(place)
    return public_keys.read(home.public_keys) if home.public_keys.exists() else []


def verify(file: Path, keys: Iterable[PublicKey]) -> Verification:
    """Examine a receipt's PDF, or a text file with what its QR code says.

    Raises `BadInputError` (`verify.not_a_receipt`), `StoreError` when it cannot be read.
    """
    with told_as_store_errors(file):
        document = read_given(file, LARGEST)
    if len(document) > LARGEST:
        raise BadInputError("verify.not_a_receipt", file=str(file))
    if document.startswith(b"%PDF"):
        return _verify_pages(file, document, keys)
    found = verify_text(document.decode("utf-8", "replace"), keys)
    if found is None:
        raise BadInputError("verify.not_a_receipt", file=str(file))
    return found


def verify_text(scanned: str, keys: Iterable[PublicKey]) -> Verification | None:
    """Examine a scanned text; None when no line of it is a sealed text."""
    sealed = _scanned(scanned)
    return None if sealed is None else _signed_by(sealed, keys)


def _verify_pages(file: Path, document: bytes, keys: Iterable[PublicKey]) -> Verification:
    from cnss_counter.paper.pdf import reading, receipt_pdf

    said = reading.attached(document, receipt_pdf.RECORD)
    if said is None:
        raise BadInputError("verify.not_a_receipt", file=str(file))
    sealed = seal.read(str(said.get("sealed", "")))
    if sealed is None:
        raise BadInputError("verify.not_a_receipt", file=str(file))
    signed = _signed_by(sealed, keys)
    if signed.outcome != "genuine":
        return signed
    if not _is_sealed(said, sealed):
        return Verification("altered", sealed, "words", is_training=signed.is_training)
    page = _page(document, said)
    outcome: Outcome = "altered" if page == "nothing" else "genuine"
    altered: Altered = "page" if page == "nothing" else ""
    return Verification(outcome, sealed, altered, page, signed.is_training)


def _is_sealed(said: Mapping[str, Any], sealed: SealedText) -> bool:
    hashed = seal.fingerprint(seal.without_print(said))
    if sealed.format != seal.RECEIPT:
        return False
    return hashed == sealed.fingerprint and said.get("reference") == sealed.reference


def _page(document: bytes, said: Mapping[str, Any]) -> Likeness:
    """How far the page is what its words give when they are drawn again."""
    from cnss_counter.paper.pdf import reading, receipt_pdf

    content = reading.content_of(said)
    if content is None:
        return "nothing"
    return reading.likeness(document, receipt_pdf.draw(content), int(said["layout"]))


def _signed_by(sealed: SealedText, keys: Iterable[PublicKey]) -> Verification:
    known = [
        key
        for key in keys
        if (key.key_id, key.agency, key.counter) == (sealed.key_id, sealed.agency, sealed.counter)
    ]
    if not known:
        return Verification("unknown_key", sealed)
    said = sealed.said.encode("ascii")
    signed = [key for key in known if key.has_signed(said, sealed.signature)]
    if not signed:
        return Verification("altered", sealed, "seal")
    # A receipt drawn again keeps key and moment of its deposit: no honest one is later.
    if not all(key.signed_until(sealed.moment) for key in signed):
        return Verification("altered", sealed, "retired", is_training=signed[0].is_training)
    return Verification("genuine", sealed, is_training=signed[0].is_training)


def _scanned(text: str) -> SealedText | None:
    lines = [line for line in text.splitlines() if line]
    if barred := _BARRED.findall(text):
        lines.insert(0, "".join(barred))
    return next(filter(None, map(seal.read, lines)), None)
