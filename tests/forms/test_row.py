"""One line of columns."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from cnss_counter.forms.lines.row import Row
from cnss_counter.terminal.line_filter import VisualLineFilter
from cnss_counter.text import cells, display, isolate

WIDTH = 30


class Shown(App[None]):
    """A row as the terminal receives it."""

    def __init__(self, row: Row) -> None:
        super().__init__()
        self._row = row

    def compose(self) -> ComposeResult:
        yield Static(self._row)

    def get_line_filters(self) -> list[VisualLineFilter]:
        return [VisualLineFilter()]


async def drawn(row: Row) -> str:
    (line,) = await all_drawn(row, height=1)
    return line


async def all_drawn(row: Row, height: int) -> list[str]:
    app = Shown(row)
    async with app.run_test(size=(WIDTH, height)):
        strips = app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]


async def test_the_first_column_takes_the_room_that_the_others_leave() -> None:
    line = await drawn(Row("nom", "01/09/2025", "123"))
    assert line == "nom" + " " * (WIDTH - 3 - 2 - 10 - 2 - 3) + "  01/09/2025  123"


async def test_mirrored_the_first_column_stands_at_the_right() -> None:
    line = await drawn(Row("nom", "01/09/2025", "123", is_mirrored=True))
    assert line.startswith("123  01/09/2025")
    assert line.endswith("nom")
    assert len(line) == WIDTH


async def test_what_does_not_fit_is_cut_with_a_sign() -> None:
    line = await drawn(Row("un nom beaucoup trop long pour la ligne", "123"))
    assert line.endswith("…  123")
    assert len(line) == WIDTH


@pytest.mark.parametrize("is_mirrored", [False, True])
async def test_arabic_never_crosses_into_another_column(is_mirrored: bool) -> None:
    line = await drawn(Row("محمد العلمي", "الأجل", is_mirrored=is_mirrored))
    name, deadline = display("محمد العلمي"), display("الأجل")
    assert (line.index(name) > line.index(deadline)) is is_mirrored
    assert cells(line) == WIDTH


async def test_square_brackets_are_only_square_brackets() -> None:
    assert (await drawn(Row("[/red", "[link=x"))).startswith("[/red")


ROLES = "Agent · Superviseur · Administrateur"


@pytest.mark.parametrize("is_mirrored", [False, True])
async def test_a_name_beside_long_roles_stays_whole(is_mirrored: bool) -> None:
    """It stood in the three cells that the roles left it."""
    row = Row("A17  Karima", ROLES, wraps=True, is_mirrored=is_mirrored)
    lines = await all_drawn(row, height=6)
    assert "A17  Karima" in lines[0]
    said = " ".join(" ".join(lines).replace("A17  Karima", "").split())
    assert said == ROLES


@pytest.mark.parametrize("is_mirrored", [False, True])
async def test_a_reason_set_apart_in_its_line_parts_between_words(is_mirrored: bool) -> None:
    """It is one value to whoever keeps references whole, and longer than a line."""
    reason = "n'est pas celui de la copie envoyée"
    row = Row(
        "n°", f"Refusé · {isolate(reason)}", widths=(20,), wraps=True, is_mirrored=is_mirrored
    )
    lines = await all_drawn(row, height=6)
    seen = [word for line in lines for word in line.replace("n°", "").split()]
    assert sorted(seen) == sorted(["Refusé", "·", *reason.split()])


async def test_a_long_first_column_leaves_the_others_their_room() -> None:
    """However long both are, each has enough to be read in words."""
    lines = await all_drawn(Row("mot " * 20, "01/09/2025", ROLES, wraps=True), height=20)
    assert all("01/09/2025" not in line or line.startswith("mot") for line in lines)
    assert "01/09/2025" in lines[0]
    said = " ".join(lines)
    assert said.count("mot") == 20


async def test_aligned_columns_stay_aligned_whatever_stands_in_the_first() -> None:
    starts = set()
    for name in ("nom", "un nom beaucoup plus long"):
        lines = await all_drawn(Row(name, "valeur", widths=(28,), wraps=True), height=8)
        starts.add(lines[0].index("valeur"))
    assert starts == {WIDTH // 3 + Row.GAP}
