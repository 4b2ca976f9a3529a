"""The house as it is when it runs: what is loaded when, and what a wheel holds."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = ("textual", "fpdf", "argon2", "cryptography", "sqlite_utils", "sqlcipher3", "segno")


def loaded_after(statements: str) -> set[str]:
    """The modules that a fresh Python has loaded after these statements."""
    listed = subprocess.run(
        [sys.executable, "-c", f"{statements}\nimport sys\nprint(*sys.modules, file=sys.stderr)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(listed.stderr.split())


def modules_of(*floors: str) -> list[str]:
    """Every module of these packages, as Python names it."""
    files = [file for floor in floors for file in (ROOT / "cnss_counter" / floor).rglob("*.py")]
    names = (".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files)
    return [name.removesuffix(".__init__") for name in names]


def test_nothing_below_the_screens_ever_loads_textual() -> None:
    below = modules_of("rules", "law", "storage", "paper", "services")
    loaded = loaded_after(f"import {', '.join(below)}")
    assert set(below) <= loaded
    assert "textual" not in loaded


def test_the_control_sees_textual_where_it_is() -> None:
    assert "textual" in loaded_after("import cnss_counter.app")


def test_the_verdict_of_a_case_loads_nothing_heavy() -> None:
    case = ROOT / "data" / "training" / "clients" / "01.json"
    loaded = loaded_after(
        f"from cnss_counter.cli import main\nassert main(['check', {str(case)!r}, '--json']) == 0"
    )
    others = {name for name in loaded if name.startswith("cnss_counter.cli.requests.")}
    assert others == {"cnss_counter.cli.requests.check"}
    assert not loaded & {*HEAVY, "argparse", "dataclasses", "cnss_counter.wording"}


REFUSED_WITHOUT_A_TERMINAL = "from cnss_counter.cli import main\nassert main({words!r}) == 2"


@pytest.mark.parametrize("asked", ["", "training", "--home a", "training --home a --on 2025-09-01"])
def test_the_application_starts_without_click(tmp_path: Path, asked: str) -> None:
    words = [str(tmp_path) if word == "a" else word for word in asked.split()]
    started = f"{REFUSED_WITHOUT_A_TERMINAL.format(words=words)}\nimport cnss_counter.app"
    loaded = loaded_after(started)
    assert {"cnss_counter.cli.application", "textual"} <= loaded
    assert "click" not in loaded


def test_the_control_sees_click_where_it_reads_the_options() -> None:
    assert "click" in loaded_after(REFUSED_WITHOUT_A_TERMINAL.format(words=["training", "--on"]))


def test_the_login_screen_loads_nothing_that_only_a_deposit_needs() -> None:
    loaded = loaded_after("import cnss_counter.app, cnss_counter.journeys.day.counter_day")
    assert not loaded & set(HEAVY) - {"textual"}


@pytest.fixture(scope="module")
def wheel_files(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What `pip install .` would put in place."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (wheel,) = folder.glob("*.whl")
    return set(ZipFile(wheel).namelist())


def test_the_wheel_holds_every_data_file_and_style_sheet(wheel_files: set[str]) -> None:
    data = [file for file in (ROOT / "data").rglob("*") if file.is_file()]
    styles = list((ROOT / "cnss_counter").rglob("*.tcss"))
    cases = list((ROOT / "tests" / "rules" / "cases").glob("*.toml"))
    wanted = {f"cnss_counter/{file.relative_to(ROOT)}" for file in data}
    wanted |= {str(file.relative_to(ROOT)) for file in styles}
    wanted |= {f"cnss_counter/data/cases/{file.name}" for file in cases}
    assert data
    assert styles
    assert cases
    assert wanted <= wheel_files


def test_the_wheel_holds_no_test_and_no_tool(wheel_files: set[str]) -> None:
    roots = {file.split("/")[0] for file in wheel_files}
    assert {root for root in roots if not root.endswith(".dist-info")} == {"cnss_counter"}


def test_every_decision_is_in_the_index() -> None:
    decisions = ROOT / "docs" / "decisions"
    index = (decisions / "README.md").read_text(encoding="utf-8")
    assert [file.name for file in decisions.glob("0*.md") if f"({file.name})" not in index] == []


def test_every_decision_says_since_when_and_whether_it_holds() -> None:
    dated = re.compile(
        r"# [0-9]{4} · .+\n\n\*\*Date\*\* [0-9]{4}-[0-9]{2}-[0-9]{2} · \*\*Status\*\* \w"
    )
    decisions = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
    assert [file.name for file in decisions if not dated.match(file.read_text("utf-8"))] == []
