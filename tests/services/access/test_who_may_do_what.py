"""Role by role, action by action: each use case is called, whatever the screens would offer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import pytest

from cnss_counter.domain.clerk import Clerk, Role
from cnss_counter.errors import AccessError, CounterError
from cnss_counter.services.access import counter_settings, recovery, staff
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.services.access.permissions import Action
from cnss_counter.services.custody import backups, counter_key, journal_check, numbering
from cnss_counter.services.custody.key_change import change_key
from cnss_counter.services.day import closing
from cnss_counter.services.people import erasure, person_record
from cnss_counter.services.requests import handing_over
from cnss_counter.services.session import Session
from cnss_counter.storage.tables import clerks, drafts
from testkit.clients import first_client
from tests.services.conftest import PASSWORD, consent


def draft_of_somebody_else(session: Session) -> str:
    """A draft of a clerk who sits elsewhere."""
    with session.context.store.writing() as database:
        clerks.put(database, Clerk("Z98", "Autre", frozenset({"clerk"})))
        return drafts.create(database, "Z98", first_client(), session.now()).id


CALLS: dict[Action, Callable[[Session], object]] = {
    "find": lambda session: session.find("ALAMI"),
    "write_draft": lambda session: session.drafts.new(session.cleaned(first_client())),
    "deposit": lambda session: session.deposit("one", session.assess(first_client()), consent()),
    "print_receipt": lambda session: session.receipts.save("RCS-041-1-2025-000001-00"),
    "agree": lambda session: session.agree(
        session.clerk.code,
        PASSWORD,
        "vu avec la personne",
        "other_right",
        "one",
        session.cleaned(first_client()),
    ),
    "list_clerks": lambda session: staff.listed(session.context),
    "name_clerk": lambda session: staff.name(
        session.context, Clerk("N01", "X", frozenset({"clerk"}))
    ),
    "remove_clerk": lambda session: staff.remove(session.context, "Z99"),
    "give_code": lambda session: staff.give_code(session.context, "Z99"),
    "change_password": lambda session: staff.change_password(session.context, PASSWORD, "court"),
    "replace_key": lambda session: counter_key.replace(session.context),
    "close_day": lambda session: closing.close_day(session.context),
    "back_up": lambda session: backups.back_up(session.context),
    "continue_numbers": lambda session: numbering.skip_to(session.context, "?"),
    "verify_journal": lambda session: journal_check.verify(session.context),
    "make_sheet": lambda session: recovery.make_sheet(session.context),
    "change_key": lambda session: change_key(session.context, "faux"),
    "export_person": lambda session: person_record.export(
        session.context, "999999999", Path("nowhere")
    ),
    "erase_person": lambda session: erasure.erase(
        session.context, "999999999", "asked", erasure.Second("Z99", PASSWORD)
    ),
    "hand_over_draft": lambda session: handing_over.to_hand_over(session.context),
    "hand_over_any_draft": lambda session: handing_over.hand_over(
        session.context, draft_of_somebody_else(session), session.clerk.code
    ),
    "change_settings": lambda session: counter_settings.change(session.context, {}),
}
"""One call for each action; what else it refuses does not matter here."""

ALLOWED: dict[Role, set[str]] = {
    "clerk": {
        "back_up", "close_day",
        "find", "write_draft", "deposit", "print_receipt", "change_password",
        "hand_over_draft",
    },
    "supervisor": {
        "back_up", "close_day", "continue_numbers",
        "find", "write_draft", "print_receipt", "agree", "list_clerks", "give_code",
        "change_password", "export_person", "verify_journal", "hand_over_draft",
        "hand_over_any_draft",
    },
    "administrator": {
        "back_up", "close_day", "continue_numbers", "replace_key",
        "find", "list_clerks", "name_clerk", "remove_clerk", "give_code", "change_password",
        "make_sheet", "change_key", "change_settings", "export_person", "verify_journal",
        "erase_person",
    },
    "trainee": {"find", "write_draft", "change_password", "hand_over_draft"},
    "auditor": {"find", "list_clerks", "change_password", "verify_journal"},
}  # fmt: skip

ALSO_IN_TRAINING: dict[Role, set[str]] = {
    "trainee": {"deposit", "print_receipt"},
}


def as_role(session: Session, role: Role, *, is_training: bool) -> Session:
    """The same counter, at which somebody sits who holds this role alone."""
    clerk = Clerk(session.clerk.code, session.clerk.name, frozenset({role}))
    with session.context.store.writing() as database:
        database.execute("UPDATE clerks SET roles = ?", (f'["{role}"]',))
    context = session.context
    return Session(
        ClerkContext(
            context.home,
            context.store,
            context.keyring,
            clerk,
            context.clock,
            is_training=is_training,
        ),
        session.rule_pack,
    )


def refusals(session: Session) -> Iterator[str]:
    """The actions that this session refuses for the role, by calling each one."""
    for action, call in CALLS.items():
        try:
            call(session)
        except AccessError as refusal:
            if refusal.code == f"access.may_not.{action}":
                yield action
        except CounterError:
            pass


def test_every_action_is_called_here() -> None:
    assert set(CALLS) == set(get_args(Action))


@pytest.mark.parametrize("role", get_args(Role))
@pytest.mark.parametrize("is_training", [False, True], ids=["real", "training"])
def test_each_role_does_what_it_may_and_nothing_else(
    session: Session, role: Role, *, is_training: bool
) -> None:
    allowed = ALLOWED[role] | (ALSO_IN_TRAINING.get(role, set()) if is_training else set())
    assert set(refusals(as_role(session, role, is_training=is_training))) == set(CALLS) - allowed


@pytest.mark.parametrize("role", ["auditor"])
def test_an_auditor_writes_nothing(session: Session, role: Role) -> None:
    stored = session.drafts.new(session.cleaned(first_client()))
    auditors = as_role(session, role, is_training=False)
    for writes in (
        lambda: auditors.drafts.save(stored, auditors.cleaned(stored.draft)),
        lambda: auditors.drafts.discard(stored.id),
        lambda: auditors.drafts.new(auditors.cleaned(first_client())),
    ):
        with pytest.raises(AccessError) as refusal:
            writes()
        assert refusal.value.code == "access.may_not.write_draft"
    with session.context.store.reading() as database:
        assert [draft.id for draft in drafts.all_of_them(database)] == [stored.id]
