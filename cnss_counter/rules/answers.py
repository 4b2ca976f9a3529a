"""From clean answers to what the rules may read: valid ones, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from cnss_counter.domain.dates import possible_days
from cnss_counter.domain.request import (
    IN_HAND,
    MOST_LETTERS,
    MOST_SURVIVORS,
    NOT_IN_HAND,
    Attachment,
)
from cnss_counter.rules.clean_draft import CleanDraft
from cnss_counter.rules.field_kinds import UNKNOWN, remarks_on
from cnss_counter.rules.procedure import Field, Procedure
from cnss_counter.rules.situation import Survivor
from cnss_counter.rules.verdict import Finding
from cnss_counter.text import plain, quoted

DOCUMENT = "identity_number"
"""What names the applicant, beside the number of the insured person."""
_NUMBER = "immatriculation_number"


class Answers(NamedTuple):
    """`values` holds valid answers and defaults; `remarks` what each field has against it."""

    values: Mapping[str, str]
    remarks: Mapping[str, tuple[Finding, ...]]

    def answer(self, field_id: str) -> str:
        """A valid answer, or `""` when there is none or the form does not ask for it."""
        return self.values.get(field_id, "")


def read_answers(fields: Sequence[Field], given: Mapping[str, str], on: date) -> Answers:
    """Every field of a form, asked or not; an answer that is wrong has no value."""
    values = {field.id: given.get(field.id, "") or field.default for field in fields}
    remarks = {field.id: remarks_on(field, values[field.id], on, values) for field in fields}
    wrong = [field_id for field_id, found in remarks.items() if list(errors_among(found))]
    return Answers(values | dict.fromkeys(wrong, ""), remarks)


def identified(procedure: Procedure, read: Answers) -> Answers:
    """The answers, where a document left out is a remark while something else names the person.

    Where nothing does, that is the one error, said of the number: with it the document's is none.
    """
    number = procedure.insured(_NUMBER)
    if not _is_left_out(read):
        return read
    said: dict[str, tuple[Finding, ...]]
    if names_the_person(procedure, read.values):
        said = {DOCUMENT: (Finding("identity_number_missing", DOCUMENT, "warning"),)}
    elif read.answer(number) == UNKNOWN:
        nothing = Finding("nothing_identifies", number, "error")
        said = {DOCUMENT: (), number: (*read.remarks[number], nothing)}
    else:
        return read
    return read._replace(remarks={**read.remarks, **said})


def _is_left_out(read: Answers) -> bool:
    return any(remark.code == "required" for remark in read.remarks[DOCUMENT])


def names_the_person(procedure: Procedure, valid: Mapping[str, str]) -> bool:
    """Whether one of the valid answers names whom it is about, without the applicant's document.

    A procedure that gives the number is about somebody who has none, and needs the document.
    """
    if procedure.asks(procedure.insured(_NUMBER)) is None:
        return False
    is_from_portal = valid.get("origin") == "taawidaty" and valid.get("portal_reference")
    has_document = procedure.insured_prefix and valid.get(procedure.insured(DOCUMENT))
    number = valid.get(procedure.insured(_NUMBER), "")
    return bool(is_from_portal or has_document or number not in ("", UNKNOWN))


def errors_among(remarks: Iterable[Finding]) -> Iterator[Finding]:
    """Those that cannot be written down."""
    return (remark for remark in remarks if remark.severity == "error")


def read_survivors(clean: CleanDraft, on: date) -> list[Answers]:
    """Each line of the list; the subject of a remark is `survivors.2.birth_date`.

    What is beyond the longest list is not read: `strangers` refuses it.
    """
    lines = []
    for number, given in enumerate(clean.draft.survivors[:MOST_SURVIVORS], 1):
        read = read_answers(clean.procedure.survivor_fields, given, on)
        remarks = {
            field_id: tuple(
                remark._replace(subject=f"survivors.{number}.{field_id}") for remark in found
            )
            for field_id, found in read.remarks.items()
        }
        lines.append(Answers(read.values, remarks))
    return lines


def mistakes(clean: CleanDraft, on: date) -> Iterator[Finding]:
    """All that cannot be written down, in answers that the form would not ask for too."""
    procedure, draft = clean
    yield from strangers(clean)
    for read in (read_answers(procedure.fields, draft.answers, on), *read_survivors(clean, on)):
        for remarks in read.remarks.values():
            yield from errors_among(remarks)


def survivor(number: int, line: Answers) -> Survivor:
    """One line of the list as the rules read it."""
    return Survivor(
        number=number,
        quality=line.answer("quality"),
        born=possible_days(line.answer("birth_date")),
        situation=line.answer("situation"),
        dependent=line.answer("dependent"),
    )


def strangers(clean: CleanDraft) -> Iterator[Finding]:
    """Answers, papers and survivors that this procedure does not ask for, or not so many of."""
    procedure, draft = clean
    fields = {field.id for field in procedure.fields}
    papers = {paper.id for paper in procedure.papers}
    questions = {field.id for field in procedure.survivor_fields}
    for field_id in draft.answers:
        if field_id not in fields:
            yield _error("unknown_field", field_id)
    for paper_id, attachment in draft.attachments.items():
        if paper_id not in papers:
            yield _error("unknown_paper", paper_id)
        else:
            yield from _of_paper(paper_id, attachment)
    if (listed := len(draft.survivors)) > MOST_SURVIVORS:
        counted = {"value": listed, "maximum": MOST_SURVIVORS}
        yield Finding("too_many_survivors", "survivors", "error", values=counted)
    for number, typed in enumerate(draft.survivors[:MOST_SURVIVORS], 1):
        for field_id in typed:
            if field_id not in questions:
                yield _error("unknown_field", f"survivors.{number}.{field_id}")


def _of_paper(paper_id: str, attachment: Attachment) -> Iterator[Finding]:
    if attachment.state not in IN_HAND | NOT_IN_HAND:
        yield _error("unknown_paper_state", paper_id)
    elif len(attachment.reason) > MOST_LETTERS:
        yield _error("paper_reason_too_long", paper_id, maximum=MOST_LETTERS)


def _error(code: str, subject: str, **values: int) -> Finding:
    """The subject is cleaned: whoever wrote the file may have written anything."""
    named = quoted(plain(subject), MOST_LETTERS)
    return Finding(code, named, "error", values={"typed": named, **values})
