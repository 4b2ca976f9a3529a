"""A document that names a file names one that is there, and a claim names what shows it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from cnss_counter.paths import Home

ROOT = Path(__file__).parent.parent
DOCUMENTS = [
    file
    for file in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
    if file.name != "CHANGELOG.md"  # it tells of versions that are gone
]
NAMED = re.compile(r"`((?:[a-z_0-9]+/)+[a-z_0-9]+\.(?:py|toml|tcss))`")
PLACES = ("", "cnss_counter", "data", "tests")
"""From where a document names a file."""


def missing(text: str) -> set[str]:
    return {
        name
        for name in NAMED.findall(text)
        if not any((ROOT / place / name).exists() for place in PLACES)
    }


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_what_it_names_is_there(document: Path) -> None:
    replaced = "**Status** replaced" in (text := document.read_text("utf-8"))
    assert replaced or missing(text) == set()


def test_the_control_a_file_that_is_gone_is_missed() -> None:
    told = "See `services/session.py`, `tests/test_readme.py` and `services/desk.py`."
    assert missing(told) == {"services/desk.py"}


FOLDER = re.compile(r"`((?:[a-z_0-9]+/)+)`")
OF_A_COUNTER = re.compile(r"`([a-z_0-9]+\.(?:db|key|json))`")
HOME = Home(Path("home"))
KEPT = {
    kept.name
    for name, made in vars(Home).items()
    if isinstance(made, property) and isinstance(kept := getattr(HOME, name), Path)
}
"""What a counter keeps in its home, by the names that its files and folders have on the disk."""
MADE_ELSEWHERE = {
    "dist",
    "wheels",
    "ma_loi/cases",
    "cnss_counter/data",
    "cnss_counter/data/cases",
    "receipt.json",
}
"""By a build, on a stick, in a law beside ours, in an installed program, and in a receipt."""
FOLDERS = [
    f"/{folder.relative_to(ROOT)}"
    for top in (
        "cnss_counter",
        "data",
        "docs",
        "tests",
        "testkit",
        "tools",
        "campaigns",
        "receipts",
    )
    for folder in (ROOT / top, *(ROOT / top).rglob("*/"))
]


def kept_nowhere(text: str) -> set[str]:
    """The folders, and the files of a counter, that are in no home and in no source."""
    folders = {name.rstrip("/") for name in FOLDER.findall(text)}
    unknown = folders - {name for name in folders for one in FOLDERS if one.endswith(f"/{name}")}
    return (unknown | {*OF_A_COUNTER.findall(text)}) - KEPT - MADE_ELSEWHERE


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_what_it_says_is_kept_bears_that_name_on_the_disk(document: Path) -> None:
    replaced = "**Status** replaced" in (text := document.read_text("utf-8"))
    assert replaced or kept_nowhere(text) == set()


def test_the_control_a_folder_by_the_name_of_its_property_is_missed() -> None:
    told = "`sittings/`, `session_marks/`, `counter.db`, `desk.db`, `cli/options/`, `wheels/`"
    assert kept_nowhere(told) == {"session_marks", "desk.db"}


DOTTED = re.compile(r"`([a-z_]\w*(?:\.[a-z_]\w*)+)(?:\(\))?`")
"""A module, what one of them holds, a code of the wording, or a file by its last name alone."""
SOURCES = {
    ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
    for folder in ("cnss_counter", "tests", "testkit", "tools", "campaigns", "benchmarks")
    for file in (ROOT / folder).rglob("*.py")
    if file != Path(__file__)
}
OF_OTHERS = {"sys.modules", "table.insert", "context.store"}
"""Of Python, of a library, and of a value that bears no module's name."""
LAST_NAMES = (".lock", ".use", ".toml", ".json")
"""Of files that a counter or a law keeps."""


@cache
def written() -> Mapping[str, str]:
    """Every source, and the wording, by the name of its module."""
    wording = {"": (ROOT / "data/wording/fr.toml").read_text("utf-8")}
    return wording | {name: file.read_text("utf-8") for name, file in SOURCES.items()}


def is_there(name: str) -> bool:
    if name.endswith(".py"):
        return any(file.name == name for file in SOURCES.values())
    owner, _, held = name.rpartition(".")
    held_there = rf"^((async )?def |class )?{held}\b|^from .* import .*\b{held}\b"
    said = rf"""["'/]{re.escape(name)}["']|^\[{re.escape(name)}\]"""
    return (
        name in OF_OTHERS
        or name.endswith(LAST_NAMES)
        or any(f".{module}".endswith(f".{name}") for module in SOURCES)
        or any(
            f".{module}".endswith(f".{owner}") and re.search(held_there, text, re.MULTILINE)
            for module, text in written().items()
        )
        or any(re.search(said, text, re.MULTILINE) for text in written().values())
    )


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_what_it_names_with_dots_is_there(document: Path) -> None:
    replaced = "**Status** replaced" in (text := document.read_text("utf-8"))
    assert replaced or [name for name in DOTTED.findall(text) if not is_there(name)] == []


def test_the_control_a_module_that_is_gone_is_missed() -> None:
    there = ["text.isolation", "limits.read", "layout.py", "keys.not_public_keys", "screens.home"]
    gone = ["receipt.content", "receipt.layout", "text.levels", "limits.unread", "desk.py"]
    assert [name for name in there + gone if is_there(name)] == there


CLAIMING = [
    ROOT / "README.md",
    ROOT / "docs/reliability.md",
    *sorted((ROOT / "docs/explanation").glob("*.md")),
]
"""The pages that promise; a how-to advises."""
CLAIM = re.compile(r"\b(?:never|always|ever)\b", re.IGNORECASE)
SHOWN = re.compile(r"`(?:tests|campaigns)/[\w/]+\.py`|`make [a-z]+`|decisions/\d{4}-")
_PIECE = re.compile(r"\n\s*\n|\n(?=[-|*] |\d+\. |\|)")


def claims_alone(text: str) -> list[str]:
    """The paragraphs, items and rows that say “never” or “always”, and not who saw it."""
    prose = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    return [one for one in _PIECE.split(prose) if CLAIM.search(one) and not SHOWN.search(one)]


@pytest.mark.parametrize("document", CLAIMING, ids=lambda file: file.name)
def test_what_it_says_of_all_times_names_the_test_or_the_campaign(document: Path) -> None:
    assert claims_alone(document.read_text("utf-8")) == []


def test_the_control_a_claim_alone_is_found() -> None:
    shown = "It never loses one (`tests/test_readme.py`)."
    assert claims_alone(f"- It never sleeps.\n- {shown}\n\nAlways.") == [
        "- It never sleeps.",
        "Always.",
    ]


PROMISES = re.compile(r"^\d+\. \*\*.*", re.MULTILINE)


def test_each_promise_of_the_readme_names_a_test() -> None:
    promises = PROMISES.findall((ROOT / "README.md").read_text("utf-8"))
    assert len(promises) == 7
    assert [promise for promise in promises if "`tests/" not in promise] == []
