"""Every file of the law, read, checked and counted into one fingerprint."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from cnss_counter.errors import DataFileError
from cnss_counter.law.closed_days_file import closed_days
from cnss_counter.law.contested_file import contested_point
from cnss_counter.law.data_file import Table, file_of, is_id, read_table
from cnss_counter.law.parameter_file import parameter
from cnss_counter.law.procedure_file import procedure
from cnss_counter.rules.closed_days import ClosedDays
from cnss_counter.rules.contested_points import ContestedPoint
from cnss_counter.rules.parameters import NEEDED, Parameter, Parameters
from cnss_counter.rules.procedure import Procedure
from cnss_counter.text import logical

Read = TypeVar("Read")


def read(folder: Path) -> tuple[Mapping[str, Procedure], Parameters]:
    """The procedures and the parameters of a data folder.

    Raises `DataFileError` for a folder that is no law, and the first file that breaks a rule.
    """
    _require_folder(folder)
    digest = sha256()

    def counted(path: Path) -> Table:
        content, table = read_table(path)
        # Name and length come first, so that no two packs are the same run of bytes.
        digest.update(f"{path.parent.name}/{path.name} {len(content)}\n".encode() + content)
        return table

    def each(name: str, made: Callable[[str, Table], Read]) -> dict[str, Read]:
        return {path.stem: made(path.stem, counted(path)) for path in _files(folder / name)}

    parameters = each("parameters", parameter)
    for missing in sorted(NEEDED.keys() - parameters.keys()):
        raise _missing(f"parameters/{missing}.toml")
    contested = each("contested", partial(contested_point, parameters=parameters))
    procedures = each("procedures", procedure)
    if not procedures:
        raise _missing("procedures")
    _require_own_prefixes(procedures.values())
    procedures = dict(sorted(procedures.items(), key=_rank))
    points = _points(contested.values())
    marked = {one.id: _marked(one, points) for one in parameters.values()}
    closed = _closed_days(folder / "reference" / "closed_days.toml", counted)
    return procedures, Parameters(marked, f"sha256:{digest.hexdigest()}", contested, closed)


def _require_folder(folder: Path) -> None:
    """The folder is there, and is that of a law: not one beside it, nor one within."""
    rule = "no_folder" if not folder.is_dir() else "no_law"
    if not (folder / "parameters").is_dir():
        named = logical(str(folder))
        raise DataFileError(f"data_file_{rule}", file=named, key="", rule=rule)


def _closed_days(path: Path, counted: Callable[[Path], Table]) -> ClosedDays:
    if not path.is_file():
        raise _missing("reference/closed_days.toml")
    return closed_days(counted(path))


def _files(folder: Path) -> Iterator[Path]:
    """The files of one part of the law, in order; what is named otherwise would be read by nobody.

    What begins with a dot is a system's own, and no part of the law.
    """
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith("."):
            continue
        if path.suffix != ".toml" or not is_id(path.stem):
            raise DataFileError("data_file_file_name", file=file_of(path), key="", rule="file_name")
        yield path


def _rank(procedure: tuple[str, Procedure]) -> tuple[bool, str]:
    """What is offered first at the counter: the requests whose right is assessed, by their id."""
    id_, one = procedure
    return one.right == "none", id_


def _require_own_prefixes(procedures: Iterable[Procedure]) -> None:
    """Two requests of one prefix could not be told apart by what is read aloud of a reference."""
    of: dict[str, str] = {}
    for one in procedures:
        other = of.setdefault(one.reference_prefix, one.id)
        if other != one.id:
            raise DataFileError(
                "data_file_prefix_taken",
                file=f"procedures/{one.id}.toml",
                key="reference_prefix",
                rule="prefix_taken",
                name=one.reference_prefix,
                other=f"procedures/{other}.toml",
            )


def _points(contested: Iterable[ContestedPoint]) -> Mapping[tuple[str, date], str]:
    """The contested point that each value hangs on; none hangs on two, which could not agree."""
    found: dict[tuple[str, date], str] = {}
    for point in contested:
        for value in point.values:
            if value in found:
                file, name = f"contested/{point.id}.toml", " ".join(map(str, value))
                raise DataFileError(
                    "data_file_twice", file=file, key="values", rule="twice", name=name
                )
            found[value] = point.id
    return found


def _marked(parameter: Parameter, points: Mapping[tuple[str, date], str]) -> Parameter:
    """The parameter, each of its values with the contested point that it hangs on."""
    return parameter._replace(
        values=tuple(
            one._replace(contested=points.get((parameter.id, one.since), ""))
            for one in parameter.values
        )
    )


def _missing(file: str) -> DataFileError:
    return DataFileError("data_file_missing", file=file, key="", rule="missing")
