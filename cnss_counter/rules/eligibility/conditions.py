"""The conditions of the refund, one function each: met, failed or not known (rules.md §2, §3)."""

from __future__ import annotations

from datetime import date

from cnss_counter.rules.closed_days import Closure
from cnss_counter.rules.eligibility.deaths import (
    no_accident_by_third_party,
    spouses_within_the_law,
)
from cnss_counter.rules.eligibility.judgement import Case, Judgement, State
from cnss_counter.rules.parameters import DatedValue
from cnss_counter.rules.verdict import OtherRight

NO_REFUND = "none"
"""The share that the law gives for a legal age reached before the refund existed."""


def no_pension_drawn(case: Case) -> Judgement:
    """No pension of a basic scheme is paid already."""
    law = case.law("no_basic_scheme_pension")
    answer = case.situation.answer("basic_scheme_pension") or "unknown"
    state: State = _DECLARED_ABSENT[answer] if law.value else "yes"
    code = "pension_drawn" if answer == "yes" else "pension_unknown"
    return Judgement(state, answer, "no", law, code, "basic_scheme_pension")


_DECLARED_ABSENT: dict[str, State] = {"no": "yes", "yes": "no", "unknown": "unknown"}


def deceased_drew_no_pension(case: Case) -> Judgement:
    """The deceased drew no pension; one that was drawn passes to the survivors."""
    drawn = no_pension_drawn(case)
    if drawn.state != "no":
        return drawn
    law = case.law("pension_passes_to_survivors")
    if not law.value:
        return drawn
    right = OtherRight("survivors_pension", None)
    return drawn._replace(source=law, code="deceased_drew_pension", other_right=right)


def days_below_pension(case: Case) -> Judgement:
    """Too few days for a pension; with enough, another right is open, which a refund ends."""
    days, subject = case.situation.number("insurance_days"), "insurance_days"
    reached_on = case.reading.reached_on
    minimum = case.law("pension_minimum_days")
    if days is None:
        code = "insurance_days_unknown"
        return Judgement("unknown", "unknown", minimum.value, minimum, code, subject)
    if reached_on is None:
        return Judgement("unknown", days)
    if days < minimum.value:
        return Judgement("yes", days, minimum.value, minimum)
    ordinary = case.find("ordinary_pension_days")
    law = ordinary if ordinary and days >= ordinary.value else minimum
    tiers = case.find("pension_monthly_amount") if law is minimum else None
    right, code = _right_that_a_refund_ends(case, days, tiers)
    values = {} if right.monthly_amount is None else {"amount": right.monthly_amount}
    # The texts of a reform whose start is contested do not say whether the dead had to be of age.
    is_doubtful = law is minimum and misses_the_age(case)
    state: State = "unknown" if is_doubtful else "no"
    return Judgement(state, days, law.value, law, code, subject, values, right)


def _right_that_a_refund_ends(
    case: Case, days: int, tiers: DatedValue | None
) -> tuple[OtherRight, str]:
    """A pension, with its monthly amount where a tier is published, and the finding for it."""
    if case.situation.procedure.has_survivors:
        return OtherRight("survivors_pension", None), "survivors_pension_open"
    reached = [amount for first, amount in tiers.value if days >= first] if tiers else []
    if reached:
        return OtherRight("old_age_pension", reached[-1]), "pension_open"
    return OtherRight("old_age_pension", None), "pension_open_amount_unknown"


def has_contributed(case: Case) -> Judgement:
    """At least one day is insured: without one there is nothing to refund."""
    days, subject = case.situation.number("insurance_days"), "insurance_days"
    if days is None:
        return Judgement("unknown", "unknown", 1)
    state: State = "yes" if days else "unknown"
    return Judgement(state, days, 1, code="no_contribution", subject=subject)


def legal_age_reached(case: Case) -> Judgement:
    """The legal age is reached on the deposit date, here or on the portal."""
    reached_on, on = case.reading.reached_on, case.situation.on
    age = case.reading.age or case.law("legal_age")
    subject = case.situation.procedure.insured("birth_date")
    values = {"legal_age": age.value}
    if reached_on is None:
        return Judgement("unknown", "unknown", on, age, "legal_age_unknown", subject, values)
    if on < reached_on <= case.situation.at_counter:
        code = "legal_age_reached_since_portal"
        return Judgement("unknown", reached_on, on, age, code, subject, values)
    state: State = "yes" if reached_on <= on else "no"
    return Judgement(state, reached_on, on, age, "legal_age_not_reached", subject, values)


def legal_age_reached_before_death(case: Case) -> Judgement:
    """The deceased had reached the legal age, where the law asks it."""
    law = case.law("deceased_must_have_reached_legal_age")
    reached_on, died_on = case.reading.reached_on, case.situation.died_on
    if reached_on is None:
        return legal_age_reached(case)
    if died_on is None:
        return Judgement("unknown", reached_on, "unknown", law, "death_date_unknown", "death_date")
    state: State = "no" if misses_the_age(case) else "yes"
    return Judgement(state, reached_on, died_on, law, "death_before_legal_age", "death_date")


def misses_the_age(case: Case) -> bool:
    """Whether death came before the legal age, where the law asks for the age."""
    law, reached_on = case.find("deceased_must_have_reached_legal_age"), case.reading.reached_on
    return bool(law and law.value and reached_on and case.situation.died_before(reached_on))


