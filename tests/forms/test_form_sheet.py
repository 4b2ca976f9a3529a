"""The paper form on the screen: captions on one sheet, entries laid upon it."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from cnss_counter.forms.form_sheet import AROUND, CAPTION_CELLS, GAP, Message, SheetRow, lay_out

ROWS = (
    SheetRow("Identité"),
    SheetRow("Nom", "last_name", is_required=True),
    SheetRow("Date de naissance", "birth_date", (Message("error", "Ce n'est pas une date."),)),
    SheetRow("Ville", "city"),
)


def test_each_entry_stands_on_the_line_of_its_caption() -> None:
    layout = lay_out(ROWS, 78, is_mirrored=False)
    for row in ROWS[1:]:
        place = layout.places[row.entry]
        assert layout.lines[place.y].plain.startswith(row.caption)
        assert place.x >= CAPTION_CELLS


def test_a_message_takes_a_line_and_pushes_what_follows() -> None:
    without = lay_out([SheetRow(r.caption, r.entry) for r in ROWS], 78, is_mirrored=False)
    layout = lay_out(ROWS, 78, is_mirrored=False)
    assert layout.places["city"].y == without.places["city"].y + 1
    said = layout.lines[layout.places["birth_date"].y + 1].plain
    assert said.strip() == "Ce n'est pas une date."
    assert said.index("Ce") == layout.places["birth_date"].x


def test_in_arabic_the_sheet_is_mirrored() -> None:
    width = 78
    for row in (SheetRow("المدينة", "city"),):
        layout = lay_out([row], width, is_mirrored=True)
        place = layout.places["city"]
        line = layout.lines[place.y].plain
        assert line.endswith(row.caption)
        assert cell_len(line) == width
        assert place.x + place.width + GAP + CAPTION_CELLS == width


def test_no_line_is_wider_than_the_sheet_and_no_entry_leaves_it() -> None:
    long = SheetRow(
        "Droits dans un autre régime ou un autre pays",
        "other_scheme",
        (Message("warning", "mot " * 60),),
    )
    for width in (60, 78, 118):
        for is_mirrored in (False, True):
            layout = lay_out([*ROWS, long], width, is_mirrored=is_mirrored)
            assert max(cell_len(line.plain) for line in layout.lines) <= width
            for place in layout.places.values():
                assert place.x >= 0
                assert place.x + place.width <= width


def test_a_reference_is_never_broken_at_its_hyphens() -> None:
    said = "Sans l’imprimé signé, il n’y a pas de demande : " + "310-1-32 " * 20
    row = SheetRow("Formulaire", "request_form", (Message("error", said),))
    layout = lay_out([row], 78, is_mirrored=False)
    whole = sum(line.plain.split().count("310-1-32") for line in layout.lines)
    assert whole == said.count("310-1-32")


TALL = [
    SheetRow("Identité"),
    *(SheetRow("Pension d’un régime de base ou d’un autre pays", f"two-{n}") for n in range(9)),
    *(SheetRow("Nom", f"one-{n}") for n in range(9)),
    SheetRow("", "list", height=20, is_wide=True),
    *(SheetRow("Droits dans un autre régime ou pays", f"last-{n}") for n in range(9)),
]


@pytest.mark.parametrize("height", [1, 2, 5, 8, 9, 12, 40, 200])
def test_the_entry_in_use_has_lines_around_it_wherever_one_comes_from(height: int) -> None:
    layout = lay_out(TALL, 78, is_mirrored=False)
    last = max(0, len(layout.lines) - height)
    for name, place in layout.places.items():
        captions = 1 if name.startswith(("one", "list")) else 2
        end = place.y + max(place.height, captions)
        for now in range(last + 1):
            top = layout.scrolled_to(place, height, now)
            assert 0 <= top <= last
            if height < end - place.y:
                assert top == min(place.y, last)
                continue
            around = min(AROUND, (height - (end - place.y)) // 2)
            assert top <= max(0, place.y - around)
            assert top + height >= min(len(layout.lines), end + around)


def test_no_caption_is_halved_where_the_window_has_room_for_another_way() -> None:
    layout = lay_out(TALL, 78, is_mirrored=False)
    seconds = {place.y + 1 for name, place in layout.places.items() if name[:3] in ("two", "las")}
    assert seconds == layout.within
    height = 12
    inside = [one for one in layout.places.values() if height < one.y < len(layout.lines) - height]
    assert len(inside) > 5
    for place in inside:
        for now in range(len(layout.lines)):
            top = layout.scrolled_to(place._replace(height=1), height, now)
            assert not {top, top + height} & seconds
