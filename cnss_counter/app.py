"""The composition root: what the journeys are given, and who they are told of."""

from __future__ import annotations

import gc
from contextlib import suppress
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App
from textual.theme import Theme

from cnss_counter import wording
from cnss_counter.clock import Clock, system_clock
from cnss_counter.errors import CounterError
from cnss_counter.forms.question import Question
from cnss_counter.journeys.errand_register import Later
from cnss_counter.journeys.keys import CounterKeys
from cnss_counter.journeys.shift import CounterShell, Shift
from cnss_counter.paths import Home
from cnss_counter.services.printing.printer import Printer, SystemPrinter
from cnss_counter.terminal.bare_app import BareApp
from cnss_counter.terminal.idle_watch import IdleWatch
from cnss_counter.terminal.input_decoder import InputDecoder
from cnss_counter.terminal.palette import COLOURS
from cnss_counter.terminal.terminal_modes import ExplicitBidi, bidi_mode

if TYPE_CHECKING:
    from cnss_counter.domain.clerk import Colours
    from cnss_counter.services.session import Session
    from cnss_counter.terminal.line_filter import BidiMode
    from cnss_counter.wording import Language

OTHER_LANGUAGE: dict[Language, Language] = {"fr": "ar", "ar": "fr"}
OBJECTS_BETWEEN_COLLECTIONS = 10_000
"""Many, so that garbage is seldom looked for; not so many that a key would wait for it."""
_SHEETS = sorted(Path(__file__).parent.glob("screens/*/*.tcss"))
_KEEP_COUNTER: Later[None] = Later("day.counter_day", "keep_counter")


class CounterApp(ExplicitBidi, InputDecoder, CounterKeys, BareApp):
    """One counter, open all day."""

    # The first screen's rules are read with the application's: a later sheet reads all again.
    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "screens/access/login.tcss"]
    ALLOW_SELECT = False
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        home: Home,
        *,
        is_training: bool = False,
        clock: Clock = system_clock,
        bidi: BidiMode | None = None,
        printer: Printer | None = None,
    ) -> None:
        super().__init__(bidi=bidi or _stored_mode(home, self.terminal_name))
        self._put_on(COLOURS["light"])
        self.set_class(is_training, "-training", update=False)
        self.words = wording.load("fr")
        self._login_language: Language = "fr"
        self._chosen_at_login = False
        self.idle_watch = IdleWatch(self.set_timer, self._lock_by_itself)
        self._shell = CounterShell(
            home=home,
            ask=self.ask,
            in_thread=self.in_thread,
            open_dialog=self.open_dialog,
            shift_changed=self._change_shift,
            wear=self._wear,
            terminal=lambda: "" if self.is_headless else self.terminal_name,
            use_terminal=partial(setattr, self, "bidi"),
            lock_after=self.idle_watch.begin,
            printer=printer or SystemPrinter(),
            words=lambda: self.words,
            clock=clock,
            is_training=is_training,
            errands=self.ERRANDS,
        )

    def _put_on(self, theme: Theme) -> None:
        """Wear a theme before any rule is read; changed later, it has all of them read again."""
        for known in COLOURS.values():
            self.register_theme(known)
        self.set_reactive(App.theme, theme.name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(theme.dark, "-dark-mode", update=False)
        self.set_class(not theme.dark, "-light-mode", update=False)

    def _wear(self, colours: Colours) -> None:
        """What this clerk chose; it stays until another sits down, so that no login dazzles."""
        self.theme = COLOURS[colours].name

    def on_mount(self) -> None:
        self.hold()
        self.run_worker(self._keep_counter())
        self.idle_watch.begin()

    async def _keep_counter(self) -> None:
        await _KEEP_COUNTER(self._shell)
        self.exit()

    def release(self) -> None:
        """The first question is on the screen: the start, which leaves no garbage, is over."""
        if gc.get_threshold()[0] != OBJECTS_BETWEEN_COLLECTIONS:
            gc.freeze()  # all of it stays, and to look through it would hold up the first key
            gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
        super().release()

    # Who sits here

    def _change_shift(self, shift: Shift | None) -> None:
        self._shift = shift
        self.idle_watch.note_password()
        if shift is not None:
            self._read_the_sheets()
            self._wear(shift.session.colours)
            self._speak_to(shift.session)
            self.idle_watch.begin(shift.session.lock_minutes)
        else:
            self._speak(self._login_language)
            self._chosen_at_login = False
        self._tell_place()

    def _read_the_sheets(self) -> None:
        """Those of all screens, before Home: one read later has all of them read again."""
        sheets = [file for file in _SHEETS if not self.stylesheet.has_source(str(file))]
        if sheets:
            self.stylesheet.read_all(sheets)
            self.stylesheet.parse()

    def _speak_to(self, session: Session) -> None:
        """What this clerk has chosen at this login, or worked in last; else what the login was."""
        self._login_language = self.words.language
        if self._chosen_at_login:
            session.language = self.words.language
        elif session.language is not None:
            self._speak(session.language)

    def _tell_place(self) -> None:
        """The end of the title line: agency, counter and clerk."""
        if self._shift is None:
            self.sub_title = ""
            return
        session = self._shift.session
        self.sub_title = self.words(
            "screens.frame.place",
            agency=session.agency.code,
            counter=session.agency.counter,
            clerk=session.clerk.name,
        )

    def terminal_has_answered(self) -> None:
        with suppress(CounterError):  # damage was told at the start
            self.bidi = _stored_mode(self._shell.home, self.terminal_name)

    # What is seen

    def action_change_language(self) -> None:
        """F7: the whole screen in the other language; no keystroke is touched."""
        self._speak(OTHER_LANGUAGE[self.words.language])
        if self._shift is None:
            self._chosen_at_login = True
        else:
            self._shift.session.language = self.words.language
        self._tell_place()
        for screen in self.screen_stack:
            if isinstance(screen, Question):
                screen.show_words(self.words)

    def _speak(self, language: Language) -> None:
        self.words = wording.load(language)
        self.direction = "R" if language == "ar" else None

    def report_of(self, bug: Exception) -> str:
        """It holds no value and no message: those name persons."""
        from cnss_counter.services.access.private_process import told

        return told(bug)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.InputEvent | events.Paste):
            self.idle_watch.note_key()
        await super().on_event(event)

    def _lock_by_itself(self) -> bool:
        if self.is_open and self.check_action("lock", ()):
            self._lock(by_itself=True)
        return self.is_open


def _stored_mode(home: Home, terminal: str) -> BidiMode:
    """What the test card found for this terminal; the environment goes before it.

    Raises `StoreError` when the preferences are damaged, `BadInputError` for an unknown mode.
    """
    if not home.preferences.exists():
        return bidi_mode()
    from cnss_counter.storage.files import preferences

    return bidi_mode(preferences.read(home).mode_of(terminal))
