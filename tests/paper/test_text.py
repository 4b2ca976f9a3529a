"""The receipt in text, as a file and on a matrix printer: eighty cells, nothing turned around."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import get_args

import pytest

from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.paper.content.receipt import ReceiptContent, ReceiptRow
from cnss_counter.paper.sheets.text import draw
from cnss_counter.paper.sheets.two_columns import Order
from cnss_counter.text import cells, display, has_arabic, isolate
from testkit import receipts
from testkit.reading import CONTROLS, said, tokens

WIDTHS = [80, 60, 48]
ORDERS: tuple[Order, ...] = get_args(Order)
in_both_orders = pytest.mark.parametrize("order", ORDERS)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", receipts.KINDS)
@in_both_orders
def test_no_line_is_wider_than_the_paper(order: Order, kind: str, width: int) -> None:
    lines = draw(receipts.KINDS[kind](), width, order).splitlines()
    assert [line for line in lines if cells(line) > width] == []
    assert [line for line in lines if line != line.rstrip()] == []


@pytest.mark.parametrize("kind", receipts.KINDS)
def test_every_word_of_a_file_stands_in_it_as_it_is_written(kind: str) -> None:
    content = receipts.KINDS[kind]()
    found = set(tokens(draw(content)))
    assert {word for word in said(content) if word not in found} <= of_sheets(content)


def test_the_control_lines_for_a_printer_are_no_file_to_search_in() -> None:
    printed = draw(receipts.receipt(), order="visual")
    assert "وصل" not in tokens(printed)
    assert any(map(is_form, printed))
    assert not any(map(is_form, draw(receipts.receipt())))


def is_form(letter: str) -> bool:
    return letter != unicodedata.normalize("NFKC", letter) and has_arabic(letter)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", receipts.KINDS)
def test_a_file_shown_by_what_knows_arabic_is_the_sheet_of_the_printer(
    kind: str, width: int
) -> None:
    """Each column in its place, by python-bidi: a sentence keeps its full stop and its numbers."""
    content = receipts.KINDS[kind]()
    shown = [display(line) for line in draw(content, width).splitlines()]
    assert shown == draw(content, width, "visual").splitlines()


@pytest.mark.parametrize("kind", receipts.KINDS)
def test_every_word_is_printed(kind: str) -> None:
    """A printed line read from its right end gives the Arabic back, from its left the French."""
    content = receipts.KINDS[kind]()
    printed = draw(content, order="visual")
    french = set(tokens(printed))
    arabic = set(tokens(unicodedata.normalize("NFKC", printed[::-1])))
    missing = [
        word for word in said(content) if word not in (arabic if has_arabic(word) else french)
    ]
    assert set(missing) <= of_sheets(content)


def of_sheets(content: ReceiptContent) -> set[str]:
    """A terminal shows one copy on no page, which need no names, and nothing goes on on another."""
    named = (*content.copies, content.page_label, content.continued)
    return {word for name in named for word in tokens(f"{name.fr} {name.ar}")}


@pytest.mark.parametrize("width", WIDTHS)
def test_the_reference_stands_whole_and_alone(width: int) -> None:
    (line,) = [
        line
        for line in draw(replace(receipts.receipt(), sealed=""), width).splitlines()
        if receipts.REFERENCE in line
    ]
    assert f">> {receipts.REFERENCE} <<" in line


@in_both_orders
def test_no_reference_is_turned_around(order: Order) -> None:
    printed = draw(receipts.everything_at_once(), order=order)
    for value in ("310-1-32", "080 203 33 33", "080 200 72 00", "09-08", "55-19", "(041)"):
        assert printed.count(value) == 2, value
    assert "32-1-310" not in printed


def test_the_arabic_column_is_flush_with_the_right_edge() -> None:
    for line in draw(receipts.receipt(), order="visual").splitlines():
        if has_arabic(line) and not line.startswith((" ", "#", "*", "[")) and line[-1] != "]":
            assert cells(line) == 80, line


@in_both_orders
def test_nothing_that_a_terminal_would_obey_is_printed(order: Order) -> None:
    name = replace(receipts.NAME, value="[/red\u202e EVIL\x1b[31m", value_ar="\u2067محمد")
    printed = draw(replace(receipts.receipt(), rows=(name,)), order=order).replace("\n", "")
    if order == "logical":  # what sets an Arabic text apart steers its own line, and nothing else
        printed = CONTROLS.sub("", printed.replace("\u202e", "obeyed\x00"))
    kinds = {unicodedata.category(letter) for letter in printed}
    assert kinds.isdisjoint({"Cc", "Cf", "Cs"})


@in_both_orders
def test_a_survivors_share_stands_beside_name_and_number_where_there_is_room(order: Order) -> None:
    label = Bilingual("Ayant droit n° 1", "ذو الحق رقم 1")
    for name, lines in (("Aya ALAMI", 1), ("Aya ALAMI EL IDRISSI", 2)):
        row = ReceiptRow(label, f"{name}, 40 %", f"{isolate(name)}، 40%")
        sheet = draw(replace(receipts.receipt(), rows=(receipts.NAME, row)), order=order)
        told = [line for line in sheet.splitlines() if label.fr in line or "40 %" in line]
        assert len(told) == lines
        assert (f"{label.fr} : {name}, 40 %" in told[0]) == (lines == 1)


def test_training_is_said_at_the_top_and_at_the_foot() -> None:
    first, *_, last = draw(receipts.training()).splitlines()
    assert first == last
    assert receipts.TRAINING.fr in first
    assert cells(first) == 80


def test_the_seal_can_be_typed_in_again() -> None:
    printed = draw(receipts.receipt()).splitlines()
    assert "".join(line[1:-1] for line in printed if line[0:1] == "|") == receipts.SEALED
