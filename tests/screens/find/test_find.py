"""Find: the one door to every form."""

from __future__ import annotations

import pytest

from cnss_counter import wording
from cnss_counter.domain.deposit import Consent, Deposit
from cnss_counter.forms.entry import Entry
from cnss_counter.journeys.request.find import look_up
from cnss_counter.paths import Home
from testkit.deposits import remember
from tests.screens.conftest import (
    LOG_IN,
    SUPERVISOR,
    at_the_desk,
    draft_of_client,
    training_counter,
)
from tests.screens.play import Play, shown
from tests.screens.test_stumbles import focused, spaced

FRENCH = wording.load("fr")
NUMBER = "123456789"
SCRIPTS = ("", "_ar")
AGREEMENT = ("La fille dépose pour son père", "enter", SUPERVISOR.code, "enter")


def typed_in(play: Play, field: str) -> str:
    return play.app.screen.query_one(f"#{field}", Entry).value


@pytest.mark.parametrize(
    ("typed", "kind", "query"),
    [
        ("123 456 789", "immatriculation_number", "123456789"),
        ("12345678", "immatriculation_number", "012345678"),
        ("1234567890", "immatriculation_number", "1234567890"),
        ("12 34_56789", "immatriculation_number", "123456789"),
        ("be 123456", "identity_number", "BE123456"),
        ("RCS-000-1-2025-000001-47", "reference", "RCS-000-1-2025-000001-47"),
        ("06 12 34 56 78", "phone", "0612345678"),
        ("TAA-2025-0000001", "portal_reference_unknown", "TAA-2025-0000001"),
        ("alami", "name", "alami"),
    ],
)
async def test_the_box_says_how_it_understood(
    home: Home, typed: str, kind: str, query: str
) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", typed)
        said = FRENCH(f"screens.find.{kind}", query=query)
        assert spaced(said) in spaced(play.text())


@pytest.mark.parametrize("number", [NUMBER, "1234567890"])
async def test_a_number_nobody_has_leads_to_a_form_that_holds_it(home: Home, number: str) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", number, "enter", "enter")
        assert shown(play) == "request"
        assert typed_in(play, "immatriculation_number") == number


async def test_who_has_these_digits_as_a_document_does_not_have_the_number(home: Home) -> None:
    with at_the_desk(home) as session:
        client = draft_of_client(session, 1).with_answer("identity_document", "passport")
        remember(session, client.with_answer("identity_number", "1234567890"))
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", "1234567890")
        assert NUMBER in play.text()
        await play.type("enter", "down", "enter")
        assert typed_in(play, "immatriculation_number") == "1234567890"


async def test_a_draft_about_a_number_of_eight_digits_is_found_by_it(home: Home) -> None:
    with at_the_desk(home) as session:
        client = draft_of_client(session, 1)
        client = client.with_answer("immatriculation_number", "12345678")
        session.drafts.new(session.cleaned(client))
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", "12345678")
        assert FRENCH("screens.find.drafts") in play.text()


@pytest.mark.parametrize("typed", ["taa-2025-0000001", "TAA 2025/0000001", "TAA20250000001"])
async def test_a_draft_is_found_by_the_reference_that_the_portal_gave(
    home: Home, typed: str
) -> None:
    with at_the_desk(home) as session:
        client = draft_of_client(session, 1).with_answer("origin", "taawidaty")
        client = client.with_answer("portal_reference", "TAA-2025-0000001")
        session.drafts.new(session.cleaned(client))
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", typed)
        assert FRENCH("screens.find.drafts") in play.text()


def from_the_portal(home: Home, reference: str) -> Deposit:
    """The first client's request was made on the portal, under this reference."""
    with at_the_desk(home) as session:
        client = draft_of_client(session, 1).with_answer("origin", "taawidaty")
        client = client.with_answer("portal_reference", reference)
        client = client.with_answer("portal_date", "2025-08-20")
        stored = session.drafts.new(session.cleaned(client))
        return session.deposit(stored.id, session.assess(client), Consent("ar", session.now()))


async def test_a_reference_of_the_portal_that_may_be_a_number_lets_somebody_new_in(
    home: Home,
) -> None:
    done = from_the_portal(home, "202500010")
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", "202500010")
        assert done.reference in play.text()
        await play.type("enter", "end", "enter")
        assert shown(play) == "request"
        assert typed_in(play, "immatriculation_number") == "202500010"
        assert typed_in(play, "portal_reference") == ""


