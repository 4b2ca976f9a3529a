"""A journey without a screen: each question is answered as the story says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from cnss_counter import wording
from cnss_counter.clock import system_clock
from cnss_counter.domain.request import RequestDraft
from cnss_counter.forms.asking import Interrupted
from cnss_counter.forms.question import Question
from cnss_counter.journeys.errand_register import ERRANDS
from cnss_counter.journeys.request.request import go_on
from cnss_counter.journeys.shift import CounterShell, Shift
from cnss_counter.paths import Home
from cnss_counter.rules.evaluate import Judged
from cnss_counter.services.printing.printer import SystemPrinter


class Script:
    """Answers the questions in order: an exception is raised, a function is given the question."""

    def __init__(self, *answers: object) -> None:
        self._answers = list(answers)
        self.asked: list[Question[Any]] = []
        self.seated: list[Shift | None] = []

    async def ask(self, question: Question[Any]) -> Any:
        self.asked.append(question)
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer(question) if callable(answer) else answer

    async def in_thread(self, work: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        return work(*arguments, **options)

    @property
    def screens(self) -> list[str]:
        """The keys of the screens asked, in order."""
        return [question.KEY for question in self.asked]

    def shell(self, folder: Path) -> CounterShell:
        """The counter that the story is played at; nothing opens above a question."""
        return CounterShell(
            home=Home(folder),
            ask=self.ask,
            in_thread=self.in_thread,
            open_dialog=_nothing,
            shift_changed=self.seated.append,
            use_terminal=_nothing,
            printer=SystemPrinter(),  # which no story here gives anything
            words=lambda: wording.load("fr"),
            clock=system_clock,
            errands=ERRANDS,
        )


async def new_request(
    shift: Shift, judged: Judged, *, recalled: RequestDraft | None = None
) -> None:
    """Write a request down for a person found, and deposit it."""
    stored = shift.session.drafts.new(judged.clean)
    await go_on(shift, stored, judged, recalled=recalled)


def turned_to(errand: object) -> Interrupted:
    """The clerk turns to another errand instead of answering."""
    return Interrupted(errand)


def _nothing(_: object) -> None:
    """What no story here asks for."""
