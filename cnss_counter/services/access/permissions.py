"""Who may do what. The services ask here; a screen only hides what would be refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from cnss_counter.domain.clerk import Clerk, Role
from cnss_counter.errors import AccessError

Action = Literal[
    "find",
    "replace_key",
    "back_up",
    "close_day",
    "continue_numbers",
    "write_draft",
    "deposit",
    "print_receipt",
    "agree",
    "list_clerks",
    "name_clerk",
    "remove_clerk",
    "give_code",
    "change_password",
    "make_sheet",
    "change_key",
    "change_settings",
    "export_person",
    "verify_journal",
    "erase_person",
    "hand_over_draft",
    "hand_over_any_draft",
]

_EVERYBODY: frozenset[Role] = frozenset(get_args(Role))

PERMISSIONS: Mapping[Action, frozenset[Role]] = {
    "find": _EVERYBODY,
    "replace_key": frozenset({"administrator"}),
    "close_day": frozenset({"clerk", "supervisor", "administrator"}),
    "back_up": frozenset({"clerk", "supervisor", "administrator"}),
    "continue_numbers": frozenset({"supervisor", "administrator"}),
    "write_draft": frozenset({"clerk", "supervisor", "trainee"}),
    "deposit": frozenset({"clerk"}),
    "print_receipt": frozenset({"clerk", "supervisor"}),
    "agree": frozenset({"supervisor"}),
    "list_clerks": frozenset({"supervisor", "administrator", "auditor"}),
    "name_clerk": frozenset({"administrator"}),
    "remove_clerk": frozenset({"administrator"}),
    "give_code": frozenset({"supervisor", "administrator"}),
    "change_password": _EVERYBODY,
    "make_sheet": frozenset({"administrator"}),
    "change_key": frozenset({"administrator"}),
    "change_settings": frozenset({"administrator"}),
    "export_person": frozenset({"supervisor", "administrator"}),
    "verify_journal": frozenset({"supervisor", "administrator", "auditor"}),
    "erase_person": frozenset({"administrator"}),
    "hand_over_draft": frozenset({"clerk", "supervisor", "trainee"}),
    "hand_over_any_draft": frozenset({"supervisor"}),
}
"""The roles of which one is enough, for each action."""

OF_A_TRAINEE_IN_TRAINING: frozenset[Action] = frozenset({"deposit", "print_receipt"})
"""What a trainee may do where nothing is real; at a real counter a clerk takes the draft over."""


def may(clerk: Clerk, action: Action, *, is_training: bool = False) -> bool:
    """Whether one of the clerk's roles is enough."""
    if is_training and "trainee" in clerk.roles and action in OF_A_TRAINEE_IN_TRAINING:
        return True
    return not PERMISSIONS[action].isdisjoint(clerk.roles)


def require(clerk: Clerk, action: Action, *, is_training: bool = False) -> None:
    """Raise `AccessError` (`access.may_not.<action>`, a sentence for each action)."""
    if not may(clerk, action, is_training=is_training):
        raise AccessError(f"access.may_not.{action}")
