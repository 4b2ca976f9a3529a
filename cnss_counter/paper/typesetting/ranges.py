"""From so many to so many: two numbers that are read as one, and what they count."""

from __future__ import annotations

import re

from cnss_counter.paper.typesetting.paragraphs import STICKY

RANGE = re.compile(
    r"(?<![\w.,/-])[0-9]+[ \u00a0](?:à |et |ou |إلى |أو |و)"
    r"[0-9]+[ \u00a0][^\W\d_]+\b(?![ \u00a0][0-9]{4}\b)"
)
"""With what is counted, `1320 à 3239 jours`; two days of a calendar may stand on two lines."""


def with_whole_ranges(text: str) -> str:
    """As many characters, with sticky blanks where a line would part a range."""
    return RANGE.sub(lambda found: found.group().replace(" ", STICKY), text)
