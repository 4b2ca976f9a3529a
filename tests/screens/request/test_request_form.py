"""The form of a request, as a clerk fills it in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta

import pytest
from textual import events

from cnss_counter import law, wording
from cnss_counter.domain.bilingual import COLON
from cnss_counter.domain.request import Attachment, RequestDraft
from cnss_counter.forms.asking import Asking
from cnss_counter.forms.choice import Choice
from cnss_counter.forms.entry import Entry
from cnss_counter.forms.lines.row import Row
from cnss_counter.forms.pick_list import PickList
from cnss_counter.forms.request.draft_in_hand import RequestFormActions
from cnss_counter.forms.request.request_sheet import paper_entry, reason_entry
from cnss_counter.rules.clean_draft import CleanDraft
from cnss_counter.rules.evaluate import Judged, as_of, cleaned, judged
from cnss_counter.rules.procedure import Procedure
from cnss_counter.screens.request.request import RequestScreen
from cnss_counter.terminal.palette import COUNTER
from testkit.clients import answers_of
from testkit.typed import all_typed

PACK = law.load()
ON = date(2025, 9, 1)
ALAMI = answers_of()
IN_HAND = {
    "immatriculation_card": Attachment("copy_kept"),
    "identity_document": Attachment("copy_kept"),
    "request_form": Attachment("seen"),
}
KEYS = {
    "Enter": "enter",
    "Tab": "tab",
    "F7": "f7",
    "F8": "f8",
    "F9": "f9",
    "Up": "up",
    "Down": "down",
}
SPACE = {" ": "space"}


class Stage(Asking):
    """Asks the form once, with the real rules and a store that only remembers."""

    def __init__(self, draft: RequestDraft, on: date) -> None:
        super().__init__()
        self.register_theme(COUNTER)
        self.theme = COUNTER.name
        self.words = wording.load("fr")
        self.form = RequestScreen(PACK.procedures[draft.procedure])
        self.kept: list[RequestDraft] = []
        self.judgements: list[RequestDraft] = []
        self.answers: list[RequestDraft | None] = []
        self._start = draft
        self.on = on

    def on_mount(self) -> None:
        self.hold()
        self.run_worker(self.fill_in())

    async def fill_in(self) -> None:
        session = RequestFormActions(
            judge=self.judge,
            as_of_today=lambda known: as_of(known, PACK.parameters, self.on),
            keep_soon=lambda _: None,
            keep=lambda clean: self.kept.append(clean.draft),
            edit_survivor=lambda *_: None,
            remove_survivor=lambda *_: None,
            print_form=lambda _: None,
        )
        clean = cleaned(PACK.procedures[self._start.procedure], self._start)
        self.form.open(judged(clean, PACK.parameters, self.on), session)
        answer = await self.ask(self.form)
        self.answers.append(answer and answer.draft)
        self.release()

    def judge(self, clean: CleanDraft) -> Judged:
        self.judgements.append(clean.draft)
        return judged(clean, PACK.parameters, self.on)

    async def type(self, *typed: str) -> None:
        """Type texts and named keys, at once."""
        for text in typed:
            named = KEYS.get(text)
            characters = [named] if named else list(text)
            for character in characters:
                key = named or SPACE.get(character, character)
                self.post_message(events.Key(key, None if named else character))
        await all_typed(self)

    async def in_language(self, language: wording.Language) -> None:
        self.words = wording.load(language)
        self.form.show_words(self.words)
        await all_typed(self)

    @property
    def focused_id(self) -> str | None:
        return self.focused.id if self.focused is not None else None

    def entry(self, entry_id: str) -> Entry:
        return self.form.query_one(f"#{entry_id}", Entry)

    def go_to(self, entry_id: str) -> None:
        self.form.set_focus(self.form.query_one(f"#{entry_id}"))

    def summary(self) -> list[str]:
        options = self.form.query_one("#errors", PickList).options
        rows = [option.prompt for option in options if not option.disabled]
        return [row.plain.strip() for row in rows if isinstance(row, Row)]

    def sheet(self) -> str:
        return str(self.form.query_one("#sheet-text").render())


@asynccontextmanager
async def stage(draft: RequestDraft | None = None, on: date = ON) -> AsyncIterator[Stage]:
    app = Stage(draft or RequestDraft("contribution_refund"), on)
    async with app.run_test(size=(80, 24)):
        await all_typed(app)
        yield app


def known(**changes: str) -> RequestDraft:
    return RequestDraft("contribution_refund", {**ALAMI, **changes}, IN_HAND)


async def test_a_complete_form_answers_with_its_draft() -> None:
    async with stage(known()) as app:
        await app.type("F9")
        assert app.answers == [app.kept[-1]]
        assert app.answers[0] is not None
        assert app.answers[0].answers.items() >= ALAMI.items()


@pytest.mark.parametrize("procedure", PACK.procedures.values(), ids=lambda one: one.id)
async def test_a_form_mounts_the_entries_of_its_own_procedure_and_no_other(
    procedure: Procedure,
) -> None:
    async with stage(RequestDraft(procedure.id)) as app:
        mounted = {entry.id for kind in (Entry, Choice) for entry in app.form.query(kind)}
    own = {field.id for field in procedure.fields}
    papers = {paper.id for paper in procedure.papers}
    assert mounted == own | {
        entry(paper) for paper in papers for entry in (paper_entry, reason_entry)
    }
    assert {field.id for one in PACK.procedures.values() for field in one.fields} > own


async def test_errors_are_listed_on_continue_only_in_the_words_below_the_field() -> None:
    async with stage(known(birth_date="31/02/1961")) as app:
        await app.type("Enter", "Enter")
        assert app.summary() == []
        await app.type("F9")
        (line,) = app.summary()
        label, _, sentence = line.partition(COLON.fr)
        assert label == app.words.label("birth_date")
        assert sentence.split()[0] in app.sheet()
        assert " ".join(app.sheet().split()).count(" ".join(sentence.split())) == 1
        assert app.answers == []


async def test_a_date_that_is_none_is_said_below_its_field_once_it_is_left() -> None:
    async with stage(known(birth_date="", city="")) as app:
        said = " ".join(app.words("findings.not_a_birth_date", typed="31/02/1961").split())[:30]
        app.go_to("birth_date")
        await app.type("31/02/1961")
        assert said not in " ".join(app.sheet().split()), "nobody is corrected while typing"
        await app.type("Enter")
        assert said in " ".join(app.sheet().split())
        assert app.words("findings.required") not in app.sheet(), "nor before the field is reached"
        assert app.summary() == []


async def test_a_line_of_the_summary_leads_to_its_field() -> None:
    async with stage(known(city="")) as app:
        await app.type("F9", "Enter")
        assert app.focused_id == "city"
        await app.type("Rabat", "F9")
        assert app.answers[0] is not None
        assert app.answers[0].answer("city") == "Rabat"


async def test_what_was_typed_wrong_stays_to_be_corrected() -> None:
    async with stage(known()) as app:
        app.go_to("birth_date")
        await app.type("31/02/1961", "Enter", "F9")
        assert app.entry("birth_date").value == "31/02/1961"


async def test_a_date_is_shown_as_on_paper_and_kept_as_the_rules_read_it() -> None:
    async with stage(known(birth_date="")) as app:
        app.go_to("birth_date")
        await app.type("10.3.1961", "Enter")
        assert app.entry("birth_date").value == "10/03/1961"
        assert app.form.in_hand.draft.answer("birth_date") == "1961-03-10"


async def test_a_question_mark_says_that_the_days_are_not_known() -> None:
    async with stage(known(insurance_days="")) as app:
        app.go_to("insurance_days")
        await app.type("?", "Enter")
        assert app.form.in_hand.draft.answer("insurance_days") == "unknown"
        assert app.entry("insurance_days").value == app.words("states.unknown")


async def test_one_key_ticks_a_paper_in_its_usual_state() -> None:
    without_papers = RequestDraft("contribution_refund", ALAMI)
    async with stage(without_papers) as app:
        await app.type("F8", " ", "Enter", " ", "Enter", " ", "F9")
        assert app.answers[0] is not None
        assert app.answers[0].attachments == IN_HAND


async def test_without_the_signed_form_continue_says_so_and_leads_there() -> None:
    draft = known().without_attachment("request_form")
    async with stage(draft) as app:
        await app.type("F9", "Enter")
        assert app.answers == []
        assert app.focused_id == "paper-request_form"


async def test_a_paper_not_given_asks_its_reason() -> None:
    draft = known().with_attachment("identity_document", Attachment("absent"))
    async with stage(draft) as app:
        assert app.words("states.reason") in app.sheet()
        app.go_to("reason-identity_document")
        await app.type("perdue", "Enter")
        assert app.form.in_hand.draft.attachments["identity_document"] == Attachment(
            "absent", "perdue"
        )


async def test_a_miner_is_asked_for_the_years_underground() -> None:
    async with stage() as app:
        label = app.words.label("underground_years")
        assert label not in app.sheet()
        await app.type("Enter", " ")
        assert label in app.sheet()


async def test_another_language_in_the_middle_of_a_word_loses_no_keystroke() -> None:
    async with stage() as app:
        app.go_to("last_name")
        await app.type("BEN")
        await app.in_language("ar")
        await app.type("NANI")
        assert app.entry("last_name").value == "BENNANI"
        assert app.form.in_hand.draft.answer("last_name") == "BENNANI"
        assert wording.load("ar").label("last_name") in app.sheet()


async def test_morocco_is_read_in_the_language_of_the_screen_and_kept_as_one() -> None:
    async with stage() as app:
        assert app.entry("country").value == "Maroc"
        await app.in_language("ar")
        assert app.entry("country").value == "المغرب"
        app.go_to("country")
        app.entry("country").value = ""
        await app.type("المغرب", "Enter")
        assert app.kept[-1].answer("country") == "Maroc"
        await app.in_language("fr")
        assert app.entry("country").value == "Maroc"


async def test_another_country_is_read_as_it_was_typed() -> None:
    async with stage(known(country="Pays-Bas")) as app:
        await app.in_language("ar")
        assert app.entry("country").value == "Pays-Bas"


async def test_each_field_left_saves_the_draft() -> None:
    async with stage() as app:
        app.go_to("city")
        await app.type("Fès", "Tab")
        assert app.kept[-1].answer("city") == "Fès"


async def test_a_wiped_form_shows_nothing_of_the_person_before() -> None:
    async with stage(known()) as app:
        await app.type("F9")
        app.form.wipe()
        held = {entry.value for entry in app.form.query(Entry)}
        assert held.isdisjoint(set(ALAMI.values()) - {"Maroc"}), "but for what a form begins with"
        assert "10/03/1961" not in held


@pytest.mark.parametrize("pasted", ["1234-56789", "12 3456 789", "12.345.67.89", "12_34/56-789"])
async def test_a_number_pasted_with_its_separators_is_the_number_of_a_file(pasted: str) -> None:
    """On that row of an AZERTY keyboard `-` is 6, but only under a finger."""
    number = "immatriculation_number"
    async with stage(known(immatriculation_number="")) as app:
        app.form.query_one(f"#{number}", Entry).focus()
        app.post_message(events.Paste(pasted))
        await all_typed(app)
        assert app.form.in_hand.draft.answer(number) == "123456789"
        await app.type("-", "è")
        assert app.form.in_hand.draft.answer(number) == "12345678967"


@pytest.mark.parametrize(
    ("keys", "meant"), [("Fès", "Fès"), ("Salé", "Salé"), ("&éààà", "12000"), ("2à1", "201")]
)
async def test_an_accent_in_a_word_is_no_digit_of_the_row(keys: str, meant: str) -> None:
    async with stage(known(postal_code="")) as app:
        app.form.query_one("#postal_code", Entry).focus()
        await app.type(*keys)
        assert app.form.in_hand.draft.answer("postal_code") == meant


async def test_a_form_left_open_over_midnight_asks_what_the_new_day_asks() -> None:
    """Claimed before the delay has passed, force majeure asks no reason yet."""
    last_day = date(2026, 3, 10)
    reason = wording.load("fr").label("force_majeure_reason")
    for day, is_asked in ((last_day, False), (last_day + timedelta(days=1), True)):
        async with stage(known(force_majeure="yes"), on=last_day) as app:
            assert reason not in app.sheet()
            app.on = day
            await app.type("F9")
            assert (reason in app.sheet()) is is_asked
            assert bool(app.summary()) is is_asked
            assert bool(app.answers) is not is_asked
            assert app.judgements == [], "the draft itself says what it said"


async def test_a_line_of_the_summary_leads_where_it_says_on_the_day_after_too() -> None:
    last_day = date(2026, 3, 10)
    async with stage(known(city="", birth_date="1961-03-10"), on=last_day) as app:
        await app.type("F9")
        app.on = last_day - timedelta(days=365 * 80)  # every date is in the future now
        await app.type("Enter")
        assert app.focused_id == "city"
