"""What a receipt says of a deposit, and what is written down when it is printed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from cnss_counter import law, wording
from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.domain.reference_number import ReferenceNumber
from cnss_counter.domain.request import Attachment, AttachmentState, RequestDraft
from cnss_counter.errors import BadInputError, StoreError
from cnss_counter.paper.content.receipt import ReceiptContent
from cnss_counter.paper.sheets.text import draw
from cnss_counter.paper.sheets.two_columns import Order
from cnss_counter.paper.typesetting.paragraphs import prepared
from cnss_counter.paths import Home
from cnss_counter.rules.verdict import OtherRight, RightAtStake
from cnss_counter.services.day import training
from cnss_counter.services.printing import receipt_copies
from cnss_counter.services.printing.receipt_content import content_of
from cnss_counter.services.requests import case_file
from cnss_counter.services.session import Session
from cnss_counter.text import isolate
from testkit.clients import first_client
from testkit.deposits import receipt_text
from testkit.reading import CONTROLS
from tests.refusals import refused
from tests.services.conftest import PASSWORD, consent, without

FR, AR = wording.load("fr"), wording.load("ar")
FEW_DAYS = {"insurance_days": "900"}


def _content(session: Session, draft: RequestDraft, duplicate: int = 0) -> ReceiptContent:
    return content_of(session.deposit("one", session.assess(draft), consent()), FR, AR, duplicate)


def _values(content: ReceiptContent) -> dict[str, tuple[str, str]]:
    return {row.label.fr: (row.value, row.value_ar) for row in content.rows}


def test_the_receipt_names_person_number_request_reference_and_moment(session: Session) -> None:
    content = _content(session, first_client())
    values = _values(content)
    assert values[FR("receipt.rows.addressee")] == ("ALAMI Mohammed", "محمد العلمي")
    assert values[FR("receipt.rows.insured")] == ("123456789", "")
    assert values[FR("receipt.rows.reference")] == (content.reference, "")
    french, arabic = values[FR("receipt.rows.date")]
    assert french.startswith("1er septembre 2025")
    assert arabic.startswith("فاتح شتنبر 2025")
    assert content.agency == Bilingual("Agence Fès Médina (041)", "وكالة فاس المدينة (041)")


def test_every_paper_asked_is_listed_with_its_state(session: Session) -> None:
    content = _content(session, without(first_client(), "identity_document", "refused"))
    states = [(paper.state, paper.required) for paper in content.papers]
    assert states == [("copy_kept", True), ("refused", True), ("seen", True)]
    assert [paper.reason for paper in content.missing_papers] == ["illisible"]
    assert "310-1-32" in content.papers[2].label.fr


def test_a_complete_request_is_not_provisional_and_a_missing_paper_makes_it_so(
    session: Session,
) -> None:
    complete = _content(session, first_client())
    assert not complete.is_provisional
    other = first_client(immatriculation_number="987654321")
    done = session.deposit("two", session.assess(without(other, "immatriculation_card")), consent())
    provisional = content_of(done, FR, AR)
    assert provisional.is_provisional
    assert provisional.marks[0].fr == FR("receipt.marks.provisional")
    assert provisional.come_back_title.fr == FR("receipt.provisional.come_back")
    assert complete.come_back_title.fr == FR("receipt.provisional.nothing_to_bring")


def test_the_band_says_provisional_or_final_and_which_version(session: Session) -> None:
    final = _content(session, first_client())
    assert (final.standing.fr, final.edition.fr) == ("DOSSIER COMPLET", "Version 1")
    other = without(first_client(immatriculation_number="987654321"), "identity_document")
    done = session.deposit("two", session.assess(other), consent())
    assert content_of(done, FR, AR).standing.ar == AR("receipt.marks.provisional")


def test_a_request_selected_for_control_carries_the_boxed_notice(session: Session) -> None:
    content = _content(session, first_client(insurance_days="unknown"))
    first = next(notice for notice in content.notices if notice.is_boxed)
    assert first.title.fr == FR("receipt.control.title")


PORTAL = {"origin": "taawidaty", "portal_reference": "T-2025-9", "portal_date": "2025-08-20"}


@pytest.mark.parametrize("origin", [{}, PORTAL])
def test_whoever_stands_at_the_counter_is_not_sent_to_an_agency(
    session: Session, origin: dict[str, str]
) -> None:
    """The portal's own receipt says so; the papers have just been handed over here."""
    content = _content(session, first_client(insurance_days="unknown", **origin))
    titled = FR("receipt.control.title")
    (boxed,) = [notice.text.fr for notice in content.notices if notice.title.fr == titled]
    assert "déposé ce jour à l’agence" in boxed
    assert "la CNSS peut vous appeler" in boxed
    assert [one for one in content.to_bring if "dossier papier" in one.fr] == []


