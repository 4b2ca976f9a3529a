"""What the keys do, whatever is being asked: errands, dialogs above the question, the lock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from cnss_counter.forms.asking import Asking
from cnss_counter.forms.question import Question
from cnss_counter.journeys.errand_register import (
    ERRANDS,
    LEAVE,
    TELL_TROUBLE,
    Errand,
    Later,
    Register,
)

if TYPE_CHECKING:
    from cnss_counter.errors import CounterError
    from cnss_counter.journeys.shift import CounterShell, Shift

CLOSED_TO = {"help", "turn_to", "why", "applicant_face", "lock", "menu", "palette", "quit"}
"""What no key does while the counter is closed."""

_SHOW_HELP: Later[None] = Later("dialogs", "show_help")
_SHOW_WHY: Later[None] = Later("dialogs", "show_why")
_SHOW_FACE: Later[None] = Later("dialogs", "show_face")
_OPEN_MENU: Later[Errand | None] = Later("dialogs", "open_menu")
_OPEN_PALETTE: Later[Errand | None] = Later("dialogs", "open_palette")
_TAKE_UP: Later[Errand | None] = Later("dialogs", "take_up")
_LOCK: Later[Errand | None] = Later("access.lock", "lock")


def keys_of(errands: Iterable[Errand]) -> Iterator[Binding]:
    """The keys that lead to an errand from anywhere, in the order of the keyboard."""
    for errand in sorted(errands, key=lambda errand: (len(errand.key), errand.key)):
        if errand.key:
            yield Binding(errand.key, f"turn_to('{errand.name}')", id=errand.name, show=False)


class CounterKeys(Asking):
    """A mixin of the application, which knows who sits at the counter."""

    ERRANDS: ClassVar[Register] = ERRANDS
    """What can be set out to do; the keys below follow it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", id="help", show=False),
        *keys_of(ERRANDS.values()),
        Binding("f5", "why", id="why", show=False),
        Binding("f6", "applicant_face", id="applicant_face", show=False),
        Binding("f7", "change_language", id="change_language", show=False),
        Binding("f12", "lock", id="lock", show=False),
        Binding("ctrl+p", "palette", id="palette", show=False),
        Binding("escape", "menu", id="menu", show=False),
    ]

    def __init_subclass__(cls, **options: Any) -> None:
        """A counter with a register of its own has its keys."""
        if "ERRANDS" in vars(cls):
            cls.BINDINGS = [*vars(cls).get("BINDINGS", ()), *keys_of(cls.ERRANDS.values())]
        super().__init_subclass__(**options)

    _shell: CounterShell
    _shift: Shift | None = None

    @property
    def _here(self) -> CounterShell:
        """The counter as whoever presses a key finds it."""
        return self._shift or self._shell

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
        if action == "palette":
            return self._shift is not None and not question.IS_DIALOG
        if action == "why":
            return self._shift is not None and question.judged is not None
        if action == "applicant_face":
            return bool(question.face)
        return action != "help" or not question.IS_DIALOG or "help" in question.keys_here

    @property
    def lost_by_leaving(self) -> str:
        """What only the form has comes before what a screen says."""
        if self._shift is not None and self._shift.is_refused:
            return "leave_not_kept"
        return super().lost_by_leaving

    async def lost_now(self) -> str | None:
        """What would be lost, once the disk has answered; None where a trouble is told first."""
        if self._shift is None:
            return self.lost_by_leaving
        with self.wait_told():
            await self._shift.settled()
        return None if self._shift.is_led_away else self.lost_by_leaving

    # Errands

    def action_turn_to(self, name: str) -> None:
        """The key of an errand: whatever is being asked is left; a draft keeps what was typed.

        Where something would be lost, leaving is asked about, once.
        """
        errand = self.ERRANDS[name]
        is_writing = self._shift is not None and bool(self._shift.writing)
        if not (errand.is_above or is_writing or self.lost_by_leaving):
            self.turn_to(errand)
        elif self.question is None or self.question.KEY != "sure":
            self.open_dialog(_TAKE_UP(self._here, errand, self.lost_now))

    async def action_quit(self) -> None:
        """Ctrl+Q: to leave, as on Home; before a clerk is there, at once."""
        if self._shift is None and not self.lost_by_leaving:
            await super().action_quit()
        elif self.question is None or self.question.KEY != "sure":
            self.open_dialog(_TAKE_UP(self._here, LEAVE, self.lost_now))

    def errand_after(self, trouble: CounterError) -> object:
        """What a dialog could not do is told, then Home; before the login, the dialog closes."""
        return TELL_TROUBLE.about(trouble) if self._shift is not None else None

    # Dialogs

    def action_help(self) -> None:
        """F1: the law and the help of the field under the cursor."""
        if (asked := self.question) is not None:
            self.open_dialog(_SHOW_HELP(self._shell, asked.subject, asked.KEY, asked.procedure_id))

    def action_why(self) -> None:
        """F5: the verdict as a page."""
        judged = self.question.judged if self.question is not None else None
        if self._shift is not None and judged is not None:
            self.open_dialog(_SHOW_WHY(self._shift, judged))

    def action_applicant_face(self) -> None:
        """F6: where we are, for the person in front of the counter."""
        if self.question is not None:
            self.open_dialog(_SHOW_FACE(self._shell, self.question.face))

    def action_menu(self) -> None:
        """Esc: close the dialog, or open the menu."""
        question = self.question
        if question is None:
            return
        if question.IS_DIALOG:
            question.answer(None)
            return
        keys = self._keys_on(question)
        named = sorted(keys, key=lambda id_: id_ != "palette")
        self.open_dialog(_OPEN_MENU(self._here, named, self._presser(keys), self.lost_now))

    def action_palette(self) -> None:
        """Ctrl+P: every command that works here, found by typing a part of it."""
        if (question := self.question) is not None:
            keys = self._keys_on(question)
            named = [id_ for id_ in keys if id_ != "palette"]
            press = self._presser(keys)
            self.open_dialog(_OPEN_PALETTE(self._here, named, press, self.lost_now))

    def _keys_on(self, question: Question[Any]) -> dict[str, str]:
        """The keys that do something there, by their ids."""
        keys: dict[str, str] = {}
        for active in question.active_bindings.values():
            if active.enabled and active.binding.id and active.binding.id != "menu":
                keys.setdefault(active.binding.id, active.binding.key)
        return keys

    def _presser(self, keys: Mapping[str, str]) -> Callable[[str], None]:
        """Press a key chosen by its line, on the screen below; the list is still above it."""
        return lambda id_: self.press(keys[id_])

    def action_lock(self) -> None:
        """F12: nothing can be read until the clerk's password is given."""
        self._lock(by_itself=False)

    def _lock(self, *, by_itself: bool) -> None:
        if self._shift is not None:
            self.open_dialog(_LOCK(self._shift, self.lost_now, by_itself=by_itself))
