"""The request: its fields in the order of the paper form, its papers, live findings beside."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widget import Widget

from cnss_counter.domain.request import Attachment, AttachmentState, RequestDraft
from cnss_counter.forms.choice import Choice
from cnss_counter.forms.entry import Entry
from cnss_counter.forms.pick_list import PickList, PickRow
from cnss_counter.forms.question import Question
from cnss_counter.forms.request.answer_lines import answer_lines, face_lines
from cnss_counter.forms.request.applicant_line import FaceLine
from cnss_counter.forms.request.findings_panel import FindingsPanel
from cnss_counter.forms.request.request_sheet import (
    SURVIVORS,
    RequestSheet,
    field_messages,
    paper_entry,
    paper_messages,
    sheet_rows,
    survivor_messages,
    typed_answer,
)
from cnss_counter.forms.request.survivors_list import SurvivorsList, survivor_lines
from cnss_counter.rules.clean_draft import CleanDraft
from cnss_counter.rules.evaluate import Judged
from cnss_counter.rules.procedure import Procedure
from cnss_counter.terminal.line_cache import KeptLines

if TYPE_CHECKING:
    from cnss_counter.rules.verdict import Finding, Verdict

WIDE_CELLS = 100


@dataclass(frozen=True, slots=True)
class RequestFormActions:
    """What the form may use of the counter while a request is written down.

    `judge` says what the law seems to say of a draft. `keep` saves the draft without waiting,
    `keep_soon` in a moment, once for many keys; `edit_survivor` opens the dialog of one survivor
    (None: a new one) and hands over the new draft while it is written. `print_form` prints the
    form of a draft for signature.
    """

    judge: Callable[[CleanDraft], Judged]
    keep: Callable[[CleanDraft], None]
    keep_soon: Callable[[CleanDraft], None]
    edit_survivor: Callable[[CleanDraft, int | None, Callable[[CleanDraft], None]], None]
    print_form: Callable[[Judged], None]


class SheetAndFindings(KeptLines, Container):
    """The form, and below or beside it what the law seems to say."""


class RequestScreen(Question[Judged | None]):
    """Answers with the draft, judged, when nothing in it is impossible; None goes back."""

    KEY = "request"
    KEYS = ("go_on", "help", "papers", "why", "print_form", "change_language", "menu")
    KEYS_ON_A_CHOICE = ("go_on", "choose", "help", "papers", "change_language", "menu")
    IS_KEPT = True
    AUTO_FOCUS = ""  # `open` says where the cursor starts
    CSS_PATH = "request.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f8", "papers", show=False, id="papers"),
        Binding("f11", "print_form", show=False, id="print_form"),
    ]

    def __init__(self, procedures: Iterable[Procedure]) -> None:
        super().__init__()
        self._procedures = {procedure.id: procedure for procedure in procedures}
        self._procedure = next(iter(self._procedures.values()))
        self._sheet = RequestSheet(self._procedures.values(), id="form")
        self._panel = FindingsPanel(id="findings")
        self._errors = PickList(id="errors")
        self._session: RequestFormActions | None = None
        self._judged: Judged | None = None
        self._shows_errors = False
        self._is_behind = False
        self._shown_rows: object = None
        self._start = ""
        self._is_newly_opened = self._is_changing = False
        self._clean = self._blank

    def open(self, judged: Judged, session: RequestFormActions, start: str = "") -> None:
        """Put a draft on the form; the cursor starts on the field `start`, or on the first.

        Where a `start` is given, one answer is changed: going back leads where it came from.
        """
        self._procedure = judged.procedure
        self._judged, self._clean = judged, judged.clean
        self._session, self._start = session, start
        self._shows_errors, self._shown_rows = False, None
        self._is_newly_opened, self._is_changing = True, bool(start)

    def wipe(self) -> None:
        """Leave nothing of one person for the next."""
        self._clean = self._blank
        self._session = self._judged = None
        if self.is_attached:
            self._sheet.put(self._procedure, self.draft, self.words)
            self._panel.clear()
            self.query_one(SurvivorsList).forget()

    @property
    def draft(self) -> RequestDraft:
        """The one truth while typing."""
        return self._clean.draft

    @property
    def _blank(self) -> CleanDraft:
        return CleanDraft(self._procedure, RequestDraft(self._procedure.id))

    # The screen

    def body(self) -> Iterable[Widget]:
        yield self._errors
        yield SheetAndFindings(self._sheet, self._panel, id="desk")

    def refresh_words(self) -> None:
        """Only words change: nothing is judged, and what is being typed stays as it stands."""
        typing = "" if self._is_newly_opened or self.focused is None else self.focused.id or ""
        self._sheet.put(self._procedure, self.draft, self.words, without=typing)
        self._shown_rows = None
        self._refresh_form()

    def on_screen_resume(self) -> None:
        if self._is_newly_opened:
            self._is_newly_opened = False
            self._sheet.scroll_home(animate=False, immediate=True)
            self.set_focus(self._sheet.entry(self._start or self._sheet.first_entry))
            self._start = ""

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= WIDE_CELLS, "-wide")

    @property
    def verdict(self) -> Verdict | None:
        self._catch_up()
        return self._judged and self._judged.verdict

    @property
    def keys_here(self) -> tuple[str, ...]:
        return self.KEYS_ON_A_CHOICE if isinstance(self.focused, Choice) else self.KEYS

    @property
    def face(self) -> tuple[FaceLine, ...]:
        self._catch_up()
        return () if self._judged is None else face_lines(answer_lines(self._judged))

    # One truth while typing: widgets → draft → verdict → panel

    def _write(self, clean: CleanDraft) -> None:
        self._clean = clean
        self._refresh_form()

    def _write_soon(self, clean: CleanDraft) -> None:
        """The key is painted first, what it changes after; moving to another field waits for it."""
        self._clean = clean
        if not self._is_behind:
            self._is_behind = True
            self.call_after_refresh(self._catch_up)

    def _catch_up(self) -> None:
        if self._is_behind:
            self._refresh_form()

    def focus_next(self, selector: str | type[Widget] = "*") -> Widget | None:
        self._catch_up()
        return super().focus_next(selector)

    def focus_previous(self, selector: str | type[Widget] = "*") -> Widget | None:
        self._catch_up()
        return super().focus_previous(selector)

    def _refresh_form(self) -> None:
        self._is_behind = False
        if self._session is None:
            return
        if self._judged is None or self._judged.clean is not self._clean:
            self._judged = self._session.judge(self._clean)
        verdict = self._judged.verdict
        self._panel.show(verdict, self.words)
        focused = self.focused.id if self.focused is not None else None
        warnings = [finding for finding in verdict.findings if finding.severity == "warning"]
        messages = field_messages(warnings, self.words, without=focused or "")
        messages[SURVIVORS] = survivor_messages(verdict, self.words)
        if self._shows_errors:
            messages |= field_messages(verdict.errors, self.words)
            messages |= paper_messages(self._stops(verdict), self.words)
        survivors = self.query_one(SurvivorsList)
        survivors.show_words(survivor_lines(self._judged, self.words))
        rows = sheet_rows(
            self._procedure,
            self.draft,
            verdict,
            messages,
            self.words,
            survivors.wanted_height,
        )
        if rows != self._shown_rows:
            self._shown_rows = rows
            self._sheet.show_text(rows, self._procedure, self.words)
        self._say_errors(verdict)

    def _stops(self, verdict: Verdict) -> tuple[Finding, ...]:
        """What Continue stops at: what cannot be written down, and a form nobody signed."""
        unsigned = [finding for finding in verdict.findings if finding.code == "form_missing"]
        return (*verdict.errors, *unsigned)

    def _say_errors(self, verdict: Verdict) -> None:
        stops = self._stops(verdict) if self._shows_errors else ()
        self.set_class(bool(stops), "-has-errors")
        heading = PickRow((self.words("screens.request.to_mend", count=len(stops)),))
        rows = [heading] * bool(stops) + [
            PickRow((f"{self.words.label(stop.subject)} : {self.words.finding(stop)}",), str(at))
            for at, stop in enumerate(stops)
        ]
        self._errors.show(rows, is_mirrored=self.words.language == "ar")

    def _entry_of(self, finding: Finding) -> Widget:
        """Where a finding is mended: its field, its paper, or the list of survivors."""
        subject = finding.subject
        if finding.severity == "missing":
            return self._sheet.entry(paper_entry(subject))
        return self._sheet.entry(SURVIVORS if subject.startswith(SURVIVORS) else subject)

    @on(Entry.Changed)
    @on(Choice.Changed)
    def write_down(self, event: Entry.Changed | Choice.Changed) -> None:
        """Each key and each tick makes a new draft."""
        event.stop()
        widget = event.input if isinstance(event, Entry.Changed) else event.choice
        kind, _, paper_id = (widget.id or "").partition("-")
        if paper_id:
            self._write(self._with_paper(kind, paper_id, event.value))
        else:
            field = self._procedure.field(kind)
            answer = typed_answer(field, event.value, self.words)
            write = self._write if field.choices else self._write_soon
            write(self._clean.answered(field.id, answer))
        if self._session is not None:
            self._session.keep_soon(self._clean)

    def _with_paper(self, kind: str, paper_id: str, value: str) -> CleanDraft:
        kept = self.draft.attachments.get(paper_id, Attachment("absent"))
        if kind == "reason":
            return self._clean.with_attachment(paper_id, kept._replace(reason=value))
        if not value:
            return self._clean.without_attachment(paper_id)
        return self._clean.with_attachment(
            paper_id, kept._replace(state=cast(AttachmentState, value))
        )

    @on(events.DescendantBlur)
    def keep_what_was_typed(self, event: events.DescendantBlur) -> None:
        """A field that is left shows its answer as it is written down, and is saved.

        One that proposes a usual answer, and was left as it stood, has given it.
        """
        widget = event.widget
        if (
            isinstance(widget, Entry)
            and self._session is not None
            and "-" not in (widget.id or "-")
        ):
            field = self._procedure.field(widget.id or "")
            if field.default and field.id not in self.draft.answers:
                self._clean = self._clean.answered(field.id, field.default)
            self._sheet.put_answer(field, self.draft.answers.get(field.id, ""), self.words)
        if self._session is not None and not self.is_answered:
            self._session.keep(self._clean)

    @on(events.DescendantFocus)
    def say_what_was_left(self) -> None:
        """A warning waits until its field is left."""
        self._refresh_form()

    # Survivors

    @on(SurvivorsList.Edited)
    def edit_survivor(self, event: SurvivorsList.Edited) -> None:
        if self._session is not None:
            self._session.edit_survivor(self._clean, event.position, self._write)

    @on(SurvivorsList.Removed)
    def remove_survivor(self, event: SurvivorsList.Removed) -> None:
        self._write(self._clean.without_survivor(event.position))
        if self._session is not None:
            self._session.keep(self._clean)

    # Moving and ending

    def answer(self, answer: Judged | None) -> None:
        """Whatever leads away from the form, what stands in its last field is saved too."""
        self.keep_what_stands()
        super().answer(answer)

    @on(events.ScreenSuspend)
    def keep_what_stands(self) -> None:
        """A lock or a dialog may last: the field being typed is saved before it."""
        if self._session is not None and not self.is_answered:
            self._session.keep(self._clean)

    @on(Choice.Submitted)
    def go_on_from_a_choice(self, event: Choice.Submitted) -> None:
        event.stop()
        self.go_to_the_field_after(event.choice)

    @on(PickList.Picked)
    def jump_to_the_error(self, event: PickList.Picked) -> None:
        """A line of the summary leads to its field."""
        event.stop()
        if self._judged is not None:
            stops = self._stops(self._judged.verdict)
            self.set_focus(self._entry_of(stops[int(event.row_id)]))

    def action_papers(self) -> None:
        """F8: to the checklist."""
        if self._judged is not None and self._judged.verdict.attachments:
            first = self._judged.verdict.attachments[0]
            self.set_focus(self._sheet.entry(paper_entry(first.id)))

    def action_print_form(self) -> None:
        """F11: the form of this request, pre-filled, for signature."""
        self._catch_up()
        if self._session is not None and self._judged is not None:
            self._session.print_form(self._judged)

    def action_go_on(self) -> None:
        """Continue: the only moment at which errors are said."""
        self._shows_errors = True
        self._refresh_form()
        if self._judged is None:
            return
        if self._stops(self._judged.verdict):
            self._errors.action_first()
            self.set_focus(self._errors)
        else:
            self.answer(self._judged)

    def action_go_back(self) -> None:
        if self._is_changing:
            self.action_go_on()  # to the read-back, with what was changed
        else:
            self.answer(None)
