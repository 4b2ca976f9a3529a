"""One survivor: name, quality, birth date, situation, dependence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.widget import Widget

from cnss_counter.forms.choice import Choice
from cnss_counter.forms.entry import Entry
from cnss_counter.forms.form_sheet import FormSheet, Message, SheetRow
from cnss_counter.forms.question import Question
from cnss_counter.forms.request.field_words import NAME
from cnss_counter.forms.request.form_messages import field_messages, name_remarks
from cnss_counter.forms.request.request_sheet import field_entry, shown_value
from cnss_counter.rules.field_kinds import cleaned

if TYPE_CHECKING:
    from cnss_counter.rules.procedure import Field, Procedure
    from cnss_counter.rules.verdict import Finding

Survivor = Mapping[str, str]

Keep = Callable[[Survivor | None], None]


class SurvivorScreen(Question[None]):
    """The line being written is part of the draft, however it is left.

    It is given to `keep` at each field left and at the end, to `keep_soon` at each key: the
    answers, clean, or None while they are as they were at the beginning. `check` takes a clean
    answer and says what is wrong with it.
    """

    KEY = "survivor"
    KEYS: ClassVar[tuple[str, ...]] = ("go_on", "help", "change_language", "close")
    KEYS_ON_A_CHOICE = ("go_on", "choose", "help", "change_language", "close")
    IS_DIALOG = True
    CSS_PATH = "survivor.tcss"

    def __init__(
        self,
        procedure: Procedure,
        survivor: Survivor,
        check: Callable[[Field, str], tuple[Finding, ...]],
        keep: Keep,
        keep_soon: Keep,
    ) -> None:
        super().__init__()
        self.procedure_id = procedure.id
        self._fields = fields = procedure.survivor_fields
        self._survivor = {field.id: survivor.get(field.id, field.default) for field in fields}
        self._typed: dict[str, str] = {}
        self._check = check
        self._keep, self._keep_soon = keep, keep_soon
        self._before: Survivor = {}
        self._errors: tuple[Finding, ...] = ()
        self._is_nameless = False
        self._sheet = FormSheet((field_entry(field) for field in fields), id="form")

    def body(self) -> Iterable[Widget]:
        yield self._sheet

    def on_mount(self) -> None:
        for field in self._fields:
            entry = self._sheet.entry(field.id)
            if isinstance(entry, Choice | Entry):
                entry.value = shown_value(field, self._survivor[field.id], self.words)
                self._typed[field.id] = entry.value
        self._before = self._answers()

    @property
    def keys_here(self) -> tuple[str, ...]:
        return self.KEYS_ON_A_CHOICE if isinstance(self.focused, Choice) else self.KEYS

    def refresh_words(self) -> None:
        words = self.words
        is_mirrored = words.language == "ar"
        messages = field_messages(self._errors, words.finding)
        if self._is_nameless:
            messages[NAME] = (Message("error", words("screens.survivor.no_letter")),)
        for field in self._fields:
            if self.focused is not self._sheet.entry(field.id):
                remarks = name_remarks(field, self._survivor[field.id], words)
                messages[field.id] = (*messages.get(field.id, ()), *remarks)
        for field in self._fields:
            entry = self._sheet.entry(field.id)
            if isinstance(entry, Choice):
                said = [words(f"choices.{field.id}.{option}") for option in entry.options]
                entry.show_words(said, is_mirrored=is_mirrored, unset=words("states.to_tick"))
        self._sheet.show(
            [
                SheetRow(
                    words.label(field.id),
                    field.id,
                    messages.get(field.id, ()),
                    is_required=field.required,
                )
                for field in self._fields
            ],
            is_mirrored=is_mirrored,
        )

    def _answers(self) -> dict[str, str]:
        """As the fields stand, each cleaned once for what is typed in it."""
        for field in self._fields:
            entry = self._sheet.entry(field.id)
            if isinstance(entry, Choice | Entry) and entry.value != self._typed[field.id]:
                self._typed[field.id] = entry.value
                self._survivor[field.id] = cleaned(field, entry.value)
        return dict(self._survivor)

    @on(Choice.Changed)
    @on(Entry.Changed)
    def take_what_is_typed(self) -> None:
        """An error goes when its field is mended; a new one waits for Continue."""
        if not self.is_answered:
            self._keep_soon(self._written())
        if self._errors or self._is_nameless:
            self._is_nameless = self._is_nameless and self._has_no_letter()
            still = {(error.subject, error.code) for error in self._found_errors()}
            self._errors = tuple(e for e in self._errors if (e.subject, e.code) in still)
            self.refresh_words()

    def _written(self) -> Survivor | None:
        answers = self._answers()
        return None if answers == self._before else answers

    @on(events.DescendantFocus)
    def remark_what_was_left(self) -> None:
        self.refresh_words()

    @on(events.DescendantBlur)
    @on(events.ScreenSuspend)
    def keep_what_stands(self) -> None:
        """A field is left, or something opens above that may last."""
        if not self.is_answered:
            self._keep(self._written())

    def answer(self, answer: None) -> None:
        """Whatever leads away (Esc, F2, Continue), what stands in the fields is kept first."""
        self.keep_what_stands()
        super().answer(answer)

    def _found_errors(self) -> tuple[Finding, ...]:
        answers = self._answers()
        return tuple(
            finding
            for field in self._fields
            for finding in self._check(field, answers[field.id])
            if finding.severity == "error"
        )

    def _has_no_letter(self) -> bool:
        """Whether something stands where the name belongs that nobody is called.

        The rules take any text for it; here a date in its place is a slip of the cursor.
        """
        name = self._answers().get(NAME, "")
        return bool(name) and not any(map(str.isalpha, name))

    def action_go_on(self) -> None:
        self._errors = self._found_errors()
        self._is_nameless = self._has_no_letter()
        if self._errors or self._is_nameless:
            self.refresh_words()
            at = NAME if self._is_nameless else self._errors[0].subject
            self.set_focus(self._sheet.entry(at))
        else:
            self.answer(None)

    def action_go_back(self) -> None:
        self.answer(None)
