"""Whom a clerk looked for by name: journalled, without the name.

The first answer that shows somebody is journalled before it is shown, so that a killed window
leaves a trace too. The search answers at each key, so what counts after that is the name typed to
its end: one that the next search does not go on, or the last one before the screen is left. The
journal keeps a salted hash of the folded name, and how many persons were shown; who has a
suspicion can test a name.
The salt stands in a table of its own, and goes when the trace has to be erased.
"""

from __future__ import annotations

import secrets

from cnss_counter.domain.search_results import Found
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.storage import canonical
from cnss_counter.storage.tables import journal, salts
from cnss_counter.text.folding import fold

KIND = "persons_searched"
_DOMAIN = "cnss-counter search 1"


class NameSearches:
    """The search of one session that is still being typed; the journal tells how it began."""

    def __init__(self, context: ClerkContext) -> None:
        self._context = context
        self._pending: Found | None = None
        self._told = ""

    def note(self, found: Found) -> None:
        """Somebody is about to see this answer.

        May write: raises `StoreError` as every write does, and the answer is not shown.
        """
        before = self._pending
        goes_on = before is None or fold(found.query).startswith(fold(before.query))
        if found.understood_as != "name":
            goes_on = before is None
        if not goes_on:
            self.settle()
        if found.understood_as == "name" and found.persons:
            if self._pending is None:
                self._write_down(found)
            self._pending = found

    def settle(self) -> None:
        """The screen is left: what was seen last is journalled."""
        found, self._pending = self._pending, None
        if found is not None and fold(found.query) != self._told:
            self._write_down(found)

    def _write_down(self, found: Found) -> None:
        salt = secrets.token_bytes(16)
        with self._context.store.writing() as database:
            body = {
                "salt": salts.keep(database, salt, (person.id for person in found.persons)),
                "query": hashed_query(salt, found.query),
                "shown": len(found.persons),
            }
            clerk, now = self._context.clerk.code, self._context.now()
            journal.append(database, now, clerk, KIND, "", body)
        self._told = fold(found.query)


def hashed_query(salt: bytes, query: str) -> str:
    """What the journal keeps of a name: with the salt, a suspected name can be compared."""
    return canonical.sha256(_DOMAIN, [salt.hex(), fold(query).split()])
