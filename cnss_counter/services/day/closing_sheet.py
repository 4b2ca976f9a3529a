"""The closing sheet of a day: what it says, in both languages, and its file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cnss_counter.domain.bilingual import NOTHING, Bilingual
from cnss_counter.paper.content import seal
from cnss_counter.paper.content.closing_sheet import ClosingSheet
from cnss_counter.paper.content.receipt import ReceiptRow
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.services.custody.broken_words import broken_words
from cnss_counter.services.day.closing import ClosedDay
from cnss_counter.storage.files.private_files import make_private_folder, write_whole
from cnss_counter.storage.tables import counter
from cnss_counter.storage.tables.receipt_prints import AT_MOST
from cnss_counter.wording.both import both, in_both

if TYPE_CHECKING:
    from cnss_counter.storage.tables.counter import SigningKey


def draw_sheet(context: ClerkContext, closed: ClosedDay) -> Path:
    """The sheet of a day that was closed, among the receipts; the newest of a day stands.

    For a thread. Raises `StoreError`, and the day is closed all the same.
    """
    from cnss_counter.paper.sheets.closing_sheet import draw_closing_sheet

    with context.reading() as database:
        key = counter.signing_key(database)
    make_private_folder(context.home.receipts)
    file = context.home.receipts / f"cloture-{closed.day.isoformat()}.pdf"
    write_whole(file, draw_closing_sheet(sheet_of(closed, key)))
    return file


def sheet_of(closed: ClosedDay, key: SigningKey) -> ClosingSheet:
    """The page of a day that was closed, sealed by the counter's key."""
    agency = closed.agency
    return ClosingSheet(
        organisation=both("organisation.name"),
        agency=both(
            "closing.agency",
            name=Bilingual(agency.name_fr, agency.name_ar),
            code=agency.code,
            counter=agency.counter,
        ),
        title=both("closing.title"),
        about=both("closing.about", day=closed.day, time=f"{closed.at:%H:%M}"),
        rows=tuple(_rows(closed)),
        warnings=tuple(_warnings(closed)),
        keep=both("closing.keep"),
        signature_box=both("closing.signature"),
        verify_label=both("closing.verify"),
        sealed=_sealed(closed, key),
        moment=closed.at,
        mark=both("receipt.marks.training") if agency.is_training else NOTHING,
    )


def _rows(closed: ClosedDay) -> Iterator[ReceiptRow]:
    agency = closed.agency
    last = f"{agency.code}-{agency.counter}-{closed.at.year}-{closed.last_number:06}"
    figures = {
        "deposits": str(closed.deposits),
        "last_number": last if closed.last_number else "–",
        "journal": closed.entry.short,
        "verified": closed.verified.head if closed.verified.broken is None else "–",
        "backup": closed.backup.file.name if closed.backup else "–",
        "drafts": str(closed.drafts),
        "waiting_control": str(closed.waiting_control),
        "not_exported": str(closed.not_exported),
        "unprinted": f"{closed.unprinted}{'+' * (closed.unprinted >= AT_MOST)}",
    }
    for name, value in figures.items():
        yield ReceiptRow(both(f"closing.rows.{name}"), value)


def _warnings(closed: ClosedDay) -> Iterator[Bilingual]:
    if broken := closed.verified.broken:
        yield in_both().each(lambda words: broken_words(words, broken))
    if closed.trouble is not None:
        trouble = closed.trouble
        reason = in_both().each(lambda words: words.error(trouble))
        yield both("closing.no_backup", reason=reason)


def _sealed(closed: ClosedDay, key: SigningKey) -> str:
    """`CD1/CLO-agency-counter-day-deposits-entry/time/agency/key/hash of the entry/signature`."""
    import base45

    agency, entry = closed.agency, closed.entry
    named = f"CLO-{agency.code}-{agency.counter}-{closed.day:%Y%m%d}-{closed.deposits}-{entry.n}"
    said = seal.to_sign(
        seal.CLOSING, named, closed.at, agency.code, key.key_id, entry.hash[:24].upper()
    )
    signature: bytes = base45.b45encode(key.sign(said.encode("ascii")))
    return f"{said}/{signature.decode('ascii')}"