def legal_age_covered(case: Case) -> Judgement:
    """The refund exists for whoever reached the legal age on that day."""
    reached_on = case.reading.reached_on
    if reached_on is None:
        return Judgement("unknown", "unknown")
    law = case.law("refund_shares")
    state: State = "no" if law.value == NO_REFUND else "yes"
    day = case.day_of("refund_shares", law) or reached_on
    subject = case.situation.procedure.insured("birth_date")
    shares = case.situation.parameters.by_id["refund_shares"].values
    first_day = next((share.since for share in shares if share.value != NO_REFUND), law.since)
    return Judgement(state, day, first_day, law, "legal_age_before_2000", subject)


def activity_ceased(case: Case) -> Judgement:
    """Salaried activity has ceased, on or before the deposit date; death ends it."""
    law, on = case.law("activity_must_have_ceased"), case.situation.on
    answer = case.situation.answer("activity_ceased") or "unknown"
    ceased_on = case.situation.activity_ended_on
    if not law.value:
        return Judgement("yes", answer, "yes", law)
    if ceased_on is None and case.situation.procedure.has_survivors:
        return Judgement("unknown", "unknown", on, law)  # the date of death is asked for already
    if ceased_on is None and answer != "yes":
        state: State = "no" if answer == "no" else "unknown"
        code = "activity_not_ceased" if answer == "no" else "activity_unknown"
        return Judgement(state, answer, "yes", law, code, "activity_ceased")
    if ceased_on is None:
        code = "activity_end_unknown"
        return Judgement("unknown", "unknown", on, law, code, "activity_ceased_on")
    if ceased_on <= on:
        return Judgement("yes", ceased_on, on, law)
    if ceased_on <= case.situation.at_counter:
        code = "activity_ceased_since_portal"
        return Judgement("unknown", ceased_on, on, law, code, "activity_ceased_on")
    last_day = case.reading.last_day
    closed = case.situation.parameters.closed_days
    if last_day and ceased_on > closed.in_doubt_until(last_day):  # it will be too late by then
        code, values = "activity_ceases_too_late", {"last_day": last_day}
        return Judgement("no", ceased_on, on, law, code, "activity_ceased_on", values)
    return Judgement("no", ceased_on, on, law, "activity_ceases_later", "activity_ceased_on")


def no_coordination_rights(case: Case) -> Judgement:
    """No rights in another scheme or country, which might add up to a pension."""
    law = case.law("no_coordination_rights")
    answer = case.situation.answer("other_scheme") or "unknown"
    state: State = "yes" if answer == "no" or not law.value else "unknown"
    code = "other_scheme_rights" if answer == "yes" else "other_scheme_unknown"
    return Judgement(state, answer, "no", law, code, "other_scheme")


def deposited_in_time(case: Case) -> Judgement:
    """The deposit is not later than the last day; force majeure makes a late one doubtful."""
    last_day, on, law = case.reading.last_day, case.situation.on, case.reading.deadline
    if last_day is None:
        code = "deadline_unknown" if gives_refund(case) else ""
        return Judgement("unknown", on, "unknown", law, code, "force_majeure")
    if on <= last_day:
        return Judgement("yes", on, last_day, law)
    if claims_force_majeure(case):
        return Judgement("unknown", on, last_day, law, "force_majeure_claimed", "force_majeure")
    closure = _closure_in_doubt(case, last_day)
    if closure and law:
        texts = law._replace(reference=f"{law.reference} · {closure.reference}")
        code, values = "last_day_was_closed", {"last_day": last_day, "on": on}
        return Judgement("unknown", on, last_day, texts, code, "force_majeure", values)
    source = _source_of_lateness(case) or law
    return Judgement("no", on, last_day, source, "deadline_passed", "force_majeure")


def _source_of_lateness(case: Case) -> DatedValue | None:
    """What makes survivors late: that the delay holds for them, which the texts may not say."""
    is_fixed = case.reading.deadline and isinstance(case.reading.deadline.value, date)
    if is_fixed or not case.situation.procedure.has_survivors:
        return None
    return case.find("deposit_delay_covers_survivors")


def _closure_in_doubt(case: Case, last_day: date) -> Closure | None:
    """What closed the counters on a last day, or may have, as long as that leaves a doubt."""
    closed = case.situation.parameters.closed_days
    if case.situation.on > closed.in_doubt_until(last_day):
        return None
    return closed.closure(last_day) or closed.possible_closure(last_day)


def claims_force_majeure(case: Case) -> bool:
    """Claimed with a reason; whether it is one, the head office says."""
    answer = case.situation.answer
    return answer("force_majeure") == "yes" and bool(answer("force_majeure_reason"))


def gives_refund(case: Case) -> bool:
    """Whether the law of that day knows the refund at all."""
    return legal_age_covered(case).state == "yes"


OF_THE_INSURED = (
    no_pension_drawn,
    days_below_pension,
    has_contributed,
    legal_age_covered,
    legal_age_reached,
    activity_ceased,
    no_coordination_rights,
    deposited_in_time,
)
OF_THE_DECEASED = (
    deceased_drew_no_pension,
    days_below_pension,
    has_contributed,
    legal_age_covered,
    legal_age_reached_before_death,
    activity_ceased,
    no_coordination_rights,
    deposited_in_time,
    no_accident_by_third_party,
    spouses_within_the_law,
)