async def test_a_request_from_the_portal_is_found_by_its_reference_and_nobody_new_is_offered(
    home: Home,
) -> None:
    done = from_the_portal(home, "TAA-2025-0000001")
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", "taa 2025 0000001")
        assert done.reference in play.text()
        said = FRENCH("screens.find.portal_reference", query="taa 2025 0000001")
        assert spaced(said) in spaced(play.text())
        assert FRENCH("screens.find.nobody_else") not in play.text()
        await play.type("enter", "enter")
        assert shown(play) == "receipt"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ("ALAMI", "last_name"),
        ("العلمي", "last_name_ar"),
        ("AB123456", "identity_number"),
        ("TAA-2025-0000001", "portal_reference"),
    ],
)
async def test_what_was_typed_of_somebody_new_is_not_typed_twice(
    home: Home, typed: str, field: str
) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", typed, "end", "enter", "enter")
        assert typed_in(play, field) == typed


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ("BEN LIL AHMED", "last_name"),
        ("Bouhaddou 1961", "last_name"),
        ("AB1234567890", "identity_number"),
        ("1234567891234", "identity_number"),
    ],
)
async def test_a_name_or_a_passport_is_taken_for_no_reference(
    home: Home, typed: str, field: str
) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", typed, "enter", "enter")
        assert typed_in(play, field) == typed


@pytest.mark.parametrize("typed", ["RCS-000-1-2025-000001-48", "RCS-041-1", "10/03/1961"])
async def test_what_names_nobody_is_typed_again_or_is_somebody_new(home: Home, typed: str) -> None:
    """No path closes; but a reference mistyped is first one to correct."""
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", typed, "enter", "enter")
        assert play.app.screen.focused is play.app.screen.query_one("#query")
        await play.type("enter", "down", "enter")
        assert shown(play) == "request"
        assert not any(typed_in(play, field) for field in ("last_name", "identity_number"))


