"""First run: a counter is made, and the terminal is asked how it shows Arabic."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from cnss_counter.errors import BadInputError, CounterError, StoreError
from cnss_counter.journeys.access.codes import show_sheet
from cnss_counter.journeys.access.terminal_check import look_at_terminal
from cnss_counter.screens.access.first_run import CounterToBe, FirstRunScreen
from cnss_counter.screens.dialogs.error_page import ErrorPage
from cnss_counter.services.access import setup
from cnss_counter.storage.files import given_places, preferences

if TYPE_CHECKING:
    from cnss_counter.journeys.shift import CounterShell


async def set_counter_up(shell: CounterShell) -> None:
    """Ask until a counter can be made, make it, then look at its terminal."""
    question = FirstRunScreen(problems)
    while True:
        to_be = await shell.ask(question)
        try:
            code = await shell.in_thread(_make, shell, to_be)
            break
        except StoreError as trouble:
            await shell.ask(ErrorPage(trouble))
            question = FirstRunScreen(problems)
    await show_sheet(shell, to_be.agency, code)
    await look_at_terminal(shell)


def problems(to_be: CounterToBe) -> Mapping[str, CounterError]:
    """What would be refused, by field: the first rule that each field breaks."""
    refused: dict[str, CounterError] = {}
    for problem in setup.problems(to_be.agency, to_be.administrator, to_be.password):
        refused.setdefault(problem.detail.get("field", "password"), problem)
    try:
        if to_be.backup_folder and not given_places.expanded(to_be.backup_folder).is_dir():
            raise BadInputError("setup.no_folder", field="backup_folder")
    except BadInputError as refusal:
        refused["backup_folder"] = refusal
    return refused


def _make(shell: CounterShell, to_be: CounterToBe) -> str:
    """Returns the code of the recovery sheet."""
    home = shell.home
    code = setup.set_up(home, to_be.agency, to_be.administrator, to_be.password, clock=shell.clock)
    told = replace(preferences.read(home), backup_folder=to_be.backup_folder)
    with suppress(StoreError):  # the counter is made; its folder of backups can be told again
        preferences.write(home, told)
    return code
