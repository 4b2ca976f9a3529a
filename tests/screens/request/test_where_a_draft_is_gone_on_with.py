"""A draft is gone on with where it was left: what is typed on changes no other answer."""

from __future__ import annotations

import pytest

from cnss_counter.forms.request.request_sheet import paper_entry
from cnss_counter.paths import Home
from cnss_counter.screens.request.request import RequestScreen
from tests.screens.conftest import (
    LOG_IN,
    at_the_desk,
    draft_of_client,
    training_counter,
)
from tests.screens.play import Play, shown
from tests.screens.test_nothing_is_cut import keep
from tests.screens.test_stumbles import TAKE_UP, focused

IN_THE_CITY = (*LOG_IN, "f4", "123456789", "enter", "end", "enter")


async def type_a_city(play: Play) -> None:
    await play.type(*IN_THE_CITY)
    play.app.screen.query_one("#city").focus()
    await play.type("Sefrou")


@pytest.mark.parametrize(
    "way", [("f3", "pageup"), ("f4", "pageup"), ("f2", "end", "enter"), ("pageup", "end", "enter")]
)
async def test_left_and_come_back_to_the_cursor_is_in_the_field_where_it_was(
    home: Home, way: tuple[str, ...]
) -> None:
    async with training_counter(home) as play:
        await type_a_city(play)
        await play.type(*way)
        assert shown(play) == "request"
        assert focused(play) == "city"
        await play.type("end", " Centre", "f2")
    with at_the_desk(home) as session:
        (stored,) = session.drafts.all()
        assert stored.draft.answer("city") == "Sefrou Centre"
        assert stored.draft.answer("origin") in ("", "counter"), "a blank typed on would turn it"


async def test_the_next_day_the_cursor_is_behind_the_last_answer(home: Home) -> None:
    async with training_counter(home) as play:
        await type_a_city(play)
        await play.type("f2")
    async with training_counter(home) as play:
        await play.type(*TAKE_UP)
        assert focused(play) == "postal_code"


async def test_a_new_form_and_a_whole_draft_begin_at_their_beginning(home: Home) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP)
        assert focused(play) == "origin"
        await play.type("f4", "987654321", "enter", "end", "enter")
        assert shown(play) == "request"
        assert focused(play) == "origin"


async def test_with_every_answer_and_no_paper_the_papers_are_next(home: Home) -> None:
    with at_the_desk(home) as session:
        draft = draft_of_client(session, 1)._replace(attachments={})
        session.drafts.new(session.cleaned(draft))
    async with training_counter(home) as play:
        await play.type(*TAKE_UP)
        assert focused(play) == paper_entry("immatriculation_card")


async def test_with_the_last_paper_the_first_answer_that_lacks_is_next(home: Home) -> None:
    with at_the_desk(home) as session:
        draft = draft_of_client(session, 1)
        answers = {id_: said for id_, said in draft.answers.items() if id_ != "city"}
        session.drafts.new(
            session.cleaned(draft._replace(answers={"origin": "counter", **answers}))
        )
    async with training_counter(home) as play:
        await play.type(*TAKE_UP)
        assert focused(play) == "city"


async def test_a_name_in_arabic_alone_is_whole_and_the_draft_begins_at_its_beginning(
    home: Home,
) -> None:
    keep(home, 1, origin="counter", first_name="", last_name="")
    async with training_counter(home) as play:
        await play.type(*TAKE_UP)
        assert focused(play) == "origin"


async def test_before_papers_that_may_be_left_out_comes_the_answer_that_lacks(home: Home) -> None:
    with at_the_desk(home) as session:
        draft = draft_of_client(session, 7)
        answers = {id_: said for id_, said in draft.answers.items() if id_ != "address"}
        papers = [paper for paper in session.assess(draft).verdict.attachments if paper.required]
        held = {paper.id: draft.attachments[paper.id] for paper in papers}
        draft = draft._replace(answers={"origin": "counter", **answers}, attachments=held)
        session.drafts.new(session.cleaned(draft))
    async with training_counter(home) as play:
        await play.type(*TAKE_UP)
        assert focused(play) == "address"


async def test_past_the_fields_to_the_papers_and_back_later_no_field_was_left(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", "123456789", "enter", "end", "enter")
        form = play.app.screen
        assert isinstance(form, RequestScreen)
        await play.type("f8", "f3", "pageup")
        assert focused(play) == paper_entry("immatriculation_card")
        assert form.in_hand.left <= {"origin", ""}


async def test_the_reason_for_one_name_waits_where_the_names_were_left_the_day_before(
    home: Home,
) -> None:
    nameless = {"first_name": "", "first_name_ar": ""}
    with at_the_desk(home) as session:
        draft = draft_of_client(session, 1)
        draft = draft._replace(answers={**draft.answers, **nameless}, attachments={})
        session.drafts.new(session.cleaned(draft))
    async with training_counter(home) as play:
        await play.type(*TAKE_UP)
        assert focused(play) == paper_entry("immatriculation_card")
        assert play.app.screen.query_one("#one_name_reason").display


async def test_nobody_agreed_and_the_cursor_is_where_continue_was_pressed(home: Home) -> None:
    """The guard of a pension, and a second person, lead back to the form."""
    keep(home, 2)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP)
        play.app.screen.query_one("#phone").focus()
        await play.type("f9")
        assert shown(play) == "guard"
        await play.type("pageup")
        assert shown(play) == "request"
        assert focused(play) == "phone"
