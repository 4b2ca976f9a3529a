"""The leaflet: one page, one language, dated."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cnss_counter.paper.content.leaflet import LeafletContent
from cnss_counter.paper.sheets.layout import WIDTH
from cnss_counter.paper.sheets.leaflet import draw_leaflet, leaflet_page
from cnss_counter.paper.typesetting.blocks import Across, Star, Text
from testkit.reading import opened, said, text_by_pdfium, tokens
from testkit.receipts import ARABIC_LEAFLET, FRENCH_LEAFLET
from tests.paper.ink import collisions, leaving

BOTH = pytest.mark.parametrize("leaflet", [FRENCH_LEAFLET, ARABIC_LEAFLET], ids=["fr", "ar"])


@BOTH
def test_a_leaflet_is_one_page_on_which_nothing_collides(leaflet: LeafletContent) -> None:
    page = leaflet_page(leaflet)
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
        blocks = leaflet_page(leaflet).blocks
        (star,) = (block for block in blocks if isinstance(block, Star))
        first_heading = next(
            block
            for block in blocks
            if isinstance(block, Text) and block.lines == (leaflet.sections[0].title,)
        )
        assert (star.x < WIDTH / 2) == is_mirrored
        assert (first_heading.x > WIDTH / 2) == is_mirrored


def test_more_sections_are_set_smaller_rather_than_on_a_second_page() -> None:
    sections = FRENCH_LEAFLET.sections
    long = replace(FRENCH_LEAFLET, sections=sections * 4)
    sizes = [
        max(block.size for block in leaflet_page(leaflet).blocks if isinstance(block, Text))
        for leaflet in (FRENCH_LEAFLET, long)
    ]
    assert sizes[1] < sizes[0]
    assert leaving(leaflet_page(long)) == []


def test_a_training_leaflet_says_so_across_the_page() -> None:
    page = leaflet_page(replace(FRENCH_LEAFLET, is_training=True, mark="FORMATION"))
    (across,) = (block for block in page.blocks if isinstance(block, Across))
    assert across.text == "FORMATION"
