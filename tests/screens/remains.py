"""What is left of a client in a running counter: every object that the application can reach."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

from rich.style import Style
from textual.message import Message

from cnss_counter.app import CounterApp
from cnss_counter.text import display

_NOT_ENTERED = (ModuleType, type, BuiltinFunctionType)
"""What belongs to the program, not to one client."""

_SAID = 8
"""How many objects are named on the way to a text."""


def remains(app: CounterApp, planted: Iterable[str]) -> dict[str, str]:
    """The planted texts that any object reachable from the application still holds, and where.

    Widgets, screens kept and left, values, placeholders, suggestions, undo, painted lines,
    clipboard, titles, notifications, keys waiting, coroutines of the journey: all of it is
    reached from the application, so nothing has to be listed. A text is looked for as it is
    written and as it is painted.
    """
    spellings = {word: text for text in planted for word in (text, display(text))}
    gc.collect()
    found: dict[str, str] = {}
    for held, holders in _reachable(app):
        for word, text in spellings.items():
            if word in held and text not in found:
                found[text] = f"{holders()}: {held[:60]!r}"
    return found


def _reachable(root: object) -> Iterator[tuple[str, Callable[[], str]]]:
    """Every text, and how to say which objects lead to it."""
    leads_from: dict[int, tuple[object, object]] = {id(root): (root, None)}
    waiting = [root]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, str | bytes | bytearray):
            text = thing if isinstance(thing, str) else bytes(thing).decode("utf-8", "replace")
            yield text, partial(_way_to, thing, leads_from)
            continue
        for part in _parts(thing):
            if id(part) not in leads_from and not isinstance(part, _NOT_ENTERED):
                leads_from[id(part)] = (part, thing)
                waiting.append(part)


def _way_to(thing: object, leads_from: dict[int, tuple[object, object]]) -> str:
    way: list[str] = []
    while len(way) < _SAID and thing is not None:
        _, thing = leads_from[id(thing)]
        way.append(getattr(thing, "__qualname__", "") or type(thing).__qualname__)
    return " < ".join(way)


def _parts(thing: Any) -> Iterable[object]:
    if isinstance(thing, Style):  # its link's id is drawn by lot: any few digits may stand in it
        return [part for part in gc.get_referents(thing) if part is not thing.link_id]
    if isinstance(thing, FunctionType):
        return (*(thing.__closure__ or ()), thing.__defaults__, thing.__kwdefaults__)
    if isinstance(thing, Message):  # a pump keeps the last one it handled, not who sent it
        return [value for name, value in vars(thing).items() if name != "_sender"]
    return gc.get_referents(thing)
