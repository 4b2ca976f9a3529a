"""The receipt: drawn once the deposit is safe, handed over, drawn again when asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cnss_counter import wording
from cnss_counter.errors import BadInputError, CounterError
from cnss_counter.journeys.paper import hand_over
from cnss_counter.screens.receipt import ReceiptAnswer, ReceiptScreen
from cnss_counter.services.receipts import content_of
from cnss_counter.storage.papers_handed_over import PapersHandedOver

if TYPE_CHECKING:
    from cnss_counter.journeys.shift import Shift
    from cnss_counter.storage.records import Deposit


async def hand_over_receipt(shift: Shift, deposit: Deposit) -> None:
    """Draw the receipt of a deposit just made, until the next client."""
    await _offer(shift, deposit, "draw_again")


async def show_request(shift: Shift, reference: str) -> None:
    """A request deposited before: what its receipt says; a duplicate when asked."""
    deposit = await shift.in_thread(shift.desk.deposit_of, reference)
    if deposit is not None and deposit.is_erased:
        raise BadInputError("deposit.erased", reference=reference)
    if deposit is not None:
        await _offer(shift, deposit, None, is_new=False)


async def _offer(
    shift: Shift, deposit: Deposit, wanted: ReceiptAnswer | None, *, is_new: bool = True
) -> None:
    """Carry out what is wanted of the paper, then ask again. The deposit is safe throughout.

    A paper that the printer took does not stay on the disk when its person has left.
    """
    printed = PapersHandedOver(shift.home)
    try:
        await _serve_paper(shift, deposit, wanted, printed, is_new=is_new)
    finally:
        printed.end()


async def _serve_paper(
    shift: Shift,
    deposit: Deposit,
    wanted: ReceiptAnswer | None,
    printed: PapersHandedOver,
    *,
    is_new: bool,
) -> None:
    content = content_of(deposit, wording.load("fr"), wording.load("ar"))
    paper: Path | None = None
    while wanted != "next_client":
        trouble: CounterError | None = None
        try:
            if wanted == "draw_again":
                paper = await shift.in_thread(shift.desk.print_receipt, deposit.reference)
            elif wanted == "print_out" and paper is not None:
                await shift.in_thread(hand_over, shift, paper, printed)
        except CounterError as refused:
            trouble = refused
        screen = ReceiptScreen(content, paper, trouble, wanted, is_new=is_new)
        answer = await shift.ask(screen)
        wanted = answer
