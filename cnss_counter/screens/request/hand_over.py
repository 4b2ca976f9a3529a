"""Hand a draft over: which one, then to whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cnss_counter.domain.clerk import Clerk
from cnss_counter.forms.pick_list import PickRow
from cnss_counter.forms.request.draft_line import DraftLine
from cnss_counter.forms.short_list import ShortList
from cnss_counter.services.requests.handing_over import ToHandOver, WaitingDraft


@dataclass(frozen=True, slots=True)
class HandOver:
    """This draft is to go to this clerk."""

    draft: WaitingDraft
    receiver: Clerk


class HandOverScreen(ShortList[HandOver | None]):
    """Two lists, one after the other. No person can be read here."""

    KEY = "hand_over"
    KEYS = ("enter", "go_back", "help", "change_language", "menu")

    def __init__(self, there_is: ToHandOver) -> None:
        super().__init__()
        self._there_is = there_is
        self._chosen: WaitingDraft | None = None

    def about(self) -> str:
        words, chosen = self.words, self._chosen
        if chosen is not None:
            return words("screens.hand_over.to_whom", draft=self._draft_words(chosen))
        return words(f"screens.hand_over.{'which' if self._there_is.drafts else 'nothing'}")

    def rows(self) -> Iterable[PickRow]:
        if self._chosen is None:
            for draft in self._there_is.drafts:
                day = f"{draft.saved_at:%d/%m/%Y %H:%M}"
                said = self.words("screens.hand_over.is_open") if draft.is_open else day
                yield PickRow((self._draft_words(draft), said), draft.id)
            return
        for clerk in self._there_is.clerks:
            if clerk.code != self._chosen.owner:
                yield PickRow((clerk.name, clerk.code), clerk.code)

    def _draft_words(self, draft: WaitingDraft) -> str:
        """As Home says it to its owner."""
        line = DraftLine(
            draft.id, draft.procedure, draft.number_ends, draft.saved_at, draft.document_ends
        )
        said = line.said(self.words)
        if draft.owner_name:
            said = self.words("screens.hand_over.of", draft=said, clerk=draft.owner_name)
        return said

    def take(self, row_id: str) -> None:
        if self._chosen is None:
            self._chosen = next(draft for draft in self._there_is.drafts if draft.id == row_id)
            self.refresh_words()
        else:
            receiver = next(clerk for clerk in self._there_is.clerks if clerk.code == row_id)
            self.answer(HandOver(self._chosen, receiver))

    def action_go_back(self) -> None:
        """From the clerks back to the drafts, from there Home."""
        if self._chosen is None:
            self.answer(None)
        else:
            self._chosen = None
            self.refresh_words()
