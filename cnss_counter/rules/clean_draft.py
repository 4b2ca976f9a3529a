"""A draft that came through the door: each answer as its kind writes it down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cnss_counter.domain.request import Attachment, RequestDraft
from cnss_counter.rules import field_kinds
from cnss_counter.rules.procedure import Field, Procedure
from cnss_counter.text import plain


class CleanDraft(NamedTuple):
    """The draft of a request, and the procedure whose fields cleaned it.

    Nothing that takes it cleans it again. It comes from `cleaned`, or from a deposit, which is
    made of nothing else; a change cleans what changed, and no more.
    """

    procedure: Procedure
    draft: RequestDraft

    def answered(self, field_id: str, typed: str) -> CleanDraft:
        """With what was typed for one field; the same draft when that says the same."""
        answer = field_kinds.cleaned(self.procedure.field(field_id), typed)
        if answer == self.draft.answers.get(field_id):
            return self
        return self._replace(draft=self.draft.with_answer(field_id, answer))

    def with_attachment(self, paper_id: str, attachment: Attachment) -> CleanDraft:
        kept = attachment._replace(reason=plain(attachment.reason))
        return self._replace(draft=self.draft.with_attachment(paper_id, kept))

    def without_attachment(self, paper_id: str) -> CleanDraft:
        return self._replace(draft=self.draft.without_attachment(paper_id))

    def with_survivor(self, position: int, survivor: Mapping[str, str]) -> CleanDraft:
        """With one survivor, from 0, written anew, or one more, at the end; its answers clean."""
        listed = self.draft.survivors
        return self._with_survivors((*listed[:position], survivor, *listed[position + 1 :]))

    def without_survivor(self, position: int) -> CleanDraft:
        listed = self.draft.survivors
        return self._with_survivors((*listed[:position], *listed[position + 1 :]))

    def _with_survivors(self, listed: tuple[Mapping[str, str], ...]) -> CleanDraft:
        return self._replace(draft=self.draft._replace(survivors=listed))


def cleaned(procedure: Procedure, draft: RequestDraft) -> CleanDraft:
    """The one way from what was typed or read from a file to what may be judged and kept."""
    return CleanDraft(
        procedure,
        RequestDraft(
            procedure=draft.procedure,
            answers=_answers(procedure.fields, draft.answers),
            attachments={
                paper: attachment._replace(reason=plain(attachment.reason))
                for paper, attachment in draft.attachments.items()
            },
            survivors=tuple(_answers(procedure.survivor_fields, s) for s in draft.survivors),
        ),
    )


def _answers(fields: Iterable[Field], typed: Mapping[str, str]) -> dict[str, str]:
    """Each answer as its field writes it; one that no field asks for as a text."""
    known = {field.id: field for field in fields}
    return {
        field_id: field_kinds.cleaned(known[field_id], text) if field_id in known else plain(text)
        for field_id, text in typed.items()
    }
