"""The list of survivors on the form: what its keys do is said, asked, and done to the right one."""

from __future__ import annotations

import pytest

from cnss_counter import wording
from cnss_counter.domain.bilingual import COLON, COMMA
from cnss_counter.forms.request.answer_lines import answer_lines
from cnss_counter.forms.request.survivors_list import SurvivorsList
from cnss_counter.paths import Home
from cnss_counter.screens.request.check_answers import CheckAnswersScreen
from cnss_counter.text import isolate
from tests.screens.conftest import at_the_desk, draft_of_client, training_counter
from tests.screens.play import LARGE, Play, shown
from tests.screens.request.test_survivor_kept import TAKE_UP, begun, names
from tests.screens.test_keys_said import key_line, named
from tests.screens.test_nothing_is_cut import as_told, told

FRENCH = wording.load("fr")
WIDOW, SON = "LAHLOU Zineb", "LAHLOU Aya"
UNSEEN = isolate("")
TO_THE_LIST = (*TAKE_UP, "f8", "shift+tab")


def two_begun(home: Home) -> None:
    begun(home, {"name": WIDOW, "quality": "spouse"}, {"name": SON})


async def to_the_widow(play: Play) -> SurvivorsList:
    await play.type(*TO_THE_LIST)
    people = play.app.screen.query_one(SurvivorsList)
    await play.type(*["up"] * people.cursor)
    assert play.app.focused is people
    assert people.cursor == 0
    return people


@pytest.mark.parametrize("key", ["delete", "backspace"])
async def test_a_survivor_is_not_removed_before_the_clerk_is_sure(home: Home, key: str) -> None:
    two_begun(home)
    async with training_counter(home) as play:
        await to_the_widow(play)
        await play.type(key)
        assert FRENCH("screens.sure.title") in play.text()
        assert WIDOW in told(play)
        await play.type("enter")
        assert shown(play) == "request"
        assert WIDOW in play.text()
        await play.type(key, "pageup", key, "f2")
        assert names(home) == [WIDOW, SON]


async def test_a_survivor_is_removed_once_the_clerk_is_sure(home: Home) -> None:
    two_begun(home)
    async with training_counter(home) as play:
        await to_the_widow(play)
        await play.type("delete", "down", "enter")
        assert shown(play) == "request"
        assert WIDOW not in play.text()
        await play.type("f2")
        assert names(home) == [SON]


async def test_a_survivor_without_a_name_is_asked_about_by_its_number(home: Home) -> None:
    begun(home, {"name": WIDOW}, {"quality": "spouse"})
    async with training_counter(home) as play:
        await to_the_widow(play)
        await play.type("down", "delete")
        assert as_told(FRENCH("screens.sure.remove_unnamed_survivor", number="2")) in told(play)


async def test_an_answer_of_a_survivor_that_is_changed_comes_to_their_line(home: Home) -> None:
    """Enter then opens this survivor, and not the last one of the list."""
    with at_the_desk(home) as session:
        session.drafts.new(session.cleaned(draft_of_client(session, 7)))
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9")
        screen = play.app.screen
        assert isinstance(screen, CheckAnswersScreen)
        entries = [line.entry for line in answer_lines(screen.judged)]
        for number in (2, 1):
            await play.type(str(entries.index(f"survivors.{number}") + 1), "enter")
            people = play.app.screen.query_one(SurvivorsList)
            assert (play.app.focused, people.cursor) == (people, number - 1)
            await play.type("pageup")


async def test_what_is_read_back_says_of_each_survivor_whether_a_share_follows(home: Home) -> None:
    """A child of twenty-two who is nobody's dependant counts for none."""
    with at_the_desk(home) as session:
        draft = draft_of_client(session, 7)
        eldest = {**draft.survivors[1], "birth_date": "2000-01-01", "situation": "none"}
        session.drafts.new(session.cleaned(draft._replace(survivors=(draft.survivors[0], eldest))))
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9")
        screen = play.app.screen
        assert isinstance(screen, CheckAnswersScreen)
        told = {
            line.entry: line.value
            for line in answer_lines(screen.judged)
            if line.caption == "survivors.in_the_shares"
        }
    assert told == {
        "survivors.1": "survivors.counted", "survivors.2": "survivors.not_counted"
    }  # fmt: skip


