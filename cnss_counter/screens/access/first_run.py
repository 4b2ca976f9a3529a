"""First run: the agency, the counter and its first administrator. No account exists before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.widget import Widget

from cnss_counter.domain.agency import Agency
from cnss_counter.domain.clerk import ALL_ROLES, Clerk
from cnss_counter.errors import BadInputError, CounterError
from cnss_counter.forms.entry import Entry
from cnss_counter.forms.form_sheet import Message
from cnss_counter.forms.lines.paragraphs import Paragraphs
from cnss_counter.forms.pick_list import PickList, PickRow
from cnss_counter.forms.short_form import ShortField, ShortForm
from cnss_counter.services.access.accounts import SHORTEST_PASSWORD


@dataclass(frozen=True, slots=True)
class CounterToBe:
    """What a counter is made of."""

    agency: Agency
    administrator: Clerk
    password: str
    backup_folder: str


Problems = Callable[[CounterToBe], Mapping[str, CounterError]]
"""What would be refused, by field id."""


class FirstRunScreen(ShortForm[CounterToBe]):
    """Answers with a counter that can be made; errors are told on Continue only."""

    KEY = "first_run"
    KEYS = ("go_on", "help", "change_language", "menu")
    CSS_PATH = "first_run.tcss"
    ENTER_ASKS = False
    FIELDS: ClassVar[tuple[ShortField, ...]] = (
        ShortField("agency", only_digits=True, section="the_counter"),
        ShortField("counter", only_digits=True),
        ShortField("agency_name_fr"),
        ShortField("agency_name_ar"),
        ShortField("city"),
        ShortField("privacy_authorisation", is_required=False),
        ShortField("backup_folder", is_required=False),
        ShortField("clerk", section="the_administrator"),
        ShortField("administrator_name"),
        ShortField("password", is_secret=True),
        ShortField("password_again", is_secret=True),
    )

    def __init__(self, problems: Problems) -> None:
        super().__init__({"counter": "1"})
        self._problems = problems
        self._summary = PickList(id="errors")

    def body(self) -> Iterable[Widget]:
        yield Paragraphs(id="welcome")
        yield self._summary
        yield self._sheet

    @property
    def _start(self) -> str:
        return "agency"

    def refresh_words(self) -> None:
        super().refresh_words()
        words = self.words
        self.query_one("#welcome", Paragraphs).show_text(words("screens.first_run.welcome"))
        self.set_class(bool(self._refused), "-has-errors")
        self._summary.show(self._errors(), is_mirrored=words.language == "ar")

    def _errors(self) -> Iterable[PickRow]:
        yield PickRow((self.words("screens.first_run.errors", count=len(self._refused)),))
        for field in self._refused:
            yield PickRow((self.refusal_words(field),), field)

    def messages(self, field_id: str) -> tuple[Message, ...]:
        """Below the password, how far it is from long enough, while one types."""
        said = super().messages(field_id)
        if field_id != "password" or said:
            return said
        count = len(self.typed("password"))
        rule = "password_rule" if count < SHORTEST_PASSWORD else "password_long_enough"
        told = self.words(f"screens.first_run.{rule}", least=SHORTEST_PASSWORD, count=count)
        return (Message("note", told),)

    @on(Entry.Changed, "#password")
    def count_the_characters(self) -> None:
        self.refresh_words()

    @on(PickList.Picked)
    def jump_to_the_error(self, event: PickList.Picked) -> None:
        event.stop()
        self.set_focus(self.entry(event.row_id))

    def action_go_on(self) -> None:
        to_be = self._counter_to_be()
        self._refused = dict(self._problems(to_be))
        if self.typed("password") != self.typed("password_again"):
            self._refused.setdefault("password_again", BadInputError("password.not_the_same"))
        self.refresh_words()
        if self._refused:
            self._summary.focus()
            return
        self.tell_progress("making")
        self.answer(to_be)

    def _counter_to_be(self) -> CounterToBe:
        typed = self.typed
        agency = Agency(
            code=typed("agency").strip(),
            name_fr=typed("agency_name_fr"),
            name_ar=typed("agency_name_ar"),
            city=typed("city"),
            counter=typed("counter").strip(),
            privacy_authorisation=typed("privacy_authorisation"),
        )
        administrator = Clerk(typed("clerk"), typed("administrator_name"), ALL_ROLES)
        return CounterToBe(agency, administrator, typed("password"), typed("backup_folder").strip())
