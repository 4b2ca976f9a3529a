"""The jurist's cases, each one a test under its own name."""

from __future__ import annotations

from collections import Counter

import pytest

from cnss_counter import law, wording
from cnss_counter.law import RulePack
from cnss_counter.services.law import case_table, case_words
from cnss_counter.services.law.case_table import Case

FILES = sorted(case_table.cases_folder().glob("*.toml"))
PACK, FRENCH = law.load(), wording.load("fr")
CASES = [case for file in FILES for case in case_table.read(file, PACK, FRENCH)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file} {case.name}")
def test_the_rules_say_what_the_jurist_expects(case: Case, pack: RulePack) -> None:
    row = case_table.row(case, pack)
    assert row.is_met or not case.is_signed, "\n".join(case_words.told(row, FRENCH))


def test_there_are_enough_cases_and_no_name_twice() -> None:
    names = Counter(case.name for case in CASES)
    assert len(names) >= 150
    assert [name for name, times in names.items() if times > 1] == []


def test_every_procedure_has_cases() -> None:
    assert {case.draft.procedure for case in CASES} == set(PACK.procedures)


@pytest.mark.parametrize("client", range(1, 13))
def test_each_of_the_twelve_clients_has_a_case(client: int) -> None:
    assert [case for case in CASES if case.name.startswith(f"Client {client}")]
