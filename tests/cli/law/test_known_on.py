"""The law as it was known on a day: asked for by whoever looks back, never taken from a clock."""

from __future__ import annotations

from pathlib import Path

import pytest

from testkit.clients import case_with
from testkit.reading import text_by_pdfium
from tests.cli.conftest import WriteCase, command

BORN_IN_1963 = {"birth_date": "1963-06-01", "activity_ceased_on": "2023-05-31"}


@pytest.mark.parametrize(
    ("known_on", "outcome"),
    [
        ((), "other_right"),
        (("--known-on", "2025-04-06"), "favourable"),
        (("--known-on", "2025-04-07"), "other_right"),
    ],
)
def test_a_case_is_judged_by_all_that_is_known_unless_a_day_is_named(
    write_case: WriteCase, known_on: tuple[str, ...], outcome: str
) -> None:
    case = write_case(case_with(**BORN_IN_1963))
    verdict = command("check", case, "--on", "2024-09-01", "--json", *known_on).document
    assert verdict["outcome"] == outcome


def test_a_look_back_never_passes_for_the_law_of_today(write_case: WriteCase) -> None:
    case = write_case(case_with())
    today = command("check", case, "--json").document["rules_version"]
    then = command("check", case, "--json", "--known-on", "2015-09-01").document["rules_version"]
    assert then == f"{today}@2015-09-01"


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_leaflet_of_2015_says_nothing_of_2023(tmp_path: Path, language: str) -> None:
    def text(*dated: str) -> str:
        file = tmp_path / "leaflet.pdf"
        assert command("leaflet", "--lang", language, "-o", file, *dated).status == 0
        return text_by_pdfium(file.read_bytes())

    reform = ("2023", "1320", "02.24")
    assert all(word in text("--on", "2025-09-01") for word in reform)
    assert not any(word in text("--on", "2015-09-01") for word in reform)
    assert "1320" in text("--on", "2015-09-01", "--known-on", "2025-09-01")


def test_a_leaflet_of_a_day_without_a_law_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "leaflet.pdf"
    ended = command("leaflet", "--lang", "fr", "-o", file, "--on", "1960-01-01")
    assert (ended.status, file.exists()) == (2, False)
    assert ended.refused.count("\n") == 1
    assert "Âge légal de la retraite" in ended.refused
