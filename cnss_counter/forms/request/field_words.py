"""What stops a request, in words that lead to its mending: whose answer, and what may be typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cnss_counter.domain.bilingual import COMMA
from cnss_counter.rules.field_kinds import FIELD_KINDS, UNKNOWN
from cnss_counter.text import isolate

if TYPE_CHECKING:
    from cnss_counter.rules.evaluate import Judged
    from cnss_counter.rules.verdict import Finding
    from cnss_counter.wording import Wording

NAME = "name"
"""What a survivor is called by, but where the name itself is wrong."""
_OF_A_SURVIVOR = re.compile(r"survivors\.(\d+)\.(\w+)")


def finding_said(finding: Finding, judged: Judged, words: Wording) -> str:
    """The sentence of a finding; of an answer left out, also what else may be written."""
    field = judged.procedure.asks(finding.subject)
    if field is None:
        return words.finding(finding)
    if finding.code == "required" and UNKNOWN in FIELD_KINDS[field.kind].words:
        return words("screens.request.required_or_unknown")
    if finding.code == "required_in_one_script" and field.excused_by in judged.verdict.fields:
        return words("screens.request.required_or_excused", field=words.label(field.excused_by))
    return words.finding(finding)


def subject_named(subject: str, judged: Judged, words: Wording) -> str:
    """The label of what a finding is about, with whose it is where the label does not tell."""
    if survivor := _OF_A_SURVIVOR.fullmatch(subject):
        number, field = int(survivor[1]), survivor[2]
        name = judged.draft.survivors[number - 1].get(NAME, "")
        if name and field != NAME:
            return COMMA.of(words.language).join((isolate(name), words.label(field)))
    label = words.label(subject)
    section = _told_apart_by(subject, label, judged, words)
    return COMMA.of(words.language).join((section, label)) if section else label


def _told_apart_by(subject: str, label: str, judged: Judged, words: Wording) -> str:
    """The section of an answer that is asked, by the same label, of the insured person too."""
    procedure, prefix = judged.procedure, judged.procedure.insured_prefix
    other = subject.removeprefix(prefix) if subject.startswith(prefix) else prefix + subject
    if other == subject or not (procedure.asks(other) and words.label(other) == label):
        return ""
    return next(
        words(f"sections.{section.id}")
        for section in procedure.sections
        if any(field.id == subject for field in section.fields)
    )
