"""What holds of every request, however strange its answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from cnss_counter import law
from cnss_counter.domain.request import Attachment, RequestDraft
from cnss_counter.rules.verdict import Verdict, canonical_json, four_decimals
from tests.rules.facts import (
    DECEASED,
    INSURED,
    judged,
    kinds_of_values,
    promised,
    request,
    request_of_survivors,
)

PACK = law.load()

days = st.dates(date(1900, 1, 1), date(2040, 12, 31)).map(date.isoformat)
years = st.integers(1900, 2040).map(str)
counts = st.one_of(
    st.just("unknown"),
    st.integers(0, 20000).map(str),
    st.sampled_from(["1187", "1188", "1319", "1320", "2915", "2916", "3239", "3240"]),
)
deposits = st.dates(date(1995, 1, 1), date(2040, 12, 31))
anything = st.one_of(st.text(), days, years, counts, st.sampled_from(["yes", "no", "unknown"]))

facts = st.fixed_dictionaries(
    {
        "worker": st.sampled_from(["ordinary", "miner"]),
        "birth_date": st.one_of(days, years, st.just("1960-02-29"), st.just("1968-02-29")),
        "insurance_days": counts,
        "activity_ceased": st.sampled_from(["yes", "no", "unknown"]),
        "activity_ceased_on": days,
        "basic_scheme_pension": st.sampled_from(["yes", "no", "unknown"]),
        "other_scheme": st.sampled_from(["yes", "no", "unknown"]),
        "underground_years": st.one_of(st.just("unknown"), st.integers(0, 50).map(str)),
        "force_majeure": st.sampled_from(["yes", "no"]),
        "force_majeure_reason": st.just("Hospitalisé de longues années"),
    }
)
survivors = st.fixed_dictionaries(
    {
        "name": st.just("Fatima"),
        "quality": st.sampled_from(["spouse", "orphan_of_one_parent", "orphan_of_both_parents"]),
        "birth_date": st.one_of(days, years),
        "situation": st.sampled_from(["none", "training", "studying", "disabled"]),
        "dependent": st.sampled_from(["yes", "yes", "no", ""]),
    }
)


@given(
    st.sampled_from(sorted(PACK.procedures)),
    st.dictionaries(st.one_of(st.sampled_from(sorted({*INSURED, *DECEASED})), st.text()), anything),
    st.dictionaries(
        st.one_of(st.just("request_form"), st.text()),
        st.builds(Attachment, st.one_of(st.just("seen"), st.text()), st.text()),
    ),
    st.lists(st.dictionaries(st.one_of(st.just("birth_date"), st.text()), anything), max_size=3),
    st.dates(),
)
def test_no_answer_and_no_date_make_the_rules_raise(
    procedure: str,
    answers: Mapping[str, str],
    papers: Mapping[str, Attachment],
    listed: list[Mapping[str, str]],
    on: date,
) -> None:
    verdict = judged(PACK, RequestDraft(procedure, answers, papers, tuple(listed)), on)
    assert_told(verdict)


def assert_told(verdict: Verdict) -> None:
    """It can be written down, and each finding has the values that its sentence counts on."""
    assert json.loads(canonical_json(verdict))["outcome"] == verdict.outcome
    for finding in (*verdict.errors, *verdict.findings):
        assert kinds_of_values(finding) == promised(finding.code, PACK), finding.code


@given(facts, st.dates(), st.lists(survivors, max_size=4))
def test_plausible_answers_on_any_date_give_a_verdict(
    answers: dict[str, str], on: date, listed: list[Mapping[str, str]]
) -> None:
    assert_told(judged(PACK, request(**answers), on))
    of_the_deceased = answers | {"deceased_birth_date": answers["birth_date"]}
    del of_the_deceased["birth_date"]
    assert_told(judged(PACK, request_of_survivors(*listed, **of_the_deceased), on))


@given(facts, deposits)
def test_the_same_facts_on_the_same_date_give_the_same_bytes(
    answers: dict[str, str], on: date
) -> None:
    shuffled = RequestDraft(
        "contribution_refund",
        dict(reversed(list(request(**answers).answers.items()))),
        request().attachments,
    )
    assert canonical_json(judged(PACK, request(**answers), on)) == canonical_json(
        judged(PACK, shuffled, on)
    )


UNKNOWNS = ("insurance_days", "activity_ceased", "basic_scheme_pension", "other_scheme")


@given(facts, facts, deposits)
@example(
    {**request().answers, "birth_date": "1935-01-01", "insurance_days": "unknown"},
    {**request().answers, "insurance_days": "5000"},
    date(2025, 9, 1),
)
def test_a_definite_verdict_stays_whatever_an_unknown_answer_turns_out_to_be(
    answers: dict[str, str], turned_out: dict[str, str], on: date
) -> None:
    unknown = [key for key in (*UNKNOWNS, "underground_years") if answers.get(key) == "unknown"]
    before = judged(PACK, request(**answers), on)
    assume(unknown and before.outcome in ("favourable", "unfavourable"))
    after = judged(PACK, request(**answers | {key: turned_out[key] for key in unknown}), on)
    assert after.outcome == before.outcome or after.other_right


@given(facts, deposits)
def test_a_refund_and_another_right_never_stand_together(answers: dict[str, str], on: date) -> None:
    verdict = judged(PACK, request(**answers), on)
    assert not (verdict.refund and verdict.other_right)
    if verdict.outcome == "other_right":
        assert verdict.other_right


@given(facts, deposits)
def test_each_finding_has_a_severity_that_its_outcome_bears_out(
    answers: dict[str, str], on: date
) -> None:
    verdict = judged(PACK, request(**answers), on)
    severities = {finding.severity for finding in verdict.findings}
    if verdict.outcome == "favourable":
        assert not severities & {"failed", "unknown"}
    elif verdict.outcome == "undetermined":
        assert "unknown" in severities
    elif verdict.outcome == "unfavourable":
        assert severities & {"failed", "unknown"}


@given(facts, deposits, st.integers(1, 5000))
def test_a_deadline_that_has_passed_never_opens_again(
    answers: dict[str, str], on: date, later: int
) -> None:
    """It stays passed; only whoever still works may come to retire under another law."""
    answers = answers | {"force_majeure": "no", "worker": "ordinary"}
    if judged(PACK, request(**answers), on).deadline_state == "passed":
        after = judged(PACK, request(**answers), on + timedelta(days=later))
        is_dated = answers["activity_ceased"] == "yes" and not after.errors
        assert after.deadline_state in (("passed",) if is_dated else ("passed", "unknown"))


@given(facts, deposits)
def test_whoever_retired_under_the_reform_with_its_days_is_shown_the_pension(
    answers: dict[str, str], on: date
) -> None:
    answers = answers | {"worker": "ordinary"}
    verdict = judged(PACK, request(**answers), on)
    days, reform = answers["insurance_days"], date(2023, 1, 1)
    may_work = answers["activity_ceased"] != "yes"
    ended_on = on if may_work else date.fromisoformat(answers["activity_ceased_on"])
    is_drawn = answers["basic_scheme_pension"] == "yes"
    assume(not verdict.errors and verdict.legal_age_reached_on and not is_drawn)
    if days != "unknown" and int(days) >= 1320 and ended_on >= reform:
        assert verdict.other_right
        assert not verdict.refund


@given(st.lists(survivors, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_shares_never_exceed_the_refund_nor_depend_on_the_order(
    listed: list[dict[str, str]], random: object
) -> None:
    order = list(range(len(listed)))
    random.shuffle(order)  # type: ignore[attr-defined]  # a `random.Random` that hypothesis replays
    shares = [
        one.share for one in judged(PACK, request_of_survivors(*listed, worker="ordinary")).shares
    ]
    again = judged(PACK, request_of_survivors(*(listed[at] for at in order))).shares
    assert sum(shares) <= 1
    assert len(shares) == len(listed)
    assert [shares[at] for at in order] == [one.share for one in again]


@given(st.fractions(0, 1))
def test_four_decimals_are_the_nearest_half_up(share: Fraction) -> None:
    told = four_decimals(share)
    error = share - Fraction(told)
    assert -Fraction(1, 20000) <= error < Fraction(1, 20000)
    assert len(told) == 6


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (Fraction(0), "0.0000"),
        (Fraction(1), "1.0000"),
        (Fraction(1, 6), "0.1667"),
        (Fraction(1, 3), "0.3333"),
        (Fraction(1, 20000), "0.0001"),
        (Fraction(1, 20001), "0.0000"),
        (Fraction(19999, 20000), "1.0000"),
    ],
)
def test_a_half_is_rounded_up(share: Fraction, told: str) -> None:
    assert four_decimals(share) == told
