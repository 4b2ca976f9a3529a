"""The words that a request needs from its form to its receipt, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from cnss_counter.law import RulePack
from cnss_counter.rules.field_kinds import FIELD_KINDS
from cnss_counter.rules.finding_codes import Kind
from cnss_counter.rules.procedure import Procedure
from cnss_counter.services.law.drawn_words import require_drawn, require_letters
from cnss_counter.services.law.trial_deposits import trial_deposits
from cnss_counter.services.law.verdict_words import verdict_words
from cnss_counter.services.printing.receipt_content import content_of
from cnss_counter.wording import Value
from cnss_counter.wording.checked import CheckedWording, require_alike

_TRIED: Mapping[Kind, Value] = {"day": date(2025, 9, 1), "count": 3, "word": "A"}
"""One value of each kind, to fill a sentence with."""


def require_words(pack: RulePack, folder: Path) -> None:
    """Raise `DataFileError` for the first sentence that is missing, empty or cannot be filled.

    `folder` holds the language files. The receipt's own sentences are listed nowhere: receipts
    of made-up deposits are composed, so that whatever a receipt says is asked, and has room.
    """
    french, arabic = CheckedWording("fr", folder), CheckedWording("ar", folder)
    require_alike(french, arabic)
    for words in (french, arabic):
        for key, values in verdict_words(pack):
            words(key, **{name: _TRIED[kind] for name, kind in values.items()})
        for parameter in pack.parameters.by_id:
            words(f"parameters.{parameter}")
        for procedure in pack.procedures.values():
            for key in needed(procedure):
                words(key)
            for subject in explained(procedure):
                words.help(subject, procedure.id)
    named = tuple(dict.fromkeys(references(pack)))
    for reference in named:
        arabic.require_arabic_name(reference)
    for procedure in pack.procedures.values():
        receipts = [
            content_of(deposit, french, arabic, duplicate=1)
            for deposit in trial_deposits(procedure, tuple(pack.parameters.contested))
        ]
        require_drawn(procedure, receipts)
    require_letters((french, arabic), named)


def references(pack: RulePack) -> Iterator[str]:
    """The texts of law that a finding, the leaflet or a list may name."""
    for parameter in pack.parameters.by_id.values():
        yield from (value.reference for value in parameter.values)
    for point in pack.parameters.contested.values():
        yield from (rival.reference for rival in point.rivals)
    yield from (one.why.reference for one in pack.parameters.closed_days.known)
    yield from (procedure.papers_reference for procedure in pack.procedures.values())


def needed(procedure: Procedure) -> Iterator[str]:
    """The keys of the words of one procedure, none of which holds a value.

    The whole name of a paper is not among them: a receipt chooses it by the request.
    """
    yield from (f"procedures.{procedure.id}.{name}" for name in ("title", "short", "form"))
    yield f"consent.{procedure.id}"
    yield from (f"sections.{section.id}" for section in procedure.sections)
    for field in (*procedure.fields, *procedure.survivor_fields):
        yield from (f"fields.{field.id}.{name}" for name in ("label", "hint"))
        yield from (f"choices.{field.id}.{choice}" for choice in field.choices)
        yield from FIELD_KINDS[field.kind].words.values()
    yield from (f"attachments.{paper.id}.short" for paper in procedure.papers)
    yield from (f"months.{month}" for month in range(1, 13))
    yield "dates.first"


def explained(procedure: Procedure) -> Iterator[str]:
    """What F1 may be asked about; nothing need be written of any of them."""
    yield from (field.id for field in (*procedure.fields, *procedure.survivor_fields))
    yield from (paper.id for paper in procedure.papers)
