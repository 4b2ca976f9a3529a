"""A path that is wider than its place breaks between two names, so that each can be copied."""

from __future__ import annotations

import pytest
from textual.content import Content

from cnss_counter import wording
from cnss_counter.forms.lines.paths import WholeNames, with_whole_names
from cnss_counter.text import display

PATH = "/home/agent/.local/share/cnss-counter/receipts/RCS-041-1-2026-000123-57.pdf"
SAID = f"Fichier : {PATH}\nOuvrez-le, ou imprimez-le."


@pytest.mark.parametrize("width", range(28, 80))
def test_every_name_of_a_path_is_whole_on_its_line(width: int) -> None:
    shown = with_whole_names(Content(SAID), width)
    lines = [line.plain for part in shown.split("\n") for line in part.wrap(width)]
    for name in PATH.strip("/").split("/"):
        assert any(name in line for line in lines), width
    assert PATH in "".join(lines)
    assert "Ouvrez-le" in "".join(lines)


def test_a_path_has_the_height_of_its_lines_whatever_width_it_was_painted_in_before() -> None:
    shown = WholeNames(Content(SAID))
    for width in (79, 28, 40, 200):
        lines = with_whole_names(Content(SAID), width).wrap(width)
        assert shown.get_height({}, width) == len(lines)


def test_a_path_that_fits_and_what_is_none_are_left_alone() -> None:
    for said in (SAID, "01/03/2026 · 3/4 · et/ou", ""):
        assert with_whole_names(Content(said), 200).plain == said
        assert "\n" not in with_whole_names(Content(said.replace("\n", " ")), 200).plain


@pytest.mark.parametrize("key", ["none", "shown"])
def test_in_an_arabic_sentence_a_path_stands_alone_and_begins_with_its_slash(key: str) -> None:
    said = wording.load("ar")(f"errors.printer.{key}", file=PATH)
    shown = with_whole_names(Content(said), 40)
    lines = [display(line.plain, "R") for line in shown.split("\n")]
    start = next(number for number, line in enumerate(lines) if line.startswith("/"))
    assert "".join(lines[start:]) == PATH
