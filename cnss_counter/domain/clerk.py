"""Who works at the counter, and in which roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["clerk", "supervisor", "administrator", "trainee", "auditor"]
Colours = Literal["light", "dark"]
ScreenLanguage = Literal["fr", "ar"]
"""Of the screen, as a clerk wants them."""


ALL_ROLES: frozenset[Role] = frozenset({"clerk", "supervisor", "administrator"})
"""What the first administrator holds. A trainee and an auditor do less, never more."""


@dataclass(frozen=True, slots=True)
class Clerk:
    """Somebody who may log in. `roles` of the first administrator: all of them."""

    code: str
    name: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class ListedClerk:
    """A line of the list of clerks; one who left is kept, for what that clerk did."""

    clerk: Clerk
    is_active: bool
