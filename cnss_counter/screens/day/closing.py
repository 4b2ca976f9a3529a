"""Closing the day: asked once, shown how far it has come, then what it found."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from textual import on
from textual.content import Content
from textual.widget import Widget

from cnss_counter.forms.lines.more_below import TextAbove
from cnss_counter.forms.lines.paragraphs import Paragraphs
from cnss_counter.forms.lines.print_line import Followed, PrintLine
from cnss_counter.forms.pick_list import PickRow
from cnss_counter.forms.short_list import ShortList
from cnss_counter.services.custody.broken_words import broken_words
from cnss_counter.storage.tables.receipt_prints import AT_MOST

if TYPE_CHECKING:
    from cnss_counter.errors import CounterError
    from cnss_counter.services.day.closing import ClosedDay

_WIDTH = 40


class ClosingScreen(ShortList[bool]):
    """Answers whether to close the day now. It stays while the work is done, and tells of it."""

    KEY = "closing"
    KEYS = ("enter", "go_back", "change_language", "menu")

    def __init__(self, drafts: int = 0, unprinted: int = 0) -> None:
        """What waits is told before it is too late to do something about it."""
        super().__init__()
        self._waiting = (drafts, unprinted)
        self._done = (0, 0)

    def about(self) -> Content:
        words = self.words
        if not self.is_answered:
            drafts, unprinted = self._waiting
            waits = words("screens.closing.waiting", drafts=drafts, unprinted=unprinted)
            about = Content(words("screens.closing.about"))
            return Content.assemble(about, "\n\n", (waits, "bold")) if any(self._waiting) else about
        done, total = self._done
        share = done / total if total else 0.0
        bar = "█" * int(share * _WIDTH) + "░" * (_WIDTH - int(share * _WIDTH))
        return Content.assemble(words("screens.closing.working"), "\n\n", f"{bar} {share:.0%}")

    def rows(self) -> Iterable[PickRow]:
        if not self.is_answered:
            yield PickRow((self.words("screens.closing.now"),), "now")
            yield PickRow((self.words("screens.closing.later"),), "later")

    def take(self, row_id: str) -> None:
        self.answer(row_id == "now")
        self.refresh_words()

    def action_go_on(self) -> None:
        """A day is closed by choosing so, by no key that goes on."""

    def action_go_back(self) -> None:
        self.answer(False)

    def progress(self, done: int, total: int) -> None:
        """Called by the thread that works: the screen hears of it in its own time."""
        self._done = (done, total)
        if self.is_attached:
            self.app.call_from_thread(self._tell)

    def _tell(self) -> None:
        self.query_one("#about", Paragraphs).show_text(self.about())


class ClosedScreen(ShortList[Literal["print", "home"]]):
    """What the closing found; answers whether to print its sheet, or to go Home."""

    KEY = "closed"
    KEYS = ("enter", "change_language", "menu")
    IS_SEEN_FIRST = True

    def __init__(
        self,
        closed: ClosedDay,
        sheet: Path | None,
        printout: Followed | None = None,
        refusal: CounterError | None = None,
    ) -> None:
        super().__init__()
        self._day = closed
        self._sheet = sheet
        self._refusal = refusal
        self._paper = PrintLine(printout)

    def body(self) -> Iterable[Widget]:
        yield TextAbove(Paragraphs(id="about"))
        yield self._paper
        yield self._list

    def refresh_words(self) -> None:
        super().refresh_words()
        refusal = self.words.error(self._refusal) if self._refusal is not None else ""
        if refusal and self._sheet is None:
            refusal = self.words("screens.closed.not_drawn", reason=refusal)
        self._paper.show_state(self.words, Content.styled(refusal, "bold $text-error"))

    @on(PrintLine.Changed)
    def tell_what_became_of_it(self, event: PrintLine.Changed) -> None:
        event.stop()
        self.refresh_words()

    def about(self) -> Content:
        words, closed = self.words, self._day
        lines = [
            Content(words("screens.closed.deposits", count=closed.deposits)),
            Content(words("screens.closed.journal", head=closed.entry.short)),
            *self._troubles(),
            *self._unprinted(),
            Content(words("screens.closed.papers", swept=closed.papers.swept)),
        ]
        if closed.papers.left:
            lines.append(Content(words("screens.closed.papers_left", left=closed.papers.left)))
        if closed.backup:
            lines.append(Content(words("screens.closed.backup", file=str(closed.backup.file))))
        if self._sheet is not None:
            lines.append(Content(words("screens.closed.sheet", file=str(self._sheet))))
        return Content("\n").join(lines)

    def rows(self) -> Iterable[PickRow]:
        yield PickRow((self.words("screens.closed.print"),), "print")
        yield PickRow((self.words("screens.closed.home"),), "home")

    def take(self, row_id: str) -> None:
        self.answer("print" if row_id == "print" else "home")

    def action_go_back(self) -> None:
        self.answer("home")

    def _unprinted(self) -> Iterable[Content]:
        """Papers that their persons have not got: each is drawn again from Home."""
        if count := self._day.unprinted:
            more = "+" * (count >= AT_MOST)
            said = self.words("screens.closed.unprinted", count=f"{count}{more}")
            yield Content.styled(said, "bold $text-warning")

    def _troubles(self) -> Iterable[Content]:
        words, closed = self.words, self._day
        if broken := closed.verified.broken:
            yield Content.styled(broken_words(words, broken), "bold $text-error")
        if closed.trouble is not None:
            said = words("closing.no_backup", reason=words.error(closed.trouble))
            yield Content.styled(said, "bold $text-error")
