"""A file of sentences, parsed table by table as they are asked."""

from __future__ import annotations

import re
import tomllib
from functools import cached_property
from pathlib import Path
from typing import Any

from cnss_counter.errors import DataFileError

_HEADING = re.compile(r"^(?=\[)", re.MULTILINE)
_NAME = re.compile(r"\[\s*(\w+)")


class Tables:
    """One file of sentences, cut at its headings and parsed piece by piece.

    Threads may share it: two that ask for the same table at once both parse it, to the same.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._read: dict[str, Any] = {}

    def sentence(self, key: str) -> str:
        """The text of a dotted key; raises `KeyError` with the whole key."""
        text = text_of(self.table(key))
        if not isinstance(text, str):
            raise KeyError(f"{self._file.name}: {key} is a table")
        return text

    def table(self, key: str) -> Any:
        """What stands at a dotted key, sentence or table; raises `KeyError` as `sentence`."""
        name, *rest = key.split(".")
        if name in self._pieces and name not in self._read:
            self._read[name] = self._parsed(name)
        entry: Any = self._read
        for part in (name, *rest):
            if not isinstance(entry, dict) or part not in entry:
                raise KeyError(f"{self._file.name}: {key}")
            entry = entry[part]
        return entry

    def _parsed(self, name: str) -> Any:
        try:
            return tomllib.loads("".join(self._pieces[name]))[name]
        except tomllib.TOMLDecodeError as problem:
            raise DataFileError(
                "data_file_not_toml",
                file=f"wording/{self._file.name}",
                key=name,
                rule="not_toml",
                reason=str(problem),
            ) from problem

    @cached_property
    def _pieces(self) -> dict[str, list[str]]:
        """The text under the headings of each table, by the table's name."""
        pieces: dict[str, list[str]] = {}
        for piece in _HEADING.split(self._file.read_text(encoding="utf-8")):
            if heading := _NAME.match(piece):
                pieces.setdefault(heading[1], []).append(piece)
        return pieces


def text_of(entry: Any) -> Any:
    """A sentence without the source that stands beside it in Arabic."""
    return entry[0] if isinstance(entry, list) else entry
