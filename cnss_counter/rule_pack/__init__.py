"""The law as files: reads and checks `data/procedures/` and `data/parameters/`.

A file that breaks a rule is refused here, with its name, the key and the rule, before
anything is asked of anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from cnss_counter.errors import DataFileError
from cnss_counter.paths import data_folder
from cnss_counter.rule_pack.data_file import read
from cnss_counter.rule_pack.parameter_file import parameter
from cnss_counter.rule_pack.procedure_file import procedure
from cnss_counter.rules.parameters import NEEDED, Parameter, Parameters
from cnss_counter.rules.procedure import Procedure


class RulePack(NamedTuple):
    """The law as it is read: procedures by id, and dated parameters."""

    procedures: Mapping[str, Procedure]
    parameters: Parameters

    @property
    def fingerprint(self) -> str:
        """`sha256:…` over every file: any change of law or of form changes it."""
        return self.parameters.fingerprint


def load(folder: Path | None = None) -> RulePack:
    """The rule pack of a data folder (default: the one that comes with the program).

    Raises `DataFileError` for the first file that breaks a rule.
    """
    folder = folder or data_folder()
    digest = sha256()
    parameters: dict[str, Parameter] = {}
    procedures: dict[str, Procedure] = {}
    for path in sorted((folder / "parameters").glob("*.toml")):
        content, table = read(path)
        digest.update(_framed(path, content))
        parameters[path.stem] = parameter(path.stem, table)
    for name in sorted(NEEDED.keys() - parameters.keys()):
        raise _missing(f"parameters/{name}.toml")
    for path in sorted((folder / "procedures").glob("*.toml")):
        content, table = read(path)
        digest.update(_framed(path, content))
        procedures[path.stem] = procedure(path.stem, table)
    if not procedures:
        raise _missing("procedures")
    return RulePack(procedures, Parameters(parameters, f"sha256:{digest.hexdigest()}"))


def _framed(path: Path, content: bytes) -> bytes:
    """A file's name and length before its content, so that no two packs look alike."""
    return f"{path.parent.name}/{path.name} {len(content)}\n".encode() + content


def _missing(file: str) -> DataFileError:
    return DataFileError("data_file_missing", file=file, key="", rule="missing")
