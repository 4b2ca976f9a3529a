"""What a sheet with one code says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cnss_counter.domain.bilingual import Bilingual


@dataclass(frozen=True, slots=True)
class CodeSheet:
    """One page with a code: `about` says whose it is, `lines` what to do with it."""

    organisation: Bilingual
    title: Bilingual
    about: Bilingual
    groups: tuple[str, ...]
    lines: tuple[Bilingual, ...]
    foot: Bilingual
    moment: datetime
