"""A clerk types, corrects, selects and pastes a name in Arabic."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from textual import events
from textual.app import ComposeResult
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.widgets.input import Selection

from cnss_counter.terminal.arabic_input import ArabicInput
from cnss_counter.terminal.line_filter import BidiMode
from cnss_counter.terminal.terminal_modes import ExplicitBidi
from cnss_counter.text import display
from cnss_counter.text.layout import lay_out
from cnss_counter.text.script import is_mark
from tests.terminal.arabic_counter import screen_text

MIXED = (
    "محمد لحلو",
    "مُحَمَّد",
    "الإسلام بلا",
    "ملف 310-1-32 تم",
    "وكالة CNSS بالرباط",
    "Benjelloun",
)


class OneField(ExplicitBidi):
    """One field, 20 cells wide inside its border and padding."""

    CSS = "ArabicInput { width: 26; }"

    def __init__(self, value: str, bidi: BidiMode = "visual", **options: Any) -> None:
        super().__init__(bidi=bidi)
        self.value, self.options = value, options

    def compose(self) -> ComposeResult:
        yield ArabicInput(self.value, select_on_focus=False, **self.options)


@dataclass
class Clerk:
    """A person at the field."""

    pilot: Pilot[Any]
    app: OneField
    field: ArabicInput

    async def types(self, text: str) -> None:
        for character in text:
            self.field.post_message(events.Key(character, character))
        await self.pilot.pause()

    async def presses(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def pastes(self, text: str) -> None:
        self.field.post_message(events.Paste(text))
        await self.pilot.pause()

    @property
    def cursor_cell(self) -> int:
        """The cell of the cursor, counted from the left of the content."""
        return self.field.cursor_screen_offset.x - self.field.content_region.x

    @property
    def sees(self) -> str:
        """The content of the field as it stands on the screen."""
        x, y, cells, _ = self.field.content_region
        line = screen_text(self.app).splitlines()[y]
        return line[x : x + cells]


@asynccontextmanager
async def clerk_at(value: str = "", **options: Any) -> AsyncIterator[Clerk]:
    app = OneField(value, **options)
    async with app.run_test(size=(40, 5)) as pilot:
        await pilot.pause()
        yield Clerk(pilot, app, app.query_one(ArabicInput))


async def test_what_is_typed_is_kept_in_reading_order_and_stands_at_the_right() -> None:
    async with clerk_at(resting="R") as clerk:
        assert clerk.cursor_cell == 19
        await clerk.types("محمد لحلو")
        assert clerk.field.value == "محمد لحلو"
        assert clerk.sees == display("محمد لحلو").rjust(20)
        assert clerk.cursor_cell == 20 - len("محمد لحلو") - 1


async def test_a_french_name_stands_at_the_left() -> None:
    async with clerk_at() as clerk:
        await clerk.types("Benjelloun")
        assert clerk.sees == "Benjelloun".ljust(20)
        assert clerk.cursor_cell == len("Benjelloun")


async def test_the_interface_tells_where_an_empty_field_begins() -> None:
    async with clerk_at() as clerk:
        assert clerk.cursor_cell == 0
        clerk.app.direction = "R"
        assert clerk.cursor_cell == 19
        clerk.field.placeholder = "Nom"
        assert clerk.cursor_cell == 0


async def test_a_letter_forgotten_in_the_middle_is_put_in() -> None:
    async with clerk_at("محد") as clerk:
        await clerk.presses("right")  # from the left end back over د
        await clerk.types("م")
        assert clerk.field.value == "محمد"
        assert clerk.sees == display("محمد").rjust(20)


async def test_backspace_takes_a_mark_before_its_letter() -> None:
    async with clerk_at("مَ") as clerk:
        await clerk.presses("backspace")
        assert clerk.field.value == "م"
        await clerk.presses("backspace")
        assert clerk.field.value == ""


async def test_delete_takes_a_letter_with_its_marks() -> None:
    async with clerk_at("مُحَمَّد") as clerk:
        await clerk.presses("home", "delete")
        assert clerk.field.value == "حَمَّد"


@pytest.mark.parametrize("value", MIXED)
async def test_the_cursor_goes_one_cell_where_the_arrow_points(value: str) -> None:
    async with clerk_at(value) as clerk:
        await clerk.presses("end")
        away, back = ("right", "left") if clerk.field.direction == "R" else ("left", "right")
        step = 1 if away == "right" else -1
        visited = [clerk.cursor_cell]
        for _ in lay_out(value).clusters:
            await clerk.presses(away)
            visited.append(clerk.cursor_cell)
        # At a number inside Arabic the end of the line may be beyond it: only steps count.
        assert {b - a for a, b in pairwise(visited)} == {step}
        await clerk.presses(back)
        assert clerk.cursor_cell == visited[-2]


async def test_home_and_end_are_where_reading_begins_and_ends() -> None:
    async with clerk_at("محمد") as clerk:
        await clerk.presses("home")
        assert (clerk.field.cursor_position, clerk.cursor_cell) == (0, 19)
        await clerk.presses("end")
        assert (clerk.field.cursor_position, clerk.cursor_cell) == (4, 15)


async def test_shift_and_the_arrows_select_what_they_pass() -> None:
    async with clerk_at("محمد لحلو") as clerk:
        await clerk.presses("home", *["shift+left"] * 4)
        assert clerk.field.selected_text == "محمد"
        await clerk.presses("left")
        assert clerk.field.selection == Selection.cursor(4)
        await clerk.presses("shift+end")
        assert clerk.field.selected_text == " لحلو"
        await clerk.types("ة")
        assert clerk.field.value == "محمدة"


async def test_control_and_the_arrows_go_by_words() -> None:
    async with clerk_at("مُحَمَّد بنُ علي") as clerk:
        await clerk.presses("home", "ctrl+left")
        assert clerk.field.value[clerk.field.cursor_position :] == "بنُ علي"
        await clerk.presses("ctrl+right")
        assert clerk.field.cursor_position == 0


async def test_deleting_a_word_takes_all_of_a_vowelled_word() -> None:
    async with clerk_at("عبد الرَّحْمَٰن") as clerk:
        await clerk.presses("ctrl+w")
        assert clerk.field.value == "عبد "


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("\ufefb", "لا"),
        ("٠١٢", "012"),
        ("۰۱۲", "012"),
        ("\u202eمحمد\u202c\u200f\x07", "محمد"),
        ("310\u20111\u201132", "310-1-32"),
        ("م" + "َ" * 200, "مَ" + "َ" * 2),
        ("\ud800م", "م"),
    ],
)
async def test_what_is_pasted_is_cleaned(pasted: str, kept: str) -> None:
    async with clerk_at() as clerk:
        await clerk.pastes(pasted)
        assert clerk.field.value == kept
        assert clerk.field.cursor_position == len(kept)


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("ALAMI\nMohammed", "ALAMI Mohammed"),
        ("العلمي\r\nمحمد\r\n", "العلمي محمد"),
        ("\nALAMI\n", "ALAMI"),
        ("\n", ""),
    ],
)
async def test_no_line_of_what_is_pasted_is_dropped(pasted: str, kept: str) -> None:
    async with clerk_at() as clerk:
        await clerk.pastes(pasted)
        assert clerk.field.value == kept


async def test_text_copied_from_a_screen_is_pasted_in_reading_order() -> None:
    async with clerk_at("السيد ") as clerk:
        await clerk.pastes(display("محمد السلامي"))
        assert clerk.field.value == "السيد محمد السلامي"


async def test_a_mark_joins_the_letter_before_it() -> None:
    async with clerk_at("ب") as clerk:
        await clerk.presses("home")
        await clerk.types("ا")
        await clerk.types("\u0654")  # hamza above: the two make one letter
        assert clerk.field.value == "أب"
        assert clerk.field.cursor_position == 1


@pytest.mark.parametrize("value", MIXED)
async def test_a_click_goes_to_the_letter_that_is_seen_there(value: str) -> None:
    async with clerk_at(value) as clerk:
        await clerk.presses("home")
        for cluster in lay_out(f"{value} ").clusters:
            clerk.field.cursor_position = cluster.start
            await clerk.pilot.pause()
            cell = clerk.cursor_cell
            clerk.field.cursor_position = 0
            x, y, _, _ = clerk.field.content_region
            await clerk.pilot.click(offset=Offset(x + cell, y))
            assert clerk.field.cursor_position == cluster.start, cell


async def test_a_click_beside_the_text_goes_to_its_nearest_end() -> None:
    async with clerk_at("محمد") as clerk:
        await clerk.pilot.click(ArabicInput, offset=(3, 1))
        assert clerk.field.cursor_position == 4
        await clerk.pilot.click(ArabicInput, offset=(23, 1))
        assert clerk.field.cursor_position == 0


async def test_dragging_selects() -> None:
    async with clerk_at("محمد لحلو") as clerk:
        x, y, cells, _ = clerk.field.content_region
        await clerk.pilot.mouse_down(offset=(x + cells - 1, y))
        await clerk.pilot.hover(offset=(x + cells - 5, y))
        await clerk.pilot.mouse_up(offset=(x + cells - 5, y))
        assert clerk.field.selected_text == "محمد"


async def test_a_long_value_scrolls_with_its_cursor() -> None:
    value = "الصندوق الوطني للضمان الاجتماعي بالرباط"
    async with clerk_at(value) as clerk:
        await clerk.presses("home", "end")
        assert clerk.sees.strip() == display(value[-19:])
        for _ in value:
            assert 0 <= clerk.cursor_cell < 20
            await clerk.presses("right")
        assert clerk.field.cursor_position == 0
        assert clerk.cursor_cell == 19
        assert clerk.sees.endswith(display("الصندوق الوطني"))


async def test_the_cursor_is_drawn_on_its_letter() -> None:
    async with clerk_at("مُحَمَّد") as clerk:
        for position in (0, 2, 4):
            clerk.field.cursor_position = position
            await clerk.pilot.pause()
            x, y, _, _ = clerk.field.content_region
            style = clerk.app.screen.get_style_at(x + clerk.cursor_cell, y)
            beside = clerk.app.screen.get_style_at(x + clerk.cursor_cell - 1, y)
            cursor = clerk.field.get_component_rich_style("input--cursor")
            assert style.bgcolor == cursor.bgcolor
            assert beside.bgcolor != cursor.bgcolor
            assert not is_mark(clerk.field.value[position])


async def test_a_value_that_is_not_allowed_leaves_field_and_cursor_alone() -> None:
    async with clerk_at("محمد", max_length=4) as clerk:
        await clerk.presses("home")
        await clerk.types("س")
        assert (clerk.field.value, clerk.field.cursor_position) == ("محمد", 0)


async def test_with_no_arabic_on_the_terminal_the_field_is_a_plain_one() -> None:
    async with clerk_at("محمد", bidi="off") as clerk:
        assert clerk.sees == "محمد".ljust(20)
        await clerk.presses("left")
        assert (clerk.field.cursor_position, clerk.cursor_cell) == (3, 3)
