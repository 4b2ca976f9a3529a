"""A question of a few fields: what they are, what was refused, and Enter from one to the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, Generic, NamedTuple, TypeVar

from textual import on
from textual.widget import Widget

from cnss_counter.errors import BadInputError, CounterError
from cnss_counter.forms.entry import Entry
from cnss_counter.forms.form_sheet import FormSheet, Message, SheetRow
from cnss_counter.forms.question import Question
from cnss_counter.text import clean, digit, logical

Answer = TypeVar("Answer")


class ShortField(NamedTuple):
    """One field; its label is `screens.<KEY>.<id>`. A section title stands before it if named."""

    id: str
    is_secret: bool = False
    only_digits: bool = False
    is_required: bool = True
    section: str = ""


class ShortForm(Question[Answer], Generic[Answer]):
    """A sheet of fields with what is said of each below it.

    `typed` is what the fields hold at first, by field id; `refused` what was refused of them, said
    until the field holds something else. A journey gives a secret back only when the mistake was
    elsewhere, so that nobody types it twice for that. The cursor starts on the first refused field,
    else on the first empty one.
    """

    FIELDS: ClassVar[tuple[ShortField, ...]] = ()

    ENTER_ASKS: ClassVar[bool] = True
    """Whether Enter stays on a required field that is empty: what is typed next is for it."""

    def __init__(
        self,
        typed: Mapping[str, str] | None = None,
        refused: Mapping[str, CounterError] | None = None,
    ) -> None:
        super().__init__()
        self._typed = dict(typed or {})
        self._refused = dict(refused or {})
        self._refused_as = {field_id: self._typed.get(field_id, "") for field_id in self._refused}
        self._progress = ""
        self._sheet = FormSheet(map(self._entry, self.FIELDS), id="form")

    def _entry(self, field: ShortField) -> Entry:
        entry = Entry(
            id=field.id,
            cleaning=logical if field.is_secret else clean,
            keyed=digit if field.only_digits else str,
        )
        entry.password = field.is_secret
        entry.value = self._typed.get(field.id, "")
        return entry

    def body(self) -> Iterable[Widget]:
        yield self._sheet

    def on_mount(self) -> None:
        super().on_mount()
        self.set_focus(self.entry(self._start))

    @property
    def _start(self) -> str:
        empty = [field.id for field in self.FIELDS if not self.entry(field.id).value]
        wanted = [field.id for field in self.FIELDS if field.id in self._refused]
        return next(iter([*wanted, *empty, self.FIELDS[0].id]))

    def entry(self, field_id: str) -> Entry:
        entry = self._sheet.entry(field_id)
        if not isinstance(entry, Entry):
            raise TypeError(field_id)
        return entry

    def typed(self, field_id: str) -> str:
        """What stands in a field."""
        return self.entry(field_id).value

    def refresh_words(self) -> None:
        self._sheet.show(self._rows(), is_mirrored=self.words.language == "ar")

    def _rows(self) -> Iterable[SheetRow]:
        for field in self.FIELDS:
            if field.section:
                yield SheetRow(self.words(f"screens.{self.KEY}.{field.section}"))
            caption = self.words(f"screens.{self.KEY}.{field.id}")
            yield SheetRow(
                caption, field.id, self.messages(field.id), is_required=field.is_required
            )

    def tell_progress(self, key: str) -> None:
        """Say below the last field what is under way; refusals are of the try before."""
        self._refused.clear()
        self._progress = key
        self.refresh_words()

    def refuse(self, field_id: str, error: CounterError) -> None:
        """Say what is wrong with one field, and put the cursor there."""
        self._refused = {field_id: error}
        self._refused_as = {field_id: self.typed(field_id)}
        self.refresh_words()
        self.set_focus(self.entry(field_id))

    @on(Entry.Changed)
    def unsay_what_was_refused(self, event: Entry.Changed) -> None:
        """What is typed now is not what was refused."""
        field_id = event.input.id or ""
        if field_id in self._refused and event.value != self._refused_as.get(field_id):
            del self._refused[field_id]
            self.refresh_words()

    def lacks(self, *field_ids: str) -> bool:
        """Refuse the first of these fields that is empty; whether there was one."""
        for field_id in field_ids:
            if not self.typed(field_id).strip():
                self.refuse(field_id, BadInputError("account.empty"))
                return True
        return False

    def go_to_the_field_after(self, field: Widget) -> None:
        """One field too far a password would stand where it can be read."""
        asked = {one.id for one in self.FIELDS[:-1] if one.is_required and self.ENTER_ASKS}
        if field.id not in asked or not self.lacks(field.id):
            super().go_to_the_field_after(field)

    def messages(self, field_id: str) -> tuple[Message, ...]:
        """What is said below a field: what was refused of it, or what is under way."""
        if self._progress and field_id == self.FIELDS[-1].id:
            return (Message("note", self.words(f"screens.{self.KEY}.{self._progress}")),)
        if field_id not in self._refused:
            return ()
        return (Message("error", self.refusal_words(field_id)),)

    def refusal_words(self, field_id: str) -> str:
        """What was refused of a field, naming it by its label here."""
        refusal = self._refused[field_id]
        label = self.words(f"screens.{self.KEY}.{field_id}")
        return self.words.error(type(refusal)(refusal.code, **{**refusal.detail, "field": label}))
