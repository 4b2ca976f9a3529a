"""How Arabic is set where there is room for it: its dots and hamzas clear of the lines beside."""

from __future__ import annotations

from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.paper.content.receipt import Language
from cnss_counter.paper.typesetting.styles import (
    ARABIC_IS_LARGER,
    Columns,
    Section,
    Setting,
    Style,
    overlaid,
)
from cnss_counter.paper.typesetting.typeface import ASCENT, DESCENT, POINT


def airy(style: Style, language: Language) -> Style:
    """The style for running text: an Arabic line begins where the reach of the last one ends.

    French letters stand clear at the leading of the style.
    """
    if language != "ar":
        return style
    reach = (ASCENT + DESCENT) * style.size * ARABIC_IS_LARGER * POINT
    return style._replace(leading=max(style.leading, reach))


def airy_pair(setting: Setting, text: Bilingual, style: Style, columns: Columns) -> Section:
    """The same thing side by side, each with the leading that its letters need."""
    french, arabic = columns
    return overlaid(
        setting.paragraph(text.fr, style, french),
        setting.paragraph(text.ar, airy(style, "ar"), arabic),
    )
