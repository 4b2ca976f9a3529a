"""A data file read key by key: what is missing, of the wrong type or left over is refused."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from cnss_counter import limits
from cnss_counter.errors import DataFileError, system_error
from cnss_counter.text import logical, toml_text
from cnss_counter.text.script import unseen
from cnss_counter.text.toml_mistake import toml_mistake

T = TypeVar("T")

EXPECTED: Mapping[type, str] = {
    bool: "yes_no",
    date: "day",
    dict: "table",
    int: "number",
    list: "list",
    str: "text",
}
"""How a refusal names what is expected: a key of the words."""

_YEAR = re.compile(r"\b(18|19|20)\d\d\b")
_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")


class Table:
    """One table of a data file, taken key by key.

    Each `take` refuses a value of the wrong type, `end` the keys that nobody took; the
    error names the file, the key with its place (`fields.3.kind`) and the rule.
    """

    def __init__(self, file: str, entries: Mapping[str, Any], place: str = "") -> None:
        self._file = file
        self._left = dict(entries)
        self._place = place

    def take(self, key: str, kind: type[T], default: T | None = None) -> T:
        """The value of a key; required when there is no default."""
        value = self._left.pop(key, default)
        if value is None:
            raise self.refused("missing_key", key)
        # `true` is an `int` for Python and a date with a time is a `date`, not for a jurist.
        if type(value) is not kind:
            raise self.refused("wrong_type", key, expected=EXPECTED[kind])
        return value

    def maybe(self, key: str, kind: type[T]) -> T | None:
        """The value of a key that may be left out."""
        return self.take(key, kind) if key in self._left else None

    def holds(self, key: str) -> bool:
        """Whether this key is there and was not taken."""
        return key in self._left

    def holds_table(self, key: str) -> bool:
        """Whether a table stands there, where a text may stand too."""
        return isinstance(self._left.get(key), dict)

    def take_letters(self, key: str, default: str | None = None) -> str:
        """A text of letters that can be seen; it may be empty."""
        text = self.take(key, str, default)
        if hidden := unseen(text):
            raise self.refused("unseen", key, letter=f"U+{ord(hidden):04X}")
        return text

    def take_text(self, key: str) -> str:
        """A text that says something."""
        text = self.take_letters(key)
        if not text.strip():
            raise self.refused("empty", key)
        return text

    def take_source(self, key: str) -> str:
        """The text of law that something stems from, named with its date: a year at least."""
        source = self.take_text(key)
        if not _YEAR.search(source):
            raise self.refused("undated", key)
        return source

    def take_like(self, key: str, form: re.Pattern[str], example: str) -> str:
        """A text of a certain form."""
        text = self.take_text(key)
        if not form.fullmatch(text):
            raise self.refused("other_form", key, name=text, example=example)
        return text

    def take_id(self, key: str) -> str:
        """The id of something: it is a key of the words and the name of a widget, too."""
        return self._id(key, self.take_text(key))

    def take_ids(self, key: str) -> tuple[str, ...]:
        """An array of ids, each once; none when the key is left out."""
        ids = tuple(self._id(key, one) for one in self.take_names(key))
        self.refuse_twice(key, ids)
        return ids

    def _id(self, key: str, text: str) -> str:
        if not is_id(text):
            raise self.refused("not_an_id", key, name=text)
        return text

    def take_name(self, key: str, known: Collection[str], default: str | None = None) -> str:
        """A name of a register, or a choice."""
        name = self.take_letters(key, default)
        if name not in known:
            raise self.refused("unknown_name", key, name=name, known=", ".join(sorted(known)))
        return name

    def take_tables(self, key: str, *, required: bool = True) -> list[Table]:
        """The tables of an array, at least one when required."""
        if self.holds_table(key):
            raise self.refused("wrong_type", key, expected="tables", name=key)
        entries = self.take(key, list, None if required else [])
        if required and not entries:
            raise self.refused("empty", key)
        tables = []
        for number, entry in enumerate(entries, 1):
            place = f"{self._place}{key}.{number}"
            if not isinstance(entry, dict):
                raise self.refused("wrong_type", key, expected="tables", name=key)
            tables.append(Table(self._file, entry, place + "."))
        return tables

    def take_table(self, key: str) -> Table:
        """The table of a key."""
        return Table(self._file, self.take(key, dict), f"{self._place}{key}.")

    def take_some(self, key: str, known: Collection[str]) -> tuple[str, ...]:
        """An array of names of a register, or of choices: at least one, each once."""
        names = self.take_names(key)
        if not names:
            raise self.refused("empty", key)
        for name in names:
            if name not in known:
                raise self.refused("unknown_name", key, name=name, known=", ".join(sorted(known)))
        self.refuse_twice(key, names)
        return names

    def take_names(self, key: str) -> tuple[str, ...]:
        """An array of texts; none when the key is left out."""
        names = self.take(key, list, [])
        if not all(type(name) is str and name for name in names):
            raise self.refused("wrong_type", key, expected="texts")
        return tuple(names)

    def end(self) -> None:
        """Refuses the first key that nobody took."""
        for key in self._left:
            raise self.refused("unknown_key", key)

    def refuse_twice(self, key: str, names: Sequence[str]) -> None:
        """Refuses the first name that is written twice."""
        counted = Counter(names)
        for one in names:
            if counted[one] > 1:
                raise self.refused("twice", key, name=one)

    def refused(self, rule: str, key: str, **detail: str) -> DataFileError:
        """The error that names this file, this key and the rule it breaks."""
        told = {name: logical(value) for name, value in detail.items()}
        return DataFileError(
            f"data_file_{rule}", file=self._file, key=self._place + logical(key), rule=rule, **told
        )


def is_id(text: str) -> bool:
    """Whether a text may be an id: small Latin letters, digits, `_`, a letter first."""
    return bool(_ID.fullmatch(text))


def file_of(path: Path) -> str:
    """How a file of the law is named in an error."""
    return logical(f"{path.parent.name}/{path.name}")


def read_table(path: Path) -> tuple[bytes, Table]:
    """A data file as bytes (for the fingerprint) and as a table."""
    file = file_of(path)
    try:
        content = limits.read(path, limits.LAW).removeprefix(BOM_UTF8).replace(b"\r\n", b"\n")
    except OSError as error:
        raise DataFileError(
            "data_file_unreadable", file=file, key="", rule="unreadable", system=system_error(error)
        ) from error
    except limits.TooLargeError as large:
        raise DataFileError(
            "data_file_too_large", file=file, key="", rule="too_large", most=str(large.most)
        ) from None
    try:
        return content, Table(file, toml_text.read(content.decode()))
    except ValueError as error:
        rule, line = toml_mistake(error, content)
        raise DataFileError(f"data_file_{rule}", file=file, key="", rule=rule, line=line) from error
