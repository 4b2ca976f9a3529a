"""What a search finds: persons and their requests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from cnss_counter.domain.deposit import DepositStatus

UnderstoodAs = Literal[
    "immatriculation_number", "identity_number", "reference", "portal_reference", "phone", "date",
    "name", "nothing",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody known to this counter, as a line of a list."""

    id: int
    immatriculation_number: str
    identity_number: str
    last_name: str
    first_name: str
    last_name_ar: str
    first_name_ar: str
    birth_date: str

    @property
    def is_known(self) -> bool:
        """Whether anything is left of this person; nothing is once they were erased."""
        return any((self.immatriculation_number, self.identity_number, self.last_name,
                    self.first_name, self.last_name_ar, self.first_name_ar))  # fmt: skip


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A deposited request, as a line of a list."""

    reference: str
    procedure: str
    subject_number: str
    deposited_at: datetime
    status: DepositStatus
    is_provisional: bool
    is_selected_for_control: bool
    person: Person


@dataclass(frozen=True, slots=True)
class Found:
    """The answer of the one search box: what was understood, and a page of at most 50 persons,
    on the first one behind who has the number typed.

    `requests` are those of the persons found, newest first. `before` is given back to
    `find` for the next page; None on the last one. `eight_digits` are those typed of a number
    that was read with the zero it lacks, empty otherwise.
    """

    understood_as: UnderstoodAs
    query: str
    persons: tuple[Person, ...] = ()
    requests: tuple[RequestLine, ...] = ()
    before: int | None = None
    eight_digits: str = ""
