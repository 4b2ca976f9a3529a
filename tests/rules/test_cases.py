"""The jurist's cases, each one a test under its own name."""

from __future__ import annotations

from collections import Counter

import pytest

from cnss_counter import rule_pack
from cnss_counter.rule_pack import RulePack
from cnss_counter.services import case_table
from cnss_counter.services.case_table import Row

FILES = sorted(case_table.cases_folder().glob("*.toml"))
ROWS = list(case_table.run(FILES, rule_pack.load()))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.file}: {row.name}")
def test_the_rules_say_what_the_jurist_expects(row: Row) -> None:
    assert row.is_met, {"expected": row.expected, "obtained": row.obtained}


def test_there_are_enough_cases_and_no_name_twice() -> None:
    names = Counter(row.name for row in ROWS)
    assert len(names) >= 150
    assert [name for name, times in names.items() if times > 1] == []


def test_every_procedure_has_cases(pack: RulePack) -> None:
    told = {
        case.draft.procedure for file in FILES for case in case_table.read(file, pack.procedures)
    }
    assert told == set(pack.procedures)


@pytest.mark.parametrize("client", range(1, 13))
def test_each_of_the_twelve_clients_has_a_case(client: int) -> None:
    assert [row for row in ROWS if row.name.startswith(f"Client {client}")]
