"""What a journey sees: it can ask, work in a thread, and knows the session, never the app."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar

from cnss_counter.clock import Clock
from cnss_counter.forms.question import Question
from cnss_counter.journeys.errand_register import Register, Situation
from cnss_counter.journeys.file.waiting_papers import WaitingPapers
from cnss_counter.paths import Home

if TYPE_CHECKING:
    from cnss_counter.domain.clerk import Colours
    from cnss_counter.domain.home_summary import HomeSummary
    from cnss_counter.errors import CounterError
    from cnss_counter.forms.request.draft_in_hand import FormPlace
    from cnss_counter.services.printing.printer import Printer
    from cnss_counter.services.session import Session
    from cnss_counter.storage.files.session_marks import SessionMark
    from cnss_counter.terminal.line_filter import BidiMode
    from cnss_counter.wording import Wording

Answer = TypeVar("Answer")
Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class Ask(Protocol):
    """Shows a question and returns its answer, once it is given.

    Raises `forms.asking.Interrupted` when the clerk turns to another errand (F2, F3, F4).
    """

    async def __call__(self, question: Question[Answer]) -> Answer: ...


class InThread(Protocol):
    """Runs slow work (password, deposit, receipt) in a thread and returns its result."""

    def __call__(
        self,
        work: Callable[Parameters, Result],
        *arguments: Parameters.args,
        **options: Parameters.kwargs,
    ) -> Awaitable[Result]: ...


class Keeper(Protocol):
    """Keeps the draft that is being written."""

    @property
    def refused(self) -> CounterError | None:
        """What the disk said of what was last given; None where it has it."""

    @property
    def leads_away(self) -> bool:
        """Whether a save met what is being told above the form, and leads away from it."""

    async def settled(self) -> bool:
        """Wait for the disk, and say whether it has all that was given."""


# Nobody compares or prints them, and each method so made is compiled before the first screen.
@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class CounterShell:
    """A counter before anybody has logged in."""

    home: Home
    ask: Ask
    in_thread: InThread
    words: Callable[[], Wording]
    clock: Clock
    open_dialog: Callable[[Coroutine[Any, Any, object]], None]
    shift_changed: Callable[[Shift | None], None]
    """Told who has sat down at the counter, or that nobody sits there."""
    use_terminal: Callable[[BidiMode], None]
    """Told who puts Arabic in order on this terminal."""
    printer: Printer
    """Takes papers, and says what became of them. For a thread."""
    errands: Register
    """What can be set out to do at this counter."""
    wear: Callable[[Colours], None] = lambda _: None
    """Told in which colours whoever sits there wants the screen."""
    terminal: Callable[[], str] = lambda: ""
    """The name of this terminal, as far as it has said; "" where there is none."""
    lock_after: Callable[[int], None] = lambda _: None
    """Told after how many minutes without a key the screen locks itself."""
    is_training: bool = False
    kept: dict[str, Question[Any]] = field(default_factory=dict)
    """Screens kept mounted from one client to the next, by their key."""

    def situation(self, waits: HomeSummary | None = None) -> Situation:
        """What decides which errands are offered here; `waits` is what Home tells."""
        return Situation(
            is_training=self.is_training,
            is_set_up=self.home.description.exists(),
            is_played="client_card" in self.kept,
            waits=waits,
        )

    def taken_by(self, session: Session, session_mark: SessionMark) -> Shift:
        """The shift of the clerk who has just logged in."""
        papers = WaitingPapers(session.context, self.printer)
        return Shift(
            **vars(self), session=session, session_mark=session_mark, waiting_papers=papers
        )


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Shift(CounterShell):
    """A clerk at the counter, from login to logout."""

    session: Session
    session_mark: SessionMark
    """Told what is on the screen, so that a stop can be told from an end."""
    waiting_papers: WaitingPapers
    """Asks after what was left at the printer."""
    left_at: dict[str, FormPlace] = field(default_factory=dict)
    """By draft, where on the form this clerk left it."""
    untouched: dict[str, int] = field(default_factory=dict)
    """By draft left for a search before anything was typed, its version: it may be come back to."""
    writing: list[Keeper] = field(default_factory=list)
    """What keeps the draft that is being written; none where nothing is."""

    @property
    def is_refused(self) -> bool:
        """Whether the last answers are nowhere but on the screen."""
        return any(keeper.refused is not None for keeper in self.writing)

    @property
    def is_led_away(self) -> bool:
        """Whether what is being written is about to be left, and it is being told why."""
        return any(keeper.leads_away for keeper in self.writing)

    async def settled(self) -> None:
        """Wait until the disk has what is being written, or has refused it."""
        for keeper in self.writing:
            await keeper.settled()

    def situation(self, waits: HomeSummary | None = None) -> Situation:
        return super().situation(waits)._replace(may=self.session.context.may)
