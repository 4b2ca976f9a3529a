"""What law 09-08 has the counter say: told by an administrator, journalled, never invented."""

from __future__ import annotations

import pytest

from cnss_counter import wording
from cnss_counter.domain.bilingual import NOTHING, Bilingual
from cnss_counter.domain.clerk import Clerk
from cnss_counter.domain.deposit import Deposit
from cnss_counter.errors import AccessError, BadInputError
from cnss_counter.services.access import counter_settings
from cnss_counter.services.access.counter_settings import AgencyContact, PrivacySettings
from cnss_counter.services.printing.receipt_content import content_of
from cnss_counter.services.session import Session
from cnss_counter.text import isolate
from testkit.clients import first_client
from tests.refusals import refused
from tests.services.conftest import consent

FRENCH, ARABIC = wording.load("fr"), wording.load("ar")


def privacy_on_the_receipt(session: Session, draft_id: str) -> str:
    draft = first_client(immatriculation_number=f"12345678{draft_id[-1]}")
    deposit = session.deposit(draft_id, session.assess(draft), consent())
    return content_of(deposit, FRENCH, ARABIC).privacy.fr


def test_a_counter_that_was_told_nothing_invents_no_number(session: Session) -> None:
    assert counter_settings.privacy(session.context) == PrivacySettings("", None)
    assert privacy_on_the_receipt(session, "draft-1") == FRENCH("receipt.privacy")


def test_the_number_told_stands_on_the_next_receipt_and_not_on_those_before(
    session: Session,
) -> None:
    before = session.deposit(
        "draft-1", session.assess(first_client(immatriculation_number="123456781")), consent()
    )
    counter_settings.change_privacy(session.context, PrivacySettings(" A-PO  12/2026 ", 60))
    assert counter_settings.privacy(session.context) == PrivacySettings("A-PO 12/2026", 60)
    assert "A-PO 12/2026" in privacy_on_the_receipt(session, "draft-2")
    again = session.deposit_of(before.reference)
    assert again is not None
    assert "A-PO 12/2026" not in content_of(again, FRENCH, ARABIC).privacy.fr


HOURS = Bilingual("du lundi au vendredi, 8:45-15:30", "من الاثنين إلى الجمعة، 8:45-15:30")


def agency_on_the_receipt(deposit: Deposit) -> Bilingual:
    return content_of(deposit, FRENCH, ARABIC).agency


def test_how_the_agency_is_reached_stands_on_the_next_receipt_and_not_on_those_before(
    session: Session,
) -> None:
    def deposited(number: int) -> Deposit:
        draft = first_client(immatriculation_number=f"12345678{number}")
        return session.deposit(f"draft-{number}", session.assess(draft), consent())

    before = deposited(1)
    assert counter_settings.contact(session.context) == AgencyContact("", NOTHING)
    reached = AgencyContact(" 05 37 00 00 00 ", HOURS)
    counter_settings.change_contact(session.context, reached)
    assert counter_settings.contact(session.context) == AgencyContact("05 37 00 00 00", HOURS)
    after = agency_on_the_receipt(deposited(2))
    assert after.fr.endswith(f" · Tél. 05 37 00 00 00 · {HOURS.fr}")
    assert after.ar.endswith(f" · الهاتف: {isolate('05 37 00 00 00')} · {HOURS.ar}")
    again = session.deposit_of(before.reference)
    assert again is not None
    assert "·" not in agency_on_the_receipt(again).fr


def test_a_telephone_alone_or_hours_alone_leave_no_gap(session: Session) -> None:
    counter_settings.change_contact(session.context, AgencyContact("", HOURS))
    draft = session.assess(first_client())
    said = agency_on_the_receipt(session.deposit("draft-1", draft, consent()))
    assert said.fr == f"Agence\N{NO-BREAK SPACE}: Agence Fès Médina (041) · {HOURS.fr}"
    assert "Tél" not in said.fr


@pytest.mark.parametrize(
    ("wanted", "rule", "field"),
    [
        (AgencyContact("123", NOTHING), "settings.phone", "phone"),
        (AgencyContact("0 5 3 7 0 0 0 0 0 0  0 0", NOTHING), "settings.phone", "phone"),
        (AgencyContact("537000000", NOTHING), "settings.phone", "phone"),
        (AgencyContact("", Bilingual("lundi", "")), "settings.hours_in_both", "hours_ar"),
        (AgencyContact("", Bilingual("", "الاثنين")), "settings.hours_in_both", "hours_fr"),
        (AgencyContact("", Bilingual("x" * 61, "الاثنين")), "settings.hours_long", "hours_fr"),
        (AgencyContact("", Bilingual("lundi", "lundi")), "settings.hours_arabic", "hours_ar"),
    ],
)
def test_what_nobody_could_call_or_read_is_refused(
    session: Session, wanted: AgencyContact, rule: str, field: str
) -> None:
    with refused(BadInputError, rule) as detail:
        counter_settings.change_contact(session.context, wanted)
    assert detail["field"] == field
    assert counter_settings.contact(session.context) == AgencyContact("", NOTHING)


@pytest.mark.parametrize(
    ("wanted", "rule"),
    [
        (PrivacySettings("A" * 41, None), "settings.authorisation"),
        (PrivacySettings("", 0), "settings.retention"),
        (PrivacySettings("", 1201), "settings.retention"),
    ],
)
def test_what_cannot_be_a_setting_is_refused(
    session: Session, wanted: PrivacySettings, rule: str
) -> None:
    with refused(BadInputError, rule):
        counter_settings.change_privacy(session.context, wanted)


def test_only_an_administrator_changes_them(session: Session) -> None:
    context = session.context
    clerk = Clerk("C03", "Nadia Alaoui", frozenset({"clerk"}))
    with refused(AccessError, "access.may_not.change_settings"):
        counter_settings.change_privacy(context._replace(clerk=clerk), PrivacySettings("X", None))
    with refused(AccessError, "access.may_not.change_settings"):
        counter_settings.change_contact(context._replace(clerk=clerk), AgencyContact("", NOTHING))