async def test_a_number_goes_to_the_deceased_of_a_survivors_request(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", NUMBER, "tab", "space", "enter", "enter")
        assert typed_in(play, "deceased_immatriculation_number") == NUMBER


async def test_a_known_person_comes_back_whole(home: Home) -> None:
    with at_the_desk(home) as session:
        remember(session, draft_of_client(session, 1))
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", NUMBER, "enter", "enter")
        assert typed_in(play, "last_name") == "ALAMI"
        assert typed_in(play, "first_name_ar") == "محمد"


@pytest.mark.usefixtures("alami")
async def test_a_list_masks_the_identity_document_and_the_form_shows_it(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", "alami")
        assert "AB****56" in play.text()
        assert "AB123456" not in play.text()


@pytest.mark.usefixtures("alami")
@pytest.mark.parametrize("typed", ["alami", "العلمي", "mohammed ala", NUMBER, "AB123456"])
async def test_a_person_is_found_by_any_of_these(home: Home, typed: str) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", typed)
        assert "ALAMI Mohammed" in play.text()


async def test_a_request_already_deposited_comes_first(home: Home, alami: Deposit) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", NUMBER, "enter", "enter")
        assert FRENCH("screens.receipt.title_shown", day="01/09/2025") in play.text()
        assert alami.reference.startswith("RCS-000-1-2025-000001")


async def test_a_second_request_takes_a_supervisor_and_a_reason(home: Home, alami: Deposit) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", NUMBER, "enter", "down", "enter")
        assert FRENCH("screens.supervisor.title") in play.text()
        assert alami.reference in play.text()
        assert FRENCH("procedures.contribution_refund.short") in spaced(play.text())
        await play.type(*AGREEMENT, "mauvais mot de passe", "enter")
        assert FRENCH("errors.access.refused") in play.text()
        await play.type(SUPERVISOR.password, "enter")
        assert shown(play) == "request"


@pytest.mark.usefixtures("alami")
async def test_without_an_agreement_there_is_no_second_request(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", NUMBER, "enter", "down", "enter", "escape")
        assert FRENCH("screens.home.title") in play.text()
        with at_the_desk(home) as session:
            assert session.drafts.all() == []


async def test_the_next_search_knows_nothing_of_the_last_one(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", "ALAMI", "f2", "f3")
        assert "ALAMI" not in play.text()


async def test_one_of_my_drafts_is_found_by_name(home: Home) -> None:
    with at_the_desk(home) as session:
        session.drafts.new(session.cleaned(draft_of_client(session, 1)))
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", "alami", "enter", "enter")
        assert typed_in(play, "last_name") == "ALAMI"


IN_THE_FORM = (*LOG_IN, "f4", NUMBER, "enter", "end", "enter", *["tab"] * 4, "AB123")


@pytest.mark.parametrize(
    "way", [("f3", "ALAMI"), ("f4", "ALAMI"), ("f3", "f4"), ("f4", "f3", "f4", "ALAMI")], ids=str
)
async def test_a_question_in_the_middle_of_a_form_leads_back_to_it(
    home: Home, way: tuple[str, ...]
) -> None:
    async with training_counter(home) as play:
        is_kept = spaced(FRENCH("screens.find.draft_is_kept"))
        await play.type(*IN_THE_FORM, way[0])
        assert is_kept in spaced(play.text())
        await play.type(*way[1:], "pageup")
        assert shown(play) == "request"
        assert typed_in(play, "identity_number") == "AB123"
        await play.type("pageup", "f3")
        assert is_kept not in spaced(play.text()), "nobody was left"
        await play.type("pageup")
        assert shown(play) == "home"


@pytest.mark.parametrize("way", [("pageup",), ("f3", "pageup")], ids=str)
async def test_a_request_looked_at_in_the_middle_of_a_form_leads_back_to_it(
    home: Home, alami: Deposit, way: tuple[str, ...]
) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", "987654321", "enter", "end", "enter")
        await play.type(*["tab"] * 4, "AB123", "f3", alami.reference, "enter", "enter")
        assert shown(play) == "receipt"
        await play.type(*way)
        assert shown(play) == "request"
        assert typed_in(play, "identity_number") == "AB123"


@pytest.mark.parametrize("way", [("f3", "pageup"), ("f4", "f3", "pageup")], ids=str)
async def test_a_form_in_which_nothing_was_typed_is_come_back_to_as_well(
    home: Home, way: tuple[str, ...]
) -> None:
    """In its field; really left, it leaves no draft."""
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", NUMBER, "enter", "end", "enter", *["tab"] * 4)
        before = focused(play)
        await play.type(*way)
        assert shown(play) == "request"
        assert focused(play) == before
        assert typed_in(play, "immatriculation_number") == NUMBER
        await play.type("f2")
    with at_the_desk(home) as session:
        assert session.drafts.all() == []


@pytest.mark.parametrize("way", [("f2",), ("f4", "987654321", "enter", "end", "enter", "f2")])
async def test_an_untouched_form_that_nobody_comes_back_to_leaves_no_draft(
    home: Home, way: tuple[str, ...]
) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", NUMBER, "enter", "end", "enter", "f3", *way)
    with at_the_desk(home) as session:
        assert session.drafts.all() == []


async def test_an_untouched_form_that_another_window_typed_in_is_kept(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", NUMBER, "enter", "end", "enter", "f3")
        with at_the_desk(home) as session:
            (stored,) = session.drafts.all()
            said = {**stored.draft.answers, "city": "Sefrou"}
            session.drafts.save(stored, session.cleaned(stored.draft._replace(answers=said)))
        await play.type("f2")
    with at_the_desk(home) as session:
        (stored,) = session.drafts.all()
        assert stored.draft.answer("city") == "Sefrou"


ARABIC_ALONE = {
    "last_name": "",
    "first_name": "",
    "last_name_ar": "العلمي",
    "first_name_ar": "سعيد",
}


async def test_a_draft_named_in_one_script_is_listed_with_that_name(home: Home) -> None:
    with at_the_desk(home) as session:
        draft = draft_of_client(session, 1)
        answers = {**draft.answers, **ARABIC_ALONE}
        session.drafts.new(session.cleaned(draft._replace(answers=answers)))
        (match,) = look_up(session, NUMBER).drafts
        assert match.name == "سعيد العلمي"


async def test_a_survivors_draft_without_an_applicant_is_listed_with_the_deceased(
    home: Home,
) -> None:
    with at_the_desk(home) as session:
        draft = draft_of_client(session, 7)
        names = {
            f"{name}{script}": "" for name in ("last_name", "first_name") for script in SCRIPTS
        }
        answers = {**draft.answers, **names}
        session.drafts.new(session.cleaned(draft._replace(answers=answers)))
        (match,) = look_up(session, draft.answer("deceased_last_name")).drafts
        assert match.name.startswith(draft.answer("deceased_last_name"))
