"""What law 09-08 has the counter say: told by an administrator, journalled, never invented."""

from __future__ import annotations

import pytest

from cnss_counter import wording
from cnss_counter.domain.clerk import Clerk
from cnss_counter.errors import AccessError, BadInputError
from cnss_counter.services.access import counter_settings
from cnss_counter.services.access.counter_settings import PrivacySettings
from cnss_counter.services.printing.receipt_content import content_of
from cnss_counter.services.session import Session
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
