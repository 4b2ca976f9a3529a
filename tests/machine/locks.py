"""The lock files as they stand, and what the locked distributions ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent.parent
LOCKS = ("run.txt", "develop.txt", "old_pip.txt", "lock.txt")


@dataclass(frozen=True)
class Pin:
    """One distribution of a lock file: `name==version`, where its marker holds."""

    requirement: Requirement

    @property
    def name(self) -> str:
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        (specifier,) = self.requirement.specifier
        assert specifier.operator == "=="
        return specifier.version

    def wanted_in(self, environment: Mapping[str, str] | None = None) -> bool:
        """Whether pip takes it there; without an environment, on this machine."""
        marker = self.requirement.marker
        return marker is None or marker.evaluate(None if environment is None else {**environment})


def pins_of(lock: str) -> list[Pin]:
    lines = (ROOT / "requirements" / lock).read_text(encoding="utf-8").splitlines()
    return [
        Pin(Requirement(line.removesuffix("\\")))
        for line in lines
        if line and not line.startswith((" ", "#"))
    ]


def asked_by(name: str) -> tuple[list[str], list[str]]:
    """The `Requires-Dist` and the `Provides-Extra` of what is installed under this name.

    What a marker keeps off this machine cannot be asked: it counts as asking for nothing.
    """
    try:
        words = metadata(name)
    except PackageNotFoundError:
        return [], []
    return words.get_all("Requires-Dist") or [], words.get_all("Provides-Extra") or []


def unmet(
    roots: list[Requirement], pins: list[Pin], environment: Mapping[str, str]
) -> Iterator[str]:
    """What is asked for in this environment, directly or not, and not locked for it."""
    locked = {pin.name: pin.version for pin in pins if pin.wanted_in(environment)}
    waiting = [(root, "") for root in roots]
    asked: set[tuple[str, str]] = set()
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({**environment, "extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        if name not in locked or locked[name] not in requirement.specifier:
            yield str(requirement)
        for wanted in {(name, extra) for extra in ("", *requirement.extras)} - asked:
            asked.add(wanted)
            waiting += [(Requirement(line), wanted[1]) for line in asked_by(name)[0]]
