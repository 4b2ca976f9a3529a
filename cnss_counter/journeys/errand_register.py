"""The register of errands: what a clerk can set out to do, and where each is offered.

Home, the menu, the palette, the keys and `serve` read it. A new errand is one line here, its
journey, and its words.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeVar

from cnss_counter.forms.errand_line import ErrandLine

if TYPE_CHECKING:
    from cnss_counter.domain.home_summary import HomeSummary
    from cnss_counter.services.access.permissions import Action

Result = TypeVar("Result")
Journey = Callable[..., Coroutine[Any, Any, Result]]

Place = Literal["home", "menu"]
HOME: tuple[Place, ...] = ("home",)
MENU: tuple[Place, ...] = ("menu",)
EVERYWHERE: tuple[Place, ...] = (*HOME, *MENU)


class Later(Generic[Result]):
    """A journey that is loaded when it is run: the first screen waits for none of them."""

    def __init__(self, module: str, function: str) -> None:
        self._module = f"cnss_counter.journeys.{module}"
        self._function = function

    def load(self) -> Journey[Result]:
        """The journey itself."""
        return getattr(import_module(self._module), self._function)  # type: ignore[no-any-return]

    def __call__(self, *arguments: Any, **options: Any) -> Coroutine[Any, Any, Result]:
        return self.load()(*arguments, **options)


class Situation(NamedTuple):
    """What decides which errands are offered: who sits at the counter, and what waits there."""

    may: Callable[[Action], bool] | None = None
    """Whether the clerk's roles are enough; None before anybody has logged in."""
    is_training: bool = False
    is_set_up: bool = True
    is_played: bool = False
    """Whether the card of a training client has been read."""
    waits: HomeSummary | None = None
    """What Home tells; None where nobody has asked."""


class Errand(NamedTuple):
    """Something to set out to do: a line of Home or of the menu, or a key, and a journey."""

    name: str
    """The key of its words: `screens.home.<name>`, `screens.menu.<name>`, `keys.<name>`."""
    run: Journey[Errand | None] | None
    """Given the shift, and what it is about; it returns what follows, None for Home.

    Without a journey, the shift ends with it.
    """
    key: str = ""
    """As Textual names it; the menu says it of every screen where it works."""
    permission: Action | None = None
    offered_when: Callable[[Situation], bool] = lambda _: True
    places: tuple[Place, ...] = EVERYWHERE
    needs_clerk: bool = True
    is_above: bool = False
    """Whether it is a dialog: what is on the screen comes back after it."""
    comes_back: bool = False
    """Whether its journey is given the draft that was left for it, and may lead back to it."""
    sure_when: Callable[[Situation], str] | None = None
    """What is asked before it is done (a key of `screens.sure`), "" for nothing; None: never."""
    subject: Any = None

    def about(self, subject: object) -> Errand:
        """The errand with what its journey is given beside the shift."""
        return self._replace(subject=subject)

    def is_permitted(self, situation: Situation) -> bool:
        """Whether whoever sits there may do it."""
        if situation.may is None:
            return not self.needs_clerk
        return self.permission is None or situation.may(self.permission)

    def is_offered(self, situation: Situation) -> bool:
        """Whether it is permitted, and there is a reason for it."""
        return self.is_permitted(situation) and self.offered_when(situation)

    def begin(self, shell: object) -> Coroutine[Any, Any, Errand | None]:
        """Its journey, which only an errand that does not end the shift has."""
        if self.run is None:
            raise ValueError(self.name)
        return self.run(shell) if self.subject is None else self.run(shell, self.subject)


Register = Mapping[str, Errand]
"""Errands by their names, in the order in which they are offered."""


def lines(errands: Register, place: Place, situation: Situation) -> tuple[ErrandLine, ...]:
    """What is offered in a place. The menu lists those with a key among the keys."""
    return tuple(
        ErrandLine(
            errand.name,
            f"screens.{place}.{errand.name}",
            f"keys.{errand.name}.key" if errand.key else "",
        )
        for errand in errands.values()
        if place in errand.places and errand.is_offered(situation)
    )


def all_lines(errands: Register, situation: Situation) -> tuple[ErrandLine, ...]:
    """Whatever can be set out to do, wherever else it is offered, without those with a key."""
    return tuple(
        ErrandLine(errand.name, f"screens.{'menu' if 'menu' in errand.places else 'home'}.{name}")
        for name, errand in errands.items()
        if errand.places and not errand.key and errand.is_offered(situation)
    )


