"""The base of every screen: it asks one question and dismisses with a typed answer."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, Generic

from textual import on
from textual._styles_cache import StylesCache
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.layout import Layout
from textual.widget import Widget
from textual.widgets import Input

from cnss_counter.forms.asked import Answer
from cnss_counter.forms.choice import Choice
from cnss_counter.forms.frame import STEPS, FrameLine, KeysBelow, step_words, title_line
from cnss_counter.forms.lines.making_room import MAKING_ROOM
from cnss_counter.forms.lines.more_below import MoreBelow
from cnss_counter.forms.minimum_size import RoomNotice

if TYPE_CHECKING:
    from cnss_counter.forms.request.applicant_line import ApplicantLine
    from cnss_counter.rules.evaluate import Judged
    from cnss_counter.wording import Wording


class Question(KeysBelow[Answer], Generic[Answer]):
    """One question to the clerk. It does not know who comes next.

    A subclass composes its `body`, writes all its words in `refresh_words` (called when the screen
    appears and at each change of language, so it must never touch what was typed), and ends with
    `answer`. Words live under `screens.<key>` in the wording files.
    """

    KEY: ClassVar[str] = ""
    """The table of this screen's words: `screens.<KEY>`; `title` is required there."""

    IS_DIALOG: ClassVar[bool] = False
    """Whether Escape closes it, with the answer `None`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9,f10,pagedown", "go_on", show=False, id="go_on"),
        Binding("pageup", "go_back", show=False, id="go_back"),
        Binding("down", "walk(1)", show=False),
        Binding("up", "walk(-1)", show=False),
    ]

    IS_CLOSED: ClassVar[bool] = False
    """Whether the counter is closed while it is asked: no dialog, no other errand."""

    IS_KEPT: ClassVar[bool] = False
    """Whether the application keeps the screen, mounted, for the next time it is asked."""

    IS_SEEN_FIRST: ClassVar[bool] = False
    """Whether it has to be seen before a key acts on it: what was typed ahead is forgotten."""

    def __init__(self) -> None:
        super().__init__()
        self.procedure_id = ""
        """The procedure whose form this is, if it is one: F1 speaks of it."""

    @property
    def kept_as(self) -> str:
        """The name under which the application keeps it: of each form another."""
        return f"{self.KEY}.{self.procedure_id}" if self.procedure_id else self.KEY

    # What a subclass fills in

    def body(self) -> Iterable[Widget]:
        """The widgets between the title line and the key line."""
        return ()

    def refresh_words(self) -> None:
        """Write every word of the screen in `self.words`."""

    def refresh_words_if_there(self) -> None:
        """After slow work: a screen that was left meanwhile loses its widgets one by one."""
        with suppress(NoMatches):
            self.refresh_words()

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
    def judged(self) -> Judged | None:
        """The request whose verdict F5 explains, on the screens that show one."""
        return None

    @property
    def lost_by_leaving(self) -> str:
        """What is asked (a key of `screens.sure`) before another errand takes its place; "" when
        nothing would be lost.
        """
        return ""

    @property
    def face(self) -> tuple[ApplicantLine, ...]:
        """What F6 shows to the person in front of the counter; empty where there is nothing."""
        return ()

    # The frame

    @property
    def layout(self) -> Layout:
        return MAKING_ROOM

    def compose(self) -> ComposeResult:
        yield FrameLine(id="title-line")
        if self.KEY in STEPS:
            yield FrameLine(id="step-line")
        yield from self.body()
        yield FrameLine(id="key-line")

    def on_mount(self) -> None:
        self.show_words(self.words)

    def on_unmount(self) -> None:
        """Of the last thousand widgets painted Textual remembers the lines: they go with it."""
        if not self.IS_DIALOG:  # whose own go with the screen below
            StylesCache.get_inner_outer.cache_clear()

    def show_words(self, words: Wording) -> None:
        super().show_words(words)
        if not self.is_attached:
            return
        is_mirrored = words.language == "ar"
        self.set_class(is_mirrored, "-arabic")
        self.border_title = words("screens.frame.training")
        title = title_line(self.title_words(), self.app.sub_title, is_mirrored=is_mirrored)
        self.query_one("#title-line", FrameLine).update(title)
        for step_line in self.query("#step-line").results(FrameLine):
            step_line.update(step_words(self.KEY, words))
        for notice in self.query(RoomNotice):
            notice.show_words(words)
        self._say_keys()
        self.refresh_words()
        for one in self.query("*"):
            if isinstance(one, MoreBelow):
                one.say_how_far(one.virtual_size)

    def title_words(self) -> str:
        return self.words(f"screens.{self.KEY}.title")

    def action_walk(self, step: int) -> None:
        """Down or Up, where the field has no use for them: the one beside, if there is one."""
        chain = self.focus_chain
        at = chain.index(self.focused) + step if self.focused in chain else 0
        if 0 <= at < len(chain):
            (self.focus_next if step > 0 else self.focus_previous)()

    @on(Input.Submitted)
    def go_on_from_an_entry(self, event: Input.Submitted) -> None:
        event.stop()
        self.go_to_the_field_after(event.input)

    @on(Choice.Submitted)
    def go_on_from_a_choice(self, event: Choice.Submitted) -> None:
        event.stop()
        self.go_to_the_field_after(event.choice)

    def go_to_the_field_after(self, field: Widget) -> None:
        """Enter: next field, and Continue on the last one."""
        if field is self.focus_chain[-1]:
            self.action_go_on()
        else:
            self.focus_next()
