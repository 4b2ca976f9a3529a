"""Clerks and passwords: who works here, and what can be done about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from cnss_counter.domain.clerk import Clerk, Role
from cnss_counter.forms.pick_list import PickRow
from cnss_counter.forms.short_list import ShortList

StaffAct = Literal["change_password", "name_clerk", "make_sheet", "set_lock", "change_key"]
ClerkAct = Literal["give_code", "let_in_again", "change_roles", "remove"]

ROLES: tuple[frozenset[Role], ...] = (
    frozenset({"clerk"}),
    frozenset({"clerk", "supervisor"}),
    frozenset({"supervisor"}),
    frozenset({"administrator"}),
    frozenset({"clerk", "supervisor", "administrator"}),
    frozenset({"trainee"}),
    frozenset({"auditor"}),
)
"""What a clerk may be here; a trainee and an auditor are nothing else."""

ORDER: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class OpenClerk:
    """One clerk was chosen."""

    code: str


def role_names(roles: Iterable[Role]) -> list[str]:
    """The wording keys of roles, in their order."""
    return [f"roles.{role}" for role in ORDER if role in roles]


class StaffScreen(ShortList["OpenClerk | StaffAct | None"]):
    """Answers with a clerk or an act; None goes back. What may not be done is not offered."""

    KEY = "staff"
    KEYS = ("enter", "go_back", "help", "change_language", "menu")

    def __init__(self, clerks: Sequence[Clerk], acts: Sequence[StaffAct]) -> None:
        super().__init__()
        self._clerks = tuple(clerks)
        self._acts = tuple(acts)

    def rows(self) -> Iterable[PickRow]:
        words = self.words
        yield PickRow((words("screens.staff.acts"),))
        for act in self._acts:
            yield PickRow((words(f"screens.staff.{act}"),), act)
        if self._clerks:
            yield PickRow((words("screens.staff.clerks"),))
        for clerk in self._clerks:
            roles = " · ".join(map(words, role_names(clerk.roles)))
            yield PickRow((f"{clerk.code}  {clerk.name}", roles), f"clerk-{clerk.code}")

    def take(self, row_id: str) -> None:
        act = next((act for act in self._acts if act == row_id), None)
        self.answer(act or OpenClerk(row_id.removeprefix("clerk-")))


class ClerkScreen(ShortList["ClerkAct | None"]):
    """One clerk: answers with what to do, or None to go back."""

    KEY = "clerk"
    KEYS = ("enter", "go_back", "help", "change_language", "menu")

    def __init__(self, clerk: Clerk, acts: Sequence[ClerkAct]) -> None:
        super().__init__()
        self._clerk = clerk
        self._acts = tuple(acts)

    def about(self) -> str:
        roles = " · ".join(map(self.words, role_names(self._clerk.roles)))
        return f"{self._clerk.name} ({self._clerk.code})\n{roles}"

    def rows(self) -> Iterable[PickRow]:
        for act in self._acts:
            yield PickRow((self.words(f"screens.clerk.{act}"),), act)

    def take(self, row_id: str) -> None:
        self.answer(next(act for act in self._acts if act == row_id))


class RolesScreen(ShortList["frozenset[Role] | None"]):
    """What a clerk is here: answers with the roles, or None to go back."""

    KEY = "roles"
    KEYS = ("enter", "go_back", "help", "change_language", "menu")

    def __init__(self, code: str, name: str, roles: frozenset[Role] = frozenset()) -> None:
        """The cursor starts on `roles`, what the clerk is now; on the first for somebody new."""
        super().__init__()
        self._named = f"{name} ({code})"
        self._roles = roles

    def on_mount(self) -> None:
        super().on_mount()
        if self._roles in ROLES:
            self._list.go_to(f"roles-{ROLES.index(self._roles)}")

    def about(self) -> str:
        return self.words("screens.roles.about", clerk=self._named)

    def rows(self) -> Iterable[PickRow]:
        for number, roles in enumerate(ROLES):
            yield PickRow((" · ".join(map(self.words, role_names(roles))),), f"roles-{number}")

    def take(self, row_id: str) -> None:
        self.answer(ROLES[int(row_id.removeprefix("roles-"))])


class LockMinutesScreen(ShortList["int | None"]):
    """After how many minutes without a key the screen locks itself; None goes back."""

    KEY = "lock_minutes"
    KEYS = ("enter", "go_back", "change_language", "menu")
    OFFERED = (1, 2, 3, 5, 10, 15)

    def __init__(self, minutes: int) -> None:
        super().__init__()
        self._minutes = minutes

    def about(self) -> str:
        return self.words("screens.lock_minutes.about", minutes=self._minutes)

    def rows(self) -> Iterable[PickRow]:
        for minutes in self.OFFERED:
            said = self.words("screens.lock_minutes.minutes", minutes=minutes)
            yield PickRow((said,), f"minutes-{minutes}")

    def take(self, row_id: str) -> None:
        self.answer(int(row_id.removeprefix("minutes-")))