def test_what_is_missing_and_what_was_received_make_up_what_was_asked(session: Session) -> None:
    """A paper that nobody has to bring is in neither number, even when it was sent back."""
    draft = without(_client(session, 7), "death_certificate")
    sent_back = {**draft.attachments, "monogamy_attestation": Attachment("refused", "illisible")}
    content = _content(session, draft._replace(attachments=sent_back))
    received = sum(paper.is_in_hand for paper in content.papers)
    assert content.come_back_text.fr == FR("receipt.provisional.text", count=1)
    assert content.papers_title.fr == FR(
        "receipt.papers_title", received=received, asked=received + 1
    )


def test_a_portal_request_carries_both_references(session: Session) -> None:
    draft = first_client(**PORTAL)
    french, arabic = _values(_content(session, draft))[FR("receipt.rows.portal")]
    assert "T-2025-9" in french
    assert "20 août 2025" in french
    assert "20 غشت 2025" in arabic


def test_whoever_brings_the_file_is_on_the_receipt(session: Session) -> None:
    draft = first_client(
        depositor_name="Hiba Alami", depositor_tie="fille", depositor_identity_number="AB654321"
    )
    values = _values(_content(session, draft))
    assert values[FR("receipt.rows.deposited_by")][0] == "Hiba Alami (fille)"


def test_a_person_with_one_script_only_has_one_name(session: Session) -> None:
    draft = first_client(last_name_ar="", first_name_ar="")
    assert _values(_content(session, draft))[FR("receipt.rows.addressee")] == ("ALAMI Mohammed", "")


def test_practice_is_the_last_and_heaviest_mark(session: Session) -> None:
    content = _content(session, without(first_client(), "identity_document"), duplicate=2)
    assert [mark.fr for mark in content.marks] == [
        FR("receipt.marks.provisional"),
        FR("receipt.marks.duplicate", number=2),
        FR("receipt.marks.training"),
    ]


def test_the_first_print_is_the_original_and_the_others_are_numbered(
    session: Session, home: Home
) -> None:
    done = session.deposit("one", session.assess(first_client()), consent())
    names = [session.receipts.save(done.reference).name for _ in range(3)]
    assert names == [
        f"{done.reference}.pdf",
        f"{done.reference}-duplicata-1.pdf",
        f"{done.reference}-duplicata-2.pdf",
    ]
    for file in home.receipts.iterdir():
        assert file.read_bytes().startswith(b"%PDF")
        assert file.stat().st_mode & 0o077 == 0


def outcomes(session: Session, reference: str) -> list[tuple[int, str]]:
    """What the journal says became of the copies."""
    with session.context.reading() as database:
        rows = database.execute(
            "SELECT body FROM journal WHERE kind = 'receipt_printed' AND entity = ? ORDER BY n",
            (reference,),
        )
        bodies = [json.loads(body) for (body,) in rows]
        return [(body["duplicate"], body["outcome"]) for body in bodies]


def waits(session: Session) -> list[str]:
    return [request.reference for request in receipt_copies.unprinted(session.context)]


