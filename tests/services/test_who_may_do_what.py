"""Role by role, action by action: each use case is called, whatever the screens would offer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import pytest

from cnss_counter.domain.records import Clerk, Role
from cnss_counter.errors import AccessError, CounterError
from cnss_counter.services.access import counter_settings, recovery, staff
from cnss_counter.services.access.clerk_context import Seat
from cnss_counter.services.access.permissions import Action
from cnss_counter.services.custody import backups, counter_key, journal_check, numbering
from cnss_counter.services.custody.key_change import change_key
from cnss_counter.services.day import closing
from cnss_counter.services.people import erasure, person_record
from cnss_counter.services.requests import handing_over
from cnss_counter.services.session import Desk
from cnss_counter.storage.tables import clerks, drafts
from tests.services.conftest import PASSWORD, consent, first_client


def draft_of_somebody_else(desk: Desk) -> str:
    """A draft of a clerk who sits elsewhere."""
    with desk.seat.store.writing() as database:
        clerks.put(database, Clerk("Z98", "Autre", frozenset({"clerk"})))
        return drafts.create(database, "Z98", first_client(), desk.now()).id


CALLS: dict[Action, Callable[[Desk], object]] = {
    "find": lambda desk: desk.find("ALAMI"),
    "write_draft": lambda desk: desk.new_draft(first_client()),
    "deposit": lambda desk: desk.deposit("one", first_client(), consent()),
    "print_receipt": lambda desk: desk.print_receipt("RCS-041-1-2025-000001-00"),
    "record_person": lambda desk: desk.remember(first_client()),
    "agree": lambda desk: desk.agree(
        desk.clerk.code, PASSWORD, "vu avec la personne", "other_right", "one", first_client()
    ),
    "list_clerks": lambda desk: staff.listed(desk.seat),
    "name_clerk": lambda desk: staff.name(desk.seat, Clerk("N01", "X", frozenset({"clerk"}))),
    "remove_clerk": lambda desk: staff.remove(desk.seat, "Z99"),
    "give_code": lambda desk: staff.give_code(desk.seat, "Z99"),
    "change_password": lambda desk: staff.change_password(desk.seat, PASSWORD, "court"),
    "replace_key": lambda desk: counter_key.replace(desk.seat),
    "close_day": lambda desk: closing.close_day(desk.seat),
    "back_up": lambda desk: backups.back_up(desk.seat),
    "continue_numbers": lambda desk: numbering.skip_to(desk.seat, "?"),
    "verify_journal": lambda desk: journal_check.verify(desk.seat),
    "make_sheet": lambda desk: recovery.make_sheet(desk.seat),
    "change_key": lambda desk: change_key(desk.seat, "faux"),
    "export_person": lambda desk: person_record.export(desk.seat, "999999999", Path("nowhere")),
    "erase_person": lambda desk: erasure.erase(
        desk.seat, "999999999", "asked", erasure.Second("Z99", PASSWORD)
    ),
    "hand_over_draft": lambda desk: handing_over.to_hand_over(desk.seat),
    "hand_over_any_draft": lambda desk: handing_over.hand_over(
        desk.seat, draft_of_somebody_else(desk), desk.clerk.code
    ),
    "change_settings": lambda desk: counter_settings.change_privacy(
        desk.seat, counter_settings.PrivacySettings("", None)
    ),
}
"""One call for each action; what else it refuses does not matter here."""

ALLOWED: dict[Role, set[str]] = {
    "clerk": {
        "back_up", "close_day",
        "find", "write_draft", "deposit", "print_receipt", "record_person", "change_password",
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
    "trainee": {"deposit", "print_receipt", "record_person"},
}


def as_role(desk: Desk, role: Role, *, is_training: bool) -> Desk:
    """The same counter, at which somebody sits who holds this role alone."""
    clerk = Clerk(desk.clerk.code, desk.clerk.name, frozenset({role}))
    with desk.seat.store.writing() as database:
        database.execute("UPDATE clerks SET roles = ?", (f'["{role}"]',))
    seat = desk.seat
    return Desk(
        Seat(seat.home, seat.store, seat.keyring, clerk, seat.clock, is_training=is_training),
        desk.rule_pack,
    )


def refusals(desk: Desk) -> Iterator[str]:
    """The actions that this desk refuses for the role, by calling each one."""
    for action, call in CALLS.items():
        try:
            call(desk)
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
    desk: Desk, role: Role, *, is_training: bool
) -> None:
    allowed = ALLOWED[role] | (ALSO_IN_TRAINING.get(role, set()) if is_training else set())
    assert set(refusals(as_role(desk, role, is_training=is_training))) == set(CALLS) - allowed


@pytest.mark.parametrize("role", ["auditor"])
def test_an_auditor_writes_nothing(desk: Desk, role: Role) -> None:
    stored = desk.new_draft(first_client())
    auditors = as_role(desk, role, is_training=False)
    for writes in (
        lambda: auditors.save_draft(stored),
        lambda: auditors.discard_draft(stored.id),
        lambda: auditors.new_draft(first_client()),
    ):
        with pytest.raises(AccessError) as refusal:
            writes()
        assert refusal.value.code == "access.may_not.write_draft"
    with desk.seat.store.reading() as database:
        assert [draft.id for draft in drafts.all_of_them(database)] == [stored.id]
