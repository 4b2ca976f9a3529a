"""Survivors beyond the jurist's table: exact fractions, the law changed, names of the findings."""

from __future__ import annotations

from fractions import Fraction

from cnss_counter.law import RulePack
from tests.rules.facts import CHILD, WIDOW, codes, judged, request_of_survivors, with_law


def test_a_share_is_an_exact_fraction(pack: RulePack) -> None:
    second, third = (CHILD | {"name": name} for name in ("Salma", "Omar"))
    verdict = judged(pack, request_of_survivors(WIDOW, WIDOW, CHILD, CHILD, second, third))
    assert [one.share for one in verdict.shares] == [Fraction(1, 6)] * 6
    assert [one.survivor for one in verdict.shares] == [1, 2, 3, 4, 5, 6]


def test_the_reduction_says_what_was_claimed_and_the_ceiling(pack: RulePack) -> None:
    verdict = judged(pack, request_of_survivors(WIDOW, CHILD, CHILD, CHILD))
    (note,) = [one for one in verdict.findings if one.code == "shares_reduced"]
    assert (note.severity, note.subject) == ("note", "survivors")
    assert note.values == {"claimed": 125, "ceiling": 100}
    assert note.reference == "Dépliant CNSS; cnss.ma, pension de survivants (lue en 2025)"


def test_another_ceiling_reduces_to_it(pack: RulePack) -> None:
    half = with_law(pack, share_ceiling=50)
    verdict = judged(half, request_of_survivors(WIDOW, CHILD, CHILD))
    assert [one.share for one in verdict.shares] == [
        Fraction(1, 4),
        Fraction(1, 8),
        Fraction(1, 8),
    ]
    nothing = judged(with_law(pack, share_ceiling=0), request_of_survivors(WIDOW))
    assert [one.share for one in nothing.shares] == [0]


def test_whoever_is_not_counted_is_named_by_line(pack: RulePack) -> None:
    verdict = judged(
        pack,
        request_of_survivors(
            WIDOW,
            WIDOW | {"dependent": "no"},
            CHILD | {"birth_date": "2008-06-15"},
            CHILD | {"birth_date": "2008"},
        ),
    )
    told = {
        one.subject: (one.code, one.severity, one.values)
        for one in verdict.findings
        if one.severity in ("warning", "unknown")
    }
    assert told == {
        "survivors.2": ("survivor_not_dependent", "warning", {"survivor": 2, "limit": 0}),
        "survivors.3": ("survivor_too_old", "warning", {"survivor": 3, "limit": 16}),
        "survivors.4": ("survivor_unclear", "unknown", {"survivor": 4, "limit": 0}),
    }


def test_a_law_without_dependence_counts_whoever_is_listed(pack: RulePack) -> None:
    lenient = with_law(pack, survivor_must_be_dependent=False)
    verdict = judged(lenient, request_of_survivors(WIDOW | {"dependent": "no"}))
    assert [one.share for one in verdict.shares] == [Fraction(1, 2)]


def test_a_law_that_is_silent_about_shares_gives_none(pack: RulePack) -> None:
    verdict = judged(with_law(pack, share_of_spouses=None), request_of_survivors(WIDOW))
    assert verdict.shares == ()
    assert "shares_are_indicative" not in codes(verdict)


def test_a_law_that_is_silent_about_dependence_is_a_doubt(pack: RulePack) -> None:
    silent = with_law(pack, survivor_must_be_dependent=None)
    verdict = judged(silent, request_of_survivors(WIDOW))
    assert verdict.outcome == "undetermined"
    assert "parameter_missing" in codes(verdict)


def test_a_situation_that_cannot_be_read_is_a_doubt(pack: RulePack) -> None:
    verdict = judged(pack, request_of_survivors(CHILD | {"situation": "travelling"}))
    assert "survivor_unclear" in codes(verdict)
    assert verdict.outcome == "undetermined"
    assert [error.subject for error in verdict.errors] == ["survivors.1.situation"]


def test_a_death_before_the_age_is_definite_once_no_source_contradicts(pack: RulePack) -> None:
    early = {"death_date": "2021-03-09"}
    assert judged(pack, request_of_survivors(WIDOW, **early)).outcome == "undetermined"
    settled = with_law(pack, deceased_must_have_reached_legal_age=True)
    assert judged(settled, request_of_survivors(WIDOW, **early)).outcome == "unfavourable"
    waived = with_law(pack, deceased_must_have_reached_legal_age=False)
    free = judged(waived, request_of_survivors(WIDOW, **early))
    assert "death_before_legal_age" not in codes(free)
    assert (free.outcome, free.deadline) == ("undetermined", None)  # no text dates its delay


def test_the_birth_date_of_the_deceased_is_what_a_finding_points_at(pack: RulePack) -> None:
    verdict = judged(pack, request_of_survivors(WIDOW, deceased_birth_date="1961"))
    subjects = {one.code: one.subject for one in verdict.findings}
    assert subjects["birth_year_alone"] == "deceased_birth_date"
    unknown = judged(pack, request_of_survivors(WIDOW, deceased_birth_date=""))
    subjects = {one.code: one.subject for one in unknown.findings}
    assert subjects["legal_age_unknown"] == "deceased_birth_date"


def test_the_list_belongs_to_the_survivors_procedure_alone(pack: RulePack) -> None:
    assert pack.procedures["contribution_refund_survivors"].has_survivors
    assert not pack.procedures["contribution_refund"].has_survivors
