"""The paper form on the screen: captions on one sheet, entries laid upon it."""

from __future__ import annotations

from rich.cells import cell_len

from cnss_counter.forms.form_sheet import CAPTION_CELLS, GAP, Message, SheetRow, lay_out

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
