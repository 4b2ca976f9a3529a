"""A draft goes to another clerk: by its owner, by a supervisor, or taken over from a trainee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cnss_counter.domain.clerk import Clerk
from cnss_counter.domain.stored_draft import StoredDraft
from cnss_counter.errors import AccessError, AnswerIsNo
from cnss_counter.services.access import permissions
from cnss_counter.services.access.accounts import clerk_code
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.services.access.permissions import Action
from cnss_counter.storage.driver import Database
from cnss_counter.storage.files.session_marks import on_screen
from cnss_counter.storage.tables import clerks, drafts, journal
from cnss_counter.storage.tables.persons import NUMBER_END, subject_number


@dataclass(frozen=True, slots=True)
class WaitingDraft:
    """A draft without its person; `owner` is whose it is now, `owner_name` "" for one's own.

    `is_open`: some window has it on its screen; what is typed there is kept apart from now on.
    """

    id: str
    procedure: str
    number_ends: str
    saved_at: datetime
    owner: str
    owner_name: str
    is_open: bool = False
    document_ends: str = ""


@dataclass(frozen=True, slots=True)
class ToHandOver:
    """What this clerk may hand over, and to whom: never to the owner."""

    drafts: tuple[WaitingDraft, ...]
    clerks: tuple[Clerk, ...]


def to_hand_over(context: ClerkContext) -> ToHandOver:
    """One's own drafts; everybody's for a supervisor; a trainee's for who may deposit it."""
    context.require("hand_over_draft")
    open_ones = on_screen(context.home)
    with context.reading() as database:
        listed = clerks.listed(database)
        known = {line.clerk.code: line.clerk for line in listed}
        found = [
            _without_person(context, stored, known[stored.clerk], is_open=stored.id in open_ones)
            for stored in drafts.all_of_them(database)
            if context.may(_action(context, known[stored.clerk]))
        ]
    active = (line.clerk for line in listed if line.is_active)
    writers = tuple(clerk for clerk in active if permissions.may(clerk, "write_draft"))
    return ToHandOver(tuple(found), writers)


def hand_over(context: ClerkContext, draft_id: str, receiver: str) -> None:
    """Give a draft to an active clerk, who sees whose it was before.

    Raises `AccessError` (`access.may_not.hand_over_draft`, `…hand_over_any_draft`, and
    `…write_draft` of the receiver) and `AnswerIsNo` (`draft.gone`).
    """
    with context.writing() as database:
        stored = drafts.with_id(database, draft_id)
        if stored is None:
            raise AnswerIsNo("draft.gone")
        owner = _known(database, stored.clerk)
        context.require(_action(context, owner))
        taker = clerks.by_code(database, clerk_code(receiver))
        if taker is None:
            raise AccessError("access.may_not.write_draft")
        permissions.require(taker, "write_draft")
        drafts.give(database, draft_id, taker.code, owner.code)
        journal.append(
            database, context.now(), context.clerk.code, "draft_handed_over", draft_id,
            {"from": owner.code, "to": taker.code},
        )  # fmt: skip


def _action(context: ClerkContext, owner: Clerk) -> Action:
    is_trainees = owner.roles == {"trainee"} and permissions.may(context.clerk, "deposit")
    is_own = owner.code == context.clerk.code
    return "hand_over_draft" if is_own or is_trainees else "hand_over_any_draft"


def _known(database: Database, code: str) -> Clerk:
    return next(line.clerk for line in clerks.listed(database) if line.clerk.code == code)


def _without_person(
    context: ClerkContext, stored: StoredDraft, owner: Clerk, *, is_open: bool
) -> WaitingDraft:
    return WaitingDraft(
        id=stored.id,
        procedure=stored.draft.procedure,
        number_ends=subject_number(stored.draft)[-NUMBER_END:],
        saved_at=stored.saved_at,
        owner=owner.code,
        owner_name="" if owner.code == context.clerk.code else owner.name,
        is_open=is_open,
        document_ends=stored.draft.answer("identity_number")[-NUMBER_END:],
    )
