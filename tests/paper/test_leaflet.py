"""The leaflet: one language, dated, on the pages that letters for people over sixty take."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cnss_counter.paper.content.leaflet import LeafletContent
from cnss_counter.paper.sheets.layout import WIDTH, Page
from cnss_counter.paper.sheets.leaflet import GUTTER, draw_leaflet, leaflet_pages
from cnss_counter.paper.typesetting.blocks import Across, Star, Text
from testkit.reading import opened, said, text_by_pdfium, tokens
from testkit.receipts import ARABIC_LEAFLET, FRENCH_LEAFLET
from tests.paper.ink import collisions, leaving

SMALLEST = 9.0

BOTH = pytest.mark.parametrize("leaflet", [FRENCH_LEAFLET, ARABIC_LEAFLET], ids=["fr", "ar"])


@BOTH
def test_a_leaflet_is_one_page_on_which_nothing_collides(leaflet: LeafletContent) -> None:
    (page,) = leaflet_pages(leaflet)
    assert collisions(page) == []
    assert leaving(page) == []


@BOTH
def test_every_word_of_a_leaflet_reads_back(leaflet: LeafletContent) -> None:
    document = draw_leaflet(leaflet)
    found = set(tokens(text_by_pdfium(document)))
    assert [word for word in said(leaflet) if word not in found] == []
    with opened(document) as pages:
        assert len(pages) == 1


@BOTH
def test_the_same_leaflet_gives_the_same_bytes(leaflet: LeafletContent) -> None:
    assert draw_leaflet(leaflet) == draw_leaflet(leaflet)
    assert draw_leaflet(leaflet) != draw_leaflet(replace(leaflet, dated="2026"))


def test_an_arabic_leaflet_is_the_mirror_of_a_french_one() -> None:
    for leaflet, is_mirrored in ((FRENCH_LEAFLET, False), (ARABIC_LEAFLET, True)):
        blocks = leaflet_pages(leaflet)[0].blocks
        (star,) = (block for block in blocks if isinstance(block, Star))
        first_heading = next(
            block
            for block in blocks
            if isinstance(block, Text) and block.lines == (leaflet.sections[0].title,)
        )
        assert (star.x < WIDTH / 2) == is_mirrored
        assert (first_heading.x > WIDTH / 2) == is_mirrored


@pytest.mark.parametrize("times", [2, 4, 9, 30])
def test_more_is_said_on_more_pages_and_in_no_smaller_letters(times: int) -> None:
    long = replace(FRENCH_LEAFLET, sections=FRENCH_LEAFLET.sections * times)
    pages = leaflet_pages(long)
    for page in pages:
        assert (collisions(page), leaving(page)) == ([], [])
        assert min(text.size for text in texts_of(page)) >= SMALLEST
    told = [line for page in pages for text in texts_of(page) for line in text.lines]
    assert told.count("Conditions") == times
    assert told.index(f"{len(pages)}/{len(pages)}") == len(told) - 1
    assert (len(pages) > 1) is (times > 4)


def test_sources_without_end_end_all_the_same() -> None:
    """Longer than a page: of a law that somebody wrote, and read within a limit."""
    endless = replace(FRENCH_LEAFLET, sources=("Dahir du 27 juillet 1972, " * 400,))
    assert len(leaflet_pages(endless)) < 5


def test_a_heading_stands_above_a_line_of_its_own() -> None:
    for times in range(1, 12):
        long = replace(FRENCH_LEAFLET, sections=FRENCH_LEAFLET.sections * times)
        for page in leaflet_pages(long):
            lines = [text for text in texts_of(page) if text.path[0] == "L.lines"]
            for heading in (text for text in texts_of(page) if text.path == ("H2",)):
                assert any(
                    line.baseline > heading.baseline and 0 < line.x - heading.x < GUTTER
                    for line in lines
                )


def texts_of(page: Page) -> list[Text]:
    return [block for block in page.blocks if isinstance(block, Text)]


def test_a_training_leaflet_says_so_across_the_page() -> None:
    (page,) = leaflet_pages(replace(FRENCH_LEAFLET, is_training=True, mark="FORMATION"))
    (across,) = (block for block in page.blocks if isinstance(block, Across))
    assert across.text == "FORMATION"
