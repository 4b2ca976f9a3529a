"""The form of a request with what the law seems to say beside it, and the draft typed into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import events, on
from textual.containers import Container

from cnss_counter.forms.choice import Choice
from cnss_counter.forms.entry import Entry
from cnss_counter.forms.request.draft_in_hand import DraftInHand
from cnss_counter.forms.request.findings_panel import FindingsPanel, still_to_ask
from cnss_counter.forms.request.form_messages import form_messages
from cnss_counter.forms.request.not_kept_notice import NotKeptNotice
from cnss_counter.forms.request.request_sheet import RequestSheet, reasons_ahead, sheet_rows
from cnss_counter.forms.request.survivors_list import SurvivorsList, survivor_lines
from cnss_counter.rules.clean_draft import CleanDraft
from cnss_counter.rules.procedure import Procedure
from cnss_counter.terminal.line_cache import LineCache

if TYPE_CHECKING:
    from cnss_counter.rules.verdict import Finding
    from cnss_counter.wording import Wording

Changed = Callable[[bool], None]
"""Told when the draft says something else; True where a key of many did it, to be painted first."""


class FormAndFindings(LineCache, Container):
    """One truth while typing: the entries write the draft in hand, and what follows is shown."""

    def __init__(self, procedure: Procedure, changed: Changed, *, id: str) -> None:  # noqa: A002 – Textual's name
        self.in_hand = DraftInHand(procedure)
        self.sheet = RequestSheet(procedure, id="form")
        self._panel = FindingsPanel(id="findings")
        self.not_kept = NotKeptNotice(id="not-kept")
        """For above the form, whatever stands beside it."""
        self._changed = changed
        self._words: Wording | None = None
        self._shown_rows: object = None
        super().__init__(self.sheet, self._panel, id=id)

    def wipe(self) -> None:
        """Leave nothing of one person for the next."""
        self.in_hand.wipe()
        self.not_kept.tell(None)
        if self._words is not None and self.is_attached:
            self.put(self._words)
            self.sheet.forget()
            self._panel.clear()
            self.query_one(SurvivorsList).forget()

    def put(self, words: Wording, *, without: str = "") -> None:
        """Write the draft into the entries in these words, but for one being typed."""
        self._words, self._shown_rows = words, None
        self.not_kept.say(words)
        self.sheet.put(self.in_hand.procedure, self.in_hand.draft, words, without=without)

    def show(self, stops: Sequence[Finding], words: Wording, *, focused: str) -> None:
        """What follows from the draft; below each field what is said of it, but for the focused."""
        judged = self.in_hand.judged
        if judged is None:
            return
        ahead = still_to_ask(judged, self.in_hand.left)
        self._panel.show(judged.verdict, ahead, words, without=focused)
        survivors = self.query_one(SurvivorsList)
        survivors.show_words(survivor_lines(judged, words))
        messages = form_messages(judged, stops, words, without={focused, *ahead})
        hidden = reasons_ahead(judged, self.in_hand.left) - {focused}
        rows = sheet_rows(judged, messages, words, survivors.wanted_height, without=hidden)
        if rows != self._shown_rows:
            self._shown_rows = rows
            self.sheet.show_text(rows, judged.procedure, words)

    @on(Entry.Changed)
    @on(Choice.Changed)
    def write_down(self, event: Entry.Changed | Choice.Changed) -> None:
        """Each key and each tick makes a new draft."""
        event.stop()
        widget = event.input if isinstance(event, Entry.Changed) else event.choice
        kind, _, paper_id = (widget.id or "").partition("-")
        if not paper_id:
            self._answer(kind, event.value)
        elif kind == "reason":
            self.in_hand.give_reason(paper_id, event.value)
        else:
            self.in_hand.mark_paper(paper_id, event.value)
        self._changed(isinstance(widget, Entry) and not paper_id)
        self.in_hand.keep_soon()

    @on(events.DescendantFocus)
    def note_which_field_is_left(self, event: events.DescendantFocus) -> None:
        self.in_hand.come_to(event.widget.id or "")

    @on(events.DescendantBlur)
    def keep_what_was_typed(self, event: events.DescendantBlur) -> None:
        """A field that is left shows its answer as it is written down.

        One that proposes a usual answer, and was left as it stood, has given it.
        """
        words, in_hand = self._words, self.in_hand
        field = in_hand.procedure.asks(event.widget.id or "")
        if field is None or words is None or not isinstance(event.widget, Entry):
            return  # a paper's; or of the request before, whose field is left when this one opens
        if in_hand.actions is None:
            return
        if field.default and field.id not in in_hand.draft.answers:
            self._answer(field.id, field.default)
        self.sheet.put_answer(field, in_hand.draft.answers.get(field.id, ""), words)

    @on(SurvivorsList.Edited)
    def edit_survivor(self, event: SurvivorsList.Edited) -> None:
        if self.in_hand.actions is not None:
            self.in_hand.actions.edit_survivor(self.in_hand.clean, event.position, self._take)

    @on(SurvivorsList.Removed)
    def remove_survivor(self, event: SurvivorsList.Removed) -> None:
        if self.in_hand.actions is not None:
            self.in_hand.actions.remove_survivor(self.in_hand.clean, event.position, self._take)

    def _answer(self, field_id: str, typed: str) -> None:
        if self._words is not None:
            self.in_hand.answer(field_id, typed, self._words)

    def _take(self, clean: CleanDraft) -> None:
        self.in_hand.clean = clean
        self._changed(False)