def test_the_original_is_drawn_again_byte_for_byte_until_it_came_out(session: Session) -> None:
    done = session.deposit("one", session.assess(first_client()), consent())
    first = session.receipts.draw(done.reference)
    drawn = first.read_bytes()
    first.unlink()  # swept, or lost
    assert session.receipts.draw(done.reference) == first
    assert first.read_bytes() == drawn
    assert (waits(session), outcomes(session, done.reference)) == ([done.reference], [])
    receipt_copies.note_outcome(session.context, first, "waiting", "A17")
    assert waits(session) == [done.reference]  # a job that has not ended uses nothing up
    receipt_copies.note_outcome(session.context, first, "completed", "A17")
    assert waits(session) == []
    assert session.receipts.draw(done.reference).name == f"{done.reference}-duplicata-1.pdf"
    told = [(0, "waiting"), (0, "completed"), (1, "drawn")]
    assert outcomes(session, done.reference) == told


def test_two_duplicates_never_bear_one_number_whatever_the_printer_did(session: Session) -> None:
    done = session.deposit("one", session.assess(first_client()), consent())
    session.receipts.save(done.reference)
    names = [session.receipts.draw(done.reference).name for _ in range(2)]
    assert names == [f"{done.reference}-duplicata-{number}.pdf" for number in (1, 2)]


def test_the_first_copy_handed_over_as_a_file_is_the_original(
    session: Session, tmp_path: Path
) -> None:
    done = session.deposit("one", session.assess(first_client()), consent())
    session.receipts.draw(done.reference)  # nobody took it
    original = session.receipts.save(done.reference, form="text", to=tmp_path / "one.txt")
    again = session.receipts.save(done.reference, form="text", to=tmp_path / "two.txt")
    assert "DUPLICATA" not in original.read_text("utf-8")
    assert "DUPLICATA" in again.read_text("utf-8")
    assert waits(session) == []


def test_the_original_that_a_deposit_named_waits_for_a_printer_and_the_rest_are_duplicates(
    session: Session,
) -> None:
    done = session.deposit("one", session.assess(first_client()), consent())
    named = receipt_copies.name_original(session.context, done)
    duplicate = session.receipts.save(done.reference)
    assert duplicate.name == f"{done.reference}-duplicata-1.pdf"
    assert waits(session) == [done.reference]
    assert session.receipts.draw(done.reference) == named
    receipt_copies.note_outcome(session.context, named, "completed", "A17")
    assert waits(session) == []
    told = [(0, "drawn"), (1, "saved"), (0, "completed")]
    assert outcomes(session, done.reference) == told


def test_a_form_at_the_printer_is_no_receipt(session: Session, home: Home) -> None:
    done = session.deposit("one", session.assess(first_client()), consent())
    form = home.receipts / "310-1-32-0123456789ab.pdf"
    receipt_copies.note_outcome(session.context, form, "completed", "A17")
    assert waits(session) == [done.reference]


def test_a_print_can_be_put_where_it_is_asked_for(session: Session, tmp_path: Path) -> None:
    done = session.deposit("one", session.assess(first_client()), consent())
    assert session.receipts.save(done.reference, to=tmp_path / "r.pdf") == tmp_path / "r.pdf"
    assert (tmp_path / "r.pdf").exists()


def test_a_print_that_fails_takes_no_number_and_loses_no_deposit(
    session: Session, tmp_path: Path
) -> None:
    done = session.deposit("one", session.assess(first_client()), consent())
    with refused(StoreError, "store.folder_missing"):
        session.receipts.save(done.reference, to=tmp_path / "nowhere" / "r.pdf")
    assert session.receipts.save(done.reference).name == f"{done.reference}.pdf"
    assert session.deposit_of(done.reference) == done


def test_an_unknown_reference_is_named(session: Session) -> None:
    other = str(ReferenceNumber("RCS", "041", "1", 2025, 9))
    with refused(BadInputError, "deposit.unknown_reference"):
        session.receipts.save(other)
    for mistyped in (f"{other[:-1]}{9 - int(other[-1])}", "123", ""):
        with refused(BadInputError, "deposit.mistyped_reference"):
            session.receipts.save(mistyped)


