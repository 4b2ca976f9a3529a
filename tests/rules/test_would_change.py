"""What would change a verdict: the law asked again, about one other fact at a time."""

from __future__ import annotations

from datetime import date

import pytest

from cnss_counter.domain.request import RequestDraft
from cnss_counter.law import RulePack
from cnss_counter.rules.evaluate import Judged, cleaned
from cnss_counter.rules.evaluate import judged as judge
from cnss_counter.rules.would_change import Change, would_change
from testkit.clients import client
from tests.rules.facts import ON, request, request_of_survivors

Told = list[tuple[str, date | int | str, str]]


def known(pack: RulePack, draft: RequestDraft, on: date = ON) -> Judged:
    return judge(cleaned(pack.procedures[draft.procedure], draft), pack.parameters, on)


def told(pack: RulePack, draft: RequestDraft, on: date = ON) -> Told:
    changes = would_change(known(pack, draft, on), pack.parameters)
    return [(one.what, one.to, one.outcome) for one in changes]


def test_within_the_delay_the_day_after_it_and_a_pension_would_change_it(pack: RulePack) -> None:
    assert told(pack, request()) == [
        ("date", date(2026, 3, 11), "unfavourable"),
        ("days", 3240, "other_right"),
    ]


def test_under_the_new_law_a_pension_begins_at_1320_days(pack: RulePack) -> None:
    young = request(birth_date="1964-02-01", insurance_days="900")
    assert ("days", 1320, "other_right") in told(pack, young)
    assert ("days", 3240, "other_right") not in told(pack, young)


def test_who_comes_too_early_is_told_the_day_of_the_legal_age(pack: RulePack) -> None:
    early = request(birth_date="1969-03-10", insurance_days="900")
    changes = told(pack, early)
    assert changes[0] == ("date", date(2029, 3, 10), "favourable")
    assert all(outcome != "unfavourable" for _what, _to, outcome in changes)


def test_who_has_announced_the_end_of_work_is_told_that_day(pack: RulePack) -> None:
    working = request(
        birth_date="1964-02-01", insurance_days="900", activity_ceased_on="2025-12-31"
    )  # fmt: skip
    assert told(pack, working)[0] == ("date", date(2025, 12, 31), "favourable")


def test_two_days_to_wait_for_are_told_by_the_one_that_changes(pack: RulePack) -> None:
    both = request(
        birth_date="1969-03-10", insurance_days="900", activity_ceased_on="2029-06-30"
    )  # fmt: skip
    days = [to for what, to, _outcome in told(pack, both) if what == "date"]
    assert days[0] == date(2029, 6, 30)


def test_work_that_goes_on_is_changed_by_no_day(pack: RulePack) -> None:
    working = request(activity_ceased="no", activity_ceased_on="")
    assert [to for what, to, _outcome in told(pack, working) if what == "date"] == []


def test_days_that_nobody_knows_are_asked_on_both_sides_of_the_threshold(pack: RulePack) -> None:
    unknown = request(birth_date="1964-02-01", insurance_days="unknown")
    assert [one for one in told(pack, unknown) if one[0] == "days"] == [
        ("days", 1319, "favourable"),
        ("days", 1320, "other_right"),
    ]


def test_the_certificate_of_another_scheme_would_settle_what_is_not_known(
    pack: RulePack,
) -> None:
    unknown = request(other_scheme="unknown")
    assert ("paper", "other_scheme_certificate", "favourable") in told(pack, unknown)


def test_rights_in_another_scheme_are_not_denied_by_a_paper(pack: RulePack) -> None:
    assert [one for one in told(pack, request(other_scheme="yes")) if one[0] == "paper"] == []


def test_the_certificate_of_work_underground_would_settle_the_years(pack: RulePack) -> None:
    miner = request(
        worker="miner", underground_years="unknown", birth_date="1969-01-15", insurance_days="900"
    )
    assert ("paper", "underground_certificate", "favourable") in told(pack, miner)
    assert ("date", date(2029, 1, 15), "favourable") in told(pack, miner)


def test_two_things_unknown_are_settled_by_neither_alone(pack: RulePack) -> None:
    """Client 10: neither the days nor the other scheme are known; a pension is all that decides."""
    assert [one for one in told(pack, client(10)) if one[0] != "date"] == [
        ("days", 3240, "other_right"),
    ]


