"""What a receipt says of a deposit, in both languages; where it stands is not known here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import get_args

from cnss_counter import wording
from cnss_counter.domain.agency import Agency
from cnss_counter.domain.bilingual import NOTHING, Bilingual, in_a_row
from cnss_counter.domain.deposit import Deposit
from cnss_counter.domain.request import Attachment
from cnss_counter.paper.content.receipt import Notice, ReceiptContent, ReceiptPaper
from cnss_counter.rules.eligibility.rights import IRREVOCABLE
from cnss_counter.rules.eligibility.too_early import come_back
from cnss_counter.rules.field_kinds import UNKNOWN
from cnss_counter.rules.finding_codes import point_of
from cnss_counter.rules.verdict import OtherRight, right_at_stake
from cnss_counter.services.printing.receipt_rows import moment_of, rows
from cnss_counter.wording import Language, Value, Wording
from cnss_counter.wording.both import Both
from cnss_counter.wording.checked import CheckedWording

_NOT_GIVEN = Attachment("absent")


def content_of(
    deposit: Deposit, french: Wording, arabic: Wording, duplicate: int = 0, sealed: str = ""
) -> ReceiptContent:
    """The receipt of a deposit; `duplicate` counts the prints before this one.

    `sealed` is the text of its QR code. A view of the deposit alone: the same deposit gives
    the same content for ever.
    """
    words = Both(french, arabic)
    papers = tuple(_paper(words, deposit, asked) for asked in deposit.verdict["attachments"])
    received = sum(paper.is_in_hand for paper in papers)
    missing = sum(paper.required and not paper.is_in_hand for paper in papers)
    to_bring = tuple(_to_bring(words, deposit))
    agency = deposit.agency
    content = ReceiptContent(
        reference=deposit.reference,
        deposited_at=deposit.deposited_at.isoformat(),
        organisation=words("organisation.name"),
        agency=_agency(words, agency),
        clerk=words("receipt.clerk", name=deposit.clerk_name, counter=agency.counter),
        title=words("receipt.title"),
        subtitle=words("receipt.subtitle"),
        copies=(words("receipt.copies.applicant"), words("receipt.copies.file")),
        rows=tuple(rows(words, deposit)),
        papers_title=words("receipt.papers_title", received=received, asked=received + missing),
        papers=papers,
        notices=_notices(words, deposit),
        next_steps_title=words("receipt.next.title"),
        next_steps=_next_steps(words, deposit),
        come_back_title=_come_back_title(words, is_awaited=bool(missing or to_bring)),
        come_back_text=words("receipt.provisional.text", count=missing),
        to_bring=to_bring,
        keep=words("receipt.next.keep"),
        call=words("receipt.next.call"),
        signature_box=words("receipt.signature_box"),
        verify_label=words("receipt.verify"),
        disclaimer=words("receipt.disclaimer"),
        privacy=_privacy(words, agency.privacy_authorisation),
        fingerprint_label=words("receipt.fingerprint"),
        fingerprint=f"{deposit.journal_entry}-{deposit.journal_hash[:8].upper()}",
        sealed=sealed,
    )
    return _of_this_print(content, words, deposit, duplicate)


def _agency(words: Both, agency: Agency) -> Bilingual:
    """Which agency received the request, and how it is reached where somebody told that."""
    name = Bilingual(agency.name_fr, agency.name_ar)
    said = [words("receipt.agency", name=name, code=agency.code)]
    if agency.phone:
        said.append(words("receipt.agency_phone", phone=agency.phone))
    said.append(agency.hours)
    return in_a_row(said)


def _of_this_print(
    content: ReceiptContent, words: Both, deposit: Deposit, duplicate: int
) -> ReceiptContent:
    """With what tells one print from another, and a provisional receipt from a final one."""
    return replace(
        content,
        is_provisional=deposit.is_provisional,
        duplicate=duplicate,
        is_training=deposit.agency.is_training,
        marks=_marks(words, deposit, duplicate),
        standing=words(f"receipt.marks.{'provisional' if deposit.is_provisional else 'final'}"),
        edition=words("receipt.edition", number=content.version),
        page_label=words("receipt.page"),
    )


def receipt_of(deposit: Deposit, duplicate: int = 0) -> ReceiptContent:
    """The receipt of a stored deposit, in the words of today.

    Raises `DataFileError` that names the first word which its procedure had then, and no more.
    """
    french, arabic = (CheckedWording.of(wording.load(language)) for language in get_args(Language))
    return content_of(deposit, french, arabic, duplicate)


def _paper(words: Both, deposit: Deposit, asked: Mapping[str, object]) -> ReceiptPaper:
    paper = str(asked["id"])
    attachment = deposit.draft.attachments.get(paper, _NOT_GIVEN)
    required = bool(asked["required"])
    name = words.each(lambda language: language.paper(paper, deposit.draft))
    return ReceiptPaper(
        label=name if attachment.is_in_hand else _to_obtain(words, paper, name),
        state=attachment.state,
        state_words=_state(words, attachment, required=required),
        required=required,
        reason=attachment.reason,
        reason_words=words("receipt.papers.reason") if attachment.reason else NOTHING,
    )


def _state(words: Both, attachment: Attachment, *, required: bool) -> Bilingual:
    """A receipt can be final without a paper: whoever reads both sees that it was optional."""
    state = words(f"states.{attachment.state}")
    if required or attachment.is_in_hand:
        return state
    return words("receipt.papers.optional", state=state)


def _to_obtain(words: Both, paper: str, name: Bilingual) -> Bilingual:
    """A paper that is not in hand: its name, and where it is obtained if that is known."""
    place = f"attachments.{paper}.obtained"
    if not words.french.has(place):
        return name
    return words("receipt.papers.to_obtain", paper=name, where=words(place))


def _notices(words: Both, deposit: Deposit) -> tuple[Notice, ...]:
    notices = []
    if deposit.is_selected_for_control:
        title = words("receipt.control.title")
        notices.append(Notice(title, words("receipt.control.text"), is_boxed=True))
    else:
        notices.append(Notice(NOTHING, words("receipt.control.possible")))
    if any(agreement.is_alone for agreement in deposit.agreements):
        text = words("receipt.alone.text", clerk=deposit.clerk_name)
        notices.append(Notice(words("receipt.alone.title"), text, is_boxed=True))
    notices.extend(_stated_time(words, deposit))
    notices.extend(_given_up(words, deposit))
    if deposit.verdict["shares"]:
        notices.append(Notice(NOTHING, words("findings.shares_are_indicative")))
    if deposit.right in IRREVOCABLE:
        notices.append(Notice(NOTHING, words("receipt.irrevocable"), is_boxed=True))
    if deposit.draft.answer("applicant_quality"):
        title = words("receipt.requalification.title")
        notices.append(Notice(title, words("receipt.requalification.text")))
        title = words("receipt.after_death.title")
        notices.append(Notice(title, words("receipt.after_death.text"), is_boxed=True))
    return tuple(notices)


def _stated_time(words: Both, deposit: Deposit) -> Iterator[Notice]:
    """The date of the deposit stands on the word of one person, or on that of two people alone,
    against the journal.
    """
    for agreement in deposit.agreements:
        if agreement.subject != "clock":
            continue
        said = {"clerk": deposit.clerk_name, "supervisor": agreement.supervisor}
        if not agreement.against:
            text = words("receipt.time_of_one_person.text", **said)
            yield Notice(words("receipt.time_of_one_person.title"), text)
            continue
        against = words.each(partial(moment_of, at=datetime.fromisoformat(agreement.against)))
        text = words("receipt.time_of_two_people.text", **said, against=against)
        yield Notice(words("receipt.time_of_two_people.title"), text, is_boxed=True)


def _given_up(words: Both, deposit: Deposit) -> Iterator[Notice]:
    """The other right that looked open, or might have been, and who was told of it."""
    verdict, heard_of = deposit.verdict, deposit.consent.heard_of
    told = verdict["other_right"]
    stake = right_at_stake(
        verdict["outcome"],
        OtherRight(told["kind"], told["monthly_amount"]) if told else None,
        [finding["code"] for finding in verdict["findings"]],
        has_survivors=bool(deposit.draft.answer("applicant_quality")),
    )
    if stake is not None:
        key = "receipt.given_up" if told or heard_of else "receipt.not_heard_of"
        said = words.each(lambda language: language.of_right(key, stake))
        if told or heard_of:
            by = words(f"receipt.informed.{deposit.consent.read_to}")
            said = Bilingual(f"{said.fr} {by.fr}", f"{said.ar} {by.ar}")
        yield Notice(words(f"rights.{stake.right.kind}.title"), said, is_boxed=True)


def _next_steps(words: Both, deposit: Deposit) -> tuple[Bilingual, ...]:
    return (
        *_deposited_in_time(words, deposit),
        *_to_verify(words, deposit),
        *_come_back(words, deposit),
        _step(words, "answer"),
    )


def _come_back_title(words: Both, *, is_awaited: bool) -> Bilingual:
    """No date: no text gives one for a file that is to be completed."""
    return words(f"receipt.provisional.{'come_back' if is_awaited else 'nothing_to_bring'}")


def _to_bring(words: Both, deposit: Deposit) -> Iterator[Bilingual]:
    """What else than a paper of the list is still to be brought."""
    if _is_number_unknown(deposit):
        yield words("receipt.bring.number")


def _is_number_unknown(deposit: Deposit) -> bool:
    """Whether the insured person's number is still to be found."""
    numbers = ("immatriculation_number", "deceased_immatriculation_number")
    return UNKNOWN in map(deposit.draft.answer, numbers)


