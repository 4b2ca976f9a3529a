"""Which machine and which account this is, said so that nothing else can be told by it."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from hmac import digest
from pathlib import Path

from cnss_counter import limits
from cnss_counter.paths import state_folder

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


def of_this_account(key: bytes) -> str:
    """32 hex, by the place of its state folder; "" where it has none.

    By nothing in that folder, which may be cleaned, and not by the account's number: another
    folder of the same account holds another mark.
    """
    folder = state_folder()
    if folder is None:
        return ""
    place = os.fsencode(os.path.realpath(folder))
    return digest(key, b"cnss-counter account 1\n" + place, sha256).hex()[:32]
