"""A data file says itself when a field or a paper is asked, by one test of one answer."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cnss_counter import law
from cnss_counter.law import RulePack, compiled
from cnss_counter.law.stamp import PARTS_OF_THE_LAW, stamp
from cnss_counter.paths import data_folder
from cnss_counter.rules.field_kinds import FIELD_KINDS
from cnss_counter.rules.named_conditions import ANSWER_TESTS
from tests.rules.facts import judged, request

PROCEDURE = "procedures/contribution_refund.toml"
CARD = '[[papers]]\nid = "immatriculation_card"\n'


def with_the_card_asked(folder: Path, when: str) -> RulePack:
    """The law, where the card is asked only then."""
    for name in PARTS_OF_THE_LAW:
        shutil.copytree(data_folder() / name, folder / name)
    text = (folder / PROCEDURE).read_text(encoding="utf-8")
    assert CARD in text
    changed = text.replace(CARD, f"{CARD}when = {when}\n")
    (folder / PROCEDURE).write_text(changed, encoding="utf-8")
    return law.load(folder)


def is_card_asked(pack: RulePack, **answers: str) -> bool:
    papers = judged(pack, request(**answers)).attachments
    return "immatriculation_card" in [paper.id for paper in papers]


TESTS = {
    "is": ('{ field = "worker", is = "miner" }', "worker", ("miner",), ("ordinary", "")),
    "in": (
        '{ field = "other_scheme", in = ["yes", "unknown"] }',
        "other_scheme",
        ("yes", "unknown"),
        ("no", "", "perhaps"),
    ),
    "at_least": (
        '{ field = "insurance_days", at_least = 1080 }',
        "insurance_days",
        ("1080", "1081"),
        ("1079", "unknown", "", "many", "99999"),
    ),
    "before": (
        '{ field = "birth_date", before = 1961-03-10 }',
        "birth_date",
        ("1961-03-09", "1961", "1899"),
        ("1961-03-10", "1962", "", "1961-02-30"),
    ),
}


def test_each_test_of_the_register_is_tried_here_and_some_kind_may_be_asked_it() -> None:
    assert TESTS.keys() == ANSWER_TESTS.keys()
    assert {test for kind in FIELD_KINDS.values() for test in kind.tests} == TESTS.keys()


@pytest.mark.parametrize(("when", "field", "passing", "others"), TESTS.values(), ids=TESTS)
def test_a_paper_is_asked_of_whoever_answers_so(
    tmp_path: Path, when: str, field: str, passing: tuple[str, ...], others: tuple[str, ...]
) -> None:
    """An answer that is wrong, or that nobody knows, passes no test."""
    pack = with_the_card_asked(tmp_path, when)
    assert [answer for answer in passing if not is_card_asked(pack, **{field: answer})] == []
    assert [answer for answer in others if is_card_asked(pack, **{field: answer})] == []


@pytest.mark.parametrize("when", [when for when, *_ in TESTS.values()], ids=TESTS)
def test_a_condition_is_the_same_in_a_compiled_pack(
    tmp_path: Path, when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    pack = with_the_card_asked(tmp_path, when)
    place, files = str(tmp_path / "law.pack"), stamp(tmp_path)
    compiled.write(place, files, *pack)
    found = compiled.read(place, files)
    assert found
    assert RulePack(*found) == pack


def test_an_answer_that_the_form_no_longer_asks_is_none(tmp_path: Path) -> None:
    """Force majeure was ticked while the deposit was late; the birth date is mended, it is not."""
    pack = with_the_card_asked(tmp_path, '{ field = "force_majeure", is = "yes" }')
    assert is_card_asked(pack, force_majeure="yes", birth_date="1952-05-05")
    assert not is_card_asked(pack, force_majeure="yes", birth_date="1961-03-10")
