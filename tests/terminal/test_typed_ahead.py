"""A clerk, or a bar-code reader, types faster than screens appear."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import pytest
from textual import events
from textual.app import App
from textual.widget import Widget
from textual.widgets import Input

from cnss_counter.forms.asking import Asking, Interrupted
from cnss_counter.forms.question import Question
from testkit.typed import all_typed

FIELDS = ("number", "name", "city")


class EchoWords:
    """A language in which each key is its own sentence."""

    def __init__(self, language: str = "fr") -> None:
        self.language = language

    def __call__(self, key: str, **_: object) -> str:
        return key


class FormQuestion(Question[dict[str, str]]):
    KEY = "form"

    def body(self) -> Iterable[Widget]:
        for field in FIELDS:
            yield Input(id=field)

    def action_go_on(self) -> None:
        self.answer({field: self.query_one(f"#{field}", Input).value for field in FIELDS})


class Counter(Asking):
    """Asks the form three times, with slow work in between."""

    TURNS = 3

    def __init__(self) -> None:
        super().__init__()
        self.words: Any = EchoWords()
        self.answers: list[dict[str, str]] = []
        self.errands: list[object] = []

    def on_mount(self) -> None:
        self.hold()
        self.run_worker(self.keep_counter())

    async def keep_counter(self) -> None:
        while len(self.answers) < self.TURNS:
            try:
                self.answers.append(await self.ask(FormQuestion()))
            except Interrupted as turned:
                self.errands.append(turned.errand)
            await self.in_thread(sum, range(10_000))
        self.exit()


class SeenFirst(FormQuestion):
    """A number is typed before its first frame, another by whoever saw that frame at once."""

    IS_SEEN_FIRST = True

    async def painted(self) -> None:
        await super().painted()
        await type_at_once(self.app, keys_of(typed_on_turn(1).values()))
        assert isinstance(self.app, Asking)
        await self.app._drained(self.app)  # taken, and waiting for their question


class SeenFirstCounter(Asking):
    def __init__(self) -> None:
        super().__init__()
        self.words: Any = EchoWords()
        self.answers: list[dict[str, str]] = []

    def on_mount(self) -> None:
        self.hold()
        self.run_worker(self.keep_counter())

    async def keep_counter(self) -> None:
        await type_at_once(self, keys_of(typed_on_turn(0).values()))
        self.answers.append(await self.ask(SeenFirst()))
        self.exit()


class PlainCounter(App[None]):
    """The same journey on plain Textual: the control."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[dict[str, str]] = []

    def on_mount(self) -> None:
        self.run_worker(self.keep_counter())

    async def keep_counter(self) -> None:
        for _ in range(Counter.TURNS):
            question = FormQuestion()
            question.words = EchoWords()  # type: ignore[assignment]
            taken: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
            question.ask(question.words, taken.set_result)
            await self.push_screen(question)
            self.answers.append(await taken)
            question.dismiss()
        self.exit()


def keys_of(texts: Iterable[str]) -> list[events.Key]:
    keys = []
    for text in texts:
        keys += [events.Key(character, character) for character in text]
        keys.append(events.Key("enter", None))
    return keys


def typed_on_turn(turn: int) -> dict[str, str]:
    return {"number": f"12345678{turn}", "name": f"client {turn}", "city": f"ville {turn}"}


async def type_at_once(app: App[None], keys: list[events.Key], gap: float = 0) -> None:
    for key in keys:
        app.post_message(key)
        if gap:
            await asyncio.sleep(gap)


ALL_TURNS = [typed_on_turn(turn) for turn in range(Counter.TURNS)]
ALL_KEYS = [text for turn in ALL_TURNS for text in turn.values()]


@pytest.mark.parametrize("gap", [0, 0.005])
async def test_three_forms_typed_ahead_arrive_whole(gap: float) -> None:
    app = Counter()
    async with app.run_test():
        await type_at_once(app, keys_of(ALL_KEYS), gap)
        await all_typed(app)
    assert app.answers == ALL_TURNS


async def test_plain_textual_loses_what_is_typed_ahead() -> None:
    app = PlainCounter()
    async with app.run_test() as pilot:
        await type_at_once(app, keys_of(ALL_KEYS))
        for _ in range(20):
            await pilot.pause()
    assert app.answers != ALL_TURNS


async def test_what_is_typed_by_whoever_sees_the_screen_is_not_forgotten() -> None:
    """Between its first frame and the end of that painting, on a busy machine, is a while."""
    app = SeenFirstCounter()
    async with app.run_test():
        await all_typed(app)
    assert app.answers == [typed_on_turn(1)]


async def test_a_paste_keeps_its_place_among_the_keys() -> None:
    app = Counter()
    app.TURNS = 1
    async with app.run_test():
        app.post_message(events.Paste("123456780"))
        await type_at_once(app, keys_of(["", "client 0", "ville 0"]))
        await all_typed(app)
    assert app.answers == [typed_on_turn(0)]


async def test_turning_to_another_errand_ends_the_question() -> None:
    app = Counter()
    app.TURNS = 1
    async with app.run_test():
        await type_at_once(app, keys_of(["1"]))
        await all_typed(app)
        app.turn_to("find")
        await type_at_once(app, keys_of(typed_on_turn(0).values()))
        await all_typed(app)
    assert app.errands == ["find"]
    assert app.answers == [typed_on_turn(0)]