@pytest.mark.parametrize("duplicate", [0, 1])
def test_the_same_deposit_gives_the_same_content(session: Session, duplicate: int) -> None:
    done = session.deposit("one", session.assess(first_client()), consent())
    again = session.deposit_of(done.reference)
    assert again is not None
    assert content_of(again, FR, AR, duplicate) == content_of(done, FR, AR, duplicate)


def test_the_receipt_can_be_read_on_the_screen_without_being_a_print(session: Session) -> None:
    done = session.deposit("one", session.assess(first_client()), consent())
    assert done.reference in receipt_text(session, done.reference)
    assert session.receipts.save(done.reference, form="text").name == f"{done.reference}.txt"


def _client(session: Session, number: int) -> RequestDraft:
    client = next(client for client in training.clients() if client.number == number)
    return case_file.read(client.case, session.procedures).draft


def test_each_survivor_is_named_with_the_share_which_is_indicative(session: Session) -> None:
    content = _content(session, _client(session, 7))
    values = _values(content)
    shares = [values[FR("receipt.rows.survivor", number=number)][0] for number in (1, 2, 3, 4)]
    assert shares[0] == FR("receipt.rows.survivor_value", name="LAHLOU Zineb", share="40")
    assert all("20" in share for share in shares[1:])
    assert FR("findings.shares_are_indicative") in [notice.text.fr for notice in content.notices]


@pytest.mark.parametrize("order", get_args(Order))
def test_a_share_with_decimals_keeps_its_sign_behind_it(session: Session, order: Order) -> None:
    """A spouse and four orphans: a third and four sixths, read from the left in both halves."""
    draft = _client(session, 7)
    widow, child, *_ = draft.survivors
    orphans = ({**child, "name": f"BENJELLOUN {name}"} for name in ("Aya", "Ilyas", "Ali", "Sara"))
    content = _content(session, draft._replace(survivors=(widow, *orphans)))
    printed = CONTROLS.sub("", draw(content, order=order)).replace("\u00a0", " ")
    for share, times in (("33,33", 1), ("16,67", 4)):
        assert printed.count(f", {share} %") == times
        assert printed.count(f"{share}%") == times, "in the Arabic half"
        assert f"%{share}" not in printed
    arabic = _values(content)[FR("receipt.rows.survivor", number=2)][1]
    assert prepared(arabic, "ar").endswith("16,67%\u202c\u2069\u2069"), "nothing left outside"


def test_what_may_become_of_the_request_is_not_headed_as_the_pension_given_up(
    session: Session,
) -> None:
    draft = _client(session, 7)
    draft = draft._replace(answers={**draft.answers, "basic_scheme_pension": "yes"})
    agreed = session.agree(
        "A17", PASSWORD, "elle maintient", "other_right", "one", session.cleaned(draft)
    )
    content = content_of(
        session.deposit("one", session.assess(draft), consent(), (agreed,)), FR, AR
    )
    titles = [notice.title for notice in content.notices if notice.title.fr]
    assert len({title.fr for title in titles}) == len({title.ar for title in titles}) == len(titles)
    (requalified,) = [n.text for n in content.notices if "requalifiée" in n.text.fr]
    assert "pourrait" in requalified.fr
    assert "قد يحول" in requalified.ar


def test_survivors_take_home_what_else_to_ask_for_and_by_when(session: Session) -> None:
    """The receipt reads no law of today: its nine months are those of the parameter."""
    months = law.load().parameters.in_force("death_allowance_months", date(2025, 6, 12))
    assert months.value == 9
    notices = _content(session, _client(session, 7)).notices
    told = {notice.title.fr: notice for notice in notices}[FR("receipt.after_death.title")]
    boxed = [notice for notice in notices if notice.is_boxed]  # on the first page
    assert boxed.index(told) > [notice.text for notice in boxed].index(
        Bilingual(FR("receipt.irrevocable"), AR("receipt.irrevocable"))
    )
    assert "317-1-01" in told.text.fr
    assert "317-1-01" in told.text.ar
    assert "neuf mois" in told.text.fr
    assert "تسعة أشهر" in told.text.ar


