"""What the sheet with a code says, in both languages."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.paper.content.code_sheet import CodeSheet
from cnss_counter.wording.both import both

if TYPE_CHECKING:
    from cnss_counter.domain.agency import Agency
    from cnss_counter.services.access.staff import OneTimeCode

_LINES = {"recovery": ("keep", "use", "void", "never"), "one_time": ("use", "void", "never")}


def recovery_sheet(agency: Agency, code: str, moment: datetime) -> CodeSheet:
    """For the safe: it opens the counter when every password is lost."""
    return _sheet("recovery", agency, code, moment, clerk="", until=moment)


def one_time_code(agency: Agency, given: OneTimeCode, moment: datetime) -> CodeSheet:
    """For one clerk, for a day."""
    return _sheet("one_time", agency, given.code, moment, given.clerk.name, given.until)


def save(file: Path, sheet: CodeSheet) -> Path:
    """Draw the sheet into a private file. Takes a moment: call it from a thread."""
    from cnss_counter.paper.sheets.code_sheet import draw_code_sheet
    from cnss_counter.storage.files.private_files import write_whole

    write_whole(file, draw_code_sheet(sheet))
    return file


def _sheet(
    kind: str, agency: Agency, code: str, moment: datetime, clerk: str, until: datetime
) -> CodeSheet:
    return CodeSheet(
        organisation=both("organisation.name"),
        title=both(f"code_sheet.{kind}.title"),
        about=both(
            f"code_sheet.{kind}.about",
            agency=Bilingual(agency.name_fr, agency.name_ar),
            counter=agency.counter,
            clerk=clerk,
            day=until.date(),
            time=f"{until:%H:%M}",
        ),
        groups=tuple(code.split("-")),
        lines=tuple(both(f"code_sheet.{kind}.{line}") for line in _LINES[kind]),
        foot=both("code_sheet.foot", day=moment.date()),
        moment=moment,
    )
