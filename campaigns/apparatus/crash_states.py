"""What a disk may hold after the power has failed, made again from the calls of a program.

Of each file: all that its last flush covered, and of the writes since then any part, in any
order, torn between sectors of 512 bytes. Of names, in two models:

- `ext4`: changes of names reach the disk in order, and any flush brings all of them;
- `posix`: only a flush of the folder brings them, and any part of the others may be there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path, PurePosixPath
from random import Random
from typing import Literal

from campaigns.apparatus.watched_disk import Call

Model = Literal["ext4", "posix"]
MODELS: tuple[Model, ...] = ("ext4", "posix")
_SECTOR = 512
_Write = tuple[int, bytes | None]
"""Where, and what; None cuts the file there."""


@dataclass(slots=True)
class _File:
    durable: bytearray = field(default_factory=bytearray)
    pending: list[_Write] = field(default_factory=list)
    is_folder: bool = False

    def flush(self) -> None:
        for write in self.pending:
            _apply(self.durable, write)
        self.pending.clear()

    def after_a_crash(self, chance: Random) -> bytes:
        content = bytearray(self.durable)
        for write in _survivors(self.pending, chance):
            _apply(content, write)
        return bytes(content)


@dataclass(frozen=True, slots=True)
class _Naming:
    """One change of names that is whole or not at all: folder and name → file, or nothing."""

    entries: tuple[tuple[_File, str, _File | None], ...]

    def is_in(self, folder: _File) -> bool:
        return any(place is folder for place, _, _ in self.entries)


class CrashingDisk:
    """The disk of one program, followed call by call; `lay_out` writes a state of it."""

    def __init__(self, root: Path, model: Model) -> None:
        self._root = PurePosixPath(root)
        self._model = model
        self._top = _File(is_folder=True)
        self._names: dict[tuple[int, str], _File] = {}  # as the program sees them
        self._durable: dict[tuple[int, str], _File] = {}
        self._pending: list[_Naming] = []
        self._inodes: dict[int, _File] = {}
        self._folders = [self._top]

    def follow(self, call: Call) -> None:
        """Take one call into account."""
        if call.kind in "cm":
            made = _File(is_folder=call.kind == "m")
            self._folders += [made] if made.is_folder else []
            self._inodes[call.inode] = made
            self._rename((self._place(call.path), made))
        elif call.kind == "u":
            self._rename((self._place(call.path), None))
        elif call.kind == "r":
            moved = self._names[self._key(call.path)]
            self._rename((self._place(call.path), None), (self._place(call.second), moved))
        elif call.kind == "s":
            self._flush(self._file(call))
        else:
            data = call.data if call.kind == "w" else None
            self._file(call).pending.append((call.offset, data))

    def lay_out(self, folder: Path, chance: Random) -> None:
        """Write what may be found when the machine starts again."""
        names = dict(self._durable)
        for naming in self._surviving_namings(chance):
            _name(names, naming)
        self._lay(self._top, folder, names, chance)

    def _lay(
        self, file: _File, path: Path, names: dict[tuple[int, str], _File], chance: Random
    ) -> None:
        if not file.is_folder:
            path.write_bytes(file.after_a_crash(chance))
            return
        path.mkdir(exist_ok=True)
        for (parent, name), child in names.items():
            if parent == id(file):
                self._lay(child, path / name, names, chance)

    def _surviving_namings(self, chance: Random) -> list[_Naming]:
        if self._model == "ext4":
            return self._pending[: chance.randint(0, len(self._pending))]
        share = chance.choice((0.0, 0.5, 1.0))
        return [naming for naming in self._pending if chance.random() < share]

    def _flush(self, file: _File) -> None:
        file.flush()
        for naming in list(self._pending):
            if self._model == "ext4" or naming.is_in(file):
                _name(self._durable, naming)
                self._pending.remove(naming)

    def _rename(self, *changes: tuple[tuple[_File, str], _File | None]) -> None:
        naming = _Naming(tuple((folder, name, file) for (folder, name), file in changes))
        _name(self._names, naming)
        self._pending.append(naming)

    def _file(self, call: Call) -> _File:
        if call.inode in self._inodes:
            return self._inodes[call.inode]
        return self._top if PurePosixPath(call.path) == self._root else self._at(call.path)

    def _at(self, path: str) -> _File:
        return self._names[self._key(path)]

    def _key(self, path: str) -> tuple[int, str]:
        folder, name = self._place(path)
        return id(folder), name

    def _place(self, path: str) -> tuple[_File, str]:
        *folders, name = PurePosixPath(path).relative_to(self._root).parts
        at = self._top
        for folder in folders:
            at = self._names[id(at), folder]
        return at, name


def _name(names: dict[tuple[int, str], _File], naming: _Naming) -> None:
    for folder, name, file in naming.entries:
        if file is None:
            names.pop((id(folder), name), None)
        else:
            names[id(folder), name] = file


def _survivors(pending: list[_Write], chance: Random) -> list[_Write]:
    """Any part of the writes: none, the first ones, some, all; whole or torn, in any order."""
    share = chance.choice((0.0, 0.2, 0.5, 0.9, 1.0))
    kept = [write for write in pending if chance.random() < share]
    if chance.random() < 0.5:  # the first ones, as a disk without haste does
        kept = pending[: chance.randint(0, len(pending))]
    if chance.random() < 0.5:
        kept = [piece for write in kept for piece in _torn(write, chance)]
    if chance.random() < 0.5:
        chance.shuffle(kept)
    return kept


def _torn(write: _Write, chance: Random) -> list[_Write]:
    offset, data = write
    if data is None:
        return [write]
    ends = [0, *range(_SECTOR - offset % _SECTOR, len(data), _SECTOR), len(data)]
    pieces = [(offset + a, data[a:b]) for a, b in pairwise(ends)]
    return [piece for piece in pieces if chance.random() < 0.7]


def _apply(content: bytearray, write: _Write) -> None:
    offset, data = write
    if data is None:
        del content[offset:]
        content.extend(bytes(offset - len(content)))
        return
    content.extend(bytes(max(0, offset - len(content))))
    content[offset : offset + len(data)] = data
