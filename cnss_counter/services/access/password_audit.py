"""A wrong password in the middle of the work: journalled at once, as a refused login is later.

The journal names whose password was wanted, never what was typed: a code that nobody has may be
a password typed into the wrong field.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Literal

from cnss_counter.errors import AccessError, StoreError
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.storage.tables import clerks, journal
from cnss_counter.storage.vault.refused_logins import UNKNOWN

KIND = "password_refused"
AskedFor = Literal["unlock", "agreement", "change_password", "change_key"]


@contextmanager
def journalled(context: ClerkContext, code: str, asked_for: AskedFor) -> Iterator[None]:
    """Journal it when the block refuses a password (`access.refused`), and let the refusal pass.

    A disk that refuses the line changes nothing for the clerk. Who may not sit here any more is
    journalled too, so the store is asked and not the context.
    """
    try:
        yield
    except AccessError as refusal:
        if refusal.code == "access.refused":
            with suppress(StoreError), context.store.writing() as database:
                whose = code if code in clerks.codes(database) else UNKNOWN
                body = {"asked_for": asked_for}
                journal.append(database, context.now(), context.clerk.code, KIND, whose, body)
        raise
