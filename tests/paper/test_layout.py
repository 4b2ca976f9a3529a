"""The grid holds: nothing leaves the page, nothing lies on anything, whatever is printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from cnss_counter.domain.request import MOST_LETTERS
from cnss_counter.errors import DataFileError
from cnss_counter.paper.content.receipt import ReceiptContent
from cnss_counter.paper.sheets.layout import SIDE, WIDTH, Page, pages
from cnss_counter.paper.sheets.sections.checklist import TICK
from cnss_counter.paper.typesetting.blocks import Modules, Text, TickBox
from testkit import receipts
from testkit.reading import CONTROLS
from tests.paper.ink import collisions, leaving
from tests.refusals import refused

WIDEST_HANG = 14.1
"""Millimetres: a sign and a box to tick."""

ON_ONE_PAGE = ("ordinary", "provisional", "control", "duplicate", "training", "long_names")


@pytest.mark.parametrize("kind", receipts.KINDS)
def test_nothing_lies_on_anything_or_leaves_the_page(kind: str) -> None:
    for page in pages(receipts.KINDS[kind]()):
        assert collisions(page) == []
        assert leaving(page) == []


@pytest.mark.parametrize("kind", receipts.KINDS)
def test_each_copy_has_sheets_of_its_own_that_say_which_they_are(kind: str) -> None:
    content = receipts.KINDS[kind]()
    sheets = pages(content)
    per_copy = len(sheets) // len(content.copies)
    for place, page in enumerate(sheets):
        copy, number = divmod(place, per_copy)
        said = plain(" ".join(lines(page)))
        for words in (content.copies[copy].fr, content.copies[copy].ar):
            assert words in said
        assert said.count(f"· {number + 1}/{per_copy}") == 2
        (other,) = {*content.copies} - {content.copies[copy]}
        assert other.fr not in said


def goes_on() -> ReceiptContent:
    """Eight papers below four frames: the page ends among them."""
    frames = (receipts.LATE, receipts.CONTROL, receipts.IRREVOCABLE, receipts.AFTER_DEATH)
    return replace(receipts.eight_papers(), notices=frames)


@pytest.mark.parametrize("make", [*receipts.KINDS.values(), goes_on])
def test_papers_that_go_on_on_another_page_are_headed_again(
    make: Callable[[], ReceiptContent],
) -> None:
    """Two sheets of paper come apart: a list without a title could be of anything."""
    content = replace(make(), continued=receipts.CONTINUED)
    sheets = pages(content)
    for page in sheets[: len(sheets) // len(content.copies)]:
        has_papers = any(isinstance(one, TickBox) and one.side == TICK for one in page.blocks)
        said = plain(" ".join(lines(page)))
        for title, again in (
            (content.papers_title.fr, content.continued.fr),
            (content.papers_title.ar, content.continued.ar),
        ):
            assert (title in said) is has_papers
            is_continued = has_papers and labels(page)[0] != first_label(content)
            assert (f"{title} {again}" in said) is is_continued


def test_the_control_papers_of_two_pages_are_on_two_pages() -> None:
    content = goes_on()
    assert sum(bool(labels(page)) for page in pages(content)) == 2 * len(content.copies)


def labels(page: Page) -> list[str]:
    """The names of the papers of a page, by the first line of each."""
    return [
        block.lines[0]
        for block in page.blocks
        if isinstance(block, Text) and block.path[0] == "L.papers" and block.language == "fr"
    ]


def first_label(content: ReceiptContent) -> str:
    """Of the first paper in the order of the page."""
    return next(label for page in pages(content) for label in labels(page))


def plain(said: str) -> str:
    return CONTROLS.sub("", said).replace("\u00a0", " ")


@pytest.mark.parametrize("kind", ON_ONE_PAGE)
def test_an_ordinary_copy_is_one_page(kind: str) -> None:
    content = receipts.KINDS[kind]()
    assert len(pages(content)) == len(content.copies)


def test_both_copies_are_the_same_but_for_their_band() -> None:
    content = receipts.receipt()
    one, other = map(lines, pages(content))
    named = {copy.fr for copy in content.copies} | {copy.ar for copy in content.copies}
    differing = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    assert len(differing) == 2
    assert all(any(name in line for name in named) for pair in differing for line in pair)


@pytest.mark.parametrize("kind", receipts.KINDS)
def test_every_page_proves_itself(kind: str) -> None:
    """Sheets come apart: each has the reference, the name, the signed code and the stamp."""
    content = receipts.KINDS[kind]()
    assert content.person is not None
    for page in pages(content):
        codes = [block.alternative for block in page.blocks if isinstance(block, Modules)]
        assert codes == [content.reference, content.verify_label.fr]
        said = lines(page)
        assert content.reference in said
        assert content.signature_box.ar in said
        assert content.person.value.split()[0] in " ".join(said)


def with_rows(count: int) -> ReceiptContent:
    """The receipt of as many survivors, each in a row of its own."""
    content = receipts.survivors()
    row = content.rows[-1]
    return replace(content, rows=(*content.rows, *(row for _ in range(count))))


@pytest.mark.parametrize("count", [15, 25, 400])
def test_a_large_family_takes_more_pages_and_no_smaller_letters(count: int) -> None:
    content = with_rows(count)
    sheets = pages(content)
    assert sizes(sheets) == sizes(pages(receipts.survivors()))
    first = sheets[: len(sheets) // len(content.copies)]
    assert not any(collisions(page) or leaving(page) for page in first)
    told = [line for page in first for line in lines(page)]
    assert sum(content.rows[-1].value in line for line in told) >= count


def test_a_text_that_no_page_holds_is_told_and_not_drawn_blank() -> None:
    content = receipts.receipt()
    endless = replace(content, privacy=replace(content.privacy, fr="mot " * 9000))
    with refused(DataFileError, "receipt.no_room") as detail:
        pages(endless)
    assert detail["reference"] == content.reference


@pytest.mark.parametrize("count", range(1, 9))
def test_one_to_eight_papers_have_room(count: int) -> None:
    eight = receipts.eight_papers()
    for page in pages(replace(eight, papers=eight.papers[:count])):
        assert collisions(page) == []


@pytest.mark.parametrize("letters", ["illisible ", "W", "ص", "غير واضحة ", "\U0002dddd"])
def test_the_longest_reason_that_may_be_given_for_each_paper_has_room(letters: str) -> None:
    """Of letters that no typeface has, which are drawn by their numbers, it goes on on a page."""
    eight = receipts.eight_papers()
    reason = (letters * MOST_LETTERS)[: MOST_LETTERS - 1] + "§"
    papers = tuple(
        replace(paper, state="refused", reason=reason, reason_words=receipts.REASON)
        for paper in eight.papers
    )
    sheets = pages(replace(eight, papers=papers))
    first = sheets[: len(sheets) // len(eight.copies)]
    assert not any(map(leaving, first))
    ends = "".join(line for page in first for line in lines(page)).count("§")
    assert ends == 2 * len(papers), "to its end, in both columns"


@pytest.mark.parametrize(("value", "value_ar"), [("Fatima EL ALAOUI", ""), ("", "فاطمة العلوي")])
def test_a_name_in_one_script_only_stands_on_both_sides(value: str, value_ar: str) -> None:
    """Who reads the other column would think that it is of nobody."""
    ordinary = receipts.receipt()
    row = replace(receipts.NAME, value=value, value_ar=value_ar)
    page = pages(replace(ordinary, rows=(ordinary.rows[0], row, *ordinary.rows[2:])))[0]
    assert collisions(page) == []
    assert lines(page).count(value or value_ar) == 2


def test_a_name_without_a_blank_is_cut_rather_than_lost() -> None:
    name = "Abdelmoumen" * 14
    ordinary = receipts.receipt()
    row = replace(receipts.NAME, value=name, value_ar="")
    page = pages(replace(ordinary, rows=(ordinary.rows[0], row)))[0]
    assert collisions(page) == []
    assert name in "".join(lines(page))


def test_without_a_seal_no_code_is_drawn() -> None:
    page = pages(replace(receipts.receipt(), sealed=""))[0]
    codes = [block for block in page.blocks if isinstance(block, Modules)]
    assert [code.alternative for code in codes] == [receipts.REFERENCE]


def test_a_receipt_of_bare_facts_is_a_receipt() -> None:
    bare: ReceiptContent = replace(
        receipts.receipt(), papers=(), notices=(), next_steps=(), sealed="", rows=()
    )
    assert all(collisions(page) == [] for page in pages(bare))


@pytest.mark.parametrize("kind", receipts.KINDS)
def test_arabic_stands_flush_at_the_right_margin_all_the_way_down(kind: str) -> None:
    """Nothing that is read from the right starts in mid-page: a sign, a number or a box to tick
    hangs in the margin before it, or its label does.
    """
    for page in pages(receipts.KINDS[kind]()):
        arabic = [
            block for block in page.blocks if isinstance(block, Text) and block.is_right_to_left
        ]
        in_mid_page = [text for text in arabic if WIDTH - SIDE - right_edge(text) > WIDEST_HANG]
        assert len(in_mid_page) < len(arabic) / 4
        for text in in_mid_page:
            assert text.path[-1] == "TD" or text.lines == (receipts.receipt().signature_box.ar,)


def right_edge(text: Text) -> float:
    return text.x + text.width


def sizes(sheets: Sequence[Page]) -> set[float]:
    return {block.size for page in sheets for block in page.blocks if isinstance(block, Text)}


def lines(page: Page) -> list[str]:
    return [line for block in page.blocks if isinstance(block, Text) for line in block.lines]
