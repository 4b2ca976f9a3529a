"""A stored record: JSON with a version, read key by key by a reader that names each of them.

A key that is missing, of another kind, or that no reader names is damage: nothing is made of what
happens to stand there, and nothing unknown is passed over (docs/decisions/0087).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any, TypeVar

from cnss_counter.errors import StoreError
from cnss_counter.storage.files import json_files

T = TypeVar("T")

VERSION = "version"
"""The key of the outermost object that says how it is written; one without it is version 1."""

_REQUIRED: Any = object()


class DamageError(ValueError):
    """What stands there is not what this program writes; the message is the key."""


class Record:
    """One JSON object: a reader asks for each key once, by name and kind.

    Every method raises `DamageError` with the key. `usual` is taken where the key is missing.
    """

    def __init__(self, said: object, place: str = "") -> None:
        self._place = place
        if type(said) is not dict:
            raise self._damage("")
        self.said: dict[str, Any] = said
        self._asked: set[str] = set()

    def version(self, *known: int) -> int:
        """How it is written: one of those that the reader knows."""
        version = self.whole(VERSION, 1)
        if version not in known:
            raise self._damage(VERSION)
        return version

    def text(self, key: str, usual: str = _REQUIRED) -> str:
        return str(self._of(key, (str,), usual))

    def word(self, key: str, words: Collection[str], usual: str = _REQUIRED) -> Any:
        """One of a few words."""
        if (said := self.text(key, usual)) not in words:
            raise self._damage(key)
        return said

    def text_or_none(self, key: str) -> str | None:
        said: str | None = self._of(key, (str, type(None)), _REQUIRED)
        return said

    def whole(self, key: str, usual: int = _REQUIRED) -> int:
        """A number without decimals; no yes or no."""
        return int(self._of(key, (int,), usual))

    def whole_or_none(self, key: str) -> int | None:
        said: int | None = self._of(key, (int, type(None)), _REQUIRED)
        return said

    def yes(self, key: str, usual: bool = _REQUIRED) -> bool:
        return bool(self._of(key, (bool,), usual))

    def moment(self, key: str) -> datetime:
        """A date and time in ISO 8601."""
        try:
            return datetime.fromisoformat(self.text(key))
        except ValueError:
            raise self._damage(key) from None

    def listed(self, key: str) -> list[Any]:
        """A list, whose members the reader looks at."""
        return list(self._of(key, (list,), _REQUIRED))

    def texts(self, key: str) -> dict[str, str]:
        """An object whose values are all text."""
        return self.part(key, Record.all_texts)

    def all_texts(self) -> dict[str, str]:
        """All of it, where every value is text."""
        for key, said in self.said.items():
            if type(said) is not str:
                raise self._damage(key)
        return self.as_it_stands()

    def part(self, key: str, reader: Callable[[Record], T]) -> T:
        """An object inside, read to its end."""
        return _whole(self._object(key), reader)

    def part_or_none(self, key: str, reader: Callable[[Record], T]) -> T | None:
        return None if self.said.get(key, 0) is None and self._ask(key) else self.part(key, reader)

    def parts(self, key: str, reader: Callable[[Record], T]) -> tuple[T, ...]:
        """A list of objects, each read to its end."""
        listed = enumerate(self._of(key, (list,), _REQUIRED))
        return tuple(_whole(Record(one, self._at(f"{key}.{n}")), reader) for n, one in listed)

    def named(self, key: str, reader: Callable[[Record], T]) -> dict[str, T]:
        """An object whose values are objects, each read to its end."""
        inside = self._object(key)
        return {name: inside.part(name, reader) for name in inside.said}

    def as_it_stands(self) -> dict[str, Any]:
        """All of it, whatever its keys: for what is shown and made nothing of."""
        self._asked.update(self.said)
        return self.said

    def end(self) -> None:
        """Raise `DamageError` for a key that nobody asked for."""
        for key in self.said:
            if key not in self._asked:
                raise self._damage(key)

    def _object(self, key: str) -> Record:
        return Record(self._of(key, (dict,), _REQUIRED), self._at(key))

    def _of(self, key: str, kinds: tuple[type, ...], usual: Any) -> Any:
        self._ask(key)
        said = self.said.get(key, usual)
        if said is _REQUIRED or type(said) not in kinds:
            raise self._damage(key)
        return said

    def _ask(self, key: str) -> bool:
        self._asked.add(key)
        return True

    def _at(self, key: str) -> str:
        return f"{self._place}.{key}" if self._place else key

    def _damage(self, key: str) -> DamageError:
        return DamageError(self._at(key) if key else self._place)


def read(written: str, name: str, reader: Callable[[Record], T]) -> T:
    """What a record of the database says, by its reader. `name`: `table/key`.

    Raises `StoreError` (`store.record_damaged`) that names record and key.
    """
    try:
        return _whole(Record(json_files.read(written)), reader)
    except ValueError as damage:
        raise _told(name, damage) from damage


def read_some(written: str, name: str, reader: Callable[[Record], T]) -> T:
    """The same of a record that says more to others, as an entry of the journal does."""
    try:
        return reader(Record(json_files.read(written)))
    except ValueError as damage:
        raise _told(name, damage) from damage


def read_words(written: str, name: str, words: Collection[str]) -> frozenset[Any]:
    """A column that lists words, each of them one of these."""
    try:
        said = json_files.read(written)
        if type(said) is not list or not all(type(one) is str and one in words for one in said):
            raise DamageError
    except ValueError as damage:
        raise _told(name, damage) from damage
    return frozenset(said)


def moment(written: str, name: str) -> datetime:
    """A column that holds a date and time in ISO 8601."""
    try:
        return datetime.fromisoformat(written)
    except (TypeError, ValueError) as damage:
        raise StoreError("store.record_damaged", record=name) from damage


def _whole(record: Record, reader: Callable[[Record], T]) -> T:
    made = reader(record)
    record.end()
    return made


def _told(name: str, damage: ValueError) -> StoreError:
    """A key is said, a value never: it may be a person's."""
    key = str(damage) if isinstance(damage, DamageError) else ""
    return StoreError("store.record_damaged", record=f"{name} {key}".rstrip())
