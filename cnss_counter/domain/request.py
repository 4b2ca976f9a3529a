"""A request while it is being written down: what was typed, the papers, the survivors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

AttachmentState = Literal["seen", "copy_kept", "absent", "refused"]
"""What happened to one paper at the desk; the last two ask a reason."""

IN_HAND: frozenset[str] = frozenset({"seen", "copy_kept"})
NOT_IN_HAND: frozenset[str] = frozenset({"absent", "refused"})


class Attachment(NamedTuple):
    """One paper of the checklist, as the clerk saw it."""

    state: AttachmentState
    reason: str = ""

    @property
    def is_in_hand(self) -> bool:
        return self.state in IN_HAND


MOST_LETTERS = 600
"""Of an entry, and of the reason of a paper: more than any answer may have, so that one that is too
long is said to be so."""

MOST_SURVIVORS = 50
"""Of one request: the largest family of a receipt in the tests has half as many."""

ReadTo = Literal["applicant", "depositor"]
"""Who hears what is read aloud at the desk."""


class RequestDraft(NamedTuple):
    """The one truth while typing. Frozen: a keystroke makes a new one.

    `answers` maps a field id to what was typed, as text (`""` is no answer). `attachments`
    maps a paper's id to its state. Each entry of `survivors` maps `name`, `quality`,
    `birth_date`, `situation` and `dependent` to text.
    """

    procedure: str
    answers: Mapping[str, str] = {}
    attachments: Mapping[str, Attachment] = {}
    survivors: tuple[Mapping[str, str], ...] = ()

    def answer(self, field_id: str) -> str:
        """What stands for a field; `""` when nothing does."""
        return self.answers.get(field_id, "")

    @property
    def read_to(self) -> ReadTo:
        """Who stands at the desk: the applicant, or somebody who brings the request."""
        return "depositor" if self.answer("depositor_name") else "applicant"

    def with_answer(self, field_id: str, typed: str) -> RequestDraft:
        return self._replace(answers={**self.answers, field_id: typed})

    def with_attachment(self, paper_id: str, attachment: Attachment) -> RequestDraft:
        return self._replace(attachments={**self.attachments, paper_id: attachment})

    def without_attachment(self, paper_id: str) -> RequestDraft:
        left = {other: kept for other, kept in self.attachments.items() if other != paper_id}
        return self._replace(attachments=left)
