"""Requests being written down, saved at each field; the last writer never wins unseen."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, get_args
from uuid import UUID

from cnss_counter.domain.request import Attachment, AttachmentState, RequestDraft
from cnss_counter.domain.stored_draft import StoredDraft
from cnss_counter.errors import AnswerIsNo
from cnss_counter.storage import canonical
from cnss_counter.storage.driver import Database
from cnss_counter.storage.stored import VERSION, Record, moment, read

_VERSION = 1


def new_id(now: datetime) -> str:
    """A UUID of version 7: its time first, so that ids sort by age, then 74 random bits."""
    milliseconds = max(0, int(now.timestamp() * 1000))  # a clock may stand before 1970
    bits = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    return str(UUID(int=bits | 0b10 << 62 | secrets.randbits(62)))


def create(database: Database, clerk: str, draft: RequestDraft, now: datetime) -> StoredDraft:
    """A new draft of this clerk, at version 1."""
    stored = StoredDraft(new_id(now), 1, draft, clerk, now)
    database.execute(
        "INSERT INTO drafts (id, version, clerk, saved_at, draft) VALUES (?, ?, ?, ?, ?)",
        (stored.id, stored.version, clerk, now.isoformat(), as_text(draft)),
    )
    return stored


def save(database: Database, stored: StoredDraft, now: datetime) -> StoredDraft:
    """Write the draft over the version it came from.

    Raises `AnswerIsNo` (`draft.changed_elsewhere`) when another window saved it since, or
    when it was deposited or discarded.
    """
    changed = database.execute(
        "UPDATE drafts SET version = version + 1, saved_at = ?, draft = ?"
        " WHERE id = ? AND version = ? AND clerk = ?",
        (now.isoformat(), as_text(stored.draft), stored.id, stored.version, stored.clerk),
    ).rowcount
    if changed != 1:
        raise AnswerIsNo("draft.changed_elsewhere")
    return replace(stored, version=stored.version + 1, saved_at=now)


def of_clerk(database: Database, clerk: str) -> list[StoredDraft]:
    """A clerk's drafts, the newest first."""
    return _drafts(database.execute(f"{_SELECT} WHERE drafts.clerk = ? {_NEWEST_FIRST}", (clerk,)))


def all_of_them(database: Database) -> list[StoredDraft]:
    """Every clerk's drafts, the newest first."""
    return _drafts(database.execute(f"{_SELECT} {_NEWEST_FIRST}"))


def waiting(database: Database) -> int:
    """How many drafts all clerks have."""
    (number,) = database.execute("SELECT count(*) FROM drafts").fetchone()
    return int(number)


def with_id(database: Database, draft_id: str) -> StoredDraft | None:
    found = _drafts(database.execute(f"{_SELECT} WHERE drafts.id = ?", (draft_id,)))
    return found[0] if found else None


def owner(database: Database, draft_id: str) -> str | None:
    """Whose draft it is now; None when there is none, or none any more."""
    row = database.execute("SELECT clerk FROM drafts WHERE id = ?", (draft_id,)).fetchone()
    return None if row is None else str(row[0])


def owner_name(database: Database, draft_id: str) -> str:
    """The name of the clerk whose draft it is now; "" when there is none any more."""
    row = database.execute(
        "SELECT name FROM clerks JOIN drafts ON drafts.clerk = code WHERE drafts.id = ?",
        (draft_id,),
    ).fetchone()
    return "" if row is None else str(row[0])


def give(database: Database, draft_id: str, to: str, by: str) -> None:
    """Make a draft another clerk's. The one who has it open can save it no more."""
    database.execute(
        "UPDATE drafts SET clerk = ?, given_by = ?, version = version + 1 WHERE id = ?",
        (to, by, draft_id),
    )


def discard(database: Database, draft_id: str, clerk: str, version: int | None = None) -> bool:
    """Forget a draft of this clerk, at this version or any; whether there was one."""
    gone = database.execute(
        "DELETE FROM drafts WHERE id = ? AND clerk = ? AND version = coalesce(?, version)",
        (draft_id, clerk, version),
    )
    return bool(gone.rowcount)


def as_text(draft: RequestDraft) -> str:
    """A draft as canonical JSON, with its version."""
    return canonical.to_json({VERSION: _VERSION, **as_json(draft)})


def as_json(draft: RequestDraft) -> dict[str, Any]:
    """A draft as plain dicts and lists."""
    return {
        "procedure": draft.procedure,
        "answers": dict(draft.answers),
        "attachments": {
            paper: {"state": attachment.state, "reason": attachment.reason}
            for paper, attachment in draft.attachments.items()
        },
        "survivors": [dict(survivor) for survivor in draft.survivors],
    }


def from_text(text: str, name: str) -> RequestDraft:
    """A draft of a row: `drafts/…` or `persons/…`.

    Raises `StoreError` (`store.record_damaged`) naming the row.
    """
    return read(text, name, _versioned)


def read_draft(said: Record) -> RequestDraft:
    """A draft inside a record, whose version says how it is written."""
    return RequestDraft(
        procedure=said.text("procedure"),
        answers=said.texts("answers"),
        attachments=said.named("attachments", _attachment),
        survivors=said.parts("survivors", Record.all_texts),
    )


def _versioned(said: Record) -> RequestDraft:
    said.version(_VERSION)
    return read_draft(said)


def _attachment(said: Record) -> Attachment:
    return Attachment(said.word("state", get_args(AttachmentState)), said.text("reason"))


_SELECT = (
    "SELECT drafts.id, version, draft, drafts.clerk, saved_at, coalesce(giver.name, '')"
    " FROM drafts LEFT JOIN clerks AS giver ON giver.code = given_by"
)


_NEWEST_FIRST = "ORDER BY saved_at DESC, drafts.rowid DESC"
"""Of two that were saved at one moment, the one begun later is first."""


def _drafts(rows: Iterable[tuple[str, int, str, str, str, str]]) -> list[StoredDraft]:
    return [
        StoredDraft(
            id_,
            version,
            from_text(draft, f"drafts/{id_}"),
            clerk,
            moment(saved_at, f"drafts/{id_}"),
            giver,
        )
        for id_, version, draft, clerk, saved_at, giver in rows
    ]  # fmt: skip
