"""Walking the journal for somebody who asks, and remembering how far it was found whole."""

from __future__ import annotations

from typing import NamedTuple

from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.storage.driver import Database
from cnss_counter.storage.stored import Record
from cnss_counter.storage.tables import erasure, journal
from cnss_counter.storage.vault import journal_verification
from cnss_counter.storage.vault.anchor import Anchored
from cnss_counter.storage.vault.journal_verification import BrokenLink, Progress, Walked

VERIFIED: journal.Milestone = "journal_verified"


class Verified(NamedTuple):
    """What was walked: after entry `since` (0: from the start), up to `head` (`n-8 hex`)."""

    since: int
    entries: int
    head: str
    broken: BrokenLink | None
    erased: int = 0
    """How many requests stand there without their person (law 09-08)."""


def verify(
    context: ClerkContext, *, whole: bool = False, progress: Progress | None = None
) -> Verified:
    """Walk what is new since the journal was last verified here, or with `whole` all of it.

    Only a whole walk sees a row that was changed after it had been verified, and only it
    compares the tables and looks at every page. A journal that holds gets one entry more, which
    says so.
    """
    context.require("verify_journal")
    return verify_as_asked(context, whole=whole, looks_at_pages=whole, progress=progress)


def verify_as_asked(
    context: ClerkContext,
    *,
    whole: bool = False,
    looks_at_pages: bool = True,
    progress: Progress | None = None,
) -> Verified:
    """The same for an errand that was allowed already, as closing the day."""
    damaged = context.store.damaged_pages(whole=whole) if looks_at_pages else ""
    with context.reading() as database:
        since = journal_verification.START if whole or damaged else _verified_before(database)
        if damaged:
            walked = Walked(since, 0, BrokenLink(0, "page", damaged))
        else:
            walked = journal_verification.walk(database, since, progress)
        erased = 0 if damaged else erasure.count(database)
    if walked.broken is None and walked.entries:
        with context.writing() as database:
            journal.append(
                database, context.now(), context.clerk.code, VERIFIED, "",
                {"n": walked.reached.n, "hash": walked.reached.hash, "is_whole": since.n == 0},
            )  # fmt: skip
    head = f"{walked.reached.n}-{walked.reached.hash[:8].upper()}"
    return Verified(since.n, walked.entries, head, walked.broken, erased)


def _verified_before(database: Database) -> Anchored:
    last = journal.last_of(database, VERIFIED, _reached)
    return last.said if last else journal_verification.START


def _reached(said: Record) -> Anchored:
    return Anchored(said.whole("n"), said.text("hash"))
