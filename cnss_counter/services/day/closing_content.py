"""What the closing sheet says, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter import wording
from cnss_counter.paper.content import seal
from cnss_counter.paper.content.content import NOTHING, Bilingual, ClosingSheet, ReceiptRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnss_counter.services.day.closing import ClosedDay
    from cnss_counter.storage.tables.counter import SigningKey
    from cnss_counter.wording import Value


def sheet_of(closed: ClosedDay, key: SigningKey) -> ClosingSheet:
    """The page of a day that was closed, sealed by the counter's key."""
    agency = closed.agency
    french, arabic = wording.load("fr"), wording.load("ar")
    return ClosingSheet(
        organisation=_said("organisation.name"),
        agency=Bilingual(
            french("closing.agency", name=agency.name_fr, code=agency.code, counter=agency.counter),
            arabic("closing.agency", name=agency.name_ar, code=agency.code, counter=agency.counter),
        ),
        title=_said("closing.title"),
        about=_said("closing.about", day=closed.day, time=f"{closed.at:%H:%M}"),
        rows=tuple(_rows(closed)),
        warnings=tuple(_warnings(closed)),
        keep=_said("closing.keep"),
        signature_box=_said("closing.signature"),
        verify_label=_said("receipt.verify"),
        sealed=_sealed(closed, key),
        moment=closed.at,
        mark=_said("receipt.marks.training") if agency.is_training else NOTHING,
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
    }
    for name, value in figures.items():
        yield ReceiptRow(_said(f"closing.rows.{name}"), value)


def _warnings(closed: ClosedDay) -> Iterator[Bilingual]:
    french, arabic = wording.load("fr"), wording.load("ar")
    if broken := closed.verified.broken:
        yield Bilingual(
            *(
                words(
                    "journal.broken",
                    n=str(broken.n),
                    rule=words(f"journal.rules.{broken.rule}", subject=broken.subject),
                )
                for words in (french, arabic)
            )
        )
    if closed.trouble is not None:
        yield Bilingual(
            *(
                words("closing.no_backup", reason=words.error(closed.trouble))
                for words in (french, arabic)
            )
        )


def _sealed(closed: ClosedDay, key: SigningKey) -> str:
    """`CD1/CLO-agency-counter-day-deposits-entry/time/agency/key/hash of the entry/signature`."""
    import base45

    agency, entry = closed.agency, closed.entry
    named = f"CLO-{agency.code}-{agency.counter}-{closed.day:%Y%m%d}-{closed.deposits}-{entry.n}"
    said = seal.to_sign(
        named, closed.at, agency.code, key.key_id, entry.hash[:24].upper(), seal.CLOSING
    )
    signature: bytes = base45.b45encode(key.sign(said.encode("ascii")))
    return f"{said}/{signature.decode('ascii')}"


def _said(key: str, **values: Value) -> Bilingual:
    return Bilingual(wording.load("fr")(key, **values), wording.load("ar")(key, **values))
