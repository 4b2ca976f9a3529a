"""The keys that a clerk presses to play a client, from the same case file that a script deposits.

Only the keys of the counter are used: text, Enter, Tab, Space, Down and the F-keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby

from cnss_counter.domain.request import Attachment, RequestDraft
from cnss_counter.forms.request.request_sheet import paper_states
from cnss_counter.law import RulePack
from cnss_counter.rules.evaluate import Judged, cleaned, judged
from cnss_counter.rules.field_kinds import UNKNOWN
from cnss_counter.rules.procedure import Field, Procedure
from cnss_counter.rules.verdict import Verdict
from cnss_counter.services.day import training
from cnss_counter.services.day.training import PlayedClient
from cnss_counter.services.requests import case_file
from testkit.pseudo_terminal import KEYS

SEEN = "seen"
"""Among keys: the screen that comes here has to be seen before a key acts on it."""

LOG_IN = (training.clerk_account().code, "Enter", training.clerk_account().password, "Enter")


class Player:
    """Plays one client after another at a counter that starts on a given day."""

    def __init__(self, pack: RulePack, on: date) -> None:
        self._pack = pack
        self._on = on

    def draft_of(self, client: PlayedClient) -> RequestDraft:
        """The request that a client's file holds."""
        return case_file.read(client.case, self._pack.procedures).draft

    def keys(
        self,
        wanted: RequestDraft,
        *,
        known: RequestDraft | None = None,
        agreements: tuple[str, ...] = (),
    ) -> Iterator[str]:
        """From Home to the receipt. `known`: what the counter recalls of this person."""
        procedure = self._pack.procedures[wanted.procedure]
        known_by = procedure.insured("immatriculation_number")
        if wanted.answer(known_by) == UNKNOWN:
            known_by = procedure.insured("last_name")
        typed = wanted.answer(known_by)
        yield from ("F4", typed)
        yield from self._procedure_keys(procedure)
        yield "Enter"
        if known is None:
            start = RequestDraft(procedure.id, {known_by: typed})
            yield "Enter"
        else:
            start = known
            yield from ("Down", "Enter")  # the request already there is shown first
        if "existing_request" in agreements:
            yield from self._agreement_keys("La fille dépose pour son père")
        yield from self._form_keys(procedure, start, wanted)
        yield "F9"
        if self._judged(wanted).right_at_stake:
            yield from (SEEN, "End", "Enter")
        if "other_right" in agreements:  # days that nobody knows need no second person
            yield from self._agreement_keys("Informée des deux droits, elle maintient")
        yield from ("End", "F9")  # the read-back, to its last line
        yield from ("Space", "F9")

    def _procedure_keys(self, procedure: Procedure) -> Iterator[str]:
        at = list(self._pack.procedures).index(procedure.id)
        if at:
            yield from ("Tab", *["Space"] * at)

    def _agreement_keys(self, reason: str) -> Iterator[str]:
        supervisor = training.supervisor_account()
        yield from (reason, "Enter", supervisor.code, "Enter", supervisor.password, "Enter")

    # The form, field by field in the order in which it asks

    def _form_keys(
        self, procedure: Procedure, draft: RequestDraft, wanted: RequestDraft
    ) -> Iterator[str]:
        asked, at = self._verdict(draft).fields, 0
        reasons = {field.excused_by for field in procedure.fields}
        while at < len(asked):
            field = procedure.field(asked[at])
            answer, before = wanted.answer(field.id), draft.answer(field.id)
            if field.id in reasons and not before:  # it came above the cursor, once that was past
                yield from ("Up", answer, "Enter") if answer else ()
            else:
                default = field.default
                yield from _answer_keys(field, before or default, answer or default)
                yield "Enter"
            answer = answer or field.default
            draft = draft.with_answer(field.id, answer)
            asked, at = self._verdict(draft).fields, at + 1
        if procedure.has_survivors:
            for survivor in wanted.survivors:
                yield from self._survivor_keys(procedure, survivor)
            draft = draft._replace(survivors=wanted.survivors)
            yield "Tab"
        yield from self._paper_keys(draft, wanted)

    def _verdict(self, draft: RequestDraft) -> Verdict:
        return self._judged(draft).verdict

    def _judged(self, draft: RequestDraft) -> Judged:
        clean = cleaned(self._pack.procedures[draft.procedure], draft)
        return judged(clean, self._pack.parameters, self._on)

    def _survivor_keys(self, procedure: Procedure, survivor: Mapping[str, str]) -> Iterator[str]:
        yield "Enter"
        for field in procedure.survivor_fields:
            yield from _answer_keys(field, field.default, survivor.get(field.id, field.default))
            yield "Enter"

    def _paper_keys(self, draft: RequestDraft, wanted: RequestDraft) -> Iterator[str]:
        for paper in self._verdict(draft).attachments:
            attachment = wanted.attachments.get(paper.id)
            if attachment is not None:
                yield from _state_keys(paper.id, attachment)
            yield "Tab"


def stretches(keys: Iterable[str]) -> list[list[str]]:
    """Keys that may be typed at once: up to a screen that is seen first, and on from there."""
    return [list(some) for is_seen, some in groupby(keys, SEEN.__eq__) if not is_seen]


def strokes(keys: Iterable[str]) -> list[str]:
    """Names of keys as they are, texts letter by letter: what a hand does."""
    return [stroke for key in keys for stroke in ((key,) if key in KEYS or key == SEEN else key)]


def _answer_keys(field: Field, before: str, answer: str) -> Iterator[str]:
    """From what stands in a field to the answer wanted."""
    if answer == before:
        return
    if field.choices:
        steps = field.choices.index(answer) - _position(field.choices, before)
        yield from ["Space"] * (steps % len(field.choices) or len(field.choices))
        return
    yield from ["Backspace"] * len(before)
    if answer == UNKNOWN:
        yield "?"
    elif answer:
        yield answer


def _state_keys(paper_id: str, attachment: Attachment) -> Iterator[str]:
    yield from ["Space"] * (paper_states(paper_id).index(attachment.state) + 1)
    if not attachment.is_in_hand:
        yield from ("Tab", attachment.reason)


def _position(choices: tuple[str, ...], before: str) -> int:
    return choices.index(before) if before in choices else -1
