"""Find: one box for a number, a document, a phone or a name. Every form starts here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from cnss_counter.domain.identifiers import masked
from cnss_counter.domain.records import Person, RequestLine, UnderstoodAs
from cnss_counter.errors import CounterError
from cnss_counter.forms.choice import Choice
from cnss_counter.forms.entry import Entry
from cnss_counter.forms.form_sheet import FormSheet, SheetRow
from cnss_counter.forms.lines.paragraphs import Paragraphs
from cnss_counter.forms.pick_list import PickList, PickRow
from cnss_counter.forms.question import Question

SHORTEST_SEARCH = 2
DATE_CELLS = 10
NUMBER_CELLS = 9


@dataclass(frozen=True, slots=True)
class DraftMatch:
    """One of my drafts that what was typed speaks of."""

    id: str
    procedure: str
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Results:
    """How a search was understood, and what it found; `has_more` persons than listed.

    `eight_digits`: a number as it was typed, read with the zero that it lacks.
    """

    understood_as: UnderstoodAs
    query: str
    persons: tuple[Person, ...] = ()
    requests: tuple[RequestLine, ...] = ()
    drafts: tuple[DraftMatch, ...] = ()
    has_more: bool = False
    eight_digits: str = ""

    @property
    def is_known_number(self) -> bool:
        """Whether the number typed is somebody's: then nobody new can have it."""
        return self.understood_as == "immatriculation_number" and bool(self.persons)


@dataclass(frozen=True, slots=True)
class StartFor:
    """Begin a request for a person known here."""

    person: Person
    procedure: str


@dataclass(frozen=True, slots=True)
class StartNew:
    """Begin a request for a person not known yet, with what was typed."""

    understood_as: UnderstoodAs
    query: str
    procedure: str


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """Go on with one of my drafts."""

    id: str


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """Show a request already deposited."""

    reference: str


FindAnswer = StartFor | StartNew | OpenDraft | OpenRequest
NOTHING = Results("nothing", "")
NOBODY = ("nothing", "date")
"""What was typed and names nobody."""


