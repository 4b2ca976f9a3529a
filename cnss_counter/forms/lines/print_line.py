"""What is known of a paper: why it was not printed, or what the printer does with it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from textual.content import Content
from textual.message import Message

from cnss_counter.errors import CounterError
from cnss_counter.forms.lines.more_below import TextAbove
from cnss_counter.forms.lines.paragraphs import Paragraphs

if TYPE_CHECKING:
    from cnss_counter.storage.files.print_jobs import JobOutcome, PrintState
    from cnss_counter.wording import Wording


_STYLES: Mapping[JobOutcome, str] = {
    "completed": "bold $text-success",
    "waiting": "bold",
    "failed": "bold $text-error",
    "cancelled": "bold $text-error",
    "unknown": "bold $text-error",
}


class Followed(Protocol):
    """A paper at the printer, asked after in a thread."""

    look_every: float
    state: PrintState

    def look(self) -> PrintState: ...


class PrintLine(TextAbove):
    """Tells of one paper, and asks after it until there is nothing more to be learnt.

    No key waits for that: the question is asked in a thread, and forgotten with the screen.
    """

    @dataclass
    class Changed(Message):
        """Something else is known now: the screen says its words again."""

        state: PrintState

    def __init__(self, printout: Followed | None = None) -> None:
        self._said = Paragraphs(id="paper-text")
        super().__init__(self._said, id="paper")
        self._printout = printout

    def on_mount(self) -> None:
        if self._printout is not None and self._printout.state.outcome == "waiting":
            self.run_worker(self._follow(self._printout))

    def show_state(self, words: Wording, otherwise: Content, file: str = "") -> None:
        """What is known of the paper; `otherwise`, where no printer has it. `file` is where it
        can be opened as long as it has not come out.
        """
        said = otherwise if self._printout is None else self._told(words, self._printout, file)
        self._said.show_text(said)
        self.display = bool(said.plain)

    def _told(self, words: Wording, printout: Followed, file: str) -> Content:
        state = printout.state
        told = Content.styled(print_words(words, state), _STYLES[state.outcome])
        if state.outcome == "completed" or not file:
            return told
        return Content.assemble(told, "\n", words("printing.file", file=file))

    async def _follow(self, printout: Followed) -> None:
        known = printout.state
        while known.outcome == "waiting":
            await asyncio.sleep(printout.look_every)
            with suppress(CounterError):  # that it came out is written down at the next look
                await asyncio.to_thread(printout.look)
            if printout.state != known:
                known = printout.state
                self.post_message(self.Changed(known))


def print_words(words: Wording, state: PrintState) -> str:
    """What a clerk is told of a paper at the printer."""
    if state.outcome in {"waiting", "unknown"}:
        return words(f"printing.{state.outcome}.{state.detail}")
    return words(f"printing.{state.outcome}", reasons=state.detail)
