"""Every finding that the rules can make is said in French and in Arabic, whole."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from cnss_counter import law, wording
from cnss_counter.domain.request import Attachment
from cnss_counter.paths import data_folder
from cnss_counter.rules.finding_codes import FINDING_CODES, contested_codes
from cnss_counter.rules.verdict import Finding
from cnss_counter.services.law import case_table
from cnss_counter.wording import Language
from tests.rules.facts import (
    WIDOW,
    judged,
    kinds_of_values,
    promised,
    request,
    request_of_survivors,
    settled,
    with_law,
)

PACK = law.load()
LANGUAGES: tuple[Language, ...] = ("fr", "ar")
OF_FORM = {
    "no_contribution",
    "no_survivor_listed",
    "no_survivor_counted",
    "survivor_unclear",
    "deadline_unknown",
}
"""Failed or unknown, but by no text of law: by an answer that is not there."""
TOLD_BY_A_CONDITION = {"age_of_the_deceased"}
"""Contested points that are told with the condition that they make doubtful."""

SAID_BY_THE_FORM = {"paper_reason_missing", "paper_not_asked_for"}
"""What the screen asks and the law does not."""


def made() -> list[Finding]:
    """Findings of every code, from the jurist's cases and from a law that is silent."""
    verdicts = [
        judged(PACK, case.draft, case.on)
        for file in sorted(case_table.cases_folder().glob("*.toml"))
        for case in case_table.read(file, PACK, wording.load("fr"))
    ]
    verdicts += [
        judged(with_law(PACK, deposit_delay_years=None), request()),
        judged(with_law(PACK, legal_age=None), request()),
        judged(
            with_law(PACK, activity_must_have_ceased=False),
            request(activity_ceased="no", birth_date="1959-03-10"),
        ),
        judged(settled(PACK, "start_of_the_reform", 1), request(activity_ceased="unknown")),
        judged(PACK, request().with_attachment("request_form", Attachment("refused", "a" * 601))),
        judged(PACK, request_of_survivors(*[WIDOW] * 51)),
    ]
    return [finding for verdict in verdicts for finding in (*verdict.errors, *verdict.findings)]


ALL_MADE = made()
MADE = {finding.code: finding for finding in ALL_MADE}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_stands_without_a_finding_nor_a_finding_without_a_sentence(
    language: Language,
) -> None:
    contested = dict(contested_codes(PACK.parameters.contested.values()))
    assert codes_said(language) == {*FINDING_CODES, *contested}
    assert codes_said(language) - set(MADE) == TOLD_BY_A_CONDITION | SAID_BY_THE_FORM


def codes_said(language: Language) -> set[str]:
    """The codes that a language has a sentence for."""
    file = data_folder() / "wording" / f"{language}.toml"
    return set(tomllib.loads(file.read_text(encoding="utf-8"))["findings"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(MADE))
def test_a_finding_is_said_with_its_value_its_threshold_and_its_source(
    code: str, language: Language
) -> None:
    words, finding = wording.load(language), MADE[code]
    said = words.finding(finding)
    assert "{" not in said
    assert len(said) < 4 * 80
    if finding.severity not in ("failed", "unknown") or code in OF_FORM:
        return
    if code != "parameter_missing":
        assert finding.reference
        assert words.reference(finding.reference) in said
    for name in ("value", "threshold"):
        value = finding.values.get(name)
        if isinstance(value, date):
            assert words.date(value) in said or name == "threshold"
        elif isinstance(value, int):
            assert str(value) in said


@pytest.mark.parametrize("code", sorted(MADE))
def test_a_finding_has_just_the_values_that_its_sentence_may_count_on(code: str) -> None:
    of_this_code = [finding for finding in ALL_MADE if finding.code == code]
    assert [one for one in of_this_code if kinds_of_values(one) != promised(code, PACK)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_parameter_has_a_name(language: Language) -> None:
    words = wording.load(language)
    names = [words(f"parameters.{parameter}") for parameter in PACK.parameters.by_id]
    assert all(names)
    assert len(set(names)) == len(names)
