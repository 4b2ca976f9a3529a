"""Home: an errand to choose, my drafts, what waits. No person can be read here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.domain.home_summary import HomeSummary
from cnss_counter.forms.errand_line import ErrandLine
from cnss_counter.forms.lines.paragraphs import Paragraphs
from cnss_counter.forms.pick_list import PickList, PickRow
from cnss_counter.forms.question import Question
from cnss_counter.forms.request.draft_line import DraftLine
from cnss_counter.storage.tables.receipt_prints import AT_MOST

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from cnss_counter.storage.tables.receipt_prints import UnprintedRequest


UNPRINTED = "unprinted"
"""The errand whose line counts receipts, and goes when none is left."""


@dataclass(frozen=True, slots=True)
class ResumeDraft:
    """Go on with a draft."""

    id: str


@dataclass(frozen=True, slots=True)
class ThrowAway:
    """A draft is not wanted any more."""

    id: str


HomeAnswer = ErrandLine | ResumeDraft | ThrowAway


class HomeScreen(Question[HomeAnswer]):
    """Answers with the errand chosen, or with what becomes of a draft."""

    KEY = "home"
    KEYS = ("help", "change_language", "lock", "menu")
    CSS_PATH = "home.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        # The errand under the cursor, for those who continue with F9 everywhere.
        Binding("f9,f10,pagedown", "go_on", show=False, id="go_on"),
        Binding("delete", "discard", show=False, id="discard"),
    ]

    def __init__(
        self,
        errands: Sequence[ErrandLine],
        summary: HomeSummary,
        drafts: Sequence[DraftLine],
        now: datetime,
        *,
        playing: Bilingual | None = None,
        left: str = "",
        still_unprinted: Callable[[], Awaitable[Sequence[UnprintedRequest] | None]],
    ) -> None:
        """`errands`: what is offered to this clerk at this moment, in order.

        `playing` names the training client whose card has just been read, `left` the draft whose
        form has just been left: it is told that it is kept. `still_unprinted` is
        asked once Home can be seen: what has not come out by then, or None when nobody knows.
        """
        super().__init__()
        self._errands = {errand.name: errand for errand in errands}
        self._summary = summary
        self._drafts = tuple(drafts)
        self._now = now
        self._playing = playing
        self._left = left
        self._still_unprinted = still_unprinted
        self._list = PickList(id="errands")

    @property
    def keys_here(self) -> tuple[str, ...]:
        """The keys of the errands that are offered come first."""
        return (*(name for name, errand in self._errands.items() if errand.key), *self.KEYS)

    def body(self) -> Iterable[Widget]:
        yield Paragraphs(id="day")
        yield self._list
        yield Paragraphs(id="waits")

    def on_mount(self) -> None:
        super().on_mount()
        self._list.focus()
        if self._playing is not None:
            self._list.go_to("new_request")
        self.run_worker(self._tell_what_came_out())

    async def _tell_what_came_out(self) -> None:
        """Where nothing is left to print, its line goes, unless the cursor is on it."""
        await self.painted()
        still = await self._still_unprinted()
        if still is None:
            return  # nobody knows
        self._summary = replace(self._summary, unprinted=len(still))
        if not still and not self._list.is_on(UNPRINTED):
            self._errands.pop(UNPRINTED, None)
        self.refresh_words_if_there()

    def refresh_words(self) -> None:
        self.query_one("#day", Paragraphs).show_text(Content("\n").join(self._day_lines()))
        self._list.show(self._rows(), is_mirrored=self.words.language == "ar")
        self.query_one("#waits", Paragraphs).show_text(Content("\n").join(self._what_waits()))

    def _day_lines(self) -> Iterable[Content]:
        words = self.words
        yield Content(words.date(self._now.date()))
        if self._playing is not None:
            client = self._playing.ar if words.language == "ar" else self._playing.fr
            yield Content.styled(words("screens.home.playing", client=client), "bold $primary")
        for draft in self._drafts:
            if draft.id == self._left:
                kept = words("screens.home.kept", draft=draft.said(words))
                yield Content.styled(kept, "bold $primary")

    def _rows(self) -> Iterable[PickRow]:
        words = self.words
        yield PickRow((words("screens.home.errands"),))
        for errand in self._errands.values():
            key = words(errand.key) if errand.key else ""
            yield PickRow((self._errand_words(errand), key), errand.name)
        if self._drafts:
            yield PickRow((words("screens.home.drafts"), words("screens.home.discard")))
        for draft in self._drafts:
            yield PickRow((draft.said(words), self._age(draft.saved_at)), draft.id)

    def _errand_words(self, errand: ErrandLine) -> str:
        if errand.name != UNPRINTED:
            return self.words(errand.words)
        count = self._summary.unprinted
        return self.words(f"{errand.words}_many" if count >= AT_MOST else errand.words, count=count)

    def _age(self, saved_at: datetime) -> str:
        minutes = max(0, int((self._now - saved_at).total_seconds()) // 60)
        if minutes < 60:
            key = "minutes_ago" if minutes else "just_now"
            return self.words(f"screens.home.{key}", minutes=minutes)
        if minutes < 24 * 60:
            return self.words("screens.home.hours_ago", hours=minutes // 60)
        return self.words("screens.home.days_ago", days=minutes // (24 * 60))

    def _what_waits(self) -> Iterable[Content]:
        """What this clerk, or somebody to be called, can do something about."""
        words, summary = self.words, self._summary
        today = [words("screens.home.deposits_today", count=summary.deposits_today)]
        if self._drafts:  # a full list hides them
            today.append(words("screens.home.drafts_below", count=len(self._drafts)))
        yield Content("   ".join(today))
        backup = summary.last_backup
        yield Content(
            words("screens.home.no_backup")
            if backup is None
            else words("screens.home.last_backup", day=backup.date(), time=f"{backup:%H:%M}")
        )
        if backup is not None and summary.is_backup_late:
            yield Content.styled(words("screens.home.backup_late"), "bold $text-error")
        if summary.is_disk_low:
            yield Content.styled(words("screens.home.disk_low"), "bold $text-error")
        if summary.is_clock_suspect:
            yield Content.styled(words("screens.home.clock_suspect"), "bold $text-error")
        for parameter in summary.to_review:
            told = words("screens.home.to_review", parameter=words(f"parameters.{parameter}"))
            yield Content.styled(told, "bold $text-warning")

    @on(PickList.Picked)
    def take_the_errand(self, event: PickList.Picked) -> None:
        event.stop()
        self.answer(self._errands.get(event.row_id) or ResumeDraft(event.row_id))

    def action_go_on(self) -> None:
        self._list.action_select()

    def action_discard(self) -> None:
        """Delete: the draft under the cursor, once the clerk is sure."""
        row = self._list.highlighted_option
        if row is not None and row.id in {draft.id for draft in self._drafts}:
            self.answer(ThrowAway(row.id))
