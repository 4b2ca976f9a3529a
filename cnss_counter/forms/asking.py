"""How a journey puts a question on the screen and gets its answer."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, ParamSpec, TypeVar

from textual.content import Content

from cnss_counter.errors import AccessLostError, CounterError
from cnss_counter.forms.keys_when_too_small import KeysInRoom
from cnss_counter.forms.question import Question
from cnss_counter.storage.files.lock_files import Holder, long_waits_told
from cnss_counter.wording.long_wait import long_wait_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from cnss_counter.wording import Wording

Answer = TypeVar("Answer")
Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class Interrupted(Exception):  # noqa: N818 – nothing went wrong
    """The clerk turned to another errand; what was typed is kept as a draft."""

    def __init__(self, errand: object) -> None:
        super().__init__(errand)
        self.errand = errand


class PutOut(Interrupted):
    """The clerk may not sit here any more, as slow work found out: whatever is asked is left."""


class _Interruption(NamedTuple):
    errand: object


NOTICED_AFTER = 0.7
"""Seconds after which whoever has answered wonders whether the key was taken."""


class _LongWait:
    """Slow work, in the place of the keys until it ends: that it goes on, or who holds it up."""

    def __init__(self, asking: Asking, *, is_waited_for: bool = False) -> None:
        """`is_waited_for`: somebody pressed a key, and nothing was answered yet."""
        self._asking = asking
        self._is_waited_for = is_waited_for
        self._screen: Question[Any] | None = None
        self._has_ended = False
        loop = asyncio.get_running_loop()
        self._noticed = loop.call_later(NOTICED_AFTER, self._show_that_it_goes_on)

    def tell(self, holder: Holder) -> None:
        """From the thread of the watch."""
        with suppress(RuntimeError):  # the program has ended meanwhile
            self._asking.call_from_thread(self._show, holder)

    def _show_that_it_goes_on(self) -> None:
        """Where somebody waits for it: what is typed into a form is saved unseen."""
        screen = self._asking.screen
        if self._screen is not None or not isinstance(screen, Question):
            return
        if self._is_waited_for or screen.is_answered:
            self._say(screen, self._asking.words("long_wait.working"), "bold $text-primary")

    def _show(self, holder: Holder) -> None:
        if self._has_ended:  # while the watch was on its way here
            return
        if isinstance(screen := self._asking.screen, Question):
            self._say(screen, long_wait_words(holder, self._asking.words), "bold $text-error")

    def _say(self, screen: Question[Any], said: str, style: str) -> None:
        self._screen = screen
        screen.say_in_place_of_the_keys(Content.styled(said, style))

    def end(self) -> None:
        self._has_ended = True
        self._noticed.cancel()
        if self._screen is not None and self._screen.is_attached:
            self._screen.say_in_place_of_the_keys(None)


class Asking(KeysInRoom):
    """A mixin of the application: questions of the journey, and dialogs above them.

    An answered question stays on the screen until the next one takes its place, so that
    slow work between the two shows no empty screen; keys typed meanwhile wait for the next.
    """

    words: Wording

    async def ask(self, question: Question[Answer]) -> Answer:
        """Show a question, and return its answer once it is given.

        Raises `Interrupted` when the clerk turns to another errand instead.
        """
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        question.ask(self.words, partial(self._take_answer, answer))
        self.hold()
        if question.IS_KEPT and not self.is_screen_installed(question):
            self.install_screen(question, question.kept_as)
        if isinstance(self.screen, Question) and self.screen.is_answered:
            await self.switch_screen(question)
        else:
            await self.push_screen(question)
        await question.painted()
        if question.IS_SEEN_FIRST:
            self.forget_typed(before=question.drawn_at)
        self.release()
        given = await answer
        if isinstance(given, _Interruption):
            raise Interrupted(given.errand)
        return given  # type: ignore[no-any-return]

    def _take_answer(self, answer: asyncio.Future[Any], given: object) -> None:
        self.hold()
        if not answer.done():
            answer.set_result(given)

    async def in_thread(
        self,
        work: Callable[Parameters, Result],
        *arguments: Parameters.args,
        **options: Parameters.kwargs,
    ) -> Result:
        """Run slow work in a thread; it never touches a widget.

        Raises what the work raises; but `PutOut` for `AccessLostError`, so that no journey tells
        it as the trouble of one errand and goes on. What takes long is said in the place of the
        keys, and whom it waits for.
        """
        waits = _LongWait(self)
        try:
            with long_waits_told(waits.tell):
                return await asyncio.to_thread(work, *arguments, **options)
        except AccessLostError as lost:
            raise PutOut(self.errand_after(lost)) from lost
        finally:
            waits.end()

    @contextmanager
    def wait_told(self) -> Iterator[None]:
        """Whoever has pressed a key that waits for something is told so, where it takes long."""
        wait = _LongWait(self, is_waited_for=True)
        try:
            yield
        finally:
            wait.end()

    def open_dialog(self, dialog: Coroutine[Any, Any, object]) -> None:
        """Play a small errand above the question on the screen, then go back to it.

        What it returns, unless None, is the errand to turn to instead.
        """
        self.hold()
        self.run_worker(self._play_dialog(dialog))

    async def _play_dialog(self, dialog: Coroutine[Any, Any, object]) -> None:
        try:
            errand = await dialog
        except PutOut as put_out:
            errand = put_out.errand
        except Interrupted:
            return
        except CounterError as trouble:
            errand = None if self._is_closed else self.errand_after(trouble)
        if errand is not None:
            self.turn_to(errand)
            return
        while isinstance(self.screen, Question) and self.screen.is_answered:
            await self.pop_screen()
        if isinstance(self.screen, Question):
            await self.screen.painted()
        self.release()

    @property
    def _is_closed(self) -> bool:
        """Whether a lock stands: no trouble of what is behind it leads past it."""
        asked = (screen for screen in self.screen_stack if isinstance(screen, Question))
        return any(question.IS_CLOSED and not question.is_answered for question in asked)

    @property
    def lost_by_leaving(self) -> str:
        """What is asked before everything on the screen, dialogs and all, is left."""
        asked = (screen for screen in self.screen_stack if isinstance(screen, Question))
        return next(filter(None, (question.lost_by_leaving for question in asked)), "")

    def errand_after(self, trouble: CounterError) -> object:
        """The errand to turn to when a dialog could not be served; None goes back."""
        raise trouble

    def turn_to(self, errand: object) -> None:
        """Leave whatever is being asked for another errand."""
        self.hold()
        asked = [screen for screen in self.screen_stack if isinstance(screen, Question)]
        for question in reversed(asked):
            question.answer(_Interruption(errand))
            if question is not asked[0]:
                self.pop_screen()
