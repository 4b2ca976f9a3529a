"""Which machine this is, said so that nothing else can be told by it."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from hmac import digest
from pathlib import Path

from cnss_counter import limits

PLACES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
"""Where Linux keeps the number that it drew when it was installed (machine-id(5))."""

_LEAST, _MOST = 16, 256
"""Bytes of a number that was drawn; an image not yet started has none, or the word for that."""


def of_this_machine(key: bytes) -> str:
    """32 hex, others for each key as machine-id(5) asks; "" where no machine can be told."""
    for place in PLACES:
        with suppress(OSError, limits.TooLargeError):
            drawn = limits.read(place, limits.MARK)[:_MOST].strip()
            if len(drawn) >= _LEAST:
                return digest(key, b"cnss-counter machine 1\n" + drawn, sha256).hex()[:32]
    return ""
