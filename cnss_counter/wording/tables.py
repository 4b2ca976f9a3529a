"""A file of sentences, unpacked or parsed table by table as they are asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from cnss_counter import limits
from cnss_counter.errors import DataFileError, system_error
from cnss_counter.text import toml_text
from cnss_counter.text.toml_mistake import toml_mistake
from cnss_counter.wording import compiled

_HEADING = re.compile(r"^(?=\[)", re.MULTILINE)
_NAME = re.compile(r"\[\s*(\w+)")


class Tables:
    """One file of sentences, cut at its headings and parsed piece by piece.

    Compiled once when there is a `place` to keep that. Threads may share it: two that ask for
    the same table at once both read it, to the same.
    """

    def __init__(self, file: Path, place: str = "") -> None:
        self._file = file
        self._place = place
        self._read: dict[str, Any] = {}

    def sentence(self, key: str) -> str:
        """The text of a dotted key; raises `KeyError` with the whole key."""
        text = text_of(self.table(key))
        if not isinstance(text, str):
            raise KeyError(f"{self._file.name}: {key} is a table")
        return text

    @cached_property
    def sentences(self) -> dict[str, str]:
        """Every sentence by its dotted key; "" where something else stands."""
        names = self._packed or self._pieces
        return dict(leaf for name in names for leaf in _leaves(name, self.table(name)))

    def table(self, key: str) -> Any:
        """What stands at a dotted key, sentence or table; raises `KeyError` as `sentence`."""
        name, *rest = key.split(".")
        if name not in self._read:
            if name in self._packed:
                self._read[name] = compiled.unpacked(self._packed[name])
            elif name in self._pieces:
                self._read[name] = self._parsed(name)
        entry: Any = self._read
        for part in (name, *rest):
            if not isinstance(entry, dict) or part not in entry:
                raise KeyError(f"{self._file.name}: {key}")
            entry = entry[part]
        return entry

    @cached_property
    def _packed(self) -> compiled.Packed:
        """The tables compiled from this file, now if never before; none of a damaged file."""
        if not self._place or not self._file.is_file():
            return {}
        stamp = compiled.stamp(self._file)
        packed = compiled.read(self._place, stamp)
        with suppress(DataFileError):
            packed = packed or compiled.write(
                self._place, stamp, ((name, self._parsed(name)) for name in self._pieces)
            )
        return packed or {}

    def _parsed(self, name: str) -> Any:
        try:
            return toml_text.read("".join(self._pieces[name]))[name]
        except ValueError as problem:
            raise self._mistake(name) from problem

    def _mistake(self, name: str) -> DataFileError:
        """The error of a table that is no TOML, with its line in the whole file."""
        pieces = _HEADING.split(self._text)
        text = "".join(
            piece if _name_of(piece) == name else "\n" * piece.count("\n") for piece in pieces
        )
        try:
            toml_text.read(text)
        except ValueError as problem:
            rule, line = toml_mistake(problem, text.encode())
            return self.refused(rule, name, line=line)
        return self.refused("endless", name)

    def refused(self, rule: str, key: str, **detail: str) -> DataFileError:
        """The error that names this file, this key and the rule it breaks."""
        file = f"wording/{self._file.name}"
        return DataFileError(f"data_file_{rule}", file=file, key=key, rule=rule, **detail)

    @property
    def _text(self) -> str:
        """All of it, with the ends of lines that a text has."""
        try:
            content = limits.read(self._file, limits.WORDING)
            return content.decode("utf-8-sig").replace("\r\n", "\n")
        except OSError as problem:
            raise self.refused("unreadable", "", system=system_error(problem)) from problem
        except limits.TooLargeError as large:
            raise self.refused("too_large", "", most=str(large.most)) from large
        except UnicodeDecodeError as problem:
            rule, line = toml_mistake(problem, problem.object)
            raise self.refused(rule, "", line=line) from problem

    @cached_property
    def _pieces(self) -> dict[str, list[str]]:
        """The text under the headings of each table, by the table's name."""
        pieces: dict[str, list[str]] = {}
        for piece in _HEADING.split(self._text):
            if name := _name_of(piece):
                pieces.setdefault(name, []).append(piece)
        return pieces


def _name_of(piece: str) -> str:
    """The table that the heading of a piece belongs to; "" above the first."""
    heading = _NAME.match(piece)
    return heading[1] if heading else ""


def _leaves(key: str, entry: Any) -> Iterator[tuple[str, str]]:
    if isinstance(entry, dict):
        for name, inner in entry.items():
            yield from _leaves(f"{key}.{name}", inner)
        return
    text = text_of(entry)
    yield key, text if isinstance(text, str) else ""


def text_of(entry: Any) -> Any:
    """A sentence without the source that stands beside it in Arabic."""
    return entry[0] if entry and isinstance(entry, list) else entry
