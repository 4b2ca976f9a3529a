"""A code shown once, and printed if wanted; nothing of it stays behind."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cnss_counter.errors import CounterError
from cnss_counter.screens.code import OneTimeCodeScreen, RecoverySheetScreen
from cnss_counter.services import code_sheets
from cnss_counter.storage.papers_handed_over import PapersHandedOver

if TYPE_CHECKING:
    from collections.abc import Callable

    from cnss_counter.journeys.shift import Reception
    from cnss_counter.receipt.content import CodeSheet
    from cnss_counter.screens.code import CodeScreen
    from cnss_counter.services.staff import OneTimeCode
    from cnss_counter.storage.records import Agency


async def show_sheet(reception: Reception, agency: Agency, code: str) -> None:
    """The recovery sheet: for the safe."""
    sheet = code_sheets.recovery_sheet(agency, code, reception.clock())
    await _show(
        reception,
        sheet,
        lambda trouble, is_printed: RecoverySheetScreen(code, {}, trouble, is_printed=is_printed),
    )


async def show_code(reception: Reception, agency: Agency, given: OneTimeCode) -> None:
    """A one-time code: for the clerk it was given to."""
    sheet = code_sheets.one_time_code(agency, given, reception.clock())
    until = given.until
    values: dict[str, str | date] = {
        "clerk": given.clerk.name,
        "day": until.date(),
        "time": f"{until:%H:%M}",
    }
    await _show(
        reception,
        sheet,
        lambda trouble, is_printed: OneTimeCodeScreen(
            given.code, values, trouble, is_printed=is_printed
        ),
    )


async def _show(
    reception: Reception,
    sheet: CodeSheet,
    screen: Callable[[CounterError | None, bool], CodeScreen],
) -> None:
    """Ask until it is said to be kept; the file goes when the screen is left."""
    trouble: CounterError | None = None
    is_printed = False
    printed = PapersHandedOver(reception.home)
    try:
        while await reception.ask(screen(trouble, is_printed)) == "print_out":
            try:
                await reception.in_thread(_print, reception, sheet, printed)
                trouble, is_printed = None, True
            except CounterError as refused:
                trouble = refused
    finally:
        printed.end()


def _print(reception: Reception, sheet: CodeSheet, printed: PapersHandedOver) -> None:
    """Printed or refused, a code stays nowhere."""
    printed.begin(reception.home.code_sheet)
    reception.print_out(code_sheets.save(reception.home.code_sheet, sheet))
