"""The receipt in the hands of somebody of seventy: how small, how pale, how much to read first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from cnss_counter.paper.content.receipt import Language, ReceiptContent
from cnss_counter.paper.pdf import receipt_pdf
from cnss_counter.paper.pdf.shapes import COLOURS
from cnss_counter.paper.sheets.layout import Page, pages
from cnss_counter.paper.typesetting.blocks import Ink, Pictogram, Text
from testkit import receipts
from testkit.reading import attached, content_of, opened
from tests.paper.first_lines import MOST_WORDS, plain_words, words_above_the_line

SPECIMENS = Path(__file__).parents[2] / "receipts" / "specimens"

VALUES, BODY, SMALLEST = 11.0, 9.0, 8.0
"""Points: the least for a value, for running text, and for anything that is read."""

CONTRAST, ON_A_MARK = 7.0, 5.0
"""WCAG 2: enough for weak eyes (AAA); and where a text crosses the pale mark below it."""


def everyone() -> Iterator[tuple[str, ReceiptContent]]:
    """Each kind of receipt; those of the twelve training clients, and their duplicates."""
    for kind, make in receipts.KINDS.items():
        yield kind, make()
    for file in sorted(SPECIMENS.glob("client-*.pdf")):
        original = content_of(attached(file.read_bytes(), receipt_pdf.RECORD))
        marks = (*original.marks, receipts.duplicate().marks[-1])
        yield file.stem, original
        yield f"{file.stem}-duplicate", replace(original, duplicate=2, marks=marks)


ALL = [pytest.param(content, id=name) for name, content in everyone()]


# How small


@pytest.mark.parametrize("content", ALL)
def test_no_letter_is_too_small_for_what_it_says(content: ReceiptContent) -> None:
    for page in pages(content):
        assert too_small(page, content) == []


def test_whatever_were_set_smaller_than_it_may_be_would_be_seen() -> None:
    content = receipts.receipt()
    page = pages(content)[0]
    for text in page.blocks:
        if isinstance(text, Text):
            shrunk = replace(page, blocks=(replace(text, size=least_of(text, content) - 0.1),))
            assert too_small(shrunk, content) == [text.lines]


def too_small(page: Page, content: ReceiptContent) -> list[tuple[str, ...]]:
    return [
        block.lines
        for block in page.blocks
        if isinstance(block, Text) and block.size < least_of(block, content)
    ]


def least_of(text: Text, content: ReceiptContent) -> float:
    """The least size of a text: smaller only are the use made of the data and the journal entry."""
    fine_print = (content.privacy.fr[:20], content.privacy.ar[:20], content.fingerprint)
    if text.path[-1] == "TD":
        return VALUES
    return SMALLEST if any(said in " ".join(text.lines) for said in fine_print) else BODY


@pytest.mark.parametrize("kind", receipts.KINDS)
def test_the_smallest_letter_of_each_page_of_the_file_is_of_eight_points(kind: str) -> None:
    """As another program reads the file, not as we meant it."""
    with opened(receipt_pdf.draw(receipts.KINDS[kind]())) as document:
        for page in document:
            assert min(span["size"] for span in page.get_texttrace()) >= SMALLEST


# How pale, printed in grey

INKS: tuple[Ink, ...] = ("text", "muted", "accent", "alert")
GRADED: tuple[Ink, ...] = ("shade", "tint")
PAPER: Ink = "paper"
GROUNDS: tuple[tuple[Ink, Ink, float], ...] = (
    *((ink, PAPER, CONTRAST) for ink in INKS),
    *((PAPER, ground, CONTRAST) for ground in INKS[2:]),
    *((ink, ground, ON_A_MARK) for ink, ground in product(INKS, GRADED)),
)


@pytest.mark.parametrize(("ink", "ground", "least"), GROUNDS)
def test_every_ink_stands_off_its_ground_without_its_colour(
    ink: Ink, ground: Ink, least: float
) -> None:
    assert contrast(ink, ground) >= least


def test_a_hairline_would_be_too_pale_for_letters() -> None:
    assert contrast("hairline", "paper") < ON_A_MARK


def contrast(one: Ink, other: Ink) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(ink: Ink) -> float:
    """How light a colour is in grey, from 0 to 1: WCAG 2, relative luminance."""
    parts = (value / 255 for value in COLOURS[ink])
    linear = (part / 12.92 if part <= 0.04 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    weights = (0.2126, 0.7152, 0.0722)
    return sum(weight * part for weight, part in zip(weights, linear, strict=True))


# How much to read first


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("content", ALL)
def test_what_to_do_next_is_read_in_sixty_words(
    content: ReceiptContent, language: Language
) -> None:
    """Whoever has three or more things to bring reads their names besides."""
    words = words_above_the_line(pages(content)[0], language)
    to_bring = [said.of(language) for said in content.asked_first]
    names = to_bring if len(to_bring) > 2 else []
    assert 20 < len(words) - len(plain_words(" ".join(names))) <= MOST_WORDS


@pytest.mark.parametrize("content", ALL)
def test_above_the_line_stand_name_reference_and_what_to_do(
    content: ReceiptContent,
) -> None:
    first = pages(content)[0]
    seen = {*words_above_the_line(first, "fr"), *words_above_the_line(first, "ar")}
    others = (content.ask, content.keep, content.call)
    to_do = (content.come_back_title, *others, *content.asked_first)
    asked = [content.reference, *(side for said in to_do for side in (said.fr, said.ar))]
    if content.person is not None:
        asked += [content.person.value, content.person.value_ar]
    assert {*plain_words(" ".join(asked))} <= seen
    signs = [block.sign for block in first.blocks if isinstance(block, Pictogram)]
    asked = ["ask", "ask"] if content.ask.fr else []
    assert signs == ["bring", "bring", *asked, "keep", "keep", "call", "call"]
