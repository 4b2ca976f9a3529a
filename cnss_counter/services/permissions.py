"""Who may do what. The services ask here; a screen only hides what would be refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from cnss_counter.errors import AccessError
from cnss_counter.storage.records import Clerk, Role

Action = Literal[
    "find",
    "write_draft",
    "deposit",
    "print_receipt",
    "record_person",
    "agree",
    "name_clerk",
]

PERMISSIONS: Mapping[Action, frozenset[Role]] = {
    "find": frozenset({"clerk", "supervisor", "administrator", "trainee", "auditor"}),
    "write_draft": frozenset({"clerk", "supervisor", "trainee"}),
    "deposit": frozenset({"clerk"}),
    "print_receipt": frozenset({"clerk", "supervisor"}),
    "record_person": frozenset({"clerk"}),
    "agree": frozenset({"supervisor"}),
    "name_clerk": frozenset({"administrator"}),
}
"""The roles of which one is enough, for each action."""


def may(clerk: Clerk, action: Action) -> bool:
    """Whether one of the clerk's roles is enough."""
    return not PERMISSIONS[action].isdisjoint(clerk.roles)


def require(clerk: Clerk, action: Action) -> None:
    """Raise `AccessError` (`access.may_not.<action>`, a sentence for each action)."""
    if not may(clerk, action):
        raise AccessError(f"access.may_not.{action}")
