"""What was found, as lines to choose from: what is already there first, somebody new last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cnss_counter.domain import reference_number
from cnss_counter.domain.identifiers import masked
from cnss_counter.domain.search_results import Person, RequestLine, UnderstoodAs
from cnss_counter.text import isolate

if TYPE_CHECKING:
    from cnss_counter.wording import Wording


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
    def is_known(self) -> bool:
        """Whether the number typed is somebody's, or the portal's reference of a request that
        there is: then nobody new can have it.
        """
        if self.understood_as == "portal_reference":
            return bool(self.requests)
        if self.understood_as != "immatriculation_number":
            return False
        meant = (self.query, self.eight_digits or self.query)
        return any(person.immatriculation_number in meant for person in self.persons)


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


@dataclass(frozen=True, slots=True)
class TypeAgain:
    """Go back to the box, where something is mistyped."""


@dataclass(frozen=True, slots=True)
class GoBack:
    """Look for nobody: back to where the clerk came from."""


FindAnswer = StartFor | StartNew | OpenDraft | OpenRequest | TypeAgain | GoBack
NOTHING = Results("nothing", "")

_NAMING_NOBODY = ("date", "reference")
"""What is mistyped rather than somebody's; but no path closes, and it may be a new person's."""


class FoundLine(NamedTuple):
    """A line of the results, in columns; a heading has no answer."""

    columns: tuple[str, ...]
    answer: FindAnswer | None = None


def found_lines(results: Results, words: Wording) -> Iterable[FoundLine]:
    """Every line, with its headings; the procedure is still to be chosen."""
    if results.requests:
        yield FoundLine((words("screens.find.requests"),))
    for line in results.requests:
        yield FoundLine(_request_columns(line), OpenRequest(line.reference))
    if results.drafts:
        yield FoundLine((words("screens.find.drafts"),))
    for draft in results.drafts:
        yield FoundLine(_draft_columns(draft, words), OpenDraft(draft.id))
    if results.persons:
        yield FoundLine((words("screens.find.persons"),))
    for person in results.persons:
        yield FoundLine(_person_columns(person, words), StartFor(person, ""))
    if results.has_more:
        yield FoundLine((words("screens.find.more"),))
    yield from _new_person_lines(results, words)


def _new_person_lines(results: Results, words: Wording) -> Iterable[FoundLine]:
    """Under which query somebody not known yet can be written down."""
    is_nothing_found = not (results.persons or results.requests)
    if results.understood_as in _NAMING_NOBODY and is_nothing_found:
        yield FoundLine((words("screens.find.nobody"),))
        yield FoundLine((words("screens.find.type_again"), "", ""), TypeAgain())
        columns = (words("screens.find.somebody_new"), "", "")
        yield FoundLine(columns, StartNew(results.understood_as, results.query, ""))
        return
    new = {}
    names_somebody = results.understood_as not in ("nothing", *_NAMING_NOBODY)
    if names_somebody and not results.is_known:
        is_of_the_portal = results.understood_as == "portal_reference"
        new["from_the_portal" if is_of_the_portal else "new_person"] = results.query
    if results.eight_digits:
        new["without_the_zero"] = results.eight_digits
    if new:
        heading = "nobody_else" if results.persons else "nobody"
        yield FoundLine((words(f"screens.find.{heading}"),))
    if results.understood_as == "portal_reference" and results.is_known:
        yield from _with_that_number(results.query, words)
    for key, query in new.items():
        columns = (words(f"screens.find.{key}", query=query), "", "")
        yield FoundLine(columns, StartNew(results.understood_as, query, ""))


def _with_that_number(query: str, words: Wording) -> Iterable[FoundLine]:
    """The portal's reference of somebody may be the number of somebody else: no path closes."""
    if len(query) == 9 and query.isdigit():
        yield FoundLine((words("screens.find.nobody_else"),))
        columns = (words("screens.find.new_person", query=query), "", "")
        yield FoundLine(columns, StartNew("immatriculation_number", query, ""))


def understood_words(results: Results, words: Wording) -> str:
    """How what was typed was understood; a question while nothing was."""
    if results.understood_as == "nothing":
        return words("screens.find.ask")
    said = words(f"screens.find.{_understood_key(results)}", query=results.query)
    return f"{said} · {words('screens.find.eight_digits')}" if results.eight_digits else said


def _understood_key(results: Results) -> str:
    """A reference that nobody has here is misread, or none of this counter's."""
    if results.requests:
        return results.understood_as
    if results.understood_as == "portal_reference":
        return "portal_reference_unknown"
    if results.understood_as != "reference":
        return results.understood_as
    return "reference_unknown" if reference_number.read(results.query) else "reference_misread"


def _draft_columns(draft: DraftMatch, words: Wording) -> tuple[str, ...]:
    procedure = words(f"procedures.{draft.procedure}.short")
    return (_together(draft.name, procedure), "", draft.number)


def _person_columns(person: Person, words: Wording) -> tuple[str, ...]:
    names = [
        f"{person.last_name} {person.first_name}".strip(),
        f"{person.first_name_ar} {person.last_name_ar}".strip(),
    ]
    if words.language == "ar":
        names.reverse()
    return (
        _together(*names, masked(person.identity_number)),
        _day(person.birth_date),
        person.immatriculation_number,
    )


def _request_columns(line: RequestLine) -> tuple[str, ...]:
    person = line.person
    name = f"{person.last_name} {person.first_name}".strip()
    name = name or f"{person.first_name_ar} {person.last_name_ar}".strip()
    day = f"{line.deposited_at:%d/%m/%Y}"
    return (_together(line.reference, name), day, line.subject_number)


def _together(*said: str) -> str:
    """Each in its own order, whichever way the line runs."""
    return " · ".join(map(isolate, filter(None, said)))


def _day(birth_date: str) -> str:
    """A birth date as people write it; a year alone as it is."""
    try:
        return f"{date.fromisoformat(birth_date):%d/%m/%Y}"
    except ValueError:
        return birth_date
