"""What the leaflet to take home says, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cnss_counter.paper.content.receipt import Language


@dataclass(frozen=True, slots=True)
class LeafletSection:
    """A heading and its lines, each one bullet."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeafletContent:
    """What to take home, in one language. `as_of` dates the law it tells."""

    language: Language
    organisation: str
    title: str
    introduction: str
    sections: tuple[LeafletSection, ...]
    sources_title: str
    sources: tuple[str, ...]
    dated: str
    as_of: date
    is_training: bool = False
    mark: str = ""
