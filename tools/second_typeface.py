"""`python -m tools.second_typeface NOTO_SANS TIFINAGH`: the letters that the first typeface lacks.

From Noto Sans with its two axes, as Google Fonts publishes it, one file for each weight of paper,
with the letters of Noto Sans Tifinagh: all that a word may have, so that it is set in one typeface.
The same files give the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from cnss_counter.paper.typesetting.typeface import WEIGHTS, second_file

LETTERS = (
    *range(0x20, 0x370),  # Latin, what Berber and phoneticians add to it, marks
    *range(0x370, 0x530),  # Greek, Cyrillic
    *range(0x1E00, 0x1F00),  # transcriptions of Arabic, Vietnamese
    *range(0x2000, 0x2150),  # punctuation, currencies, №
)
TIFINAGH = range(0x2D30, 0x2D80)


def main() -> None:
    for weight, number in WEIGHTS.items():
        latin = instantiateVariableFont(_opened(sys.argv[1]), {"wght": number, "wdth": 100})
        kept = _subset(latin, LETTERS), _subset(_opened(sys.argv[2]), TIFINAGH)
        merged = Merger().merge(kept)
        merged["head"].created = merged["head"].modified = latin["head"].created
        merged.recalcTimestamp = False
        merged.save(second_file(weight))


def _opened(name: str) -> TTFont:
    return TTFont(Path(name), recalcTimestamp=False)


def _subset(font: TTFont, letters: Iterable[int]) -> BytesIO:
    options = Options(hinting=False, notdef_outline=True, glyph_names=False)
    options.layout_features = ["kern", "mark", "mkmk"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    small = BytesIO()
    font.save(small)
    small.seek(0)
    return small


if __name__ == "__main__":
    main()
