"""The grid holds: nothing leaves the page, nothing lies on anything, whatever is printed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cnss_counter.errors import DataFileError
from cnss_counter.paper.content.receipt import ReceiptContent
from cnss_counter.paper.sheets.layout import Page, Sheet, pages
from cnss_counter.paper.typesetting.blocks import Modules, Text
from testkit import receipts
from tests.paper.ink import collisions, leaving
from tests.refusals import refused

HALF_SHEETS = sorted(receipts.KINDS.keys() - {"everything"})


@pytest.mark.parametrize("sheet", ["A4", "A5"])
@pytest.mark.parametrize("kind", receipts.KINDS)
def test_nothing_lies_on_anything_or_leaves_the_page(kind: str, sheet: Sheet) -> None:
    for page in pages(receipts.KINDS[kind](), sheet):
        assert collisions(page) == []
        assert leaving(page) == []


@pytest.mark.parametrize("kind", HALF_SHEETS)
def test_an_a4_sheet_holds_both_copies(kind: str) -> None:
    content = receipts.KINDS[kind]()
    (page,) = pages(content)
    assert page.height == 297
    for copy in content.copies:
        assert any(copy.fr in line for line in lines(page))


def test_both_copies_are_the_same_but_for_their_name() -> None:
    content = receipts.receipt()
    (page,) = pages(content)
    texts = [block for block in page.blocks if isinstance(block, Text)]
    upper = [text.lines for text in texts if text.baseline < page.height / 2]
    lower = [text.lines for text in texts if text.baseline > page.height / 2]
    named = {line for copy in content.copies for line in (copy.fr, copy.ar)}
    assert len(upper) == len(lower)
    for one, other in zip(upper, lower, strict=True):
        assert one == other or any(name in one[0] for name in named)


def test_what_half_a_sheet_cannot_hold_takes_a_sheet_for_each_copy() -> None:
    content = receipts.everything_at_once()
    both = pages(content)
    assert len(both) == len(content.copies)
    for page, copy in zip(both, content.copies, strict=True):
        assert any(copy.fr in line for line in lines(page))


def with_rows(count: int) -> ReceiptContent:
    """The receipt of as many survivors, each in a row of its own."""
    content = receipts.survivors()
    row = content.rows[-1]
    return replace(content, rows=(*content.rows, *(row for _ in range(count))))


@pytest.mark.parametrize("count", [15, 20, 25])
def test_a_large_family_is_set_small_and_never_leaves_a_blank_sheet(count: int) -> None:
    content = with_rows(count)
    both = pages(content)
    assert len(both) == len(content.copies)
    for page in both:
        assert collisions(page) == []
        assert leaving(page) == []
        assert sum(content.rows[-1].value in line for line in lines(page)) >= count


def test_what_no_scale_can_hold_is_told_and_not_drawn_blank() -> None:
    content = with_rows(400)
    with refused(DataFileError, "receipt.no_room") as detail:
        pages(content)
    assert detail["reference"] == content.reference


def test_an_a5_sheet_holds_the_applicants_copy() -> None:
    content = receipts.receipt()
    (page,) = pages(content, "A5")
    assert page.height == 148
    assert any(content.copies[0].fr in line for line in lines(page))
    assert not any(content.copies[1].fr in line for line in lines(page))


@pytest.mark.parametrize("count", range(1, 9))
def test_one_to_eight_papers_fit_twice_on_a_sheet(count: int) -> None:
    eight = receipts.eight_papers()
    (page,) = pages(replace(eight, papers=eight.papers[:count]))
    assert collisions(page) == []


@pytest.mark.parametrize(("value", "value_ar"), [("Fatima EL ALAOUI", ""), ("", "فاطمة العلوي")])
def test_a_name_in_one_script_only_stands_alone(value: str, value_ar: str) -> None:
    ordinary = receipts.receipt()
    row = replace(receipts.NAME, value=value, value_ar=value_ar)
    (page,) = pages(replace(ordinary, rows=(ordinary.rows[0], row, *ordinary.rows[2:])))
    assert collisions(page) == []
    assert (value or value_ar) in lines(page)


def test_a_name_without_a_blank_is_cut_rather_than_lost() -> None:
    name = "Abdelmoumen" * 14
    ordinary = receipts.receipt()
    row = replace(receipts.NAME, value=name, value_ar="")
    (page,) = pages(replace(ordinary, rows=(ordinary.rows[0], row)), "A5")
    assert collisions(page) == []
    assert name in "".join(lines(page))


def test_missing_papers_stand_in_the_slip_and_nowhere_else() -> None:
    content = receipts.provisional()
    (page,) = pages(content, "A5")
    said = [line.replace("\u00a0", " ") for line in lines(page)]  # blanks that hold are wider
    assert said.count(receipts.UNDERGROUND.fr) == 1
    assert content.come_back_title.fr in lines(page)


def test_without_a_seal_no_code_is_drawn() -> None:
    (page,) = pages(replace(receipts.receipt(), sealed=""), "A5")
    codes = [block for block in page.blocks if isinstance(block, Modules)]
    assert [code.alternative for code in codes] == [receipts.REFERENCE]


def test_a_receipt_of_bare_facts_is_a_receipt() -> None:
    bare: ReceiptContent = replace(
        receipts.receipt(), papers=(), notices=(), next_steps=(), sealed="", rows=()
    )
    (page,) = pages(bare)
    assert collisions(page) == []


def lines(page: Page) -> list[str]:
    return [line for block in page.blocks if isinstance(block, Text) for line in block.lines]
