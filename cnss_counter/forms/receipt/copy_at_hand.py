"""The copy of a receipt that is at hand: what is known of it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Awaitable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from textual.content import Content

from cnss_counter.errors import CounterError
from cnss_counter.forms.lines.print_line import Followed

if TYPE_CHECKING:
    from cnss_counter.storage.files.print_jobs import JobOutcome
    from cnss_counter.wording import Wording

ReceiptAnswer = Literal["print_out", "came_out", "next_client", "draw_again"]


@dataclass(frozen=True, slots=True)
class CopyAtHand:
    """The copy that a receipt's screen is about.

    `is_unprinted`: the original had not come out when it was asked for, so that it is the one.
    `file` is where it was drawn, `printout` what the printer does with it; `trouble` is what the
    printer or the disk answered to what was wanted last, `tries` times in a row. `drawing` is
    what is known once it is drawn, while that is being done.
    """

    is_unprinted: bool
    file: Path | None = None
    printout: Followed | None = None
    trouble: CounterError | None = None
    tries: int = 1
    drawing: Awaitable[CopyAtHand | None] | None = None

    @property
    def _outcome(self) -> JobOutcome | None:
        return None if self.printout is None else self.printout.state.outcome

    @property
    def is_awaited(self) -> bool:
        """Whether the person has no receipt yet, as far as anybody knows."""
        return self.is_unprinted and self._outcome != "completed"

    @property
    def is_waiting(self) -> bool:
        """Whether a printer has it still."""
        return self._outcome == "waiting"

    @property
    def may_be_out(self) -> bool:
        """Whether only an eye can tell: nothing is known of the job, or the clerk prints the file.

        What was cancelled or refused did not come out: it is printed again, or left.
        """
        if self._outcome is not None:
            return self._outcome == "unknown"
        return self.trouble is not None and self.trouble.code.startswith("printer.")

    @property
    def waits_for_an_arrow(self) -> bool:
        """Whether the cursor chooses nothing: the original was sent, or the clerk prints it."""
        return self.is_awaited and (self.printout is not None or self.may_be_out)

    @property
    def is_begun(self) -> bool:
        """Whether somebody tried to have it printed."""
        return self.printout is not None or self.trouble is not None

    @property
    def printable(self) -> Path | None:
        """What can be printed now; one that came out is not printed again as it is."""
        return None if self._outcome == "completed" else self.file

    def offered(self) -> Iterable[ReceiptAnswer]:
        """What to do with it, always in the same order."""
        if self.is_awaited:
            yield "print_out"
            if self.may_be_out:
                yield "came_out"
            yield "next_client"
        else:
            if self.printable is not None:
                yield "print_out"
            yield from ("next_client", "draw_again")

    def action_words(self, action: ReceiptAnswer, words: Wording) -> str:
        """Doing it is called by what would be lost, or be there twice."""
        kind: str = action
        if self.is_awaited:
            if action == "next_client":
                kind = "leave_waiting" if self.is_waiting else "leave_unprinted"
            elif action == "print_out" and self.is_waiting:
                kind = "print_anew"
        elif action == "print_out":
            kind = "print_duplicate"
        return words(f"screens.receipt.{kind}")

    def words(self, words: Wording) -> Content:
        """What is told of a paper that no printer has."""
        if self.trouble is not None:
            said = words.error(self.trouble)
            if self.file is None:
                kind = "original" if self.is_unprinted else "duplicate"
                said = words(f"screens.receipt.not_drawn.{kind}", reason=said)
            if self.tries > 1:
                said = words("screens.receipt.tried_again", tries=self.tries, reason=said)
            return Content.styled(said, "bold $error")
        if self.drawing is not None:
            return Content(words("screens.receipt.being_drawn"))
        if self.file is None:
            return Content()
        return Content(words("screens.receipt.drawn", file=str(self.file)))
