"""The texts of law have their names in both languages, and the leaflet is made of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from cnss_counter import law, wording
from cnss_counter.paths import data_folder
from cnss_counter.rules.contested_points import NEEDED_POINTS
from cnss_counter.services.law.leaflet import leaflet
from cnss_counter.wording import Language

PACK = law.load()
LANGUAGES: tuple[Language, ...] = ("fr", "ar")
TODAY = date(2025, 9, 1)


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


AT_LEAST = {"fr": "au moins", "ar": "على الأقل"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_wherever_the_amount_of_a_pension_is_said_it_is_said_to_be_the_least(
    language: Language,
) -> None:
    """The published amounts are minimum amounts, on every surface that names one."""
    said = [text for text in sentences(language) if "amount}" in text]
    assert len(said) > len(("guard", "consent", "receipt", "leaflet", "finding", "rules list"))
    assert [text for text in said if AT_LEAST[language] not in text.lower()] == []


def sentences(language: Language) -> list[str]:
    """Every sentence of a language."""
    file = data_folder() / "wording" / f"{language}.toml"
    return list(_texts(tomllib.loads(file.read_text(encoding="utf-8"))))


def _texts(entry: object) -> Iterator[str]:
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, list):
        yield entry[0]
    elif isinstance(entry, dict):
        for value in entry.values():
            yield from _texts(value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_contested_point_has_its_words_on_the_page_that_says_why_and_on_the_leaflet(
    language: Language,
) -> None:
    words = wording.load(language)
    told = [line for section in leaflet(PACK, words, TODAY).sections for line in section.lines]
    for point in PACK.parameters.contested.values():
        assert words.has(f"screens.why.points.{point.id}")
        keys = [f"leaflet.{section}.{point.id}" for section in ("amount", "deadlines")]
        for key in filter(words.has, keys):
            assert words(key, since=point.first_days[0]) in told
    for point in (PACK.parameters.contested[one] for one in NEEDED_POINTS):
        line = words(f"leaflet.amount.{point.id}", since=point.first_days[0])
        assert line in told
        assert words.date(point.first_days[0]) in line


def test_a_contested_point_that_is_settled_is_on_no_leaflet() -> None:
    words = wording.load("fr")
    contested = {
        point.id: point._replace(rivals=point.rivals[-1:])
        for point in PACK.parameters.contested.values()
    }
    settled = PACK._replace(parameters=PACK.parameters._replace(contested=contested))
    told = [line for section in leaflet(settled, words, TODAY).sections for line in section.lines]
    assert [line for line in told if "se lisent de deux façons" in line] == []


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