async def test_an_error_names_its_survivor_and_leads_to_their_line(home: Home) -> None:
    begun(home, {"name": WIDOW, "dependent": "yes"}, {"quality": "spouse", "dependent": "yes"})
    async with training_counter(home, size=LARGE) as play:
        await play.type(*TAKE_UP, "f9")
        sheet = as_told(str(play.app.screen.query_one("#sheet-text").render()))
        named = COMMA.fr.join((isolate(WIDOW), FRENCH.label("quality")))
        for one in (named, FRENCH.label("survivors.2.name")):
            said = as_told(f"{one}{COLON.fr}{FRENCH('findings.required')}")
            assert said in sheet, "below the list"
            assert said.translate(dict.fromkeys(map(ord, UNSEEN))) in told(play), "and above it"
        people = play.app.screen.query_one(SurvivorsList)
        for at in (0, 1):
            await play.type("home", *["down"] * at, "enter")
            assert play.app.focused is people
            assert people.cursor == at
            play.app.screen.set_focus(play.app.screen.query_one("#errors"))


async def test_a_survivors_name_in_small_letters_is_remarked_once_it_is_left(home: Home) -> None:
    begun(home)
    remark = as_told(FRENCH("screens.request.small_letters"))
    async with training_counter(home) as play:
        await play.type(*TO_THE_LIST, "enter", "lahlou zineb")
        assert remark not in told(play)
        await play.type("enter")
        assert remark in told(play)
        await play.type("up", "end", *["backspace"] * len("zineb"), "Zineb", "enter")
        assert remark not in told(play)


async def test_the_key_line_names_the_key_that_removes_on_a_survivor_only(home: Home) -> None:
    begun(home, {"name": WIDOW})
    async with training_counter(home) as play:
        await play.type(*TO_THE_LIST)
        assert named("discard") not in key_line(play)
        await play.type("up")
        assert named("discard") in key_line(play)
        await play.type("delete", "down", "enter")
        assert named("discard") not in key_line(play)


@pytest.mark.parametrize("way_out", ["f9", "escape"])
async def test_after_one_is_changed_what_is_typed_next_is_written_to_another(
    home: Home, way_out: str
) -> None:
    begun(home, {"name": WIDOW, "quality": "spouse", "dependent": "yes"})
    async with training_counter(home) as play:
        await to_the_widow(play)
        await play.type("enter", "end", "B", way_out)
        assert shown(play) == "request"
        await play.type("enter", SON, "escape", "f2")
        assert names(home) == [f"{WIDOW}B", SON]


async def test_after_one_is_changed_the_next_of_the_list_comes(home: Home) -> None:
    two_begun(home)
    async with training_counter(home) as play:
        people = await to_the_widow(play)
        await play.type("enter", "escape")
        assert people.cursor == 1
        await play.type("enter", "escape")
        assert people.is_at_the_end


@pytest.mark.parametrize("field", ["name", "quality", "birth_date", "situation", "dependent"])
async def test_f1_helps_with_the_field_of_a_survivor_and_escape_gives_it_back(
    home: Home, field: str
) -> None:
    two_begun(home)
    said = FRENCH.help(field, "contribution_refund_survivors")
    assert said is not None
    async with training_counter(home) as play:
        await to_the_widow(play)
        await play.type("enter")
        play.app.screen.query_one(f"#{field}").focus()
        await play.type()
        assert named("help") in key_line(play)
        await play.type("f1")
        assert FRENCH("screens.help.title") in play.text()
        assert as_told(said.at_counter)[:60] in told(play)
        await play.type("escape")
        assert FRENCH("screens.survivor.title") in play.text()
        assert play.app.focused is not None
        assert play.app.focused.id == field
