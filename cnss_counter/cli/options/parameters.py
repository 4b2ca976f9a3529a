"""What a command asks for: click's options and arguments, their sentences taken from the wording.

A value is read by a small function, whose refusal gets the name under which the value is asked
for. What several commands ask for stands at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from typing import TYPE_CHECKING, Any, Self

import click
from click.shell_completion import CompletionItem

from cnss_counter.cli import output
from cnss_counter.domain.dates import read_date
from cnss_counter.errors import BadInputError

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from cnss_counter.wording import Language

FILE, FOLDER = "file", "dir"
"""What a shell completes by itself, as click names it."""


class Worded:
    """Has a sentence, kept as its key: read for help or completion only, `check` loads no words."""

    _key: str | None = None

    @property
    def help(self) -> str | None:
        return self._key and output.french()(self._key)

    @help.setter  # noqa: A003 – click's own name
    def help(self, key: str | None) -> None:
        self._key = key


class Value(click.ParamType[Any]):
    """What is typed, as `read` understands it; `offers` are words, or `FILE` or `FOLDER`."""

    name = "value"

    def __init__(self, asked_as: str, read: Callable[[str], Any], offers: Sequence[str]) -> None:
        self._asked_as, self._read, self._offers = asked_as, read, offers

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> object:
        try:
            return self._read(value)
        except BadInputError as refusal:
            said = {**refusal.detail, "option": self._asked_as, "field": self._asked_as}
            raise BadInputError(refusal.code, **said) from None

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        if isinstance(self._offers, str):
            return [CompletionItem(incomplete, type=self._offers)]
        return [CompletionItem(word) for word in self._offers if word.startswith(incomplete)]


class Option(Worded, click.Option):
    """`--name VALUE`; without `value`, a switch. `key` is its attribute, if not its name.

    `does` is its sentence (`options.<does>`), `asked_as` its name as it is typed.
    """

    def __init__(
        self,
        name: str,
        does: str,
        value: str = "",
        *,
        is_required: bool = False,
        read: Callable[[str], Any] = str,
        offers: Sequence[str] = (),
        key: str = "",
        **behaviour: Any,
    ) -> None:
        super().__init__(
            [name, key or name.lstrip("-").replace("-", "_")],
            help=f"options.{does}",
            metavar=value or None,
            is_flag=None if value else True,
            type=Value(name, read, offers) if value else None,
            **behaviour,
        )
        self.asked_as = name
        self.is_required = is_required

    def saying(self, does: str) -> Self:
        """The same option with another sentence."""
        other = copy(self)
        other.help = f"options.{does}"
        return other

    def optional(self) -> Self:
        """The same option, that may be left out."""
        other = copy(self)
        other.is_required = False
        return other

    def mandatory(self) -> Self:
        """The same option, that may not be left out."""
        other = copy(self)
        other.is_required = True
        return other


class Subject(Worded, click.Argument):
    """What a command is about, by its place; with `is_many`, none or several of them."""

    def __init__(
        self,
        key: str,
        value: str,
        does: str,
        *,
        read: Callable[[str], Any] = str,
        offers: Sequence[str] = (),
        is_many: bool = False,
    ) -> None:
        super().__init__(
            [key],
            help=f"options.{does}",
            metavar=value,
            nargs=-1 if is_many else 1,
            required=False,  # all that is missing is said together, by the command
            type=Value(value, read, offers),
        )
        self.asked_as = value
        self.is_required = not is_many


def a_day(typed: str) -> date:
    """A date given as an option: `2025-09-01` or `01/09/2025`."""
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


def _speak(ctx: click.Context, _: click.Parameter, language: Language | None) -> Language | None:
    if not ctx.resilient_parsing:
        output.speak(language)
    return language


def _read_law(ctx: click.Context, _: click.Parameter, folder: Path | None) -> Path | None:
    if not ctx.resilient_parsing:
        output.read_law(folder)
    return folder


LANGUAGES = ("ar", "fr")
CASE = Subject("case", "CASE.json", "case", read=a_name, offers=FILE)
HOME = Option("--home", "home", "DOSSIER", read=a_name, offers=FOLDER)
CLERK = Option("--clerk", "clerk", "CODE", is_required=True)
PASSWORD = Option("--password-stdin", "password", is_required=True)
JSON = Option("--json", "json")
OTHER_LAW = Option(
    "--with",
    "other_law",
    "DOSSIER",
    read=a_place,
    offers=FOLDER,
    key="rules",
    callback=_read_law,
)
LANG = Option(
    "--lang",
    "language",
    "LANGUE",
    read=one_of(*LANGUAGES),
    offers=LANGUAGES,
    is_eager=True,
    callback=_speak,
)
KNOWN_ON = Option("--known-on", "known_on", "AAAA-MM-JJ", read=a_day)
DAY = Option("--on", "day", "AAAA-MM-JJ", read=a_day)
