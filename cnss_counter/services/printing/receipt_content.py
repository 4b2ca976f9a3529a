"""What a receipt says of a deposit, in both languages; where it stands is not known here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import get_args

from cnss_counter import wording
from cnss_counter.domain.agency import Agency
from cnss_counter.domain.bilingual import NOTHING, Bilingual
from cnss_counter.domain.deposit import Deposit
from cnss_counter.domain.request import Attachment
from cnss_counter.paper.content.receipt import ReceiptContent, ReceiptPaper
from cnss_counter.rules.eligibility.too_early import come_back
from cnss_counter.rules.field_kinds import UNKNOWN
from cnss_counter.rules.finding_codes import point_of
from cnss_counter.services.printing.receipt_notices import LATE, asked_besides, notices
from cnss_counter.services.printing.receipt_rows import rows
from cnss_counter.text import has_arabic
from cnss_counter.wording import Language, Value, Wording
from cnss_counter.wording.both import Both
from cnss_counter.wording.checked import CheckedWording

_NOT_GIVEN = Attachment("absent")
SHORT_REASON = 40
"""Letters of a reason that the first lines have room for."""


def content_of(
    deposit: Deposit, french: Wording, arabic: Wording, duplicate: int = 0, sealed: str = ""
) -> ReceiptContent:
    """The receipt of a deposit; `duplicate` counts the prints before this one.

    `sealed` is the text of its QR code. A view of the deposit alone: the same deposit gives
    the same content for ever.
    """
    words = Both(french, arabic)
    papers = tuple(_papers(words, deposit))
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
        notices=notices(words, deposit),
        next_steps_title=words("receipt.next.title"),
        next_steps=_next_steps(words, deposit),
        come_back_title=_come_back_title(words, is_awaited=bool(missing or to_bring)),
        come_back_text=words("receipt.provisional.text", count=missing),
        to_bring=to_bring,
        keep=words("receipt.next.keep"),
        call=_call(words, agency),
        ask=asked_besides(words, deposit),
        continued=words("receipt.continued"),
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
    """Which agency received the request; a name that says that it is one is not said to be."""
    return Bilingual(
        _named(words.french, agency.name_fr, agency.code),
        _named(words.arabic, agency.name_ar, agency.code),
    )


def _named(words: Wording, name: str, code: str) -> str:
    says_it = words("receipt.agency_word").casefold() in name.casefold()
    return words(f"receipt.{'agency_alone' if says_it else 'agency'}", name=name, code=code)


def _call(words: Both, agency: Agency) -> Bilingual:
    """Whom to call: the agency first, where somebody told its number."""
    if agency.phone:
        return words("receipt.next.call_agency", phone=agency.phone)
    return words("receipt.next.call")


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
    )


def receipt_of(deposit: Deposit, duplicate: int = 0) -> ReceiptContent:
    """The receipt of a stored deposit, in the words of today.

    Raises `DataFileError` that names the first word which its procedure had then, and no more.
    """
    french, arabic = (CheckedWording.of(wording.load(language)) for language in get_args(Language))
    return content_of(deposit, french, arabic, duplicate)


def _papers(words: Both, deposit: Deposit) -> Iterator[ReceiptPaper]:
    asked = [(str(one["id"]), bool(one["required"])) for one in deposit.verdict["attachments"]]
    given = deposit.draft.attachments
    missing = {
        paper for paper, required in asked
        if required and not given.get(paper, _NOT_GIVEN).is_in_hand
    }  # fmt: skip
    for paper, required in asked:
        drawn = _paper(words, deposit, paper, required=required)
        if paper in missing:
            said = _asked_for(words, paper, drawn, is_alone=len(missing) == 1)
            drawn = replace(drawn, to_bring=said)
        yield drawn


def _paper(words: Both, deposit: Deposit, paper: str, *, required: bool) -> ReceiptPaper:
    attachment = deposit.draft.attachments.get(paper, _NOT_GIVEN)
    name = words.each(lambda language: language.paper(paper, deposit.draft))
    return ReceiptPaper(
        label=name if attachment.is_in_hand else _to_obtain(words, paper, name),
        state=attachment.state,
        state_words=_state(words, attachment, required=required),
        required=required,
        reason=attachment.reason,
        reason_words=_reason_words(words, attachment.reason),
    )


def _reason_words(words: Both, reason: str) -> Bilingual:
    """What introduces a reason; in the half whose language it is not in, which one it is in."""
    if not reason:
        return NOTHING
    own, other = words("receipt.papers.reason"), words("receipt.papers.reason_in_the_other")
    return Bilingual(other.fr, own.ar) if has_arabic(reason) else Bilingual(own.fr, other.ar)


def _asked_for(words: Both, paper: str, drawn: ReceiptPaper, *, is_alone: bool) -> Bilingual:
    """What the first lines say of a missing paper: that the one handed over was refused, and why
    where that is one short thing to read.
    """
    name = words(f"attachments.{paper}.short")
    if drawn.state != "refused":
        return name
    if is_alone and 0 < len(drawn.reason) <= SHORT_REASON:
        return words("receipt.bring.refused_because", paper=name, reason=drawn.reason)
    return words("receipt.bring.refused", paper=name)


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

    Said of the deposit made: a bare date would read as a day to come back and deposit. What came
    too late stands in a frame.
    """
    last_day, state = deposit.verdict["deadline"], deposit.verdict["deadline_state"]
    if last_day and state not in LATE:
        yield _step(words, f"deadline_{state}", day=date.fromisoformat(last_day))


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