def test_a_pension_drawn_is_changed_by_nothing(pack: RulePack) -> None:
    assert told(pack, request(basic_scheme_pension="yes")) == []


def test_a_procedure_without_a_right_has_nothing_to_change(pack: RulePack) -> None:
    assert told(pack, RequestDraft("immatriculation", {"last_name": "ALAMI"})) == []


def test_survivors_are_told_of_the_days_of_the_deceased(pack: RulePack) -> None:
    assert ("days", 3240, "other_right") in told(pack, request_of_survivors())


@pytest.mark.parametrize("days", ["", "abc", "-1", "99999", "9" * 5000])
def test_days_that_cannot_be_written_down_are_no_number_to_start_from(
    pack: RulePack, days: str
) -> None:
    assert [one for one in told(pack, request(insurance_days=days)) if one[0] == "days"] in (
        [],
        [("days", 3239, "favourable"), ("days", 3240, "other_right")],
    )


def test_the_end_of_the_calendar_is_no_error(pack: RulePack) -> None:
    assert told(pack, request(birth_date="1961-03-10"), date.max) is not None


@pytest.mark.parametrize("number", range(1, 13))
def test_each_change_is_what_the_law_says_of_that_fact(pack: RulePack, number: int) -> None:
    """The days told are days before which the outcome is another, and the facts are alone."""
    now = known(pack, client(number))
    for change in would_change(now, pack.parameters):
        assert change.outcome != now.verdict.outcome
        if isinstance(change.to, date):
            on = change.to
            assert judge(now.clean, pack.parameters, on).verdict.outcome == change.outcome
            eve = date.fromordinal(on.toordinal() - 1)
            assert judge(now.clean, pack.parameters, eve).verdict.outcome != change.outcome
        elif change.what == "days":
            more = now.clean.answered("insurance_days", str(change.to))
            assert judge(more, pack.parameters, now.on).verdict.outcome == change.outcome


def test_it_is_said_in_json_as_plain_data() -> None:
    assert Change("date", date(2029, 3, 10), "favourable").to_json() == {
        "what": "date", "to": "2029-03-10", "outcome": "favourable",
    }  # fmt: skip
    assert Change("days", 1320, "other_right").to_json()["to"] == 1320


def test_a_miner_past_fifty_five_is_told_the_birthday_that_makes_it_doubtful(
    pack: RulePack,
) -> None:
    miner = request(
        worker="miner", underground_years="6", birth_date="1967-06-01", insurance_days="2000",
        activity_ceased_on="2022-06-01",
    )  # fmt: skip
    dates = [one for one in told(pack, miner, date(2026, 11, 30)) if one[0] == "date"]
    assert ("date", date(2027, 6, 1), "undetermined") in dates


def test_survivors_are_told_of_no_birthday_of_their_own(pack: RulePack) -> None:
    early = request_of_survivors(deceased_birth_date="1970-05-01", death_date="2024-06-01")
    assert date(2030, 5, 1) not in [to for _what, to, _outcome in told(pack, early)]


def test_who_works_still_is_told_the_first_day_of_the_reform(pack: RulePack) -> None:
    working = request(insurance_days="2000", activity_ceased="no")
    changes = told(pack, working, date(2022, 6, 30))
    assert changes[0] == ("date", date(2023, 1, 1), "undetermined")


def test_nobody_is_told_of_fewer_days(pack: RulePack) -> None:
    """With a pension open, 1319 days would bring the refund back: no fact to look for."""
    open_pension = request(birth_date="1964-02-01", insurance_days="1500")
    assert [one for one in told(pack, open_pension) if one[0] == "days"] == []


def test_without_a_day_a_single_one_would_change_it(pack: RulePack) -> None:
    assert ("days", 1, "favourable") in told(pack, request(insurance_days="0"))


def test_a_certificate_settles_years_that_were_left_out(pack: RulePack) -> None:
    miner = request(
        worker="miner", underground_years="", birth_date="1968-06-01", insurance_days="900"
    )
    assert ("paper", "underground_certificate", "favourable") in told(pack, miner)
