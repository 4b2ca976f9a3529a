"""A data file read key by key: what is missing, of the wrong type or left over is refused."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, TypeVar

from cnss_counter.errors import DataFileError

T = TypeVar("T")

_YEAR = re.compile(r"\b(18|19|20)\d\d\b")


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
            raise self.refused("wrong_type", key, expected=kind.__name__)
        return value

    def maybe(self, key: str, kind: type[T]) -> T | None:
        """The value of a key that may be left out."""
        return self.take(key, kind) if key in self._left else None

    def has(self, key: str) -> bool:
        """Whether nobody took this key yet."""
        return key in self._left

    def take_text(self, key: str) -> str:
        """A text that says something."""
        text = self.take(key, str)
        if not text.strip():
            raise self.refused("empty", key)
        return text

    def take_source(self, key: str) -> str:
        """The text of law that something stems from, named with its date: a year at least."""
        source = self.take_text(key)
        if not _YEAR.search(source):
            raise self.refused("undated", key)
        return source

    def take_name(self, key: str, known: Collection[str], default: str | None = None) -> str:
        """A name of a register, or a choice."""
        name = self.take(key, str, default)
        if name not in known:
            raise self.refused("unknown_name", key, name=name, known=", ".join(sorted(known)))
        return name

    def take_tables(self, key: str, *, required: bool = True) -> list[Table]:
        """The tables of an array, at least one when required."""
        entries = self.take(key, list, None if required else [])
        if required and not entries:
            raise self.refused("empty", key)
        tables = []
        for number, entry in enumerate(entries, 1):
            place = f"{self._place}{key}.{number}"
            if not isinstance(entry, dict):
                raise self.refused("wrong_type", key, expected="table")
            tables.append(Table(self._file, entry, place + "."))
        return tables

    def take_names(self, key: str) -> tuple[str, ...]:
        """An array of texts; none when the key is left out."""
        names = self.take(key, list, [])
        if not all(type(name) is str and name for name in names):
            raise self.refused("wrong_type", key, expected="text")
        return tuple(names)

    def end(self) -> None:
        """Refuses the first key that nobody took."""
        for key in self._left:
            raise self.refused("unknown_key", key)

    def refused(self, rule: str, key: str, **detail: str) -> DataFileError:
        """The error that names this file, this key and the rule it breaks."""
        return DataFileError(
            f"data_file_{rule}", file=self._file, key=self._place + key, rule=rule, **detail
        )


def read_table(path: Path) -> tuple[bytes, Table]:
    """A data file as bytes (for the fingerprint) and as a table."""
    file = f"{path.parent.name}/{path.name}"
    try:
        content = path.read_bytes().replace(b"\r\n", b"\n")
        return content, Table(file, tomllib.loads(content.decode()))
    except OSError as error:
        raise DataFileError(
            "data_file_unreadable", file=file, key="", rule="unreadable", reason=str(error)
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataFileError(
            "data_file_not_toml", file=file, key="", rule="not_toml", reason=str(error)
        ) from error
