"""What is read before the first line across a receipt."""

from __future__ import annotations

import re

from cnss_counter.paper.content.receipt import Language
from cnss_counter.paper.sheets.layout import Page
from cnss_counter.paper.typesetting.blocks import Rule, Text
from testkit.reading import CONTROLS

MOST_WORDS = 60

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|[0-9]+(?:[-/ ][0-9]+)*")
"""A word, or a number with its groups."""


def words_above_the_line(page: Page, language: Language) -> list[str]:
    """What stands in one language before the first line across the page."""
    line = min(block.y1 for block in page.blocks if isinstance(block, Rule))
    return [
        word
        for block in page.blocks
        if isinstance(block, Text) and block.language == language and block.baseline < line
        for word in plain_words(" ".join(block.lines))
    ]


def plain_words(text: str) -> list[str]:
    return WORD.findall(CONTROLS.sub("", text).replace("\u00a0", " "))
