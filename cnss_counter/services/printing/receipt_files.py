"""The receipts of deposits, drawn for a printer or handed over as files."""

from __future__ import annotations

from pathlib import Path

from cnss_counter.domain import reference_number
from cnss_counter.domain.deposit import Deposit
from cnss_counter.errors import BadInputError
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.services.printing import receipt_copies
from cnss_counter.storage.tables import deposits


class HandedReceipts:
    """What a clerk can do about receipts. Each takes 0.3 s and more: call it from a thread.

    Raises `BadInputError` (`deposit.…`) for a reference that nobody has, `StoreError`.
    """

    def __init__(self, context: ClerkContext) -> None:
        self._context = context

    def draw(self, reference: str) -> Path:
        """The receipt for the printer, among the home's receipts."""
        self._context.require("print_receipt")
        return receipt_copies.draw_receipt(self._context, self.required(reference))

    def save(
        self, reference: str, *, form: receipt_copies.Form = "pdf", to: Path | None = None
    ) -> Path:
        """Hand the receipt over as a file; from the second copy a DUPLICATA n° k.

        `to`: the file, else one named by the reference among the home's receipts.
        """
        self._context.require("print_receipt")
        return receipt_copies.print_receipt(self._context, self.required(reference), form, to)

    def required(self, reference: str) -> Deposit:
        """The request of this reference, in any spelling with its check digits.

        Raises `BadInputError` (`no_such`).
        """
        self._context.require("find")
        with self._context.reading() as database:
            found = deposits.with_reference(database, reference_number.spelt(reference))
        if found is None:
            raise no_such(reference)
        return found


def no_such(reference: str) -> BadInputError:
    """Why there is no request of this reference: it is typed wrong, or none was given it here."""
    if reference_number.read(reference):
        code = "unknown_reference"
    elif reference_number.lacks_its_check(reference):
        code = "check_digits_missing"
    else:
        code = "mistyped_reference"
    return BadInputError(f"deposit.{code}", reference=reference)
