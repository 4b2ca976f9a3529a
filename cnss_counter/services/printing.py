"""Drawing a receipt and writing it down: the first is the original, the others duplicates."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cnss_counter.errors import BadInputError, DataFileError
from cnss_counter.paths import Home
from cnss_counter.services.receipts import content_of
from cnss_counter.storage import deposits, given_places
from cnss_counter.storage.files import make_private_folder, write_beside, write_whole
from cnss_counter.storage.records import Deposit

if TYPE_CHECKING:
    from cnss_counter.receipt.content import ReceiptContent
    from cnss_counter.services.seat import Seat
    from cnss_counter.storage.counter import SigningKey

Form = Literal["pdf", "text"]
_AMONG_ITS_RECEIPTS = Home(Path()).receipts
_SUFFIXES: dict[Form, str] = {"pdf": ".pdf", "text": ".txt"}


def print_receipt(seat: Seat, deposit: Deposit, form: Form, to: Path | None) -> Path:
    """Draw the receipt into a file, whole or not at all, and journal it.

    Without `to` the file stands among the home's receipts under its reference. The drawing is made
    before the transaction, which is short; when another print came in between, it is made
    again with the next number. A print that failed has taken no number. Raises `BadInputError`
    (`deposit.erased`) when nothing is left to print, or `place.…`.
    """
    if to is not None:
        require_place(to, deposit.reference, seat.home)
    if deposit.is_erased:
        raise BadInputError("deposit.erased", reference=deposit.reference)
    while True:
        with seat.reading() as database:
            number = deposits.prints(database, deposit.reference)
            key = deposits.signing_key_of(database, deposit.reference)
        drawn = _draw(_sealed(deposit, number, key), form)
        with seat.writing() as database:
            if deposits.prints(database, deposit.reference) != number:
                continue
            deposits.add_print(
                database, deposit.reference, number, seat.clerk.code, form, seat.now()
            )
            path = to or _place(seat.home.receipts, deposit.reference, number, form)
            if path.parent.resolve() == seat.home.receipts.resolve():
                return write_beside(path, drawn)  # another deposit's paper may have this name
            write_whole(path, drawn)
            return path


def require_place(to: Path, reference: str, home: Home | None = None) -> None:
    """Raise `BadInputError` (`place.…`) for a file that is no place for this receipt.

    Inside a counter that is any but the names it has among the receipts.
    """
    own = re.compile(rf"{re.escape(reference.strip().upper())}(-duplicata-[0-9]+)?\.(pdf|txt)")

    def is_own(inside: Path) -> bool:
        return inside.parent == _AMONG_ITS_RECEIPTS and bool(own.fullmatch(inside.name))

    given_places.require_file(to, home, is_own=is_own)


def warm() -> None:
    """Load what a first receipt takes half a second to load. For a thread, while answers are read.

    A typeface that is missing is told when a receipt is drawn, not here.
    """
    with suppress(DataFileError):
        from cnss_counter.receipt import pdf, typeface

        for weight in typeface.WEIGHTS:
            typeface.width_of(pdf.__name__, 1.0, weight)


def text_of(deposit: Deposit) -> str:
    """The receipt for the screen: 80 columns, no duplicate's mark."""
    from cnss_counter import wording
    from cnss_counter.receipt.text import draw

    return draw(content_of(deposit, wording.load("fr"), wording.load("ar")))


def _sealed(deposit: Deposit, number: int, key: SigningKey) -> ReceiptContent:
    """The receipt with its QR code: Ed25519 in base45, 176 characters (version 7-M holds 178)."""
    import base45

    from cnss_counter import wording
    from cnss_counter.receipt import seal

    content = content_of(deposit, wording.load("fr"), wording.load("ar"), number)
    hashed = seal.fingerprint(seal.facts(content))
    code = deposit.agency.code
    said = seal.to_sign(deposit.reference, deposit.deposited_at, code, key.key_id, hashed)
    signature: bytes = base45.b45encode(key.sign(said.encode("ascii")))
    return replace(content, sealed=f"{said}/{signature.decode('ascii')}")


def _draw(content: ReceiptContent, form: Form) -> bytes:
    if form == "pdf":
        from cnss_counter.receipt.pdf import draw as draw_pdf

        return draw_pdf(content)
    from cnss_counter.receipt.text import draw

    return draw(content).encode("utf-8")


def _place(folder: Path, reference: str, number: int, form: Form) -> Path:
    make_private_folder(folder)
    mark = f"-duplicata-{number}" if number else ""
    return folder / f"{reference}{mark}{_SUFFIXES[form]}"
