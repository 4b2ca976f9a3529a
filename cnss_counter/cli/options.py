"""How a command declares its options, and how they are read: one line for each mistake."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

from cnss_counter.errors import BadInputError, CounterError

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

Options = SimpleNamespace
"""What was given: one attribute for each option and subject; None, False or () when left out."""


class Option(NamedTuple):
    """`--name VALUE`; without `value`, a switch. `key` is its attribute, if not its name."""

    name: str
    does: str
    value: str = ""
    is_required: bool = False
    read: Callable[[str], Any] = str
    key: str = ""

    @property
    def attribute(self) -> str:
        return self.key or self.name.lstrip("-").replace("-", "_")


class Subject(NamedTuple):
    """What a command is about, by its place; with `is_many`, none or several of them."""

    key: str
    value: str
    does: str
    read: Callable[[str], Any] = str
    is_many: bool = False


class Command(NamedTuple):
    """One errand: its words after `cnss-counter`, and what it is done with.

    `stands_unsaid`: what it did cannot be undone, so its status does not tell of its output.
    """

    name: str
    does: str
    run: Callable[[Options], int]
    subjects: tuple[Subject, ...] = ()
    options: tuple[Option, ...] = ()
    stands_unsaid: bool = False

    @property
    def words(self) -> list[str]:
        return self.name.split()

    @property
    def whole_name(self) -> str:
        return f"cnss-counter {self.name}".strip()


def a_day(typed: str) -> date:
    """A date given as an option: `2025-09-01` or `01/09/2025`."""
    from cnss_counter.domain.dates import read_date

    day = read_date(typed)
    if day is None:
        raise BadInputError("cli.not_a_day", typed=typed)
    return day


def one_of(*known: str) -> Callable[[str], str]:
    """A choice among words."""

    def read(typed: str) -> str:
        if typed not in known:
            raise BadInputError("cli.not_a_choice", typed=typed, known=", ".join(known))
        return typed

    return read


def a_name(typed: str) -> str:
    """The name of a file or folder. An empty one comes from a variable that is not set."""
    if not typed.strip():
        raise BadInputError("place.empty")
    return typed


def a_place(typed: str) -> Path:
    """A file or a folder that is there, to be read."""
    from pathlib import Path

    return Path(a_name(typed))


def a_new_file(typed: str) -> Path:
    """A file to be written: outside every counter, over nothing but a file."""
    from cnss_counter.storage.files import given_places

    file = given_places.named(typed)
    given_places.require_file(file)
    return file


CASE = Subject("case", "CASE.json", "le dossier")
HOME = Option(
    "--home",
    "le guichet (sinon $CNSS_COUNTER_HOME, sinon le dossier du système)",
    "DOSSIER",
    read=a_name,
)
CLERK = Option("--clerk", "code de l’agent", "CODE", is_required=True)
PASSWORD = Option(
    "--password-stdin", "lire le mot de passe sur la première ligne de l’entrée", is_required=True
)
JSON = Option("--json", "un document JSON, et rien d’autre")
DAY = Option("--on", "date du dépôt (sinon aujourd’hui)", "DATE", read=a_day)


def name_as_asked(command: Command, refused: CounterError) -> None:
    """The field that was refused gets the name under which this command asks for it."""
    names = {option.attribute: option.name for option in command.options}
    names |= {subject.key: subject.value for subject in command.subjects}
    field = refused.detail.get("field")
    if field in names:
        refused.detail["field"] = names[field]


def read(command: Command, given: Sequence[str]) -> Options:
    """The options and subjects of a command. Raises `BadInputError` (`cli.…`)."""
    options = Options()
    for option in command.options:
        setattr(options, option.attribute, None if option.value else False)
    subjects = list(_read_options(command, given, options))
    _read_subjects(command, subjects, options)
    missing = [
        option.name
        for option in command.options
        if option.is_required and not getattr(options, option.attribute)
    ]
    missing += [subject.value for subject in command.subjects if not hasattr(options, subject.key)]
    if missing:
        raise BadInputError("cli.missing", command=command.whole_name, missing=", ".join(missing))
    return options


def _read_options(command: Command, given: Sequence[str], options: Options) -> Iterator[str]:
    """Put every option where it belongs, and give back what is none."""
    known = {option.name: option for option in command.options}
    words = iter(given)
    for word in words:
        if word == "--":
            yield from words
            return
        name, has_value, value = word.partition("=") if word.startswith("--") else (word, "", "")
        option = known.get(name)
        if option is None:
            if word.startswith("-") and word != "-":
                raise BadInputError("cli.unknown", command=command.whole_name, word=word)
            yield word
        elif option.value:
            typed = value if has_value else next(words, None)
            if typed is None:
                raise BadInputError("cli.no_value", option=name, value=option.value)
            setattr(options, option.attribute, _value(option.name, option.read, typed))
        elif has_value:
            raise BadInputError("cli.unknown", command=command.whole_name, word=word)
        else:
            setattr(options, option.attribute, True)


def _value(name: str, read: Callable[[str], Any], typed: str) -> Any:
    try:
        return read(typed)
    except BadInputError as refusal:
        said = {**refusal.detail, "option": name, "field": name}
        raise BadInputError(refusal.code, **said) from None


def _read_subjects(command: Command, given: list[str], options: Options) -> None:
    for subject in command.subjects:
        if subject.is_many:
            words = (_value(subject.value, subject.read, word) for word in given)
            setattr(options, subject.key, tuple(words))
            given = []
        elif given:
            read = _value(subject.value, subject.read, given.pop(0))
            setattr(options, subject.key, read)
    if given:
        raise BadInputError("cli.unknown", command=command.whole_name, word=given[0])
