"""An entry is made without a look through the style sheets: a form has sixty of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.app import App
from textual.dom import DOMNode
from textual.widgets import Input

from cnss_counter.forms.entry import Entry
from cnss_counter.terminal.arabic_input import ArabicInput


def made_as_textual_has_it() -> Input:
    """The control: the same look, which each entry gets by itself once it is there."""
    return ArabicInput(id="name", compact=True)


@pytest.mark.parametrize(
    ("make", "is_looked_for"), [(lambda: Entry(id="name"), False), (made_as_textual_has_it, True)]
)
async def test_what_an_entry_looks_like_is_looked_for_once_it_is_mounted(
    monkeypatch: pytest.MonkeyPatch, make: Callable[[], Input], is_looked_for: bool
) -> None:
    looked_for: list[DOMNode] = []
    monkeypatch.setattr(App, "update_styles", lambda _, node, **__: looked_for.append(node))
    async with App[None]().run_test():
        entry = make()
        entry.value = "ALAMI"
        assert (entry in looked_for) is is_looked_for


async def test_an_entry_looks_as_the_one_that_gets_its_look_by_itself() -> None:
    async with App[None]().run_test() as pilot:
        entry, plain = Entry(id="first_name"), made_as_textual_has_it()
        await pilot.app.mount(entry, plain)
        for one in (entry, plain):
            one.value = "ALAMI"
        await pilot.pause()
        assert entry.classes == plain.classes
        assert entry.styles.css == plain.styles.css
