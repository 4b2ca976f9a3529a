"""Every file of the law, read, checked and counted into one fingerprint."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from cnss_counter.errors import DataFileError
from cnss_counter.rule_pack.data_file import Table, read_table
from cnss_counter.rule_pack.parameter_file import parameter
from cnss_counter.rule_pack.procedure_file import procedure
from cnss_counter.rules.parameters import NEEDED, Parameters
from cnss_counter.rules.procedure import Procedure

Read = TypeVar("Read")


def read(folder: Path) -> tuple[Mapping[str, Procedure], Parameters]:
    """The procedures and the parameters of a data folder.

    Raises `DataFileError` for the first file that breaks a rule.
    """
    digest = sha256()

    def each(name: str, made: Callable[[str, Table], Read]) -> dict[str, Read]:
        found = {}
        for path in sorted((folder / name).glob("*.toml")):
            content, table = read_table(path)
            # Name and length come first, so that no two packs are the same run of bytes.
            digest.update(f"{name}/{path.name} {len(content)}\n".encode() + content)
            found[path.stem] = made(path.stem, table)
        return found

    parameters = each("parameters", parameter)
    for missing in sorted(NEEDED.keys() - parameters.keys()):
        raise _missing(f"parameters/{missing}.toml")
    procedures = each("procedures", procedure)
    if not procedures:
        raise _missing("procedures")
    return procedures, Parameters(parameters, f"sha256:{digest.hexdigest()}")


def _missing(file: str) -> DataFileError:
    return DataFileError("data_file_missing", file=file, key="", rule="missing")
