"""What is said below the entries of a form: findings of the rules, remarks of the form alone."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from cnss_counter.domain.bilingual import COLON
from cnss_counter.forms.form_sheet import Message
from cnss_counter.forms.request.field_words import NAME, finding_said, subject_named
from cnss_counter.forms.request.request_sheet import paper_entry
from cnss_counter.forms.request.survivors_list import SURVIVORS
from cnss_counter.rules.field_kinds import UNKNOWN
from cnss_counter.text.script import is_latin

if TYPE_CHECKING:
    from cnss_counter.rules.evaluate import Judged
    from cnss_counter.rules.procedure import Field
    from cnss_counter.rules.verdict import Finding
    from cnss_counter.wording import Wording

Messages = dict[str, tuple[Message, ...]]
NUMBER, CARD = "immatriculation_number", "immatriculation_card"
"""The number of the insured person, and the paper that it stands on."""
_NAMES = frozenset({NAME, "depositor_name"})
"""Names of people that are written in either script."""


def form_messages(
    judged: Judged, stops: Sequence[Finding], words: Wording, *, without: Container[str]
) -> Messages:
    """What is said on the form: of what was typed, but in fields in `without`; of what Continue
    stops at, everywhere.
    """
    verdict, said = judged.verdict, partial(finding_said, judged=judged, words=words)
    wrong = [error for error in verdict.errors if "typed" in error.values]
    warnings = [finding for finding in verdict.findings if finding.severity == "warning"]
    messages = field_messages((*wrong, *warnings), said, without=without)
    messages[SURVIVORS] = survivor_messages(judged, words)
    if stops:
        messages |= field_messages(verdict.errors, said)
        messages |= paper_messages(stops, words)
    for entry, remark in _remarks(judged, words):
        if entry not in without or entry == paper_entry(CARD):  # what is ticked is no half a word
            messages[entry] = (*messages.get(entry, ()), remark)
    return messages


def field_messages(
    findings: Iterable[Finding], said: Callable[[Finding], str], *, without: Container[str] = ()
) -> Messages:
    """What is said below each field, in the words of the summary; silent for those in `without`."""
    messages: Messages = {}
    for finding in findings:
        if finding.subject not in without:
            message = Message(finding.severity, said(finding))
            messages[finding.subject] = (*messages.get(finding.subject, ()), message)
    return messages


def paper_messages(findings: Iterable[Finding], words: Wording) -> Messages:
    """What is said below each paper that stops the request."""
    return {
        paper_entry(finding.subject): (Message("error", words.finding(finding)),)
        for finding in findings
        if finding.severity == "missing"
    }


def survivor_messages(judged: Judged, words: Wording) -> tuple[Message, ...]:
    """What is said below the list of survivors: who is not counted and why, in order."""
    findings = (*judged.verdict.errors, *judged.verdict.findings)
    return tuple(
        Message(finding.severity, _of_a_survivor(finding, judged, words))
        for finding in findings
        if finding.subject.startswith(f"{SURVIVORS}.")
    )


def _of_a_survivor(finding: Finding, judged: Judged, words: Wording) -> str:
    """What is wrong with a line half written is said of its field, which is not on the sheet."""
    said = words.finding(finding)
    if finding.severity != "error" and "typed" not in finding.values:
        return said
    return f"{subject_named(finding.subject, judged, words)}{COLON.of(words.language)}{said}"


def _remarks(judged: Judged, words: Wording) -> Iterator[tuple[str, Message]]:
    """What is remarked of an entry and kept nowhere: no verdict hangs on it."""
    draft, number = judged.draft, judged.procedure.insured(NUMBER)
    card = draft.attachments.get(CARD)
    if card and card.is_in_hand and draft.answer(number) == UNKNOWN:
        on_the_card = Message("warning", words("screens.request.number_on_the_card"))
        yield from ((entry, on_the_card) for entry in (number, paper_entry(CARD)))
    for field in judged.procedure.fields:
        yield from ((field.id, said) for said in name_remarks(field, draft.answer(field.id), words))


def name_remarks(field: Field, answer: str, words: Wording) -> tuple[Message, ...]:
    """A name in small letters alone goes onto the receipt as no paper writes it."""
    is_name = field.kind == "latin_name" or field.id in _NAMES
    if not is_name or not answer.islower() or not any(map(is_latin, answer)):
        return ()
    return (Message("warning", words("screens.request.small_letters")),)
