"""What law 09-08 has the counter say: told by an administrator, journalled, never invented."""

from __future__ import annotations

import json

import pytest

from cnss_counter import wording
from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.domain.clerk import Clerk
from cnss_counter.domain.deposit import Deposit
from cnss_counter.errors import AccessError, BadInputError
from cnss_counter.services.access import counter_settings
from cnss_counter.services.access.counter_settings import CounterSettings
from cnss_counter.services.printing.receipt_content import content_of
from cnss_counter.services.session import Session
from testkit.clients import first_client
from tests.refusals import refused
from tests.services.conftest import consent

FRENCH, ARABIC = wording.load("fr"), wording.load("ar")


NOTHING_TOLD = CounterSettings("", None, 5, "", "", "")


def tell(session: Session, **anew: str | int | None) -> None:
    counter_settings.change(session.context, anew)


def privacy_on_the_receipt(session: Session, draft_id: str) -> str:
    draft = first_client(immatriculation_number=f"12345678{draft_id[-1]}")
    deposit = session.deposit(draft_id, session.assess(draft), consent())
    return content_of(deposit, FRENCH, ARABIC).privacy.fr


def test_a_counter_that_was_told_nothing_invents_no_number(session: Session) -> None:
    assert counter_settings.told(session.context) == NOTHING_TOLD
    assert privacy_on_the_receipt(session, "draft-1") == FRENCH("receipt.privacy")


def test_the_number_told_stands_on_the_next_receipt_and_not_on_those_before(
    session: Session,
) -> None:
    before = session.deposit(
        "draft-1", session.assess(first_client(immatriculation_number="123456781")), consent()
    )
    tell(session, privacy_authorisation=" A-PO  12/2026 ", retention_months=60)
    told = counter_settings.told(session.context)
    assert (told.privacy_authorisation, told.retention_months) == ("A-PO 12/2026", 60)
    assert "A-PO 12/2026" in privacy_on_the_receipt(session, "draft-2")
    again = session.deposit_of(before.reference)
    assert again is not None
    assert "A-PO 12/2026" not in content_of(again, FRENCH, ARABIC).privacy.fr


HOURS = Bilingual("du lundi au vendredi, 8:45-15:30", "من الاثنين إلى الجمعة، 8:45-15:30")

SAID = {"hours_fr": HOURS.fr, "hours_ar": HOURS.ar}


def how_to_reach_it(deposit: Deposit) -> tuple[Bilingual, list[Bilingual]]:
    """Whom to call, and the hours, as the receipt says them."""
    content = content_of(deposit, FRENCH, ARABIC)
    label = FRENCH("receipt.rows.hours")
    hours = [Bilingual(row.value, row.value_ar) for row in content.rows if row.label.fr == label]
    return content.call, hours


def calls(key: str, **values: str) -> Bilingual:
    return Bilingual(FRENCH(key, **values), ARABIC(key, **values))


def test_how_the_agency_is_reached_stands_on_the_next_receipt_and_not_on_those_before(
    session: Session,
) -> None:
    def deposited(number: int) -> Deposit:
        draft = first_client(immatriculation_number=f"12345678{number}")
        return session.deposit(f"draft-{number}", session.assess(draft), consent())

    before = deposited(1)
    tell(session, phone=" 05 37 00 00 00 ", **SAID)
    told = counter_settings.told(session.context)
    assert (told.phone, told.hours_fr, told.hours_ar) == ("05 37 00 00 00", HOURS.fr, HOURS.ar)
    call = calls("receipt.next.call_agency", phone="05 37 00 00 00")
    assert how_to_reach_it(deposited(2)) == (call, [HOURS])
    again = session.deposit_of(before.reference)
    assert again is not None
    assert how_to_reach_it(again) == (calls("receipt.next.call"), [])


def test_a_telephone_alone_or_hours_alone_leave_no_gap(session: Session) -> None:
    tell(session, **SAID)
    draft = session.assess(first_client())
    said = how_to_reach_it(session.deposit("draft-1", draft, consent()))
    assert said == (calls("receipt.next.call"), [HOURS])


@pytest.mark.parametrize(
    ("said", "rule", "field"),
    [
        ({"phone": "123"}, "settings.phone", "phone"),
        ({"phone": "0 5 3 7 0 0 0 0 0 0  0 0"}, "settings.phone", "phone"),
        ({"phone": "537000000"}, "settings.phone", "phone"),
        ({"hours_fr": "lundi", "hours_ar": ""}, "settings.hours_in_both", "hours_ar"),
        ({"hours_fr": "", "hours_ar": "الاثنين"}, "settings.hours_in_both", "hours_fr"),
        ({"hours_fr": "x" * 61, "hours_ar": "الاثنين"}, "settings.hours_long", "hours_fr"),
        ({"hours_fr": "lundi", "hours_ar": "lundi"}, "settings.hours_arabic", "hours_ar"),
        ({"privacy_authorisation": "A" * 41}, "settings.authorisation", "cndp"),
        ({"retention_months": 0}, "settings.retention", "retention_months"),
        ({"retention_months": 1201}, "settings.retention", "retention_months"),
        ({"lock_minutes": 0}, "settings.lock", "lock"),
        ({"lock_minutes": 16}, "settings.lock", "lock"),
    ],
)
def test_of_what_is_told_with_something_impossible_nothing_is_written(
    session: Session, said: dict[str, str | int | None], rule: str, field: str
) -> None:
    possible = {"privacy_authorisation": "A-1", "lock_minutes": 3, "phone": "0537000000"}
    with refused(BadInputError, rule) as detail:
        tell(session, **possible | said)  # type: ignore[arg-type]
    assert detail["field"] == field
    assert counter_settings.told(session.context) == NOTHING_TOLD


def test_the_journal_has_what_is_another_than_before_and_no_word_of_the_rest(
    session: Session,
) -> None:
    tell(session, lock_minutes=3, **SAID)
    tell(session, lock_minutes=3, **SAID, phone="0537000000")
    tell(session)
    with session.context.reading() as database:
        said = [
            {name: value for name, value in json.loads(body).items() if name != "rows"}
            for (body,) in database.execute(
                "SELECT body FROM journal WHERE kind = 'settings_changed' ORDER BY n"
            )
        ]
    assert said == [{"lock_minutes": 3, **SAID}, {"phone": "0537000000"}]


def test_only_an_administrator_changes_them(session: Session) -> None:
    clerk = Clerk("C03", "Nadia Alaoui", frozenset({"clerk"}))
    with refused(AccessError, "access.may_not.change_settings"):
        counter_settings.change(session.context._replace(clerk=clerk), {"phone": ""})


def test_what_another_window_told_meanwhile_stays(session: Session) -> None:
    """Whoever names one thing has not seen the other, and takes nothing back."""
    seen = counter_settings.told(session.context)
    tell(session, phone="0537000000")
    tell(session, lock_minutes=7)
    told = counter_settings.told(session.context)
    assert told == seen._replace(phone="0537000000", lock_minutes=7)
