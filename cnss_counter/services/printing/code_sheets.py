"""What the sheet with a code says, in both languages."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cnss_counter import wording
from cnss_counter.paper.content.content import Bilingual, CodeSheet

if TYPE_CHECKING:
    from cnss_counter.domain.records import Agency
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
    french, arabic = wording.load("fr"), wording.load("ar")

    def said(key: str, **values: str | date) -> Bilingual:
        return Bilingual(french(key, **values), arabic(key, **values))

    return CodeSheet(
        organisation=said("organisation.name"),
        title=said(f"code_sheet.{kind}.title"),
        about=Bilingual(
            french(f"code_sheet.{kind}.about", **_place(agency, agency.name_fr, clerk, until)),
            arabic(f"code_sheet.{kind}.about", **_place(agency, agency.name_ar, clerk, until)),
        ),
        groups=tuple(code.split("-")),
        lines=tuple(said(f"code_sheet.{kind}.{line}") for line in _LINES[kind]),
        foot=said("code_sheet.foot", day=moment.date()),
        moment=moment,
    )


def _place(agency: Agency, name: str, clerk: str, until: datetime) -> dict[str, str | date]:
    return {
        "agency": name,
        "counter": agency.counter,
        "clerk": clerk,
        "day": until.date(),
        "time": f"{until:%H:%M}",
    }
