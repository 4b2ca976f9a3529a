"""The request form, pre-filled for signature: without it there is no request.

Only what was typed is printed; a usual answer that nobody gave is left to the person's pen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from cnss_counter.domain.bilingual import NOTHING, Bilingual
from cnss_counter.domain.names import name_in
from cnss_counter.domain.request import RequestDraft
from cnss_counter.paper.content.request_form import (
    FormChoice,
    FormLine,
    FormSection,
    RequestFormContent,
)
from cnss_counter.rules.eligibility.rights import IRREVOCABLE
from cnss_counter.rules.evaluate import Judged
from cnss_counter.rules.field_kinds import FIELD_KINDS, Written, written
from cnss_counter.rules.procedure import Field, Procedure
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.storage.files.private_files import make_private_folder, write_whole
from cnss_counter.storage.tables import journal
from cnss_counter.storage.tables.persons import subject_number
from cnss_counter.wording.both import both

BLANK_SURVIVORS = 3
"""How many survivors can be written by hand when none is listed."""


def request_form(judged: Judged, *, is_training: bool = False) -> RequestFormContent:
    """The form of a draft, with the fields that it asks."""
    procedure, draft = judged.clean
    sections = [
        FormSection(
            both(f"sections.{section.id}"),
            tuple(
                _line(field, draft.answer(field.id))
                for field in section.fields
                if field.id in judged.verdict.fields
            ),
        )
        for section in procedure.sections
    ]
    sections += _survivors(procedure, draft)
    is_irrevocable = procedure.right in IRREVOCABLE
    said = (procedure.id, "irrevocable") if is_irrevocable else (procedure.id,)
    training = both("receipt.marks.training")
    return RequestFormContent(
        organisation=both("organisation.name"),
        title=both(f"procedures.{procedure.id}.form"),
        reference=both("request_form.reference"),
        form_reference=procedure.form_reference,
        notice=both("request_form.notice"),
        sections=tuple(section for section in sections if section.lines),
        declarations=tuple(both(f"consent.{consent}") for consent in said),
        place=both("request_form.place"),
        day=both("request_form.day"),
        signature=both("request_form.signature"),
        as_of=judged.on,
        irrevocable=both("consent.title") if is_irrevocable else NOTHING,
        name=name_in(draft).either,
        number=subject_number(draft),
        is_training=is_training,
        mark=f"{training.fr}   {training.ar}" if is_training else "",
    )


def whose(draft: RequestDraft) -> str:
    """Whose form it is, as far as it was typed: the applicant's name, the insured's number."""
    return " · ".join(filter(None, (name_in(draft).either, subject_number(draft))))


def left_to_the_pen(judged: Judged) -> tuple[str, ...]:
    """The questions with a usual answer that nobody gave: chosen on the screen, not on paper."""
    return tuple(
        field.id
        for field in judged.procedure.fields
        if field.id in judged.verdict.fields and field.default and not judged.draft.answer(field.id)
    )


def end_of_name(draft_id: str) -> str:
    """How the name of a draft's printed form ends: by the random end of the draft's id."""
    return f"-{draft_id[-12:]}.pdf"


def print_form(context: ClerkContext, judged: Judged, draft_id: str) -> Path:
    """Draw the form into the counter's receipts, whole or not at all, and journal it.

    The file is named by the draft, and the journal tells the form and the draft: no person.
    Takes a moment: call it from a thread. Raises `StoreError` when it cannot be written,
    `DataFileError` without a typeface, `AccessError` to whoever may write no draft.
    """
    from cnss_counter.paper.sheets.request_form import draw_request_form

    context.require("write_draft")
    now = context.now()
    drawn = draw_request_form(request_form(judged, is_training=context.is_training))
    reference = judged.procedure.form_reference
    make_private_folder(context.home.receipts)
    file = context.home.receipts / f"{reference}{end_of_name(draft_id)}"
    with context.writing() as database:
        body = {"form": reference}
        journal.append(database, now, context.clerk.code, "form_printed", draft_id, body)
        write_whole(file, drawn)
    return file


def _line(field: Field, answer: str) -> FormLine:
    label = both(f"fields.{field.id}.label")
    if FIELD_KINDS[field.kind].is_chosen:
        return FormLine(label, choices=tuple(_choices(field, answer)))
    return FormLine(label, _said(field, answer))


def _choices(field: Field, answer: str) -> Iterator[FormChoice]:
    for choice in field.choices:
        yield FormChoice(both(f"choices.{field.id}.{choice}"), is_ticked=choice == answer)


def _said(field: Field, answer: str) -> Bilingual:
    """An answer as it is written on paper."""
    said = written(field, answer) if answer else Written()
    if said.key:
        return both(said.key)
    return Bilingual(said.text, said.text) if said.text else NOTHING


def _survivors(procedure: Procedure, draft: RequestDraft) -> Iterator[FormSection]:
    """A section for each survivor; blank ones to write on when none is listed."""
    if not procedure.has_survivors:
        return
    listed: tuple[Mapping[str, str], ...] = draft.survivors or ({},) * BLANK_SURVIVORS
    for number, survivor in enumerate(listed, 1):
        yield FormSection(
            both("survivors.one", number=number),
            tuple(_line(field, survivor.get(field.id, "")) for field in procedure.survivor_fields),
            is_whole=True,
        )
