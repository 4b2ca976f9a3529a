"""A code shown once, and printed if wanted; nothing of it stays behind."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from cnss_counter.errors import CounterError
from cnss_counter.screens.access.code import OneTimeCodeScreen, RecoverySheetScreen
from cnss_counter.services.printing import code_sheets, print_queue
from cnss_counter.storage.files.print_cleanup import PrintCleanup

if TYPE_CHECKING:
    from collections.abc import Callable

    from cnss_counter.domain.agency import Agency
    from cnss_counter.journeys.shift import CounterShell
    from cnss_counter.paper.content.code_sheet import CodeSheet
    from cnss_counter.screens.access.code import CodeScreen
    from cnss_counter.services.access.staff import OneTimeCode
    from cnss_counter.services.printing.print_queue import Printout


async def show_sheet(shell: CounterShell, agency: Agency, code: str) -> None:
    """The recovery sheet: for the safe."""
    sheet = code_sheets.recovery_sheet(agency, code, shell.clock())
    await _show(shell, sheet, partial(RecoverySheetScreen, code, {}))


async def show_code(shell: CounterShell, agency: Agency, given: OneTimeCode) -> None:
    """A one-time code: for the clerk it was given to."""
    sheet = code_sheets.one_time_code(agency, given, shell.clock())
    until = given.until
    values: dict[str, str | date] = {
        "clerk": given.clerk.name,
        "day": until.date(),
        "time": f"{until:%H:%M}",
    }
    await _show(shell, sheet, partial(OneTimeCodeScreen, given.code, values))


async def _show(
    shell: CounterShell,
    sheet: CodeSheet,
    screen: Callable[[Printout | None, CounterError | None], CodeScreen],
) -> None:
    """Ask until it is said to be kept; the file goes when the screen is left."""
    printout: Printout | None = None
    trouble: CounterError | None = None
    handed = PrintCleanup(shell.home)
    try:
        while await shell.ask(screen(printout, trouble)) == "print_out":
            printout = trouble = None
            try:
                printout = await shell.in_thread(_print, shell, sheet, handed)
            except CounterError as refused:
                trouble = refused
    finally:
        handed.end()


def _print(shell: CounterShell, sheet: CodeSheet, handed: PrintCleanup) -> Printout:
    """Printed or refused, a code stays nowhere."""
    handed.begin(shell.home.code_sheet)
    paper = code_sheets.save(shell.home.code_sheet, sheet)
    return print_queue.send(shell.printer, paper)
