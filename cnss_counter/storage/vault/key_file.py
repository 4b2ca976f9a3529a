"""`keys.json`: the slots of one counter, changed by one process at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from cnss_counter import limits
from cnss_counter.errors import StoreError
from cnss_counter.storage.files import json_files
from cnss_counter.storage.files.lock_files import turn
from cnss_counter.storage.files.private_files import (
    told_as_store_errors,
    write_whole,
)
from cnss_counter.storage.stored import Record
from cnss_counter.storage.vault import stored_slots
from cnss_counter.storage.vault.slots import PasswordCost, Slot

_FORMAT = 2


@dataclass(frozen=True, slots=True)
class Content:
    """The slots by id. `next_file` marks the file that the slots' next keys open.

    `letter` is the code of head office's slot, sealed to its age key; "" without such a slot.
    """

    slots: dict[str, Slot]
    next_file: str = ""
    letter: str = ""

    def with_slot(self, slot: Slot) -> Content:
        """With this slot at the end, in the place of the one before."""
        return replace(self, slots={**self.without({slot.id}).slots, slot.id: slot})

    def cost_of_one(self, otherwise: PasswordCost) -> PasswordCost:
        """What a password costs here, by any slot: nobody is told by the time that none is his."""
        return next((slot.cost for slot in self.slots.values()), otherwise)

    def without(self, ids: Collection[str]) -> Content:
        kept = {slot.id: slot for slot in self.slots.values() if slot.id not in ids}
        return replace(self, slots=kept)

    def with_each(self, turn_slot: Callable[[Slot], Slot]) -> Content:
        """With every slot changed."""
        return replace(self, slots={slot.id: turn_slot(slot) for slot in self.slots.values()})


class KeyFile:
    """The file, and the copy kept beside it (`.bak`)."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[tuple[int, int, int], Content] | None = None

    def seen(self) -> Content:
        """As `read`, for whoever asks at each action: read again only when it is another file."""
        with told_as_store_errors(self._path):
            at = self._path.stat()
        version = (at.st_ino, at.st_mtime_ns, at.st_size)
        if self._seen is None or self._seen[0] != version:
            self._seen = (version, self.read())
        return self._seen[1]

    def read(self) -> Content:
        """Raises `StoreError` (`store.damaged`) when it is not what this program wrote."""
        try:
            return _content(Record(json_files.read_file(self._path, limits.KEYS)))
        except ValueError as damage:
            raise self.damaged() from damage

    def change(self, changed: Callable[[Content], Content]) -> None:
        """Read, change and write in one turn among all processes.

        Written twice, so that the copy kept beside forgets what was taken away, too.
        """
        with turn(self._path.with_suffix(".lock")):
            content = changed(self.read())
            self.write(content)
            self.write(content)

    def write(self, content: Content) -> None:
        written = {
            "format": _FORMAT,
            "slots": [asdict(slot) for slot in content.slots.values()],
            "next_file": content.next_file,
            "letter": content.letter,
        }
        write_whole(self._path, json.dumps(written, indent=1).encode("ascii"), keep_backup=True)

    def damaged(self) -> StoreError:
        return StoreError("store.damaged", file=str(self._path))


def _content(said: Record) -> Content:
    if not 1 <= said.whole("format", 1) <= _FORMAT:
        raise ValueError("format")
    slots = said.parts("slots", stored_slots.read)
    next_file, letter = (said.text(name, "") for name in ("next_file", "letter"))
    said.end()
    return Content({slot.id: slot for slot in slots}, next_file, letter)
