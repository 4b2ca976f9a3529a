"""Drawing a receipt, and writing down which copy was given out: docs/decisions/0075."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cnss_counter.domain.deposit import Deposit
from cnss_counter.errors import BadInputError, DataFileError
from cnss_counter.paths import Home
from cnss_counter.services.printing.receipt_content import receipt_of
from cnss_counter.storage.files import given_places
from cnss_counter.storage.files.private_files import make_private_folder, write_beside, write_whole
from cnss_counter.storage.tables import counter, receipt_prints
from cnss_counter.storage.tables.receipt_prints import HANDED_OVER, CopyOutcome, UnprintedRequest

if TYPE_CHECKING:
    from cnss_counter.paper.content.receipt import ReceiptContent
    from cnss_counter.services.access.clerk_context import ClerkContext
    from cnss_counter.storage.files.print_jobs import PrintJob
    from cnss_counter.storage.tables.counter import SigningKey

Form = Literal["pdf", "text", "matrix"]
"""`text` is a file to be read, `matrix` what a printer without Arabic draws cell by cell."""

_AMONG_ITS_RECEIPTS = Home(Path()).receipts
_OF_A_RECEIPT = re.compile(
    r"(?P<reference>[A-Z]{1,5}(?:-[0-9]+){5})(?:-duplicata-(?P<number>[1-9][0-9]{0,8}))?"
    r"(?:-bis(?:-[0-9]+)?)?\.pdf"
)
"""The name of a receipt's file for the printer; number 0, the original, is not written. `-bis`
stands beside another paper of that name."""

_SUFFIXES: dict[Form, str] = {"pdf": ".pdf", "text": ".txt", "matrix": ".txt"}


def draw_receipt(context: ClerkContext, deposit: Deposit) -> Path:
    """The receipt for the printer: the original as long as it has not come out, else a duplicate.

    The original is drawn into the same file, byte for byte, as often as it is asked for, and takes
    its number when it comes out; a duplicate takes its own now, so that no two bear the same.
    Raises as `print_receipt`.
    """
    _require_kept(deposit)
    with context.reading() as database:
        is_original = receipt_prints.is_unprinted(database, deposit.reference)
        key = counter.signing_key(database)
    if not is_original:
        return _number_a_copy(context, deposit, "pdf", None, "drawn")
    drawn = _drawn(deposit, 0, key, "pdf")
    with context.store.turn():
        return write_beside(_place(context.home.receipts, deposit.reference, 0, "pdf"), drawn)


def print_receipt(context: ClerkContext, deposit: Deposit, form: Form, to: Path | None) -> Path:
    """Hand the receipt over as a file, whole or not at all: the first copy is the original.

    Without `to` the file stands among the home's receipts under its reference. Raises
    `BadInputError` (`deposit.erased`) when nothing is left to print, or `place.…`.
    """
    if to is not None:
        require_place(to, deposit.reference, context.home)
    _require_kept(deposit)
    return _number_a_copy(context, deposit, form, to, "saved")


def name_original(context: ClerkContext, deposit: Deposit) -> Path:
    """The original as a file for whoever made the deposit; a printer has yet to print it."""
    return _number_a_copy(context, deposit, "pdf", None, "drawn")


def is_unprinted(context: ClerkContext, reference: str) -> bool:
    """Whether the original of this receipt has yet to come out."""
    with context.reading() as database:
        return receipt_prints.is_unprinted(database, reference)


def unprinted(context: ClerkContext) -> list[UnprintedRequest]:
    """The requests, of any clerk, whose original has yet to come out; the newest first."""
    context.require("find")
    with context.reading() as database:
        return receipt_prints.unprinted(database)


def note_outcome(
    context: ClerkContext,
    paper: Path,
    outcome: CopyOutcome,
    actor: str,
    job: PrintJob | None = None,
) -> bool:
    """Write down what became of a paper at the printer, if it is a receipt.

    An original that came out is one no more to print, and has its number. Which copy it is, is
    read from the name: that is what the printing system says it has printed. Two who look at
    one `job` write down its end once. Returns False, with nothing written, for a receipt of which
    the database knows no such copy: an older one was put back, or a mark says so.
    """
    if (named := _OF_A_RECEIPT.fullmatch(paper.name)) is None:
        return True
    reference, number, name = named["reference"], int(named["number"] or 0), job.name if job else ""
    with context.writing() as database:
        if not receipt_prints.is_known(database, reference, number):
            return False
        if outcome == "completed" and receipt_prints.is_noted(database, reference, number, name):
            return True
        noted = (database, reference, number, actor, "pdf", context.now(), outcome, name)
        if number or outcome not in HANDED_OVER:
            receipt_prints.note(*noted)
            return True
        is_first = not receipt_prints.count(database, reference)
        (receipt_prints.add if is_first else receipt_prints.note)(*noted)
        receipt_prints.has_come_out(database, reference)
        return True


def say_that_it_came_out(context: ClerkContext, paper: Path) -> None:
    """The clerk saw that the person has it, where the printing system says nothing."""
    context.require("print_receipt")
    note_outcome(context, paper, "said", context.clerk.code)


def _number_a_copy(
    context: ClerkContext, deposit: Deposit, form: Form, to: Path | None, outcome: CopyOutcome
) -> Path:
    """Draw the next copy, and give it its number for ever; one that failed has taken none.

    The drawing is made before the transaction, which is short; when another copy came in
    between, it is made again with the next number.
    """
    while True:
        with context.reading() as database:
            number = receipt_prints.count(database, deposit.reference)
            key = counter.signing_key(database)
        drawn = _drawn(deposit, number, key, form)
        with context.writing() as database:
            if receipt_prints.count(database, deposit.reference) != number:
                continue
            receipt_prints.add(
                database,
                deposit.reference,
                number,
                context.clerk.code,
                form,
                context.now(),
                outcome,
            )
            if not number and outcome in HANDED_OVER:
                receipt_prints.has_come_out(database, deposit.reference)
            path = to or _place(context.home.receipts, deposit.reference, number, form)
            if path.parent.resolve() == context.home.receipts.resolve():
                return write_beside(path, drawn)  # another deposit's paper may have this name
            write_whole(path, drawn)
            return path


def _require_kept(deposit: Deposit) -> None:
    if deposit.is_erased:
        raise BadInputError("deposit.erased", reference=deposit.reference)


def require_place(to: Path, reference: str, home: Home | None = None) -> None:
    """Raise `BadInputError` (`place.…`) for a file that is no place for this receipt.

    Inside a counter that is any but the names it has among the receipts.
    """
    own = re.compile(
        rf"{re.escape(reference.strip().upper())}(-duplicata-[0-9]+)?(-bis(-[0-9]+)?)?\.(pdf|txt)"
    )

    def is_own(inside: Path) -> bool:
        return inside.parent == _AMONG_ITS_RECEIPTS and bool(own.fullmatch(inside.name))

    given_places.require_file(to, home, is_own=is_own)


def warm() -> None:
    """Load what a first receipt takes half a second to load. For a thread, while answers are read.

    A typeface that is missing is told when a receipt is drawn, not here.
    """
    with suppress(DataFileError):
        from cnss_counter.paper.pdf import receipt_pdf
        from cnss_counter.paper.typesetting import typeface

        for weight in typeface.WEIGHTS:
            typeface.width_of(receipt_pdf.__name__, 1.0, weight)


def _drawn(deposit: Deposit, number: int, key: SigningKey, form: Form) -> bytes:
    """This print, by the key that signs today: in its code, and over the bytes of a PDF."""
    content = _sealed(deposit, number, key)
    if form != "pdf":
        from cnss_counter.paper.sheets.text import draw

        return draw(content, order="logical" if form == "text" else "visual").encode("utf-8")
    from cnss_counter.paper.pdf import file_signature, receipt_pdf

    agency = deposit.agency
    return file_signature.signed(
        receipt_pdf.draw(content), agency.code, agency.counter, key.key_id, key.sign
    )


def _sealed(deposit: Deposit, number: int, key: SigningKey) -> ReceiptContent:
    """The receipt with its QR code: Ed25519 in base45, 183 characters (version 8-M holds 221)."""
    import base45

    from cnss_counter.paper.content import seal

    content = receipt_of(deposit, number)
    said = seal.of_receipt(content, deposit.deposited_at, deposit.agency.code, key.key_id)
    signature: bytes = base45.b45encode(key.sign(said.encode("ascii")))
    return replace(content, sealed=f"{said}/{signature.decode('ascii')}")


def _place(folder: Path, reference: str, number: int, form: Form) -> Path:
    make_private_folder(folder)
    mark = f"-duplicata-{number}" if number else ""
    return folder / f"{reference}{mark}{_SUFFIXES[form]}"
