"""The answers of a draft as lines to read back: by section, in the order of the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cnss_counter import wording
from cnss_counter.domain.request import RequestDraft
from cnss_counter.forms.request.applicant_line import ApplicantLine, applicant_line
from cnss_counter.forms.request.request_sheet import paper_entry
from cnss_counter.forms.request.survivors_list import SURVIVORS, counted
from cnss_counter.rules.evaluate import Judged
from cnss_counter.rules.field_kinds import written
from cnss_counter.rules.procedure import Field
from cnss_counter.rules.verdict import Verdict
from cnss_counter.text import has_arabic, isolate

if TYPE_CHECKING:
    from cnss_counter.wording import Wording


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer to read back.

    `section` and `caption` are wording keys; `value` is the answer, or a wording key when
    `is_key`; `entry` is the entry of the form to go back to, of a survivor with its number.
    `reason` is why a paper is not in hand, in the clerk's own words.
    """

    section: str
    caption: str
    value: str
    entry: str
    is_key: bool = False
    reason: str = ""

    def said(self, *languages: Wording) -> str:
        """The answer in these languages, with the reason where there is one."""
        values = [words(self.value) for words in languages] if self.is_key else [self.value]
        return " · ".join((*values, isolate(self.reason)) if self.reason else values)


def answer_lines(judged: Judged) -> tuple[AnswerLine, ...]:
    """Every answer given, every survivor, every paper asked."""
    return (
        *_field_lines(judged),
        *_survivor_lines(judged),
        *_paper_lines(judged.draft, judged.verdict),
    )


def _field_lines(judged: Judged) -> Iterator[AnswerLine]:
    for section in judged.procedure.sections:
        for field in section.fields:
            answer = judged.draft.answer(field.id) or field.default
            if answer and field.id in judged.verdict.fields:
                yield _line(f"sections.{section.id}", field, answer, field.id)


def _line(section: str, field: Field, answer: str, entry: str) -> AnswerLine:
    said = written(field, answer)
    caption = f"fields.{field.id}.label"
    return AnswerLine(section, caption, said.key or said.text, entry, is_key=bool(said.key))


def _survivor_lines(judged: Judged) -> Iterator[AnswerLine]:
    """What was typed of each, and whether a share follows from it: it is read out, too."""
    section, told = "sections.survivors", counted(judged)
    for number, survivor in enumerate(judged.draft.survivors, 1):
        entry = f"{SURVIVORS}.{number}"
        for field in judged.procedure.survivor_fields:
            if answer := survivor.get(field.id, ""):
                yield _line(section, field, answer, entry)
        if number in told:
            yield AnswerLine(section, "survivors.in_the_shares", told[number], entry, is_key=True)


def _paper_lines(draft: RequestDraft, verdict: Verdict) -> Iterator[AnswerLine]:
    for paper in verdict.attachments:
        kept = draft.attachments.get(paper.id)
        state = f"states.{kept.state if kept else 'absent'}"
        caption = f"attachments.{paper.id}.short"
        reason = "" if kept is None or kept.is_in_hand else kept.reason
        entry = paper_entry(paper.id)
        yield AnswerLine("sections.attachments", caption, state, entry, is_key=True, reason=reason)


def applicant_lines(lines: Iterable[AnswerLine]) -> tuple[ApplicantLine, ...]:
    """The same lines for the applicant: captions in both languages, names and numbers large."""
    french, arabic = wording.load("fr"), wording.load("ar")
    faces = []
    for line in lines:
        if line.is_key:
            faces.append(applicant_line(line.caption, value=line.said(french, arabic)))
        elif has_arabic(line.value):
            faces.append(applicant_line(line.caption, value=line.value))
        else:
            faces.append(applicant_line(line.caption, large=line.value))
    return tuple(faces)
