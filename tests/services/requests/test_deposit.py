"""A deposit from the desk: what it takes, what it marks, and what stops it."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest

from cnss_counter.clock import played_clock
from cnss_counter.domain.clerk import Clerk
from cnss_counter.domain.deposit import Agreement, Deposit
from cnss_counter.domain.reference_number import parse
from cnss_counter.domain.request import RequestDraft
from cnss_counter.errors import AccessError, AnswerIsNo, BadInputError, StoreError
from cnss_counter.paths import Home
from cnss_counter.services.access import staff
from cnss_counter.services.access.login import log_in
from cnss_counter.services.day import training
from cnss_counter.services.session import Session
from testkit.clients import first_client, second_client
from tests.refusals import refused
from tests.services.conftest import (
    DAY,
    PASSWORD,
    SUPERVISOR,
    SUPERVISOR_PASSWORD,
    consent,
    join,
    without,
)


def test_a_complete_request_gets_a_reference_that_can_be_read_back(session: Session) -> None:
    done = session.deposit("one", session.assess(first_client()), consent())
    number = parse(done.reference)
    assert number is not None
    assert (number.prefix, number.agency, number.counter) == ("RCS", "041", "1")
    assert (number.year, number.sequence) == (2025, 1)
    assert session.deposit_of(done.reference.lower()) == done
    assert not done.is_provisional
    assert done.verdict == session.assess(first_client()).verdict.to_json()
    assert done.rules_version == session.rule_pack.fingerprint


def test_the_deposit_takes_the_draft_away_and_counts_in_the_day(session: Session) -> None:
    stored = session.drafts.new(session.cleaned(first_client()))
    assert [draft.id for draft in session.drafts.all()] == [stored.id]
    session.deposit(stored.id, session.assess(stored.draft), consent())
    summary = session.home_summary()
    assert summary.drafts == ()
    assert summary.deposits_today == 1


def test_asked_again_for_the_same_draft_it_gives_the_same_deposit(session: Session) -> None:
    first = session.deposit("one", session.assess(first_client()), consent())
    assert session.deposit("one", session.assess(first_client()), consent()) == first
    assert session.home_summary().deposits_today == 1


@pytest.mark.parametrize(
    "other",
    [
        first_client(address="14, rue des Orangers"),
        first_client(immatriculation_number="223456789"),
        first_client(phone=""),
        without(first_client(), "identity_document", "refused"),
        first_client()._replace(survivors=({"name": "Aïcha", "quality": "spouse"},)),
    ],
    ids=["an answer", "a person", "no answer", "a paper", "a survivor"],
)
def test_a_second_window_is_not_told_that_its_answers_were_deposited(
    session: Session, other: RequestDraft
) -> None:
    """They were those of the first window: whoever leaves now believes that these are kept."""
    first = session.deposit("one", session.assess(first_client()), consent())
    with refused(AnswerIsNo, "draft.changed_elsewhere"):
        session.deposit("one", session.assess(other), consent())
    assert session.deposit("one", session.assess(first_client()), consent()) == first  # the control
    assert list(session.all_deposits()) == [first]


def test_answers_typed_another_way_are_the_same_answers(session: Session) -> None:
    first = session.deposit("one", session.assess(first_client()), consent())
    again = first_client(identity_number=" ab123456 ", worker="")
    assert session.deposit("one", session.assess(again), consent()) == first


def test_two_windows_at_once_with_other_answers_keep_one_and_tell_the_other(
    home: Home, session_with_supervisor: Session
) -> None:
    other = log_in(home, "S02", SUPERVISOR_PASSWORD, clock=played_clock(DAY), training=True)
    together, told = threading.Barrier(2), list[str]()

    def work(session: Session, address: str) -> None:
        together.wait()
        try:
            told.append(
                session.deposit(
                    "one", session.assess(first_client(address=address)), consent()
                ).reference
            )
        except AnswerIsNo as refusal:
            told.append(refusal.code)

    desks = ((session_with_supervisor, "12 rue Mauve"), (other, "14 rue Mauve"))
    threads = [threading.Thread(target=work, args=one) for one in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (kept,) = session_with_supervisor.all_deposits()
    assert sorted(told) == sorted([kept.reference, "draft.changed_elsewhere"])
    other.log_out()


def test_two_clerks_on_one_draft_get_one_reference(
    home: Home, session_with_supervisor: Session
) -> None:
    clock = played_clock(date(2025, 9, 1))
    other = log_in(home, "S02", SUPERVISOR_PASSWORD, clock=clock, training=True)
    done: list[Deposit] = []

    def work(session: Session) -> None:
        done.append(session.deposit("one", session.assess(first_client()), consent()))

    threads = [threading.Thread(target=work, args=(d,)) for d in (session_with_supervisor, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.log_out()
    assert len(done) == 2
    assert done[0] == done[1]


def test_what_was_typed_is_written_down_clean(session: Session) -> None:
    typed = first_client(
        immatriculation_number=" 123 456-789 ",
        identity_number="ab123456",
        birth_date="١٠/٠٣/١٩٦١",
        last_name="ALA\u202eMI\x1b",
        address="[/red [link=x",
    )
    kept = session.deposit("one", session.assess(typed), consent()).draft
    assert kept.answer("immatriculation_number") == "123456789"
    assert kept.answer("identity_number") == "AB123456"
    assert kept.answer("birth_date") == "1961-03-10"
    assert kept.answer("address") == "[/red [link=x"
    for text in kept.answers.values():
        assert text.isprintable()
        assert "\u202e" not in text


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({}, "favourable"),
        ({"birth_date": "1969-03-10", "insurance_days": "900"}, "unfavourable"),
        ({"basic_scheme_pension": "yes"}, "unfavourable"),
        ({"insurance_days": "unknown"}, "undetermined"),
    ],
)
def test_whatever_the_verdict_the_request_is_received_and_the_record_says_which_it_was(
    session: Session, answers: dict[str, str], outcome: str
) -> None:
    judged = session.assess(first_client(**answers))
    assert judged.verdict.outcome == outcome
    done = session.deposit("one", judged, consent())
    assert done.verdict["outcome"] == judged.verdict.outcome
    assert session.deposit_of(done.reference) == done


def test_a_missing_mandatory_paper_makes_the_receipt_provisional(session: Session) -> None:
    draft = without(first_client(), "identity_document")
    assert session.deposit("one", session.assess(draft), consent()).is_provisional


def test_a_refused_paper_selects_the_request_for_physical_control(session: Session) -> None:
    draft = without(first_client(), "identity_document", "refused")
    done = session.deposit("one", session.assess(draft), consent())
    assert done.is_selected_for_control
    assert done.is_provisional


@pytest.mark.parametrize(
    "answers",
    [
        {"insurance_days": "unknown"},
        {"origin": "taawidaty", "portal_reference": "T-123", "portal_date": "2025-08-20"},
    ],
)
def test_a_doubt_or_the_portal_selects_the_request_too(
    session: Session, answers: dict[str, str]
) -> None:
    done = session.deposit("one", session.assess(first_client(**answers)), consent())
    assert done.is_selected_for_control


def test_without_the_signed_form_there_is_no_request(session: Session) -> None:
    draft = without(first_client(), "request_form")
    with refused(BadInputError, "deposit.form_missing") as detail:
        session.deposit("one", session.assess(draft), consent())
    assert detail == {"field": "request_form", "form": "310-1-32"}
    assert session.home_summary().deposits_today == 0


def test_without_consent_there_is_no_request(session: Session) -> None:
    with refused(BadInputError, "deposit.consent_missing"):
        session.deposit("one", session.assess(first_client()), None)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("birth_date", "1961-02-30"),
        ("immatriculation_number", "1234567"),
        ("last_name", "123"),
        ("identity_document", "driving_licence"),
        ("shoe_size", "43"),
    ],
)
def test_an_answer_that_cannot_be_written_down_is_named(
    session: Session, field: str, typed: str
) -> None:
    with refused(BadInputError, "deposit.answer") as detail:
        session.deposit("one", session.assess(first_client(**{field: typed})), consent())
    assert detail["field"] == field
    assert detail["rule"]
    assert session.home_summary().deposits_today == 0


def test_another_right_open_asks_for_a_second_person(session_with_supervisor: Session) -> None:
    session = session_with_supervisor
    assert session.agreements_needed(session.assess(second_client())) == ("other_right",)
    with refused(AnswerIsNo, "guard.other_right"):
        session.deposit("one", session.assess(second_client()), consent())
    agreed = session.agree(
        "s02",
        SUPERVISOR_PASSWORD,
        "informé",
        "other_right",
        "one",
        session.cleaned(second_client()),
    )
    done = session.deposit("one", session.assess(second_client()), consent(), (agreed,))
    assert done.agreements == (agreed,)
    assert done.verdict["other_right"] == {"kind": "old_age_pension", "monthly_amount": 600}


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({"activity_ceased_on": "2024-03-31"}, "undetermined"),
        ({"activity_ceased": "no", "activity_ceased_on": ""}, "undetermined"),
        ({"activity_ceased": "unknown", "activity_ceased_on": ""}, "undetermined"),
    ],
)
def test_a_pension_open_on_one_reading_asks_for_a_second_person_too(
    session_with_supervisor: Session, answers: dict[str, str], outcome: str
) -> None:
    session, draft = session_with_supervisor, first_client(insurance_days="2000", **answers)
    assert session.agreements_needed(session.assess(draft)) == ("other_right",)
    with refused(AnswerIsNo, "guard.other_right"):
        session.deposit("one", session.assess(draft), consent())
    assert session.home_summary().deposits_today == 0
    agreed = session.agree(
        "S02", SUPERVISOR_PASSWORD, "informé", "other_right", "one", session.cleaned(draft)
    )
    done = session.deposit("one", session.assess(draft), consent(), (agreed,))
    assert done.verdict["outcome"] == outcome
    assert done.verdict["other_right"] == {"kind": "old_age_pension", "monthly_amount": 700}
    assert done.is_selected_for_control


def test_an_existing_request_for_the_number_asks_for_a_second_person(
    session_with_supervisor: Session,
) -> None:
    session = session_with_supervisor
    first = session.deposit("one", session.assess(first_client()), consent())
    assert session.agreements_needed(session.assess(first_client())) == ("existing_request",)
    with refused(AnswerIsNo, "guard.existing_request") as detail:
        session.deposit("two", session.assess(first_client()), consent())
    assert detail == {"reference": first.reference}
    agreed = session.agree(
        "S02",
        SUPERVISOR_PASSWORD,
        "complète",
        "existing_request",
        "two",
        session.cleaned(first_client()),
    )
    changed = session.cleaned(first_client(city="Fès"))
    assert session.agreements.good_for("two", changed.draft) == (
        agreed,
    )  # it is for number and draft
    second = session.deposit("two", session.assess(first_client()), consent(), (agreed,))
    assert second.reference != first.reference


def test_an_agreement_serves_once_and_only_where_it_was_given(
    session_with_supervisor: Session,
) -> None:
    session = session_with_supervisor
    invented = Agreement("S02", "parce que", "other_right")
    with refused(AccessError, "access.agreement_not_given_here"):
        session.deposit("one", session.assess(second_client()), consent(), (invented,))
    agreed = session.agree(
        "S02",
        SUPERVISOR_PASSWORD,
        "informé",
        "other_right",
        "one",
        session.cleaned(second_client()),
    )
    session.deposit("one", session.assess(second_client()), consent(), (agreed,))
    assert session.agreements.good_for("one", session.cleaned(second_client()).draft) == ()
    with refused(AccessError, "access.agreement_not_given_here"):
        session.deposit("two", session.assess(second_client()), consent(), (agreed,))


@pytest.mark.parametrize(
    ("draft_id", "draft"),
    [
        ("two", second_client()),
        ("one", second_client().with_answer("insurance_days", "1501")),
        ("one", second_client().with_answer("immatriculation_number", "323456789")),
    ],
)
def test_an_agreement_does_not_hold_for_other_answers_nor_for_another_draft(
    session_with_supervisor: Session, draft_id: str, draft: RequestDraft
) -> None:
    session = session_with_supervisor
    agreed = session.agree(
        "S02",
        SUPERVISOR_PASSWORD,
        "informé",
        "other_right",
        "one",
        session.cleaned(second_client()),
    )
    assert session.agreements.good_for(draft_id, session.cleaned(draft).draft) == ()
    assert session.agreements.good_for("one", session.cleaned(second_client()).draft) == (agreed,)
    with refused(AccessError, "access.agreement_stale"):
        session.deposit(draft_id, session.assess(draft), consent(), (agreed,))
    assert session.home_summary().deposits_today == 0
    assert session.deposit(
        "one", session.assess(second_client()), consent(), (agreed,)
    ).agreements == (agreed,)


def test_an_agreement_holds_for_the_day_on_which_it_was_given(home: Home, session: Session) -> None:
    join(session, SUPERVISOR, SUPERVISOR_PASSWORD)
    clock = training.PlayedClock(DAY)
    at_work = log_in(home, "a17", PASSWORD, clock=clock, training=True)
    draft = at_work.cleaned(second_client())

    def agree() -> Agreement:
        return at_work.agree("S02", SUPERVISOR_PASSWORD, "informé", "other_right", "one", draft)

    agreed = agree()
    assert at_work.agreements.good_for("one", draft.draft) == (agreed,)
    clock.day = DAY + timedelta(days=1)
    assert at_work.agreements.good_for("one", draft.draft) == ()
    with refused(AccessError, "access.agreement_of_another_day"):
        at_work.deposit("one", at_work.assess(second_client()), consent(), (agreed,))
    assert at_work.home_summary().deposits_today == 0
    again = agree()
    assert at_work.deposit(
        "one", at_work.assess(second_client()), consent(), (again,)
    ).agreements == (again,)
    at_work.log_out()


def test_the_same_answers_typed_in_another_way_are_the_same_answers(
    session_with_supervisor: Session,
) -> None:
    session = session_with_supervisor
    typed = second_client().with_answer("immatriculation_number", "234 567 891")
    agreed = session.agree(
        "S02", SUPERVISOR_PASSWORD, "informé", "other_right", "one", session.cleaned(typed)
    )
    session.deposit("one", session.assess(second_client()), consent(), (agreed,))


def test_a_second_request_agreed_to_before_the_form_holds_for_that_number_alone(
    session_with_supervisor: Session,
) -> None:
    session = session_with_supervisor
    session.deposit("one", session.assess(first_client()), consent())
    number = RequestDraft("contribution_refund", {"immatriculation_number": "123456789"})
    agreed = session.agree(
        "S02", SUPERVISOR_PASSWORD, "perdue", "existing_request", "two", session.cleaned(number)
    )
    with refused(AccessError, "access.agreement_stale"):
        other = first_client(immatriculation_number="323456789")
        session.deposit("two", session.assess(other), consent(), (agreed,))
    session.deposit("two", session.assess(first_client()), consent(), (agreed,))


def test_an_agreement_takes_a_reason_and_a_supervisors_password(
    session_with_supervisor: Session,
) -> None:
    session = session_with_supervisor
    with refused(BadInputError, "agreement.reason_missing"):
        session.agree(
            "S02",
            SUPERVISOR_PASSWORD,
            " \u200f ",
            "other_right",
            "one",
            session.cleaned(second_client()),
        )
    with refused(AccessError, "access.refused"):
        session.agree(
            "S02", PASSWORD, "informé", "other_right", "one", session.cleaned(second_client())
        )


def test_the_reason_of_an_agreement_keeps_single_blanks(session_with_supervisor: Session) -> None:
    agreed = session_with_supervisor.agree(
        "S02", SUPERVISOR_PASSWORD, " le client\u00a0 est  informé ", "other_right", "one",
        session_with_supervisor.cleaned(second_client()),
    )  # fmt: skip
    assert agreed.reason == "le client est informé"


@pytest.mark.parametrize(
    ("reason", "rule"),
    [
        *((reason, "too_short") for reason in ("x", "vu", "xxxxxxxxxx", "12345678", "- - - - - -")),
        ("le client est informé " * 50, "too_long"),
    ],
)
def test_a_pension_is_not_given_up_for_a_letter_or_a_number_nor_for_a_book(
    session_with_supervisor: Session, reason: str, rule: str
) -> None:
    with refused(BadInputError, f"agreement.reason_{rule}"):
        session_with_supervisor.agree(
            "S02",
            SUPERVISOR_PASSWORD,
            reason,
            "other_right",
            "one",
            session_with_supervisor.cleaned(second_client()),
        )


@pytest.mark.parametrize(
    "reason",
    [
        SUPERVISOR_PASSWORD,
        f"informé, {SUPERVISOR_PASSWORD}",
        SUPERVISOR_PASSWORD.upper().replace(" ", "  "),
    ],
)
def test_no_reason_has_the_password_that_was_typed_beside_it(
    session_with_supervisor: Session, reason: str
) -> None:
    session, draft = session_with_supervisor, session_with_supervisor.cleaned(second_client())
    with refused(BadInputError, "agreement.reason_holds_password") as detail:
        session.agree("S02", SUPERVISOR_PASSWORD, reason, "other_right", "one", draft)
    assert detail["field"] == "reason"
    assert session.agreements.good_for("one", draft.draft) == ()


def test_a_wrong_password_is_wrong_whatever_the_reason_says(
    session_with_supervisor: Session,
) -> None:
    """Else the answer would tell whether a guess is one."""
    session, guess = session_with_supervisor, "citron vert du jardin"
    with refused(AccessError, "access.refused"):
        session.agree(
            "S02",
            guess,
            f"informé, {guess}",
            "other_right",
            "one",
            session.cleaned(second_client()),
        )


@pytest.mark.parametrize("reason", ["maintient", "تتشبث بطلبها"])
def test_a_reason_of_one_word_is_one(session_with_supervisor: Session, reason: str) -> None:
    agreed = session_with_supervisor.agree(
        "S02",
        SUPERVISOR_PASSWORD,
        reason,
        "other_right",
        "one",
        session_with_supervisor.cleaned(second_client()),
    )
    assert agreed.reason == reason


def test_nobody_agrees_with_himself_where_there_is_another_supervisor(
    session_with_supervisor: Session,
) -> None:
    with refused(AccessError, "access.same_person"):
        session_with_supervisor.agree(
            "A17",
            PASSWORD,
            "informé",
            "other_right",
            "one",
            session_with_supervisor.cleaned(second_client()),
        )


def test_where_there_is_no_other_supervisor_the_record_says_alone(session: Session) -> None:
    agreed = session.agree(
        "A17", PASSWORD, "informé", "other_right", "one", session.cleaned(second_client())
    )
    assert agreed.is_alone
    done = session.deposit("one", session.assess(second_client()), consent(), (agreed,))
    found = session.deposit_of(done.reference)
    assert found is not None
    assert found.agreements[0].is_alone


def test_a_clerk_without_the_role_cannot_agree_nor_name_clerks(
    home: Home, session_with_supervisor: Session
) -> None:
    plain = Clerk("C03", "Salma Idrissi", frozenset({"clerk"}))
    join(session_with_supervisor, plain, "des pommes et des poires")
    with refused(AccessError, "access.may_not.agree"):
        session_with_supervisor.agree(
            "C03",
            "des pommes et des poires",
            "informé",
            "other_right",
            "one",
            session_with_supervisor.cleaned(second_client()),
        )
    other = log_in(home, "C03", "des pommes et des poires", training=True)
    with refused(AccessError, "access.may_not.name_clerk"):
        staff.name(other.context, Clerk("D04", "X", frozenset({"clerk"})))
    other.log_out()


def test_who_is_no_clerk_cannot_deposit(home: Home, session: Session) -> None:
    auditor = Clerk("V05", "Nadia Chraibi", frozenset({"supervisor"}))
    join(session, auditor, "des pommes et des poires")
    other = log_in(home, "V05", "des pommes et des poires", training=True)
    with refused(AccessError, "access.may_not.deposit"):
        other.deposit("one", other.assess(first_client()), consent())
    other.log_out()


def test_after_logging_out_nothing_can_be_asked(session: Session) -> None:
    session.log_out()
    with refused(StoreError, "store.closed"):
        session.deposit("one", session.assess(first_client()), consent())
