"""What a request form says before it is signed, in logical order and in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cnss_counter.domain.bilingual import NOTHING, Bilingual


@dataclass(frozen=True, slots=True)
class FormChoice:
    """One answer among a few, with its box."""

    label: Bilingual
    is_ticked: bool = False


@dataclass(frozen=True, slots=True)
class FormLine:
    """One question of the form: its answer, its choices, or room to write where it has neither."""

    label: Bilingual
    value: Bilingual = NOTHING
    choices: tuple[FormChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class FormSection:
    """A part of the form, in its order. `is_whole`: of one person, on one page."""

    title: Bilingual
    lines: tuple[FormLine, ...]
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class RequestFormContent:
    """Our sheet for one request: nothing on it that was not typed, everything else blank.

    `form_reference` is the number of the CNSS's form (`310-1-32`); `notice` says that the sheet
    was filled by the counter and is no receipt. `declarations` stand above the signature, below the
    title `irrevocable` where they cannot be taken back. `name` and `number` are the person's as
    typed, for each page: what is signed may be parted from the rest.
    """

    organisation: Bilingual
    title: Bilingual
    reference: Bilingual
    form_reference: str
    notice: Bilingual
    sections: tuple[FormSection, ...]
    declarations: tuple[Bilingual, ...]
    place: Bilingual
    day: Bilingual
    signature: Bilingual
    as_of: date
    irrevocable: Bilingual = NOTHING
    name: str = ""
    number: str = ""
    is_training: bool = False
    mark: str = ""
