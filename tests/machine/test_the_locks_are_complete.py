"""Nothing is resolved when a lock is installed: what is asked for has to be in it already."""

from __future__ import annotations

import tomllib

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement

from tests.machine.locks import ROOT, pins_of, unmet

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = {
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "macOS": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    "Windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
}


def environment(python: str, system: str) -> dict[str, str]:
    """What markers ask about, for another Python and another system than these."""
    here = {name: str(value) for name, value in default_environment().items()}
    version = {"python_version": python, "python_full_version": f"{python}.1"}
    return {**here, **SYSTEMS[system], **version}


def asked_of(lock: str) -> list[Requirement]:
    """What `make lock` asks for when it writes this file."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    tools = (ROOT / "requirements" / "develop.in").read_text(encoding="utf-8").split()
    return [
        Requirement(line) for line in [*project["dependencies"], *tools * (lock == "develop.txt")]
    ]


@pytest.mark.parametrize("lock", ["run.txt", "develop.txt"])
@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", PYTHONS)
def test_all_that_is_asked_for_is_locked(python: str, system: str, lock: str) -> None:
    assert list(unmet(asked_of(lock), pins_of(lock), environment(python, system))) == []


@pytest.mark.parametrize("lost", ["linkify-it-py", "mdurl", "textual"])
def test_the_control_misses_what_is_taken_out_of_the_lock(lost: str) -> None:
    kept = [pin for pin in pins_of("run.txt") if pin.name != lost]
    missing = unmet(asked_of("run.txt"), kept, environment("3.11", "linux"))
    assert {Requirement(line).name for line in missing} == {lost}


def test_the_tools_file_locks_what_the_counters_file_locks() -> None:
    develop = {pin.requirement for pin in pins_of("develop.txt")}
    assert {pin.requirement for pin in pins_of("run.txt")} <= develop
