"""What the form says below a field: enough to mend it, and remarks that no verdict hangs on."""

from __future__ import annotations

import pytest

from cnss_counter import law
from cnss_counter.domain.bilingual import COLON, COMMA
from cnss_counter.domain.request import Attachment, RequestDraft
from cnss_counter.forms.request.request_sheet import paper_entry
from cnss_counter.rules.evaluate import cleaned, judged
from cnss_counter.wording import Language
from tests.screens.request.test_request_form import IN_HAND, ON, PACK, Stage, known, stage

LANGUAGES: tuple[Language, ...] = ("fr", "ar")
TAKES_UNKNOWN = {
    procedure.id: {
        field.id
        for field in procedure.fields
        if field.kind in ("immatriculation_number", "count_or_unknown")
    }
    for procedure in law.load().procedures.values()
}
NO_NUMBER = {"immatriculation_number": "unknown", "number_unknown_reason": "non retenu"}


def below(app: Stage) -> str:
    """The sheet without its line ends."""
    return " ".join(app.sheet().split())


def said(app: Stage, key: str) -> str:
    return " ".join(app.words(f"screens.request.{key}").split())


def has_star(app: Stage, field: str) -> bool:
    return f"{' '.join(app.words.label(field).split())} *" in below(app)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("procedure", [*PACK.procedures])
async def test_an_error_says_what_is_typed_for_not_known_where_the_field_takes_it(
    procedure: str, language: Language
) -> None:
    draft = RequestDraft(procedure, {"worker": "miner"})
    clean = cleaned(PACK.procedures[procedure], draft)
    errors = judged(clean, PACK.parameters, ON).verdict.errors
    left_out = {error.subject for error in errors if error.code == "required"}
    async with stage(draft) as app:
        await app.in_language(language)
        await app.type("F9")
        lines = [" ".join(line.split()) for line in app.summary()]
        for told, fields in (
            (said(app, "required_or_unknown"), left_out & TAKES_UNKNOWN[procedure]),
            (app.words("findings.required"), left_out - TAKES_UNKNOWN[procedure]),
        ):
            assert sum(line.endswith(told) for line in lines) == len(fields)
            assert below(app).count(told) == len(fields)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_two_people_of_whom_the_same_is_asked_are_told_apart(language: Language) -> None:
    """The form asks for the name of the deceased and of the applicant, each in its section."""
    async with stage(RequestDraft("contribution_refund_survivors")) as app:
        await app.in_language(language)
        await app.type("F9")
        lines = [line.partition(COLON.of(language))[0] for line in app.summary()]
        for section in ("deceased", "identity"):
            label = (app.words(f"sections.{section}"), app.words.label("last_name"))
            assert COMMA.of(language).join(label) in lines
        assert app.words.label("city") in lines
        assert len({*lines}) == len(lines)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_number_not_known_is_remarked_beside_the_card_that_bears_it(
    language: Language,
) -> None:
    async with stage(known(**NO_NUMBER).without_attachment("immatriculation_card")) as app:
        await app.in_language(language)
        remark = said(app, "number_on_the_card")
        assert remark not in below(app)
        app.go_to(paper_entry("immatriculation_card"))
        await app.type(" ")
        assert below(app).count(remark) == 2, "below the number, and below the card"
        app.go_to("immatriculation_number")
        app.entry("immatriculation_number").value = "123456789"
        await app.type("Enter")
        assert remark not in below(app)


@pytest.mark.parametrize("state", ["absent", "refused"])
async def test_no_number_is_on_a_card_that_is_not_in_hand(state: str) -> None:
    card = Attachment("absent" if state == "absent" else "refused", "illisible")
    async with stage(known(**NO_NUMBER).with_attachment("immatriculation_card", card)) as app:
        assert said(app, "number_on_the_card") not in below(app)


async def test_no_remark_of_the_form_stops_it_or_is_part_of_the_verdict() -> None:
    draft = known(**NO_NUMBER, last_name="alami", first_name="mohammed")
    async with stage(draft) as app:
        assert said(app, "number_on_the_card") in below(app)
        assert said(app, "small_letters") in below(app)
        judged_now = app.form.judged
        assert judged_now is not None
        codes = {one.code for one in judged_now.verdict.findings if one.severity == "warning"}
        assert codes == {"number_unknown"}
        await app.type("F9")
        assert app.summary() == []
        assert [answer and answer.answer("last_name") for answer in app.answers] == ["alami"]


@pytest.mark.parametrize(
    ("name", "is_remarked"),
    [
        ("bennani", True),
        ("bennani karim", True),
        ("n'guessan", True),
        ("BENNANI", False),
        ("Bennani", False),
        ("el Alami", False),
        ("ALAMI ben Driss", False),
        ("de la Tour", False),
        ("ⵜⵉⴼⵉⵏⴰⵖ", False),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_name_in_small_letters_alone_is_remarked_once_it_is_left(
    name: str, is_remarked: bool, language: Language
) -> None:
    async with stage(known(last_name="")) as app:
        await app.in_language(language)
        remark = said(app, "small_letters")
        app.go_to("last_name")
        await app.type(name)
        assert remark not in below(app), "nobody is corrected while typing"
        await app.type("Enter")
        assert (remark in below(app)) is is_remarked
        assert app.form.in_hand.draft.answer("last_name") == name


async def test_small_letters_are_remarked_in_names_of_people_alone() -> None:
    small = known(last_name_ar="العلمي", city="rabat", address="1 rue des roses", district="agdal")
    async with stage(small) as app:
        assert said(app, "small_letters") not in below(app)
    async with stage(known(depositor_name="alami sanae", depositor_tie="fille")) as app:
        assert below(app).count(said(app, "small_letters")) == 1


@pytest.mark.parametrize(
    ("named_by", "is_starred"),
    [
        ({"immatriculation_number": ""}, True),
        ({"immatriculation_number": "12"}, True),
        (NO_NUMBER, True),
        ({"immatriculation_number": "123456789"}, False),
        (
            {
                **NO_NUMBER,
                "origin": "taawidaty",
                "portal_reference": "TAA-2025-0000001",
                "portal_date": "2025-08-20",
            },
            False,
        ),
    ],
)
async def test_the_document_has_a_star_while_nothing_else_names_the_person(
    named_by: dict[str, str], is_starred: bool
) -> None:
    for number in ("", "AB123456"):
        async with stage(known(**named_by, identity_number=number)) as app:
            assert has_star(app, "identity_number") is is_starred
    async with stage(known(**named_by, identity_number="")) as app:
        await app.type("F9")
        assert bool(app.answers) is not is_starred, "a star is where Continue stops"


async def test_who_asks_for_a_first_number_needs_the_document_and_its_star() -> None:
    draft = RequestDraft("immatriculation", {"last_name": "ALAMI"}, IN_HAND)
    async with stage(draft) as app:
        assert has_star(app, "identity_number")