@pytest.mark.parametrize(("state", "is_told"), [("absent", True), ("copy_kept", False)])
def test_a_paper_that_is_not_in_hand_says_where_it_is_obtained(
    session: Session, state: AttachmentState, is_told: bool
) -> None:
    draft = _client(session, 7).with_answer("death_cause", "work_accident")
    where = "attachments.accident_report.obtained"
    held = draft.with_attachment("accident_report", Attachment(state))
    (report,) = [paper for paper in _content(session, held).papers if "317-3-07" in paper.label.fr]
    assert (FR(where) in report.label.fr) is is_told
    assert (AR(where) in report.label.ar) is is_told
    assert not report.required


@pytest.mark.parametrize("state", ["absent", "refused"])
def test_of_the_papers_not_in_hand_the_optional_one_is_said_to_be_so(
    session: Session, state: AttachmentState
) -> None:
    draft = _client(session, 10)
    for paper in ("identity_document", "other_scheme_certificate"):
        draft = draft.with_attachment(paper, Attachment(state, reason="illisible"))
    papers = _content(session, draft).papers
    identity, certificate = [paper.state_words for paper in papers if not paper.is_in_hand]
    assert identity == Bilingual(FR(f"states.{state}"), AR(f"states.{state}"))
    assert certificate.fr == f"{identity.fr}, facultative"
    assert certificate.ar == f"{identity.ar}، اختيارية"


def test_a_survivor_who_does_not_count_is_named_so_in_both_languages(session: Session) -> None:
    draft = _client(session, 7)
    widow, *_ = draft.survivors
    grown_up = {**widow, "name": "آية بنجلون", "quality": "orphan_of_one_parent"}
    content = _content(session, draft._replace(survivors=(widow, grown_up)))
    second = _values(content)[FR("receipt.rows.survivor", number=2)]
    told = "receipt.rows.survivor_not_counted"
    apart = isolate("آية بنجلون")  # in French too, or the share would stand before the name
    assert second == (FR(told, name=apart), AR(told, name=apart))


def test_the_pension_that_was_given_up_stands_on_the_receipt(session: Session) -> None:
    draft = _client(session, 2)
    agreed = session.agree(
        "A17", PASSWORD, "elle maintient", "other_right", "one", session.cleaned(draft)
    )
    content = content_of(
        session.deposit("one", session.assess(draft), consent(), (agreed,)), FR, AR
    )
    told = [(notice.title.fr, notice.text.ar) for notice in content.notices]
    given_up = AR.of_right(
        "receipt.given_up", RightAtStake(OtherRight("old_age_pension", 600), "sure")
    )
    assert "600" in given_up
    told_to = AR("receipt.informed.applicant")
    assert (FR("rights.old_age_pension.title"), f"{given_up} {told_to}") in told


def test_whoever_brought_the_request_was_told_of_the_pension_not_the_applicant(
    session: Session,
) -> None:
    """A deposit of before, which does not say who was there, says what it said."""
    draft = _client(session, 2).with_answer("depositor_name", "Salma ALAMI")
    agreed = session.agree(
        "A17", PASSWORD, "elle maintient", "other_right", "one", session.cleaned(draft)
    )
    heard = replace(consent(), read_to=draft.read_to)
    reference = session.deposit("one", session.assess(draft), heard, (agreed,)).reference
    kept = session.deposit_of(reference)
    assert kept is not None
    before = replace(kept, consent=replace(kept.consent, read_to="applicant"))
    for deposit, told, other in (
        (kept, "depositor", "applicant"),
        (before, "applicant", "depositor"),
    ):
        notices = content_of(deposit, FR, AR).notices
        for words, said in (
            (FR, [one.text.fr for one in notices]),
            (AR, [one.text.ar for one in notices]),
        ):
            assert any(words(f"receipt.informed.{told}") in one for one in said)
            assert not any(words(f"receipt.informed.{other}") in one for one in said)


