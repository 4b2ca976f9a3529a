"""A file goes through the door that a screen has: the same names pass, spelt the same way."""

from __future__ import annotations

from pathlib import Path

from cnss_counter.paths import Home
from testkit.clients import case_of
from tests.cli.conftest import WriteCase
from tests.cli.requests.test_deposit import deposit
from tests.screens.conftest import at_the_desk

TYPED = {
    "last_name": "‘ABD ʻALĪ",
    "first_name": "N´Test–Ｄ′Or ﬁls",
    "last_name_ar": "ﷲ العـــلمي",
    "first_name_ar": "ﻷحمد\u00a0\u200fعبد‑الله",
    "address": "١٢\u202fbis — rue ۷",
}
KEPT = {
    "last_name": "'ABD 'ALĪ",
    "first_name": "N'Test-D'Or fils",
    "last_name_ar": "الله العلمي",
    "first_name_ar": "لأحمد عبد-الله",
    "address": "12 bis - rue 7",
}


def test_names_that_pass_on_a_screen_are_deposited_from_a_file_and_found(
    training_home: Path, write_case: WriteCase
) -> None:
    made = case_of()
    made["answers"] |= TYPED
    ended = deposit(training_home, write_case(made))
    assert ended.status == 0, ended.refused
    with at_the_desk(Home(training_home)) as session:
        deposited = session.deposit_of(ended.document["reference"])
        assert deposited is not None
        assert {field: deposited.draft.answer(field) for field in KEPT} == KEPT
        for typed in ("abd ali", "abdali", "ntest d or", "عبدالله", "لاحمد", *KEPT.values()):
            if typed != KEPT["address"]:
                assert session.find(typed).requests, typed
