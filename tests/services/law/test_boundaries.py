"""The edges of the law, drafted for a jurist: every number is tried, and a signature is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cnss_counter import law, wording
from cnss_counter.errors import BadInputError
from cnss_counter.rules.parameters import NEEDED
from cnss_counter.services.law import boundaries, case_table
from cnss_counter.services.law.boundary_facts import AROUND_VALUES, BY_THEIR_DAYS
from cnss_counter.services.law.case_table import Case
from cnss_counter.wording import Language
from tests.rules.facts import with_law

PACK, FRENCH = law.load(), wording.load("fr")


def drafted(folder: Path) -> Path:
    file = folder / "boundaries.toml"
    boundaries.save(file, PACK, FRENCH)
    return file


def read(file: Path) -> dict[str, Case]:
    return {case.name: case for case in case_table.read(file, PACK, FRENCH)}


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Case]:
    return read(drafted(tmp_path_factory.mktemp("drafts")))


def test_every_number_of_the_law_is_tried() -> None:
    assert PACK.parameters.by_id.keys() <= AROUND_VALUES.keys() | BY_THEIR_DAYS
    assert {"orphan_age_limit", "pension_minimum_days"} <= NEEDED.keys()


def test_a_draft_says_what_the_law_of_today_says_and_nobody_has_signed_it(
    cases: dict[str, Case],
) -> None:
    assert len(cases) > 100
    assert not any(case.is_signed for case in cases.values())
    assert all(case_table.row(case, PACK).is_met for case in cases.values())


def obtained(cases: dict[str, Case], name: str, key: str) -> list[object]:
    """What the cases whose names hold these words expect, in their order."""
    return [case.expected[key] for case in cases.values() if name in case.name]


def test_the_days_of_a_pension_are_tried_one_below_on_it_and_one_above(
    cases: dict[str, Case],
) -> None:
    name = "Jours à partir desquels une pension est ouverte (1320 jours"
    assert obtained(cases, name, "other_right") == ["none", "old_age_pension", "old_age_pension"]


def test_a_last_day_is_tried_the_day_before_on_it_and_the_day_after(
    cases: dict[str, Case],
) -> None:
    name = "Dernier jour de dépôt, délai fixe"
    assert obtained(cases, name, "deadline_state")[:2] == ["open", "last_day"]
    assert [case.on for case in cases.values() if name in case.name] == [
        date(2016, 7, 30),
        date(2016, 7, 31),
        date(2016, 8, 1),
    ]


def test_an_orphan_s_age_is_tried_around_the_birthday(cases: dict[str, Case]) -> None:
    name = "Orphelin : moins de (16 ans"
    assert obtained(cases, name, "shares") == [["0.0000"], ["0.0000"], ["0.2500"]]


def test_a_question_that_a_law_takes_away_is_tried_by_its_day(cases: dict[str, Case]) -> None:
    asked = [
        case.on
        for case in cases.values()
        if "1er avril 2021, par le jour du dépôt" in case.name and "fields" in case.expected
    ]
    assert asked == [date(2021, 3, 31)]


def test_another_law_is_drafted_around_its_own_number(tmp_path: Path) -> None:
    file = tmp_path / "other.toml"
    boundaries.save(file, with_law(PACK, legal_age=63), FRENCH)
    births = [
        case.draft.answers["birth_date"]
        for name, case in read(file).items()
        if name.startswith("Âge légal de la retraite (63 ans)")
    ]
    assert births == ["1961-02-01"] * 3


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_draft_is_prose_in_the_language_asked(language: Language) -> None:
    words = wording.load(language)
    text = boundaries.text(PACK, words)
    assert words("parameters.legal_age") in text
    assert words("outcomes.favourable") in text


def test_what_is_signed_is_never_drafted_again(tmp_path: Path) -> None:
    file = drafted(tmp_path)
    chosen = list(read(file).values())[7]
    text = file.read_text("utf-8").replace(
        f'name = "{chosen.name}"', f'# à moi\nname = "{chosen.name}"'
    )
    block = text.split(f'name = "{chosen.name}"')[1].split("[[cases]]")[0]
    signed = block.replace(
        'signed_by = ""', 'signed_by = "Salma Idrissi"\nsigned_on = 2026-11-29'
    ).replace(f'outcome = "{chosen.expected["outcome"]}"', 'outcome = "unfavourable"')
    file.write_text(text.replace(block, signed), encoding="utf-8")

    names = list(read(file))
    assert boundaries.save(file, PACK, FRENCH) == (len(names) - 1, 1)
    again = read(file)
    assert list(again) == names
    assert again[chosen.name].signed_by == "Salma Idrissi"
    assert again[chosen.name].signed_on == date(2026, 11, 29)
    assert again[chosen.name].expected["outcome"] == "unfavourable"
    assert "# à moi" in file.read_text("utf-8")


def test_what_is_signed_of_a_number_that_the_law_has_no_more_stays(tmp_path: Path) -> None:
    file = tmp_path / "boundaries.toml"
    boundaries.save(file, with_law(PACK, legal_age=63), FRENCH)
    text, name = file.read_text("utf-8"), "Âge légal de la retraite (63 ans) : dépôt"
    before, after = text.split(name, 1)
    signature = 'signed_by = "Salma Idrissi"\nsigned_on = 2026-11-29'
    signed = before + name + after.replace('signed_by = ""', signature, 1)
    file.write_text(signed, encoding="utf-8")
    assert boundaries.save(file, PACK, FRENCH)[1] == 1
    *_, last = read(file).values()
    assert (last.name.startswith(name), last.signed_by) == (True, "Salma Idrissi")


def test_a_file_of_somebody_s_own_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    mine = """[base]
procedure = "contribution_refund"
on = 2025-09-01
[[cases]]
name = "à moi"
expected = { outcome = "undetermined" }
"""
    file.write_text(mine, encoding="utf-8")
    with pytest.raises(BadInputError) as refused:
        boundaries.save(file, PACK, FRENCH)
    assert refused.value.code == "case_table.not_drafts"
    assert file.read_text("utf-8") == mine