def test_a_pension_given_up_on_one_reading_stands_there_as_one_that_may_be_open(
    session: Session,
) -> None:
    draft = first_client(insurance_days="2000", activity_ceased_on="2024-03-31")
    agreed = session.agree(
        "A17", PASSWORD, "elle maintient", "other_right", "one", session.cleaned(draft)
    )
    content = content_of(
        session.deposit("one", session.assess(draft), consent(), (agreed,)), FR, AR
    )
    told = [(notice.title.fr, notice.text.fr) for notice in content.notices]
    stake = RightAtStake(OtherRight("old_age_pension", 700), "in_doubt")
    in_doubt = FR.of_right("receipt.given_up", stake)
    told_to = FR("receipt.informed.applicant")
    assert (FR("rights.old_age_pension.title"), f"{in_doubt} {told_to}") in told
    assert "pourrait être ouvert" in in_doubt
    assert "au moins 700" in in_doubt


@pytest.mark.parametrize(
    ("heard_of", "drawn", "said"),
    [
        ("old_age_pension", "no", "receipt.given_up"),
        ("", "no", "receipt.not_heard_of"),  # by a script, where nobody read anything aloud
        ("", "yes", None),
    ],
)
def test_a_pension_that_nobody_could_reckon_stands_there_as_it_was_told(
    session: Session, heard_of: str, drawn: str, said: str | None
) -> None:
    """Without the days a deposit needs nobody's agreement; its receipt names what it may end."""
    draft = first_client(insurance_days="unknown", basic_scheme_pension=drawn)
    heard = replace(consent(), heard_of=heard_of)
    reference = session.deposit("one", session.assess(draft), heard).reference
    kept = session.deposit_of(reference)
    assert kept is not None
    content = content_of(kept, FR, AR)
    pension = FR("rights.old_age_pension.title")
    told = [notice.text.fr for notice in content.notices if notice.title.fr == pension]
    stake = RightAtStake(OtherRight("old_age_pension", None), "days_unknown")
    assert len(told) == bool(said)
    assert all(one.startswith(FR.of_right(str(said), stake)) for one in told)
    assert any(FR("receipt.informed.applicant") in one for one in told) is bool(heard_of)


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({**FEW_DAYS, "activity_ceased": "no", "activity_ceased_on": ""}, "activity_not_ceased"),
        ({**FEW_DAYS, "activity_ceased_on": "2025-09-02"}, "activity_ceases_later"),
        ({**FEW_DAYS, "birth_date": "1966-03-10"}, "legal_age_not_reached"),
        ({}, None),
    ],
)
def test_whoever_comes_too_early_takes_home_when_to_come_back(
    session: Session, answers: dict[str, str], code: str | None
) -> None:
    steps = _content(session, first_client(**answers)).next_steps
    told = [step for step in steps if "revenez" in step.fr]
    assert [step.fr for step in told] == ([FR(f"come_back.{code}")] if code else [])
    assert [step.ar for step in told] == ([AR(f"come_back.{code}")] if code else [])


@pytest.mark.parametrize(
    ("answers", "points"),
    [
        ({**FEW_DAYS, "activity_ceased_on": "2024-03-31"}, []),
        ({"birth_date": "1959-03-10", "activity_ceased_on": "2022-06-30"}, ["start_of_the_delay"]),
        ({"insurance_days": "0"}, ["no_contribution"]),
        ({}, []),
    ],
)
def test_what_the_texts_leave_open_is_taken_home_in_words(
    session: Session, answers: dict[str, str], points: list[str]
) -> None:
    """No verdict on paper: what is open is to be verified by the CNSS, and says what."""
    steps = _content(session, first_client(**answers)).next_steps
    told = [step for step in steps if "vérifier" in step.fr]
    assert [step.fr for step in told] == [FR(f"receipt.to_verify.{point}") for point in points]
    assert [step.ar for step in told] == [AR(f"receipt.to_verify.{point}") for point in points]


def test_nobody_else_is_told_of_a_pension(session: Session) -> None:
    told = [notice.title.fr for notice in _content(session, first_client()).notices]
    assert FR("rights.old_age_pension.title") not in told
    assert FR("receipt.after_death.title") not in told
