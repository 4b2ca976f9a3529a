"""The title line: what is asked stands whole, and where that is no room, in whole words."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from cnss_counter import wording
from cnss_counter.forms.frame import title_line
from cnss_counter.forms.minimum_size import LEAST
from cnss_counter.text import isolate
from cnss_counter.wording import Language

CLERK = "Salma Idrissi"
EDGES = 4


async def drawn(title: str, place: str, width: int, *, is_mirrored: bool = False) -> str:
    """The line as it is painted, before any order of Arabic."""

    class Shown(App[None]):
        def compose(self) -> ComposeResult:
            yield Static(title_line(title, place, is_mirrored=is_mirrored))

    app = Shown()
    async with app.run_test(size=(width, 1)):
        (strip,) = app.screen._compositor.render_strips()
        return "".join(segment.text for segment in strip)


def place_in(words: wording.Wording) -> str:
    return words("screens.frame.place", agency="000", counter="1", clerk=CLERK)


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("width", [LEAST.width - EDGES, 60 - EDGES])
async def test_the_place_gives_way_to_the_request_that_the_form_is_about(
    language: Language, width: int
) -> None:
    """Of the place the clerk goes last."""
    words = wording.load(language)
    for procedure in ("contribution_refund", "contribution_refund_survivors"):
        title = words(f"procedures.{procedure}.short")
        line = await drawn(title, place_in(words), width, is_mirrored=language == "ar")
        assert title in line
        assert isolate(CLERK) in line or CLERK in line
        assert "…" not in line


async def test_with_room_the_whole_place_is_there() -> None:
    words = wording.load("fr")
    line = await drawn("Demande", place_in(words), 76)
    assert line.startswith("Demande ")
    assert line.endswith(place_in(words))


async def test_a_title_wider_than_the_screen_loses_whole_words() -> None:
    title = "Remboursement des cotisations salariales aux ayants droit"
    for width in range(len("Remboursement …"), len(title)):
        kept = (await drawn(title, CLERK, width)).rstrip()
        assert kept.endswith(" …")
        assert title.startswith(f"{kept[:-2]} ")