def _step(words: Both, step: str, **values: Value) -> Bilingual:
    return words(f"receipt.next.{step}", **values)


def _deposited_in_time(words: Both, deposit: Deposit) -> Iterator[Bilingual]:
    """On which side of the last day this deposit stands; nothing where the law does not say.

    Said of the deposit made: a bare date would read as a day to come back and deposit.
    """
    if last_day := deposit.verdict["deadline"]:
        key = f"deadline_{deposit.verdict['deadline_state']}"
        yield _step(words, key, day=date.fromisoformat(last_day))


def _to_verify(words: Both, deposit: Deposit) -> Iterator[Bilingual]:
    """What the texts leave open, which is no verdict: the CNSS has to say."""
    findings = deposit.verdict["findings"]
    doubts = (finding["code"] for finding in findings if finding["severity"] == "unknown")
    for point in dict.fromkeys(map(point_of, doubts)):
        if words.french.has(key := f"receipt.to_verify.{point}"):
            yield words(key)


def _come_back(words: Both, deposit: Deposit) -> Iterator[Bilingual]:
    """What fails as yet, and when to come back; the deposit is made all the same."""
    findings = deposit.verdict["findings"]
    failed = {finding["code"] for finding in findings if finding["severity"] == "failed"}
    return (words(key) for key in come_back(failed))


def _marks(words: Both, deposit: Deposit, duplicate: int) -> tuple[Bilingual, ...]:
    """In rising weight: a practice sheet must never pass for a real one."""
    marks = []
    if deposit.is_provisional:
        marks.append(words("receipt.marks.provisional"))
    if duplicate:
        marks.append(words("receipt.marks.duplicate", number=duplicate))
    if deposit.agency.is_training:
        marks.append(words("receipt.marks.training"))
    return tuple(marks)


def _privacy(words: Both, authorisation: str) -> Bilingual:
    """Law 09-08; the CNDP's number stands there when the counter was told one, else nothing."""
    if not authorisation:
        return words("receipt.privacy")
    return words("receipt.privacy_authorised", number=authorisation)
