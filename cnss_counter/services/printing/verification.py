"""Is this receipt ours, and is it as it was? Offline, with public keys alone.

Nothing is drawn and no picture is compared: a file is genuine when the counter signed its bytes.
What `genuine` claims, and what it does not: docs/decisions/0114.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from cnss_counter import limits
from cnss_counter.errors import BadInputError
from cnss_counter.paper.content import seal
from cnss_counter.paper.content.seal import SealedText
from cnss_counter.paper.pdf import file_signature
from cnss_counter.paths import Home
from cnss_counter.storage.files import json_files
from cnss_counter.storage.files.private_files import told_as_store_errors
from cnss_counter.storage.vault import public_keys
from cnss_counter.storage.vault.public_keys import PublicKey

Outcome = Literal["genuine", "facts_genuine", "altered", "unknown_key"]
Covers = Literal["page", "code"]
"""What was proved: every byte of a file, or no more than what its code seals."""

Altered = Literal["", "seal", "retired", "words"]
"""What does not agree: the seal with its signature, its moment with the key, the words beside the
page with the seal."""

_PDF = b"%PDF"
"""A PDF's first words: readers show what begins with them wherever in a file they stand."""

_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
"""What neither a scanner nor a text editor writes."""

_NOT_SEEN = re.compile(r"[\s\u2066-\u2069]*")
"""Blanks, ends of lines and marks that isolate: what may stand around a code that is alone."""

_BARRED = re.compile(r"^\|(.*)\|\r?$", re.MULTILINE)
"""The sealed text as a receipt in text prints it, between bars."""


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer. `record` is what the seal proves of the page, word by word; empty for a code
    alone, which proves no more than it says itself.
    """

    outcome: Outcome
    sealed: SealedText
    altered: Altered = ""
    covers: Covers = "code"
    record: Mapping[str, Any] = field(default_factory=dict)
    is_training: bool = False

    @property
    def is_proved(self) -> bool:
        """Whether the counter sealed these facts, whatever became of the page."""
        return self.outcome in ("genuine", "facts_genuine")


Beside = Literal["one_request", "other_request", "one_number_twice"]
"""Two papers side by side: of one deposit, of two, or of two that were given the same number."""


def beside(one: Verification, other: Verification) -> Beside | None:
    """What two papers of counters are to each other; None where one of them proves nothing.

    Every print of a deposit bears the second of that deposit. Two that bear another one came from
    two copies of a counter: no number is given twice by one (docs/decisions/0120).
    """
    if not (one.is_proved and other.is_proved):
        return None
    if one.sealed.reference != other.sealed.reference:
        return "other_request"
    return "one_request" if one.sealed.moment == other.sealed.moment else "one_number_twice"


def known_keys(place: Path | None, home: Home) -> list[PublicKey]:
    """The keys given, else those that this home has published, else none."""
    if place is not None:
        return public_keys.read(place)
    return public_keys.read(home.public_keys) if home.public_keys.exists() else []


def verify(file: Path, keys: Iterable[PublicKey]) -> Verification:
    """Examine a receipt's PDF, or a text: what its QR code says, or a page that holds a code.

    Raises `BadInputError` (`verify.not_a_receipt`, `verify.not_examined`), `StoreError` when it
    cannot be read.
    """
    found = None
    try:
        with told_as_store_errors(file):
            document = limits.read(file, limits.RECEIPT)
        found = _verify_document(document, tuple(keys))
    except limits.TooLargeError:
        pass
    except BadInputError as refusal:
        raise BadInputError(refusal.code, file=str(file)) from None
    if found is None:
        raise BadInputError("verify.not_a_receipt", file=str(file))
    return found


def verify_text(scanned: str, keys: Iterable[PublicKey]) -> Verification | None:
    """Examine a scanned text; None when it is not a sealed text and nothing else."""
    found = seal.find(scanned)
    if found is None or not _NOT_SEEN.fullmatch(found.beside):
        return None
    return _sealed_by(found.sealed, keys)


def _verify_document(document: bytes, keys: tuple[PublicKey, ...]) -> Verification | None:
    """A code first: by chance its letters hold a PDF's first words, and no reader shows it."""
    text = _text(document)
    found = verify_text(text, keys)
    if found is None and _PDF in document:
        found = _verify_file(document, keys)
    return found or _verify_page(text, keys)


def _verify_file(document: bytes, keys: tuple[PublicKey, ...]) -> Verification | None:
    """None when no record of a receipt goes with the pages."""
    signer = _signer(document, keys)
    record = _record(document, is_ours=signer is not None)
    sealed = seal.read(str(record.get("sealed", "")))
    if sealed is None:
        return None
    proved = _sealed_by(sealed, keys)
    if proved.outcome != "genuine":
        return proved
    training = proved.is_training
    if not sealed.seals(record) or record.get("reference") != sealed.reference:
        return Verification("altered", sealed, "words", is_training=training)
    if record.get("format", seal.FORMAT) not in seal.TOLD:
        record = {}  # a newer program's: proved all the same, but not known how to be told
    if signer is None or not signer.has_signed(sealed.said.encode("ascii"), sealed.signature):
        return Verification("facts_genuine", sealed, record=record, is_training=training)
    return Verification("genuine", sealed, "", "page", record, training)


def _signer(document: bytes, keys: Iterable[PublicKey]) -> PublicKey | None:
    """The key that signed every byte of this file, if it is one of these."""
    found = file_signature.read(document)
    if found is None:
        return None
    known = [key for key in keys if key.name == (found.agency, found.counter, found.key_id)]
    return next(iter(public_keys.signers(known, found.said, found.signature)), None)


def _record(document: bytes, *, is_ours: bool) -> dict[str, Any]:
    """The words that go with the pages; none when they cannot be read."""
    from cnss_counter.paper.pdf import reading, receipt_pdf
    from cnss_counter.services.printing import foreign_pdf

    look = reading.attached if is_ours else foreign_pdf.attached
    try:
        found = json_files.read(look(document, receipt_pdf.RECORD) or b"")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _sealed_by(sealed: SealedText, keys: Iterable[PublicKey]) -> Verification:
    known = [key for key in keys if key.name == (sealed.agency, sealed.counter, sealed.key_id)]
    if not known:
        return Verification("unknown_key", sealed)
    signed = public_keys.signers(known, sealed.said.encode("ascii"), sealed.signature)
    if not signed:
        return Verification("altered", sealed, "seal")
    is_training = signed[0].is_training or bool(sealed.of_print and sealed.of_print.is_training)
    # A receipt bears the moment of its deposit, whichever key signs the print: none is later.
    if not all(key.signed_until(sealed.moment) for key in signed):
        return Verification("altered", sealed, "retired", is_training=is_training)
    return Verification("genuine", sealed, is_training=is_training)


def _text(document: bytes) -> str:
    """What a scanner or a text editor wrote; empty for any other file, whatever stands in it."""
    try:
        text = document.decode("utf-8-sig") if len(document) <= limits.SCANNED else ""
    except UnicodeDecodeError:
        return ""
    return "" if _NO_TEXT.search(text) else text


def _verify_page(text: str, keys: Iterable[PublicKey]) -> Verification | None:
    """A text that says more than a code, as a receipt in text does: the code alone is proved."""
    code = seal.find("".join(_BARRED.findall(text))) or seal.find(text)
    if code is None:
        return None
    found = _sealed_by(code.sealed, keys)
    return replace(found, outcome="facts_genuine") if found.outcome == "genuine" else found
