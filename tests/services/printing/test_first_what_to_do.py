"""What a receipt says first, to whoever takes it home: what to bring, to ask for, whom to call."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest

from cnss_counter import wording
from cnss_counter.domain.bilingual import NOTHING, Bilingual
from cnss_counter.domain.deposit import Deposit
from cnss_counter.domain.request import Attachment, AttachmentState, RequestDraft
from cnss_counter.paper.content.receipt import Language, ReceiptContent
from cnss_counter.paper.sheets.layout import pages
from cnss_counter.paper.sheets.text import draw
from cnss_counter.services.printing.receipt_content import content_of
from cnss_counter.services.session import Session
from testkit import receipts
from testkit.clients import client
from tests.paper.first_lines import MOST_WORDS, words_above_the_line
from tests.services.conftest import PASSWORD, consent

FR, AR = wording.load("fr"), wording.load("ar")
LATE = 4
"""The client who came after the last day, and whose days the CNSS is to look at."""
PHONE = "05 35 62 00 00"
HOURS = Bilingual(
    "du lundi au vendredi, de 8 h 30 à 16 h 30", "من الاثنين إلى الجمعة، من 8 و30 إلى 16 و30"
)


def _deposit(session: Session, draft: RequestDraft) -> Deposit:
    asked = session.agreements_needed(session.assess(draft))
    agreed = (
        session.agree("A17", PASSWORD, "elle maintient", subject, "one", session.cleaned(draft))
        for subject in asked
    )
    made = session.deposit("one", session.assess(draft), consent(), tuple(agreed))
    by_another = (replace(agreement, is_alone=False) for agreement in made.agreements)
    return replace(made, agreements=tuple(by_another))


def _reached(deposit: Deposit) -> Deposit:
    """The same of an agency that told how it is reached."""
    agency = replace(deposit.agency, is_training=False, phone=PHONE, hours=HOURS)
    return replace(deposit, agency=agency)


def _content(deposit: Deposit, duplicate: int = 0) -> ReceiptContent:
    return replace(content_of(deposit, FR, AR, duplicate), sealed=receipts.SEALED)


def _lacking(
    draft: RequestDraft, *papers: str, state: AttachmentState = "absent", reason: str = "perdue"
) -> RequestDraft:
    lacking = {paper: Attachment(state, reason) for paper in papers}
    return draft._replace(attachments={**draft.attachments, **lacking})


def test_the_agency_that_told_its_number_is_called_first(session: Session) -> None:
    deposit = _deposit(session, client(1))
    content = _content(_reached(deposit))
    for said in (content.call.fr, content.call.ar):
        numbers = [said.index(number) for number in (PHONE, "080 203 33 33", "080 200 72 00")]
        assert numbers == sorted(numbers)
    assert PHONE not in content.agency.fr + content.agency.ar
    assert _content(deposit).call == Bilingual(FR("receipt.next.call"), AR("receipt.next.call"))


def test_the_hours_stand_whole_on_a_line_of_their_own(session: Session) -> None:
    content = _content(_reached(_deposit(session, client(1))))
    (row,) = [row for row in content.rows if row.label.fr == FR("receipt.rows.hours")]
    assert Bilingual(row.value, row.value_ar) == HOURS
    said = [line for page in pages(content) for block in page.blocks for line in _lines(block)]
    assert HOURS.fr in said
    assert any(
        "من الاثنين" in line and line.rstrip("\u202c\u2069").endswith("و30") for line in said
    )


def _lines(block: object) -> tuple[str, ...]:
    return tuple(line.replace("\u00a0", " ") for line in getattr(block, "lines", ()))


@pytest.mark.parametrize("state", ["passed", "force_majeure_claimed"])
def test_a_request_that_came_too_late_says_so_in_the_first_frame(
    session: Session, state: str
) -> None:
    """Below a band that says that the papers are complete: it is what it may be refused for."""
    made = _deposit(session, client(4))
    deposit = replace(made, verdict={**made.verdict, "deadline_state": state})
    content = _content(deposit)
    day = date.fromisoformat(deposit.verdict["deadline"])
    first = next(notice for notice in content.notices if notice.is_boxed)
    assert first.title.fr == FR("receipt.late.title")
    assert first.text == Bilingual(
        FR(f"receipt.late.{state}", day=day), AR(f"receipt.late.{state}", day=day)
    )
    assert "à titre indicatif" in first.text.fr
    assert "la CNSS qui décide" in first.text.fr
    assert [step.fr for step in content.next_steps if FR.date(day) in step.fr] == []


@pytest.mark.parametrize(
    ("state", "is_dated"), [("open", False), ("last_day", True), ("unknown", True)]
)
def test_no_last_day_reads_as_one_to_come_back_by(
    session: Session, state: str, is_dated: bool
) -> None:
    """Of a paper that is missing: the last day to deposit is no day to bring it by."""
    made = _deposit(session, client(6))
    content = _content(replace(made, verdict={**made.verdict, "deadline_state": state}))
    day = date.fromisoformat(made.verdict["deadline"])
    first = content.next_steps[0]
    assert content.is_provisional
    assert first == Bilingual(
        FR(f"receipt.next.deadline_{state}", day=day), AR(f"receipt.next.deadline_{state}", day=day)
    )
    assert first.fr.startswith("Demande déposée")
    assert (FR.date(day) in first.fr, AR.date(day) in first.ar) == (is_dated, is_dated)
    assert [one for one in content.notices if one.title.fr == FR("receipt.late.title")] == []


def test_a_request_without_a_last_day_is_told_none(session: Session) -> None:
    first, *_ = _content(_deposit(session, client(9))).next_steps
    assert first.fr == FR("receipt.next.answer")


@pytest.mark.parametrize(
    ("number", "key", "frame"),
    [
        (7, "after_death", "receipt.after_death.title"),
        (10, "not_heard_of", "rights.old_age_pension.title"),
        (1, None, None),
        (2, None, None),  # told of the pension, and gave it up
    ],
)
def test_the_first_lines_point_to_what_else_is_to_be_asked_for(
    session: Session, number: int, key: str | None, frame: str | None
) -> None:
    content = _content(_deposit(session, client(number)))
    said = Bilingual(FR(f"receipt.ask.{key}"), AR(f"receipt.ask.{key}")) if key else NOTHING
    assert content.ask == said
    boxed = [notice.title.fr for notice in content.notices if notice.is_boxed]
    assert frame is None or FR(frame) in boxed
    assert said.fr.replace("\u00a0", " ") in draw(content), "in a text too"


def test_what_cannot_be_taken_back_and_what_is_still_to_be_asked_for_agree(
    session: Session,
) -> None:
    """One frame says that no right is left, the next to ask for two: before the answer."""
    content = _content(_deposit(session, client(7)))
    irrevocable, after_death = [one.text for one in content.notices if one.is_boxed][-2:]
    assert irrevocable.fr == FR("receipt.irrevocable")
    assert after_death.fr.startswith("Avant que la CNSS réponde")
    assert after_death.ar.startswith("قبل أن يجيب الصندوق")


@pytest.mark.parametrize(
    ("reason", "said"),
    [("illisible", "illisible"), ("غير مقروءة", "غير مقروءة"), ("x " * 40, None), ("", None)],
)
def test_a_paper_that_was_refused_is_not_asked_for_as_if_it_had_never_come(
    session: Session, reason: str, said: str | None
) -> None:
    deposit = _deposit(session, client(1))
    draft = _lacking(deposit.draft, "immatriculation_card", state="refused", reason=reason)
    content = _content(replace(deposit, draft=draft, is_provisional=True))
    (asked,) = content.asked_first
    name = FR("attachments.immatriculation_card.short")
    assert asked.fr == (
        FR("receipt.bring.refused_because", paper=name, reason=said)
        if said
        else FR("receipt.bring.refused", paper=name)
    )
    assert "pièce refusée" in asked.fr
    assert "مرفوضة" in asked.ar
    never_came = _lacking(deposit.draft, "immatriculation_card")
    (asked,) = _content(replace(deposit, draft=never_came)).asked_first
    assert asked == Bilingual(name, AR("attachments.immatriculation_card.short"))


def test_a_reason_in_the_other_language_is_said_to_be_in_it(session: Session) -> None:
    deposit = _deposit(session, client(1))
    for reason, french, arabic in (
        ("perdue", "Motif : perdue", "السبب، بالفرنسية: perdue"),
        ("ضاعت", "Motif, en arabe : ضاعت", "السبب: ضاعت"),
    ):
        draft = _lacking(deposit.draft, "identity_document", reason=reason)
        (paper,) = _content(replace(deposit, draft=draft)).missing_papers
        assert paper.reason_said.fr.replace("\u00a0", " ") == french
        assert paper.reason_said.ar == arabic


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            Bilingual("Agence de Fès", "وكالة فاس"),
            Bilingual("Agence de Fès (041)", "وكالة فاس (041)"),
        ),
        (
            Bilingual("Rabat-Agdal", "الرباط أكدال"),
            Bilingual("Agence\u00a0: Rabat-Agdal (041)", "الوكالة: الرباط أكدال (041)"),
        ),
    ],
)
def test_an_agency_is_called_one_once(session: Session, name: Bilingual, said: Bilingual) -> None:
    deposit = _deposit(session, client(1))
    named = replace(deposit.agency, name_fr=name.fr, name_ar=name.ar)
    assert _content(replace(deposit, agency=named)).agency == said


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("number", [1, 7, 10])
def test_with_any_two_papers_to_bring_sixty_words_say_what_to_do(
    session: Session, number: int, language: Language
) -> None:
    """The longest print: provisional, a duplicate, of an agency that told its telephone."""
    deposit = _reached(_deposit(session, client(number)))
    real = replace(deposit, is_provisional=True)
    asked = [one["id"] for one in real.verdict["attachments"] if one["required"]]
    for two in combinations(asked, 2):
        content = _content(replace(real, draft=_lacking(real.draft, *two)), duplicate=1)
        assert len(content.asked_first) == 2
        assert len(words_above_the_line(pages(content)[0], language)) <= MOST_WORDS, two


def test_the_words_of_two_refusals_come_on_top_of_the_sixty(session: Session) -> None:
    """As docs/explanation/receipt.md says: 62 and 56 at most."""
    made = _reached(_deposit(session, client(7)))
    draft = _lacking(made.draft, "identity_document", "immatriculation_card", state="refused")
    page = pages(_content(replace(made, draft=draft, is_provisional=True), duplicate=1))[0]
    counted = [len(words_above_the_line(page, language)) for language in ("fr", "ar")]
    assert counted == [62, 56]


@pytest.mark.parametrize("duplicate", [0, 1])
@pytest.mark.parametrize("number", [2, LATE, 6])
def test_no_second_sheet_is_taken_for_the_data_notice_alone(
    session: Session, number: int, duplicate: int
) -> None:
    """A pension given up, a late request under control, a paper missing: with hours."""
    deposit = replace(_deposit(session, client(number)), is_selected_for_control=number == LATE)
    content = _content(_reached(deposit), duplicate)
    assert len(pages(content)) == len(content.copies)
