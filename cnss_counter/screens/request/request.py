"""The request: its fields in the order of the paper form, its papers, live findings beside."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from cnss_counter.forms.choice import Choice
from cnss_counter.forms.pick_list import PickList
from cnss_counter.forms.request.answer_lines import answer_lines, applicant_lines
from cnss_counter.forms.request.applicant_line import ApplicantLine
from cnss_counter.forms.request.draft_in_hand import RequestFormActions
from cnss_counter.forms.request.form_and_findings import FormAndFindings
from cnss_counter.forms.request.painted_first import PaintedFirst
from cnss_counter.forms.request.request_sheet import paper_entry
from cnss_counter.forms.request.stops_list import StopsList, stops_of
from cnss_counter.forms.request.survivors_list import SurvivorsList
from cnss_counter.rules.evaluate import Judged
from cnss_counter.rules.procedure import Procedure

WIDE_CELLS = 100


class RequestScreen(PaintedFirst[Judged | None]):
    """Answers with the draft, judged, when nothing in it is impossible; None goes back.

    One truth while typing: widgets → draft → verdict → panel.
    """

    KEY = "request"
    KEYS = ("go_on", "help", "papers", "why", "print_form", "change_language", "menu")
    IS_KEPT = True
    AUTO_FOCUS = ""  # `open` says where the cursor starts
    CSS_PATH = "request.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f8", "papers", show=False, id="papers"),
        Binding("f11", "print_form", show=False, id="print_form"),
    ]

    def __init__(self, procedure: Procedure) -> None:
        super().__init__()
        self.procedure_id = procedure.id
        self._form = FormAndFindings(procedure, self.follow, id="form-and-findings")
        self.in_hand, self.not_kept = self._form.in_hand, self._form.not_kept
        self._errors = StopsList(id="errors")
        self._start, self._shows_errors = "", False
        self._is_newly_opened = self._is_changing = False

    def open(
        self,
        judged: Judged,
        actions: RequestFormActions,
        start: str = "",
        *,
        is_changing: bool = False,
        says_stops: bool = False,
    ) -> None:
        """Put a draft on the form; the cursor starts on the entry `start`, or on the first.

        Where `is_changing`, one answer is changed: going back leads where it came from.
        With `says_stops` it comes back from Continue, and starts on what stopped it.
        """
        self.in_hand.open(judged, actions, start, is_read_again=is_changing or says_stops)
        self._start, self._shows_errors = start, says_stops
        self._is_newly_opened, self._is_changing = True, is_changing

    def wipe(self) -> None:
        """Leave nothing of one person for the next, the cursor in a field neither."""
        self.set_focus(None)
        self._errors.forget()
        self._form.wipe()

    @property
    def judged(self) -> Judged | None:
        self.catch_up()
        return self.in_hand.judged

    @property
    def keys_here(self) -> tuple[str, ...]:
        return _keys_on(self.focused) or self.KEYS

    @property
    def face(self) -> tuple[ApplicantLine, ...]:
        judged = self.judged
        return () if judged is None else applicant_lines(answer_lines(judged))

    def title_words(self) -> str:
        return self.words(f"procedures.{self.procedure_id}.short")

    def body(self) -> Iterable[Widget]:
        yield from (self.not_kept, self._errors, self._form)

    def refresh_words(self) -> None:
        """Only words change: nothing is judged, and what is being typed stays as it stands."""
        typing = "" if self._is_newly_opened or self.focused is None else self.focused.id or ""
        self._form.put(self.words, without=typing)
        self.refresh_form()

    def refresh_form(self) -> None:
        super().refresh_form()
        judged = self.in_hand.judged
        if judged is None:
            return
        stops = stops_of(judged) if self._shows_errors else ()
        at = self._start or (self.focused and self.focused.id) or ""
        self._form.show(stops, self.words, focused=at)
        self._errors.show_stops(stops, judged, self.words)

    def on_screen_resume(self) -> None:
        if self._is_newly_opened:
            self._is_newly_opened = False
            self._form.sheet.scroll_home(animate=False, immediate=True)
            if not self._errors.took_cursor():
                self.set_focus(self._form.sheet.entry_shown(self._start))
            self._start = ""
        else:
            self.refresh_form()  # a day may have passed behind a lock

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= WIDE_CELLS, "-wide")

    @on(events.DescendantFocus)
    def say_what_was_left(self) -> None:
        """A warning waits until its field is left."""
        self.refresh_form()

    def answer(self, answer: Judged | None) -> None:
        """Whatever leads away from the form, what stands in its last field is saved too."""
        self.keep_what_stands()
        super().answer(answer)

    @on(events.DescendantBlur)
    @on(events.ScreenSuspend)
    def keep_what_stands(self) -> None:
        """A field that is left is saved; so is one being typed, before a lock or a dialog."""
        if not self.is_answered:
            self.in_hand.keep()

    @on(PickList.Picked)
    def jump_to_the_error(self, event: PickList.Picked) -> None:
        """A line of the summary leads to its field."""
        event.stop()
        self._form.sheet.go_to(self._errors.stops[int(event.row_id)])

    def action_papers(self) -> None:
        """F8: to the checklist."""
        if (judged := self.in_hand.judged) is not None and judged.verdict.attachments:
            self.set_focus(self._form.sheet.entry(paper_entry(judged.verdict.attachments[0].id)))

    def action_print_form(self) -> None:
        """F11: the form of this request, pre-filled, for signature."""
        self.in_hand.print_form()

    def action_go_on(self) -> None:
        """Continue: what was never reached is an error now too."""
        self._shows_errors = True
        self.in_hand.leave_all()
        self.refresh_form()
        judged = self.in_hand.judged
        if judged is not None and not self._errors.took_cursor():
            self.answer(judged)

    def action_go_back(self) -> None:
        if self._is_changing:
            self.action_go_on()  # to the read-back, with what was changed
        else:
            self.answer(None)


def _keys_on(entry: Widget | None) -> tuple[str, ...]:
    """The keys worth showing on this entry; none where they are those of the form."""
    match entry:
        case Choice():
            return ("go_on", "choose", "help", "papers", "change_language", "menu")
        case SurvivorsList(is_at_the_end=False):
            return ("go_on", "discard", "help", "papers", "change_language", "menu")
        case _:
            return ()
