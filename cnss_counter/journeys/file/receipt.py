"""The receipt: drawn once the deposit is safe, handed over, drawn again when asked."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Literal

from cnss_counter.errors import AnswerIsNo, BadInputError, CounterError
from cnss_counter.forms.asking import Interrupted
from cnss_counter.forms.receipt.copy_at_hand import CopyAtHand, ReceiptAnswer
from cnss_counter.screens.file.receipt import ReceiptScreen
from cnss_counter.screens.file.unprinted import UnprintedScreen
from cnss_counter.services.printing import print_queue, receipt_copies
from cnss_counter.services.printing.receipt_content import receipt_of
from cnss_counter.storage.files.print_cleanup import PrintCleanup

if TYPE_CHECKING:
    from pathlib import Path

    from cnss_counter.domain.deposit import Deposit
    from cnss_counter.journeys.shift import Shift
    from cnss_counter.services.printing.print_queue import Printout


_Wanted = Literal[ReceiptAnswer, "look_again"]

_ENDED_BADLY = frozenset({"failed", "cancelled"})
"""What has become of a job that nothing more will come of."""


async def hand_over_receipt(shift: Shift, deposit: Deposit) -> None:
    """The receipt of a deposit just made, until the next client. Nobody waits for its drawing to
    see the reference.
    """
    copy = _Copy(shift, deposit, is_unprinted=True)
    drawing = asyncio.ensure_future(copy.after("draw_again"))
    try:
        await _offer(shift, copy, CopyAtHand(is_unprinted=True, drawing=drawing), is_new=True)
    finally:
        with suppress(Interrupted):
            await drawing
        copy.handed.end()


async def show_request(shift: Shift, reference: str) -> None:
    """A request deposited before: what its receipt says.

    Its original, as long as it has not come out; then a duplicate when asked.
    """
    deposit = await shift.in_thread(shift.session.deposit_of, reference)
    if deposit is None:
        return
    if deposit.is_erased:
        raise BadInputError("deposit.erased", reference=reference)
    copy = _Copy(shift, deposit)
    copy.is_unprinted = await shift.in_thread(copy.is_still_unprinted)
    try:
        await _offer(shift, copy, await copy.after("look_again"), is_new=False)
    finally:
        copy.handed.end()


async def show_unprinted(shift: Shift) -> None:
    """The requests whose original has not come out, one after another, until none is chosen."""
    context = shift.session.context
    while True:
        requests = await shift.in_thread(receipt_copies.unprinted, context)
        reference = await shift.ask(UnprintedScreen(requests, shift.waiting_papers.look))
        if reference is None:
            return
        await show_request(shift, reference)


async def _offer(shift: Shift, copy: _Copy, at_hand: CopyAtHand | None, *, is_new: bool) -> None:
    """Carry out what is wanted of the paper, then ask again. The deposit is safe throughout."""
    content = receipt_of(copy.deposit)
    while at_hand is not None:
        wanted = await shift.ask(ReceiptScreen(content, at_hand, is_new=is_new))
        if at_hand.drawing is not None:
            await at_hand.drawing
        copy.see_whether_it_came_out()
        if wanted == "next_client":
            return
        at_hand = await copy.after(wanted)


class _Copy:
    """The copy of a receipt that is at hand, until its person leaves."""

    def __init__(self, shift: Shift, deposit: Deposit, *, is_unprinted: bool = False) -> None:
        self.deposit = deposit
        self.is_unprinted = is_unprinted
        self.file: Path | None = None
        self.printout: Printout | None = None
        self.handed = PrintCleanup(shift.home)
        self._refused: CounterError | None = None
        self._tries = 1
        self._in_thread = shift.in_thread
        self._session = shift.session
        self._printer = shift.printer
        self._original = shift.home.receipts / f"{deposit.reference}.pdf"

    async def after(self, wanted: _Wanted) -> CopyAtHand | None:
        """Do what is wanted in a thread; what is known then, None when nothing is left to ask."""
        before, self._refused = self._refused, None
        try:
            if await self._in_thread(self._carry_out, wanted):
                return None
        except CounterError as refused:
            self._refused = refused
        is_again = self._refused and before and self._refused.code == before.code
        self._tries = self._tries + 1 if is_again else 1
        return CopyAtHand(self.is_unprinted, self.file, self.printout, self._refused, self._tries)

    def _carry_out(self, wanted: _Wanted) -> bool:
        """Whether nothing is left to ask. Raises `CounterError`, whatever became of the paper."""
        match wanted:
            case "draw_again":
                self._draw()
            case "print_out":
                self._print()
            case "came_out":
                self._note_that_it_came_out()
                return True
            case "look_again" if self.is_unprinted:
                self._resume()
        return False

    def is_still_unprinted(self) -> bool:
        return receipt_copies.is_unprinted(self._session.context, self.deposit.reference)

    def see_whether_it_came_out(self) -> None:
        """What came out is not printed once more as it is."""
        if self.printout is not None and self.printout.state.outcome == "completed":
            self.is_unprinted, self.file = False, None

    def _draw(self) -> Path:
        self.file = self.printout = None
        self.file = self._session.receipts.draw(self.deposit.reference)
        self.handed.hold(self.file)
        self.is_unprinted = self.is_still_unprinted()
        return self.file

    def _print(self) -> None:
        """What waits at the printer is taken back first: an original comes out once."""
        if self.printout and self.printout.take_back().outcome in {"waiting", "completed"}:
            self.see_whether_it_came_out()
            return
        if self.is_unprinted and self.printout is None and self._is_at_a_printer():
            return
        self._require_the_same_copy()
        file = self.file if self.file is not None and self.file.exists() else self._draw()
        self.printout = None
        self.printout = print_queue.send_receipt(
            self._session.context, self._printer, file, self.handed
        )
        self.see_whether_it_came_out()

    def _is_at_a_printer(self) -> bool:
        """Whether another window has sent the original: that is shown, and not sent as well."""
        self._resume()
        return self.printout is not None and self.printout.state.outcome not in _ENDED_BADLY

    def _require_the_same_copy(self) -> None:
        """Draw a duplicate and say so, where the original came out since it was drawn here."""
        if self.is_unprinted and not self.is_still_unprinted():
            self.handed.came_out(self.file or self._original)
            self._draw()
            raise AnswerIsNo("receipt.came_out_elsewhere")

    def _note_that_it_came_out(self) -> None:
        file = self.file or self._original
        receipt_copies.say_that_it_came_out(self._session.context, file)
        self.handed.came_out(file)

    def _resume(self) -> None:
        """What an earlier visit left at the printer."""
        context, file = self._session.context, self._original
        left = print_queue.resume_receipt(context, self._printer, file, self.handed)
        if left is None:
            return
        self.printout, self.file = left, file if file.exists() else None
        self.see_whether_it_came_out()
