"""A draft in a list that everybody in front of the counter may read: Home, and handing over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cnss_counter.wording import Wording


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft without its person: what it asks for, how the number ends, when it was saved.

    Without a number in hand, how the identity document ends; drafts without either look alike
    but for the time.
    """

    id: str
    procedure: str
    number_ends: str
    saved_at: datetime
    document_ends: str = ""
    given_by: str = ""
    """The clerk whose it was before it was handed over."""

    def said(self, words: Wording) -> str:
        """The draft as lists say it."""
        said = words(f"procedures.{self.procedure}.short")
        if self.number_ends:
            said = words("screens.home.draft", procedure=said, ends=self.number_ends)
        elif self.document_ends:
            ends = self.document_ends
            said = words("screens.home.draft_of_document", procedure=said, ends=ends)
        else:
            time = f"{self.saved_at:%H:%M}"
            said = words("screens.home.draft_begun", procedure=said, time=time)
        if self.given_by:
            said = words("screens.home.given_by", draft=said, clerk=self.given_by)
        return said
