"""The draft on the form: what was typed, clean, and what the law seems to say of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple, cast

from cnss_counter.domain.request import Attachment, AttachmentState, RequestDraft
from cnss_counter.forms.request.request_sheet import typed_answer
from cnss_counter.rules.clean_draft import CleanDraft
from cnss_counter.rules.evaluate import Judged
from cnss_counter.rules.procedure import Procedure

if TYPE_CHECKING:
    from cnss_counter.wording import Wording


@dataclass(frozen=True, slots=True)
class RequestFormActions:
    """What the form may use of the counter while a request is written down.

    `judge` says what the law seems to say of a draft; `as_of_today` renews it once a day or a law
    has passed, and gives the same until then. `keep` saves the draft without waiting,
    `keep_soon` in a moment, once for many keys; `edit_survivor` opens the dialog of one survivor
    (None: a new one) and hands over the new draft while it is written; `remove_survivor` asks
    first, and hands over the draft without. `print_form` prints the form of a draft for signature.
    `left`: the fields that this clerk has left on the form before; None where nobody knows.
    """

    judge: Callable[[CleanDraft], Judged]
    as_of_today: Callable[[Judged], Judged]
    keep: Callable[[CleanDraft], None]
    keep_soon: Callable[[CleanDraft], None]
    edit_survivor: Callable[[CleanDraft, int | None, Callable[[CleanDraft], None]], None]
    remove_survivor: Callable[[CleanDraft, int, Callable[[CleanDraft], None]], None]
    print_form: Callable[[Judged], None]
    left: frozenset[str] | None = None


class FormPlace(NamedTuple):
    """Where a form was left for a while: the entry of the cursor, and the fields left before."""

    at: str = ""
    left: frozenset[str] | None = None


class DraftInHand:
    """The one truth while typing. Nobody's, and never kept, until it is opened for a request."""

    def __init__(self, procedure: Procedure) -> None:
        self.actions: RequestFormActions | None = None
        self.clean = _blank(procedure)
        self._judged: Judged | None = None
        self.at = ""
        """The entry where the cursor is, or was last."""
        self.left: frozenset[str] = frozenset()
        """The fields that the clerk has left since it was opened, whatever stands in them."""

    def open(
        self,
        judged: Judged,
        actions: RequestFormActions,
        start: str = "",
        *,
        is_read_again: bool = False,
    ) -> None:
        """Take a draft to go on with at the entry `start`. Where nobody knows which fields were
        left earlier, those before it were.

        One that `is_read_again` the clerk went on from, past every field.
        """
        self.actions, self.clean, self._judged = actions, judged.clean, judged
        before = takewhile(start.__ne__, judged.verdict.fields) if start else ()
        self.at, self.left = "", frozenset(before if actions.left is None else actions.left)
        if is_read_again:
            self.leave_all()

    def come_to(self, field_id: str) -> None:
        """The cursor is here now: the field where it was is left."""
        self.at, self.left = field_id, self.left | {self.at}

    def leave_all(self) -> None:
        """The clerk goes on: no field is still to be reached."""
        self.left |= {field.id for field in self.procedure.fields}

    @property
    def place(self) -> FormPlace:
        return FormPlace(self.at, self.left)

    def wipe(self) -> None:
        """Leave nothing of one person for the next."""
        self.actions, self.clean, self._judged = None, _blank(self.procedure), None
        self.at, self.left = "", frozenset()

    @property
    def procedure(self) -> Procedure:
        return self.clean.procedure

    @property
    def draft(self) -> RequestDraft:
        return self.clean.draft

    @property
    def judged(self) -> Judged | None:
        """The draft as it stands, judged when it, the day or the law is another than before."""
        if self.actions is not None:
            if self._judged is None or self._judged.clean is not self.clean:
                self._judged = self.actions.judge(self.clean)
            else:
                self._judged = self.actions.as_of_today(self._judged)
        return self._judged

    def keep(self) -> None:
        if self.actions is not None:
            self.actions.keep(self.clean)

    def keep_soon(self) -> None:
        if self.actions is not None:
            self.actions.keep_soon(self.clean)

    def print_form(self) -> None:
        """The form of this draft, for signature."""
        if self.actions is not None and (judged := self.judged) is not None:
            self.actions.print_form(judged)

    def answer(self, field_id: str, typed: str, words: Wording) -> None:
        """What was typed or ticked for a field, in the words of the screen."""
        field = self.procedure.field(field_id)
        self.clean = self.clean.answered(field_id, typed_answer(field, typed, words))

    def mark_paper(self, paper_id: str, state: str) -> None:
        """What happened to a paper; "" when nothing is said of it any more."""
        if not state:
            self.clean = self.clean.without_attachment(paper_id)
            return
        self._put_paper(
            paper_id, self._paper(paper_id)._replace(state=cast(AttachmentState, state))
        )

    def give_reason(self, paper_id: str, reason: str) -> None:
        """Why a paper is absent or refused."""
        self._put_paper(paper_id, self._paper(paper_id)._replace(reason=reason))

    def _paper(self, paper_id: str) -> Attachment:
        return self.draft.attachments.get(paper_id, Attachment("absent"))

    def _put_paper(self, paper_id: str, attachment: Attachment) -> None:
        self.clean = self.clean.with_attachment(paper_id, attachment)


def _blank(procedure: Procedure) -> CleanDraft:
    return CleanDraft(procedure, RequestDraft(procedure.id))
