"""A terminal, a pipe or a file that is written to, whatever becomes of it meanwhile.

A window that was closed, a disk that is full, a reader that left: what cannot be written is no
reason to stop an errand half-way, nor, when Python ends and writes what is left, to change how it
ended.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class OutputFile(io.FileIO):
    """A file that takes everything. The first `refusal` of the system is kept, and not raised."""

    def __init__(self, number: int, refusal: OSError | None = None) -> None:
        super().__init__(number, "w", closefd=False)
        self.refusal = refusal

    def write(self, said: ReadableBuffer, /) -> int:
        try:
            while self.refusal is None:
                written = super().write(said)
                if written is not None:
                    return written
                self._wait_for_room()
        except OSError as refused:
            self.refusal = refused
        return memoryview(said).nbytes

    def _wait_for_room(self) -> None:
        """Another program made it non-blocking, as some do with a terminal that they share."""
        import select

        select.select([], [self], [])


def text_on(
    number: int,
    encoding: str = "utf-8",
    *,
    is_told_at_once: bool = False,
    refusal: OSError | None = None,
) -> TextIO:
    """Text for this descriptor; a terminal that has no Arabic shows `?`, which is no failure."""
    output = io.BufferedWriter(OutputFile(number, refusal))
    return io.TextIOWrapper(output, encoding, "replace", line_buffering=is_told_at_once)
