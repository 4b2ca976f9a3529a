"""The composition root: keys, language, lock and line filters around the journeys."""

from __future__ import annotations

import gc
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.theme import Theme

from cnss_counter import wording
from cnss_counter.clock import Clock, system_clock
from cnss_counter.forms.asking import Asking
from cnss_counter.forms.palette import COUNTER
from cnss_counter.forms.question import Question
from cnss_counter.journeys.shift import CounterShell, Shift
from cnss_counter.paths import Home
from cnss_counter.services.printing.printer import Printer, SystemPrinter
from cnss_counter.terminal.idle_watch import IdleWatch
from cnss_counter.terminal.input_decoder import AnyKeyboard
from cnss_counter.terminal.terminal_modes import ExplicitBidi, bidi_mode

if TYPE_CHECKING:
    from cnss_counter.errors import CounterError
    from cnss_counter.terminal.line_filter import BidiMode
    from cnss_counter.wording import Language

OTHER_LANGUAGE: dict[Language, Language] = {"fr": "ar", "ar": "fr"}
OBJECTS_BETWEEN_COLLECTIONS = 10_000
"""Many, so that garbage is seldom looked for; not so many that a key would wait for it."""
CLOSED_TO = {"help", "turn_to", "why", "applicant_face", "lock", "menu", "quit"}
"""What no key does while the counter is closed."""


