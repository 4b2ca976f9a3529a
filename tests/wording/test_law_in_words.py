"""The texts of law have their names in both languages, and the leaflet is made of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cnss_counter import rule_pack, wording
from cnss_counter.services.leaflet import leaflet
from cnss_counter.wording import Language

PACK = rule_pack.load()
LANGUAGES: tuple[Language, ...] = ("fr", "ar")
TODAY = date(2025, 9, 1)


def references() -> list[str]:
    parameters = PACK.parameters.by_id.values()
    return [value.reference for parameter in parameters for value in parameter.values]


def test_every_text_of_law_has_its_name_in_arabic() -> None:
    words = wording.load("ar")
    assert [named for named in references() if words.reference(named) == named] == []


def test_a_text_of_law_nobody_named_is_left_as_it_is() -> None:
    assert wording.load("ar").reference("Loi 99.99") == "Loi 99.99"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_leaflet_is_dated_and_names_its_sources(language: Language) -> None:
    words = wording.load(language)
    made = leaflet(PACK, words, TODAY)
    assert words.date(TODAY) in made.dated
    assert made.sources
    assert len(set(made.sources)) == len(made.sources)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_leaflet_tells_both_thresholds_and_every_deadline(language: Language) -> None:
    words = wording.load(language)
    lines = [line for section in leaflet(PACK, words, TODAY).sections for line in section.lines]
    told = "\n".join(lines)
    for regime in PACK.parameters.by_id["pension_minimum_days"].values:
        assert str(regime.value) in told
    for fixed in PACK.parameters.by_id["deposit_last_day"].values:
        assert words.date(fixed.value) in told
    assert words("consent.irrevocable") in lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_leaflet_lists_every_paper_of_both_requests(language: Language) -> None:
    words = wording.load(language)
    by_title = {s.title: s.lines for s in leaflet(PACK, words, TODAY).sections}
    insured = by_title[words("leaflet.papers.title")]
    survivors = by_title[words("leaflet.papers_of_survivors.title")]
    assert len(insured) == len(PACK.procedures["contribution_refund"].papers)
    assert len(survivors) == len(PACK.procedures["contribution_refund_survivors"].papers)


def test_the_regimes_follow_each_other_without_a_gap() -> None:
    words = wording.load("fr")
    (title,) = {words("leaflet.amount.title")}
    sections = {section.title: section.lines for section in leaflet(PACK, words, TODAY).sections}
    since = PACK.parameters.by_id["refund_shares"].values[-1].since
    first, second, *_ = sections[title]
    assert words.date(since - timedelta(days=1)) in first
    assert words.date(since) in second


def test_a_leaflet_of_the_training_counter_says_so() -> None:
    words = wording.load("fr")
    assert leaflet(PACK, words, TODAY, is_training=True).mark == words("receipt.marks.training")
    assert leaflet(PACK, words, TODAY).mark == ""
