"""The law as files: reads and checks `data/procedures/`, `parameters/` and `contested/`.

A file that breaks a rule is refused here, with its name, the key and the rule, before
anything is asked of anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from cnss_counter.errors import DataFileError
from cnss_counter.law.stamp import PLACE, stamp
from cnss_counter.paths import data_folder, data_place

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from cnss_counter.rules.parameters import Parameters
    from cnss_counter.rules.procedure import Procedure


class Procedures(dict[str, "Procedure"]):
    """Procedures by id; one that a stored request has, and this law no longer, is an error."""

    def __missing__(self, procedure_id: str) -> Procedure:
        file = f"procedures/{procedure_id}.toml"
        raise DataFileError("data_file_missing", file=file, key="", rule="missing")


class RulePack(NamedTuple):
    """The law as it is read: procedures by id, and dated parameters."""

    procedures: Mapping[str, Procedure]
    parameters: Parameters

    @property
    def fingerprint(self) -> str:
        """`sha256:…` over every file: any change of law or of form changes it."""
        return self.parameters.fingerprint

    def known_on(self, day: date | None) -> RulePack:
        """The law as it was known on a day, without what was published later; None: all of it."""
        return self._replace(parameters=self.parameters.known_on(day)) if day else self


def load(folder: Path | None = None) -> RulePack:
    """The rule pack of a data folder (default: the one that comes with the program).

    The program's own is compiled once, as Python compiles its modules, and has every contested
    point that a verdict needs; another may be without, to see what it changes. Raises
    `DataFileError` for the first file that breaks a rule.
    """
    if folder:
        return _read(folder)
    from cnss_counter.law import compiled  # every record of the law: not for the first screen

    files = stamp(data_place())
    if found := compiled.read(PLACE, files):
        return _pack(*found)
    pack = _read(data_folder())
    for point in pack.parameters.missing_points:
        raise DataFileError(
            "data_file_missing", file=f"contested/{point}.toml", key="", rule="missing"
        )
    compiled.write(PLACE, files, *pack)
    return pack


def _read(folder: Path) -> RulePack:
    from cnss_counter.law import files  # the parser of TOML costs more than all the rules

    return _pack(*files.read(folder))


def _pack(procedures: Mapping[str, Procedure], parameters: Parameters) -> RulePack:
    return RulePack(Procedures(procedures), parameters)