class CounterApp(ExplicitBidi, AnyKeyboard, Asking):
    """One counter, open all day."""

    # The first screen's rules are read with the application's: a later sheet reads all again.
    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "screens/access/login.tcss"]
    ALLOW_SELECT = False
    ENABLE_COMMAND_PALETTE = False

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", id="help", show=False),
        Binding("f2", "turn_to('next_client')", id="next_client", show=False),
        Binding("f3", "turn_to('find')", id="find", show=False),
        Binding("f4", "turn_to('new_request')", id="new_request", show=False),
        Binding("f5", "why", id="why", show=False),
        Binding("f6", "applicant_face", id="applicant_face", show=False),
        Binding("f7", "change_language", id="change_language", show=False),
        Binding("f12", "lock", id="lock", show=False),
        Binding("escape", "menu", id="menu", show=False),
    ]

    def __init__(
        self,
        home: Home,
        *,
        is_training: bool = False,
        clock: Clock = system_clock,
        bidi: BidiMode | None = None,
        printer: Printer | None = None,
    ) -> None:
        super().__init__(bidi=bidi or _stored_mode(home))
        # Textual's own, which we have none of; it offers no other switch, and a test watches it.
        self._disable_tooltips = self._disable_notifications = True
        self._put_on(COUNTER)
        self.set_class(is_training, "-training", update=False)
        self.words = wording.load("fr")
        self._shift: Shift | None = None
        self.idle_watch = IdleWatch(self.set_timer, self._lock_by_itself)
        self._shell = CounterShell(
            home=home,
            ask=self.ask,
            in_thread=self.in_thread,
            open_dialog=self.open_dialog,
            shift_changed=self._change_shift,
            use_terminal=self._use_terminal,
            lock_after=self.idle_watch.begin,
            printer=printer or SystemPrinter(),
            words=lambda: self.words,
            clock=clock,
            is_training=is_training,
        )

    def _put_on(self, theme: Theme) -> None:
        """Wear a theme before any rule is read; changed later, it has all of them read again."""
        self.register_theme(theme)
        self.set_reactive(App.theme, theme.name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(theme.dark, "-dark-mode", update=False)
        self.set_class(not theme.dark, "-light-mode", update=False)

    def on_mount(self) -> None:
        self.hold()
        self.run_worker(self._keep_counter())
        self.idle_watch.begin()

    async def _keep_counter(self) -> None:
        from cnss_counter.journeys.day.day import keep_counter

        await keep_counter(self._shell)
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
            self.idle_watch.begin(shift.session.lock_minutes)
        self._tell_place()

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

    def _use_terminal(self, mode: BidiMode) -> None:
        self.bidi = mode

    # What the keys do

    @property
    def question(self) -> Question[Any] | None:
        """What is being asked on the screen."""
        return self.screen if isinstance(self.screen, Question) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Whether a key does something here; the menu lists those that do."""
        question = self.question
        if question is None:
            return True
        if question.IS_CLOSED:
            return action not in CLOSED_TO
        if action in {"turn_to", "lock"}:
            return self._shift is not None
        if action == "why":
            return question.verdict is not None
        if action == "applicant_face":
            return bool(question.face)
        return action != "help" or not question.IS_DIALOG

    def action_turn_to(self, name: str) -> None:
        """F2, F3, F4: whatever is being asked is left; a draft keeps what was typed.

        Where something would be lost, leaving is asked about, once.
        """
        from cnss_counter.screens.day.home import ERRANDS

        if lost := self.lost_by_leaving:
            from cnss_counter.journeys import dialogs
            from cnss_counter.screens.dialogs.confirm_action import SureScreen

            if not isinstance(self.question, SureScreen):
                self.open_dialog(dialogs.choose_to_leave(self._shell, ERRANDS[name], lost))
        else:
            self.turn_to(ERRANDS[name])

    async def action_quit(self) -> None:
        """Ctrl+Q: the end, as abrupt as a stop; where something would be lost, as the errand."""
        if self.lost_by_leaving:
            self.action_turn_to("leave")
        else:
            await super().action_quit()

    def errand_after(self, trouble: CounterError) -> object:
        """What a dialog could not do is told, then Home; before the login, the dialog closes."""
        from cnss_counter.journeys.errands import TellTrouble

        return TellTrouble(trouble) if self._shift is not None else None

    def copy_to_clipboard(self, text: str) -> None:
        """Nothing is copied: a clipboard would carry one person's data to the next."""

    def action_change_language(self) -> None:
        """F7: the whole screen in the other language; no keystroke is touched."""
        self.words = wording.load(OTHER_LANGUAGE[self.words.language])
        self._tell_place()
        self.direction = "R" if self.words.language == "ar" else None
        for screen in self.screen_stack:
            if isinstance(screen, Question):
                screen.show_words(self.words)

    def action_help(self) -> None:
        """F1: the law and the help of the field under the cursor."""
        from cnss_counter.journeys import dialogs

        if self.question is not None:
            about = (self.question.subject, self.question.KEY)
            self.open_dialog(dialogs.show_help(self._shell, *about))

    def action_why(self) -> None:
        """F5: the verdict as a page."""
        from cnss_counter.journeys import dialogs

        if self.question is not None and self.question.verdict is not None:
            self.open_dialog(dialogs.show_why(self._shell, self.question.verdict))

    def action_applicant_face(self) -> None:
        """F6: where we are, for the person in front of the counter."""
        from cnss_counter.journeys import dialogs

        if self.question is not None:
            self.open_dialog(dialogs.show_face(self._shell, self.question.face))

    def action_menu(self) -> None:
        """Esc: close the dialog, or open the menu."""
        from cnss_counter.journeys import dialogs

        question = self.question
        if question is None:
            return
        if question.IS_DIALOG:
            question.answer(None)
            return
        working = [a.binding.id for a in question.active_bindings.values() if a.enabled]
        keys = [key for key in dict.fromkeys(working) if key and key != "menu"]
        here = self._shift or self._shell
        self.open_dialog(dialogs.open_menu(here, keys, self._press, self.lost_by_leaving))

    def _press(self, key_id: str) -> None:
        """Press a key chosen in the menu, on the screen below it."""
        if self.question is not None:
            bindings = [active.binding for active in self.screen.active_bindings.values()]
            self.press(next(binding.key for binding in bindings if binding.id == key_id))

    def _fatal_error(self) -> None:
        """A bug ends the program; its report holds no value and no message: those name persons."""
        from rich.text import Text

        from cnss_counter.services.access.private_process import told

        if self._exception is not None:
            self.panic(Text(told(self._exception)))

    # The lock

    def action_lock(self) -> None:
        """F12: nothing can be read until the clerk's password is given."""
        self._lock(by_itself=False)

    def _lock(self, *, by_itself: bool) -> None:
        from cnss_counter.journeys.access.lock import lock

        if self._shift is not None:
            dialog = lock(self._shift, lambda: self.lost_by_leaving, by_itself=by_itself)
            self.open_dialog(dialog)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.InputEvent | events.Paste):
            self.idle_watch.note_key()
        await super().on_event(event)

    def _lock_by_itself(self) -> None:
        if self.is_open and self.check_action("lock", ()):
            self._lock(by_itself=True)


def _stored_mode(home: Home) -> BidiMode:
    """What the test card found for this terminal; the environment goes before it.

    Raises `StoreError` when the preferences are damaged, `BadInputError` for an unknown mode.
    """
    if not home.preferences.exists():
        return bidi_mode()
    from cnss_counter.storage.files import preferences

    return bidi_mode(preferences.read(home).bidi)