def _may_give_a_draft(situation: Situation) -> bool:
    """A clerk gives one of their own, a supervisor anybody's."""
    gives_any = situation.may is not None and situation.may("hand_over_any_draft")
    return gives_any or (situation.waits is not None and bool(situation.waits.drafts))


def _is_before_a_login(situation: Situation) -> bool:
    """Nobody has logged in at a counter that is no exercise."""
    return situation.may is None and situation.is_set_up and not situation.is_training


def _leaves_something(situation: Situation) -> str:
    """On Home the last errand stands beside the drafts: with some there it is asked about."""
    waits = situation.waits
    return "leave_waiting" if waits and (waits.drafts or waits.unprinted) else ""


NEXT_CLIENT = Errand("next_client", Later("day.home", "show_home"), "f2", places=())
"""Home, with nothing of the client before; in training, about who is being played now."""
NEW_REQUEST = Errand(
    "new_request", Later("request.find", "find_for_request"), "f4", "write_draft", places=HOME,
    comes_back=True,
)  # fmt: skip
CHANGE_CLERK = Errand("change_clerk", None)
LEAVE = Errand("leave", None, needs_clerk=False, sure_when=_leaves_something)

ERRANDS: Register = {
    errand.name: errand
    for errand in (
        NEXT_CLIENT,
        Errand(
            "state_time", Later("day.stated_time", "state_time_from_home"), places=HOME,
            offered_when=lambda now: now.waits is not None and now.waits.is_clock_suspect,
        ),
        Errand(
            "play_client", Later("day.training", "play_client"), places=HOME,
            offered_when=lambda now: now.is_training,
        ),
        NEW_REQUEST,
        Errand(
            "find", Later("request.find", "find_person"), "f3", places=HOME, comes_back=True
        ),
        Errand(
            "unprinted", Later("file.receipt", "show_unprinted"), places=HOME,
            offered_when=lambda now: now.waits is not None and now.waits.unprinted > 0,
        ),
        Errand(
            "client_card", Later("day.training", "show_card"), places=MENU, is_above=True,
            offered_when=lambda now: now.is_played,
        ),
        Errand("leaflet", Later("day.leaflet", "hand_over_leaflet")),
        Errand("staff", Later("access.staff", "manage_staff"), places=HOME),
        Errand(
            "hand_over", Later("request.handing_over", "hand_a_draft_over"), places=HOME,
            permission="hand_over_draft", offered_when=_may_give_a_draft,
        ),
        Errand("close_day", Later("day.closing", "close_the_day"), permission="close_day"),
        CHANGE_CLERK,
        Errand("colours", Later("access.colours", "choose_colours"), places=MENU, is_above=True),
        Errand(
            "person_record", Later("file.person_record", "give_record"), places=MENU,
            permission="export_person",
        ),
        Errand(
            "recover", Later("access.passwords", "recover"), places=MENU, is_above=True,
            needs_clerk=False,
            offered_when=_is_before_a_login,
        ),
        Errand(
            "resume", Later("access.resuming", "resume"), places=MENU, is_above=True,
            needs_clerk=False, offered_when=_is_before_a_login,
        ),
        Errand(
            "test_card", Later("access.terminal_check", "look_at_terminal"), places=MENU,
            is_above=True, needs_clerk=False,
        ),
        LEAVE,
    )
}  # fmt: skip

# What follows from something else, and is offered nowhere by its name.
NEW_TERMINAL = Errand("new_terminal", Later("access.terminal_check", "look_at_new_terminal"))
"""What a shift begins with."""
AFTER_A_STOP = Errand("after_a_stop", Later("request.after_a_stop", "look_after_a_stop"))
RESUME_DRAFT = Errand("resume_draft", Later("request.find", "resume_draft"))
"""About the id of a draft."""
DRAFT_LEFT = Errand("draft_left", Later("day.home", "show_home_after"))
"""Home, which tells once that the draft of this id is kept."""
THROW_AWAY = Errand("throw_away", Later("request.discarding", "throw_draft_away"))
"""About the id of a draft."""
TELL_TROUBLE = Errand("trouble", Later("dialogs", "tell_trouble"))
"""About a `CounterError`: what refused to serve is told, then Home."""
LOG_IN_ANEW = Errand("log_in_anew", None, needs_clerk=False)
"""About what was done (a key of `screens.login`): what was tried before it is of no use."""

_DAILY = (NEW_TERMINAL, AFTER_A_STOP, NEXT_CLIENT, NEW_REQUEST, TELL_TROUBLE, THROW_AWAY)


def load_daily_journeys() -> None:
    """Load what every day needs; for a thread, while a password is tried."""
    for errand in _DAILY:
        if isinstance(errand.run, Later):
            errand.run.load()