class FindScreen(Question[FindAnswer]):
    """Searches at each key; Enter goes to the results, Enter again takes the first one."""

    KEY = "find"
    KEYS = ("enter", "help", "next_client", "change_language", "menu")
    KEYS_ON_A_CHOICE = ("choose", "go_on", "help", "next_client", "change_language", "menu")
    CSS_PATH = "find.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9,f10,pagedown", "go_on", show=False, id="go_on"),
    ]

    def __init__(
        self,
        find: Callable[[str], Results],
        procedures: Sequence[str],
        *,
        is_for_request: bool,
        typed: str = "",
    ) -> None:
        """`typed` stands in the box at once, and is searched."""
        super().__init__()
        self._find = find
        self._is_for_request = is_for_request
        self._results = NOTHING
        self._answers: dict[str, FindAnswer] = {}
        self._query = Entry(id="query")
        self._typed = typed
        self._procedure = Choice(procedures, id="procedure")
        self._procedure.value = procedures[0]
        self._list = PickList(id="results")

    def body(self) -> Iterable[Widget]:
        yield FormSheet((self._query, self._procedure), id="form")
        yield Paragraphs(id="understood")
        yield self._list

    @property
    def keys_here(self) -> tuple[str, ...]:
        return self.KEYS_ON_A_CHOICE if isinstance(self.focused, Choice) else self.KEYS

    def on_mount(self) -> None:
        super().on_mount()
        self._query.focus()
        self._query.value = self._typed

    @property
    def typed(self) -> str:
        """What stands in the box."""
        return self._query.value

    # Words

    def title_words(self) -> str:
        kind = "title_for_request" if self._is_for_request else "title"
        return self.words(f"screens.find.{kind}")

    def refresh_words(self) -> None:
        words = self.words
        is_mirrored = words.language == "ar"
        names = [words(f"procedures.{id_}.short") for id_ in self._procedure.options]
        self._procedure.show_words(names, is_mirrored=is_mirrored)
        self.query_one(FormSheet).show(
            (
                SheetRow(words("screens.find.query"), "query"),
                SheetRow(words("screens.find.procedure"), "procedure"),
            ),
            is_mirrored=is_mirrored,
        )
        self._say_results()

    def _say_results(self) -> None:
        rows = list(self._rows())
        self._list.show(
            rows, widths=(DATE_CELLS, NUMBER_CELLS), is_mirrored=self.words.language == "ar"
        )
        self.query_one("#understood", Paragraphs).show_text(self._understood_words())

    def _understood_words(self) -> str:
        results = self._results
        if results.understood_as == "nothing":
            return self.words("screens.find.ask")
        said = self.words(f"screens.find.{results.understood_as}", query=results.query)
        return (
            f"{said} · {self.words('screens.find.eight_digits')}" if results.eight_digits else said
        )

    def _rows(self) -> Iterable[PickRow]:
        """Headings and lines: what is already there first, somebody new last."""
        results, words = self._results, self.words
        self._answers.clear()
        if results.requests:
            yield PickRow((words("screens.find.requests"),))
            for line in results.requests:
                yield self._line(_request_columns(line), OpenRequest(line.reference))
        if results.drafts:
            yield PickRow((words("screens.find.drafts"),))
            for draft in results.drafts:
                procedure = words(f"procedures.{draft.procedure}.short")
                columns = (f"{draft.name} · {procedure}".lstrip(" ·"), "", draft.number)
                yield self._line(columns, OpenDraft(draft.id))
        if results.persons:
            yield PickRow((words("screens.find.persons"),))
            for person in results.persons:
                yield self._line(self._person_columns(person), StartFor(person, ""))
        if results.has_more:
            yield PickRow((words("screens.find.more"),))
        news = list(self._new_persons())
        if news:
            heading = "nobody_else" if results.persons else "nobody"
            yield PickRow((words(f"screens.find.{heading}"),))
        for key, query in news:
            new = StartNew(results.understood_as, query, "")
            yield self._line((words(f"screens.find.{key}", query=query), "", ""), new)

    def _new_persons(self) -> Iterable[tuple[str, str]]:
        """Under which words and which query somebody not known yet can be written down."""
        results = self._results
        if results.understood_as not in NOBODY and not results.is_known_number:
            yield "new_person", results.query
        if results.eight_digits:
            yield "without_the_zero", results.eight_digits

    def _line(self, columns: tuple[str, ...], answer: FindAnswer) -> PickRow:
        row_id = f"line-{len(self._answers)}"
        self._answers[row_id] = answer
        return PickRow(columns, row_id)

    def _person_columns(self, person: Person) -> tuple[str, ...]:
        names = [
            f"{person.last_name} {person.first_name}".strip(),
            f"{person.first_name_ar} {person.last_name_ar}".strip(),
        ]
        if self.words.language == "ar":
            names.reverse()
        return (
            " · ".join(filter(None, (*names, masked(person.identity_number)))),
            _day(person.birth_date),
            person.immatriculation_number,
        )

    # From the box to the answer

    @on(Entry.Changed)
    def search(self, event: Entry.Changed) -> None:
        """Each key searches; one letter alone would find half the town."""
        event.stop()
        typed = event.value.strip()
        try:
            self._results = self._find(typed) if len(typed) >= SHORTEST_SEARCH else NOTHING
        except CounterError as error:
            self._results = NOTHING
            self.query_one("#understood", Paragraphs).show_text(self.words.error(error))
            return
        self._say_results()

    def go_to_the_field_after(self, field: Widget) -> None:  # noqa: ARG002 – from either field
        self.action_go_on()

    @on(Choice.Submitted)
    def go_on_from_the_procedure(self, event: Choice.Submitted) -> None:
        event.stop()
        self.action_go_on()

    def action_go_on(self) -> None:
        """To the results; from there, the line under the cursor is taken."""
        if self._list.has_focus:
            self._list.action_select()
        elif self._answers:
            self._list.focus()

    @on(PickList.Picked)
    def take_the_line(self, event: PickList.Picked) -> None:
        event.stop()
        answer = self._answers[event.row_id]
        if isinstance(answer, StartFor):
            answer = StartFor(answer.person, self._procedure.value)
        elif isinstance(answer, StartNew):
            answer = StartNew(answer.understood_as, answer.query, self._procedure.value)
        self.answer(answer)


def _request_columns(line: RequestLine) -> tuple[str, ...]:
    person = line.person
    name = f"{person.last_name} {person.first_name}".strip()
    name = name or f"{person.first_name_ar} {person.last_name_ar}".strip()
    day = f"{line.deposited_at:%d/%m/%Y}"
    return (f"{line.reference} · {name}", day, line.subject_number)


def _day(birth_date: str) -> str:
    """A birth date as people write it; a year alone as it is."""
    try:
        return f"{date.fromisoformat(birth_date):%d/%m/%Y}"
    except ValueError:
        return birth_date
