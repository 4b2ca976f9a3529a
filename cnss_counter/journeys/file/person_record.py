"""A person asks what is held: one file, to be handed over and then deleted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cnss_counter.errors import BadInputError, CounterError
from cnss_counter.screens.file.person_record import PersonRecordScreen, RecordWritten
from cnss_counter.services.people import person_record
from cnss_counter.storage.files import given_places

if TYPE_CHECKING:
    from cnss_counter.journeys.shift import Shift


async def give_record(shift: Shift) -> None:
    """Ask for number and file until the clerk goes back; one record after another."""
    typed = {"file": str(Path.home() / f"cnss-{shift.session.now():%Y%m%d-%H%M%S}.json")}
    refused: dict[str, CounterError] = {}
    written: RecordWritten | None = None
    while (wanted := await shift.ask(PersonRecordScreen(typed, refused, written))) is not None:
        typed, refused, written = {"number": wanted.number, "file": wanted.file}, {}, None
        try:
            file = given_places.expanded(wanted.file)
            requests = await shift.in_thread(
                person_record.export, shift.session.context, wanted.number, file
            )
            page = person_record.page_of(file)
            written = RecordWritten(str(file), str(page), requests)
        except BadInputError as error:
            refused = {"number" if error.detail.get("field") == "number" else "file": error}
        except CounterError as error:
            refused = {"file": error}
