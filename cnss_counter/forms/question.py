"""The base of every screen: it asks one question and dismisses with a typed answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar, Generic, Protocol, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from cnss_counter.forms.lines.fitting import Fitting, without_the_middle
from cnss_counter.forms.lines.row import Row
from cnss_counter.forms.room import NeedsRoom, RoomNotice
from cnss_counter.terminal.line_cache import KeptLines
from cnss_counter.text import isolate

if TYPE_CHECKING:
    from cnss_counter.forms.request.applicant_line import FaceLine
    from cnss_counter.rules.verdict import Verdict
    from cnss_counter.wording import Wording

Answer = TypeVar("Answer")

STEPS = ("find", "request", "check_answers", "confirm", "receipt")
"""The keys of the five screens of a request, in the order of the paper guide."""


class Speaks(Protocol):
    """A widget whose words follow the language of its screen."""

    def show_words(self, words: Wording) -> None: ...


class FrameLine(KeptLines, Static):
    """The title, the steps, the keys: a line of the frame around every question."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 – Textual's name
        super().__init__(id=id, markup=False)


class Question(KeptLines, NeedsRoom[Answer], Generic[Answer]):
    """One question to the clerk. It does not know who comes next.

    A subclass composes its `body`, writes all its words in `say` (called when the screen
    appears and at each change of language, so it must never touch what was typed), and ends with
    `answer`. Words live under `screens.<key>` in the wording files.
    """

    KEY: ClassVar[str] = ""
    """The table of this screen's words: `screens.<KEY>`; `title` is required there."""

    KEYS: ClassVar[tuple[str, ...]] = ()
    """The keys worth showing on the bottom line, as ids of the `keys` table."""

    IS_DIALOG: ClassVar[bool] = False
    """Whether Escape closes it, with the answer `None`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9,f10,pagedown", "go_on", show=False, id="go_on"),
        Binding("pageup", "go_back", show=False, id="go_back"),
        # Like Tab, where the field itself has no use for them.
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    IS_CLOSED: ClassVar[bool] = False
    """Whether the counter is closed while it is asked: no dialog, no other errand."""

    IS_KEPT: ClassVar[bool] = False
    """Whether the application keeps the screen, mounted, for the next time it is asked."""

    IS_SEEN_FIRST: ClassVar[bool] = False
    """Whether it has to be seen before a key acts on it: what was typed ahead is forgotten."""

    words: Wording

    def __init__(self) -> None:
        super().__init__()
        self._take_answer: Callable[[Answer | None], None] = _nobody
        self._painted = asyncio.Event()
        self.is_answered = False
        self._keys_said: tuple[str, ...] = ()

    # What a subclass fills in

    def body(self) -> Iterable[Widget]:
        """The widgets between the title line and the key line."""
        return ()

    def refresh_words(self) -> None:
        """Write every word of the screen in `self.words`."""

    def action_go_on(self) -> None:
        """F9, PgDn, or Enter on the last field."""

    def action_go_back(self) -> None:
        """PgUp: the previous question, when there is one."""

    @property
    def subject(self) -> str:
        """What F1 explains: the id of the field or paper under the cursor, if there is one."""
        focused = self.focused
        return (focused.id or "").rpartition("-")[2] if focused is not None else ""

    @property
    def verdict(self) -> Verdict | None:
        """What F5 explains, on the screens that show a verdict."""
        return None

    @property
    def lost_by_leaving(self) -> str:
        """What is asked (a key of `screens.sure`) before another errand takes its place; "" when
        nothing would be lost.
        """
        return ""

    @property
    def face(self) -> tuple[FaceLine, ...]:
        """What F6 shows to the person in front of the counter; empty where there is nothing."""
        return ()

    # The frame

    def compose(self) -> ComposeResult:
        yield FrameLine(id="title-line")
        if self.KEY in STEPS:
            yield FrameLine(id="step-line")
        yield from self.body()
        yield FrameLine(id="key-line")

    def on_mount(self) -> None:
        self.show_words(self.words)

    def show_words(self, words: Wording) -> None:
        """Change language; what was typed stays where it is."""
        self.words = words
        if not self.is_attached:
            return
        is_mirrored = words.language == "ar"
        self.set_class(is_mirrored, "-arabic")
        self.border_title = words("screens.frame.training")
        title = Row(
            Content.styled(self.title_words(), "bold"),
            self.app.sub_title,
            is_mirrored=is_mirrored,
        )
        self.query_one("#title-line", Static).update(title)
        for step_line in self.query("#step-line").results(Static):
            step_line.update(self.step_words())
        for notice in self.query(RoomNotice):
            notice.show_words(words)
        self._say_keys()
        self.refresh_words()

    def title_words(self) -> str:
        return self.words(f"screens.{self.KEY}.title")

    def step_words(self) -> Fitting:
        """The five steps, the present one standing out; it alone where they do not all fit."""
        names = [(step == self.KEY, self.words(f"screens.steps.{step}")) for step in STEPS]
        steps = [
            Content.styled(f"{number} {name}", "bold reverse" if is_here else "")
            for number, (is_here, name) in enumerate(names, 1)
        ]
        here = self.words(
            "screens.steps.here",
            number=str(STEPS.index(self.KEY) + 1),
            count=str(len(STEPS)),
            step=self.words(f"screens.steps.{self.KEY}"),
        )
        return Fitting(Content("  ›  ").join(steps), Content.styled(here, "bold reverse"))

    def key_words(self) -> Fitting:
        """The bottom line: each key with what it does here; the last, the menu, has them all."""
        pairs = [
            Content.assemble(
                (isolate(self.words(f"keys.{key}.key")), "bold $primary"),
                " ",
                isolate(self.words(f"keys.{key}.does")),
            )
            for key in self.keys_here
        ]
        return without_the_middle(pairs, "  ")

    @property
    def keys_here(self) -> tuple[str, ...]:
        """The keys of the bottom line while the cursor is where it is."""
        return self.KEYS

    @on(events.DescendantFocus)
    def say_the_keys(self) -> None:
        """Another field may have other keys."""
        if self.keys_here != self._keys_said:
            self._say_keys()

    def _say_keys(self) -> None:
        self._keys_said = self.keys_here
        self.query_one("#key-line", Static).update(self.key_words())

    def set_focus(
        self,
        widget: Widget | None,
        scroll_visible: bool = True,  # noqa: ARG002 – Textual's signature
        from_app_focus: bool = False,
    ) -> None:
        """A sheet keeps its own cursor in sight; Textual would glide to where it stood before."""
        super().set_focus(widget, scroll_visible=False, from_app_focus=from_app_focus)

    # From question to answer

    def ask(self, words: Wording, take_answer: Callable[[Answer | None], None]) -> None:
        """Be ready for the screen: said by whoever asks, each time."""
        self._take_answer = take_answer
        self._painted.clear()
        self.is_answered = False
        self.show_words(words)

    @on(events.ScreenResume)
    def note_the_first_paint(self, event: events.ScreenResume) -> None:
        event.refresh_styles = False  # each widget was styled when it came; nothing changed since
        self.call_after_refresh(self._painted.set)

    async def painted(self) -> None:
        """Return when the screen can be seen and typed in."""
        await self._painted.wait()

    def answer(self, answer: Answer | None) -> None:
        """Give the answer. The screen stays until the next one takes its place."""
        if self.is_answered:
            return
        self.is_answered = True
        take_answer, self._take_answer = self._take_answer, _nobody  # a kept screen holds nothing
        take_answer(answer)

    @on(Input.Submitted)
    def go_on_from_an_entry(self, event: Input.Submitted) -> None:
        event.stop()
        self.go_to_the_field_after(event.input)

    def go_to_the_field_after(self, field: Widget) -> None:
        """Enter: next field, and Continue on the last one."""
        if field is self.focus_chain[-1]:
            self.action_go_on()
        else:
            self.focus_next()


def _nobody(_: object) -> None:
    """Nobody waits for the answer."""
