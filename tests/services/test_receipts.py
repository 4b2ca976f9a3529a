"""What a receipt says of a deposit, and what is written down when it is printed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from cnss_counter import wording
from cnss_counter.domain.reference_number import ReferenceNumber
from cnss_counter.domain.request import RequestDraft
from cnss_counter.errors import BadInputError, StoreError
from cnss_counter.paper.content.content import ReceiptContent
from cnss_counter.paths import Home
from cnss_counter.rules.verdict import OtherRight
from cnss_counter.services.day import training
from cnss_counter.services.printing import copies
from cnss_counter.services.printing.receipts import content_of
from cnss_counter.services.requests import case_file
from cnss_counter.services.session import Desk
from tests.refusals import refused
from tests.services.conftest import PASSWORD, consent, first_client, without

FR, AR = wording.load("fr"), wording.load("ar")
FEW_DAYS = {"insurance_days": "900"}


def _content(desk: Desk, draft: RequestDraft, duplicate: int = 0) -> ReceiptContent:
    return content_of(desk.deposit("one", draft, consent()), FR, AR, duplicate)


def _values(content: ReceiptContent) -> dict[str, tuple[str, str]]:
    return {row.label.fr: (row.value, row.value_ar) for row in content.rows}


def test_the_receipt_names_person_number_request_reference_and_moment(desk: Desk) -> None:
    content = _content(desk, first_client())
    values = _values(content)
    assert values[FR("receipt.rows.addressee")] == ("ALAMI Mohammed", "محمد العلمي")
    assert values[FR("receipt.rows.insured")] == ("123456789", "")
    assert values[FR("receipt.rows.reference")] == (content.reference, "")
    french, arabic = values[FR("receipt.rows.date")]
    assert french.startswith("1er septembre 2025")
    assert arabic.startswith("فاتح شتنبر 2025")
    assert content.agency.fr == FR("receipt.agency", name="Agence Fès Médina", code="041")
    assert "وكالة فاس المدينة" in content.agency.ar


def test_every_paper_asked_is_listed_with_its_state(desk: Desk) -> None:
    content = _content(desk, without(first_client(), "identity_document", "refused"))
    states = [(paper.state, paper.required) for paper in content.papers]
    assert states == [("seen", True), ("refused", True), ("seen", True)]
    assert [paper.reason for paper in content.missing_papers] == ["illisible"]
    assert "310-1-32" in content.papers[2].label.fr


def test_a_complete_request_is_not_provisional_and_a_missing_paper_makes_it_so(
    desk: Desk,
) -> None:
    complete = _content(desk, first_client())
    assert not complete.is_provisional
    other = first_client(immatriculation_number="987654321")
    done = desk.deposit("two", without(other, "immatriculation_card"), consent())
    provisional = content_of(done, FR, AR)
    assert provisional.is_provisional
    assert provisional.marks[0].fr == FR("receipt.marks.provisional")
    assert FR("receipt.next.complete") in [step.fr for step in provisional.next_steps]


def test_a_request_selected_for_control_carries_the_boxed_notice(desk: Desk) -> None:
    content = _content(desk, first_client(insurance_days="unknown"))
    boxed = [notice.title.fr for notice in content.notices if notice.is_boxed]
    assert boxed == [FR("receipt.control.title")]
    assert FR("receipt.next.control") in [step.fr for step in content.next_steps]


def test_a_portal_request_carries_both_references(desk: Desk) -> None:
    draft = first_client(origin="taawidaty", portal_reference="T-2025-9", portal_date="2025-08-20")
    french, arabic = _values(_content(desk, draft))[FR("receipt.rows.portal")]
    assert "T-2025-9" in french
    assert "20 août 2025" in french
    assert "20 غشت 2025" in arabic


def test_whoever_brings_the_file_is_on_the_receipt(desk: Desk) -> None:
    draft = first_client(
        depositor_name="Hiba Alami", depositor_tie="fille", depositor_identity_number="AB654321"
    )
    values = _values(_content(desk, draft))
    assert values[FR("receipt.rows.deposited_by")][0] == "Hiba Alami (fille)"


def test_a_person_with_one_script_only_has_one_name(desk: Desk) -> None:
    draft = first_client(last_name_ar="", first_name_ar="")
    assert _values(_content(desk, draft))[FR("receipt.rows.addressee")] == ("ALAMI Mohammed", "")


def test_practice_is_the_last_and_heaviest_mark(desk: Desk) -> None:
    content = _content(desk, without(first_client(), "identity_document"), duplicate=2)
    assert [mark.fr for mark in content.marks] == [
        FR("receipt.marks.provisional"),
        FR("receipt.marks.duplicate", number=2),
        FR("receipt.marks.training"),
    ]


def test_the_first_print_is_the_original_and_the_others_are_numbered(
    desk: Desk, home: Home
) -> None:
    done = desk.deposit("one", first_client(), consent())
    names = [desk.print_receipt(done.reference).name for _ in range(3)]
    assert names == [
        f"{done.reference}.pdf",
        f"{done.reference}-duplicata-1.pdf",
        f"{done.reference}-duplicata-2.pdf",
    ]
    for file in home.receipts.iterdir():
        assert file.read_bytes().startswith(b"%PDF")
        assert file.stat().st_mode & 0o077 == 0


def outcomes(desk: Desk, reference: str) -> list[tuple[int, str]]:
    """What the journal says became of the copies."""
    with desk.seat.reading() as database:
        rows = database.execute(
            "SELECT body FROM journal WHERE kind = 'receipt_printed' AND entity = ? ORDER BY n",
            (reference,),
        )
        bodies = [json.loads(body) for (body,) in rows]
        return [(body["duplicate"], body["outcome"]) for body in bodies]


def waits(desk: Desk) -> list[str]:
    return [request.reference for request in copies.unprinted(desk.seat)]


def test_the_original_is_drawn_again_byte_for_byte_until_it_came_out(desk: Desk) -> None:
    done = desk.deposit("one", first_client(), consent())
    first = desk.draw_receipt(done.reference)
    drawn = first.read_bytes()
    first.unlink()  # swept, or lost
    assert desk.draw_receipt(done.reference) == first
    assert first.read_bytes() == drawn
    assert (waits(desk), outcomes(desk, done.reference)) == ([done.reference], [])
    copies.note_outcome(desk.seat, first, "waiting", "A17")
    assert waits(desk) == [done.reference]  # a job that has not ended uses nothing up
    copies.note_outcome(desk.seat, first, "completed", "A17")
    assert waits(desk) == []
    assert desk.draw_receipt(done.reference).name == f"{done.reference}-duplicata-1.pdf"
    told = [(0, "waiting"), (0, "completed"), (1, "drawn")]
    assert outcomes(desk, done.reference) == told


def test_two_duplicates_never_bear_one_number_whatever_the_printer_did(desk: Desk) -> None:
    done = desk.deposit("one", first_client(), consent())
    desk.print_receipt(done.reference)
    names = [desk.draw_receipt(done.reference).name for _ in range(2)]
    assert names == [f"{done.reference}-duplicata-{number}.pdf" for number in (1, 2)]


def test_the_first_copy_handed_over_as_a_file_is_the_original(desk: Desk, tmp_path: Path) -> None:
    done = desk.deposit("one", first_client(), consent())
    desk.draw_receipt(done.reference)  # nobody took it
    original = desk.print_receipt(done.reference, form="text", to=tmp_path / "one.txt")
    again = desk.print_receipt(done.reference, form="text", to=tmp_path / "two.txt")
    assert "DUPLICATA" not in original.read_text("utf-8")
    assert "DUPLICATA" in again.read_text("utf-8")
    assert waits(desk) == []


def test_the_original_that_a_deposit_named_waits_for_a_printer_and_the_rest_are_duplicates(
    desk: Desk,
) -> None:
    done = desk.deposit("one", first_client(), consent())
    named = copies.name_original(desk.seat, done)
    duplicate = desk.print_receipt(done.reference)
    assert duplicate.name == f"{done.reference}-duplicata-1.pdf"
    assert waits(desk) == [done.reference]
    assert desk.draw_receipt(done.reference) == named
    copies.note_outcome(desk.seat, named, "completed", "A17")
    assert waits(desk) == []
    told = [(0, "drawn"), (1, "saved"), (0, "completed")]
    assert outcomes(desk, done.reference) == told


def test_a_form_at_the_printer_is_no_receipt(desk: Desk, home: Home) -> None:
    done = desk.deposit("one", first_client(), consent())
    form = home.receipts / "310-1-32-0123456789ab.pdf"
    copies.note_outcome(desk.seat, form, "completed", "A17")
    assert waits(desk) == [done.reference]


def test_a_print_can_be_put_where_it_is_asked_for(desk: Desk, tmp_path: Path) -> None:
    done = desk.deposit("one", first_client(), consent())
    assert desk.print_receipt(done.reference, to=tmp_path / "r.pdf") == tmp_path / "r.pdf"
    assert (tmp_path / "r.pdf").exists()


def test_a_print_that_fails_takes_no_number_and_loses_no_deposit(
    desk: Desk, tmp_path: Path
) -> None:
    done = desk.deposit("one", first_client(), consent())
    with refused(StoreError, "store.folder_missing"):
        desk.print_receipt(done.reference, to=tmp_path / "nowhere" / "r.pdf")
    assert desk.print_receipt(done.reference).name == f"{done.reference}.pdf"
    assert desk.deposit_of(done.reference) == done


def test_an_unknown_reference_is_named(desk: Desk) -> None:
    other = str(ReferenceNumber("RCS", "041", "1", 2025, 9))
    with refused(BadInputError, "deposit.unknown_reference"):
        desk.print_receipt(other)
    for mistyped in (f"{other[:-1]}{9 - int(other[-1])}", "123", ""):
        with refused(BadInputError, "deposit.mistyped_reference"):
            desk.print_receipt(mistyped)


@pytest.mark.parametrize("duplicate", [0, 1])
def test_the_same_deposit_gives_the_same_content(desk: Desk, duplicate: int) -> None:
    done = desk.deposit("one", first_client(), consent())
    again = desk.deposit_of(done.reference)
    assert again is not None
    assert content_of(again, FR, AR, duplicate) == content_of(done, FR, AR, duplicate)


def test_the_receipt_can_be_read_on_the_screen_without_being_a_print(desk: Desk) -> None:
    done = desk.deposit("one", first_client(), consent())
    assert done.reference in desk.receipt_text(done.reference)
    assert desk.print_receipt(done.reference, form="text").name == f"{done.reference}.txt"


def _client(desk: Desk, number: int) -> RequestDraft:
    client = next(client for client in training.clients() if client.number == number)
    return case_file.read(client.case, desk.procedures).draft


def test_each_survivor_is_named_with_the_share_which_is_indicative(desk: Desk) -> None:
    content = _content(desk, _client(desk, 7))
    values = _values(content)
    shares = [values[FR("receipt.rows.survivor", number=number)][0] for number in (1, 2, 3, 4)]
    assert shares[0] == FR("receipt.rows.survivor_value", name="LAHLOU Zineb", share="40")
    assert all("20" in share for share in shares[1:])
    assert FR("findings.shares_are_indicative") in [notice.text.fr for notice in content.notices]


def test_what_may_become_of_the_request_is_not_headed_as_the_pension_given_up(
    desk: Desk,
) -> None:
    draft = _client(desk, 7)
    draft = draft._replace(answers={**draft.answers, "basic_scheme_pension": "yes"})
    agreed = desk.agree("A17", PASSWORD, "elle maintient", "other_right", "one", draft)
    content = content_of(desk.deposit("one", draft, consent(), (agreed,)), FR, AR)
    titles = [notice.title for notice in content.notices if notice.title.fr]
    assert len({title.fr for title in titles}) == len({title.ar for title in titles}) == len(titles)
    (requalified,) = [n.text for n in content.notices if "requalifiée" in n.text.fr]
    assert "pourrait" in requalified.fr
    assert "قد يحول" in requalified.ar


def test_a_survivor_who_does_not_count_is_named_so_and_an_arabic_name_stands_right(
    desk: Desk,
) -> None:
    draft = _client(desk, 7)
    widow, *_ = draft.survivors
    grown_up = {**widow, "name": "آية بنجلون", "quality": "orphan_of_one_parent"}
    content = _content(desk, draft._replace(survivors=(widow, grown_up)))
    second = _values(content)[FR("receipt.rows.survivor", number=2)]
    assert second == ("", AR("receipt.rows.survivor_not_counted", name="آية بنجلون"))


@pytest.mark.parametrize(
    ("number", "state"),
    [(1, "open"), (4, "force_majeure_claimed"), (9, None)],
)
def test_the_last_day_is_told_where_it_is_known_and_never_invented(
    desk: Desk, number: int, state: str | None
) -> None:
    deposit = desk.deposit("one", _client(desk, number), consent())
    first, second, *_ = content_of(deposit, FR, AR).next_steps
    if state is None:
        assert first.fr == FR("receipt.next.answer")
    else:
        day = date.fromisoformat(deposit.verdict["deadline"])
        assert first.fr == FR(f"receipt.next.deadline_{state}", day=day)
        assert first.ar == AR(f"receipt.next.deadline_{state}", day=day)
        assert second.fr == FR("receipt.next.answer")


def test_the_pension_that_was_given_up_stands_on_the_receipt(desk: Desk) -> None:
    draft = _client(desk, 2)
    agreed = desk.agree("A17", PASSWORD, "elle maintient", "other_right", "one", draft)
    content = content_of(desk.deposit("one", draft, consent(), (agreed,)), FR, AR)
    told = [(notice.title.fr, notice.text.ar) for notice in content.notices]
    given_up = AR.of_right("receipt.given_up", OtherRight("old_age_pension", 600), is_sure=True)
    assert "600" in given_up
    assert (FR("rights.old_age_pension.title"), given_up) in told


def test_a_pension_given_up_on_one_reading_stands_there_as_one_that_may_be_open(desk: Desk) -> None:
    draft = first_client(insurance_days="2000", activity_ceased_on="2024-03-31")
    agreed = desk.agree("A17", PASSWORD, "elle maintient", "other_right", "one", draft)
    content = content_of(desk.deposit("one", draft, consent(), (agreed,)), FR, AR)
    told = [(notice.title.fr, notice.text.fr) for notice in content.notices]
    right = OtherRight("old_age_pension", 700)
    in_doubt = FR.of_right("receipt.given_up", right, is_sure=False)
    assert (FR("rights.old_age_pension.title"), in_doubt) in told
    assert "pourrait être ouvert" in in_doubt
    assert "au moins 700" in in_doubt


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
    desk: Desk, answers: dict[str, str], code: str | None
) -> None:
    steps = _content(desk, first_client(**answers)).next_steps
    told = [step for step in steps if "revenez" in step.fr]
    assert [step.fr for step in told] == ([FR(f"come_back.{code}")] if code else [])
    assert [step.ar for step in told] == ([AR(f"come_back.{code}")] if code else [])


def test_nobody_else_is_told_of_a_pension(desk: Desk) -> None:
    told = [notice.title.fr for notice in _content(desk, first_client()).notices]
    assert FR("rights.old_age_pension.title") not in told
