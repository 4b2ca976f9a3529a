"""The conditions of the refund, one function each: met, failed or not known (rules.md §2, §3)."""

from __future__ import annotations

from datetime import date

from cnss_counter.rules.eligibility.deaths import (
    no_accident_by_third_party,
    spouses_within_the_law,
)
from cnss_counter.rules.eligibility.judgement import Case, Judgement, State
from cnss_counter.rules.parameters import SURE, DatedValue
from cnss_counter.rules.verdict import DAYS_UNKNOWN, OtherRight

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
        return Judgement("unknown", "unknown", minimum.value, minimum, DAYS_UNKNOWN, subject)
    ordinary = case.find("ordinary_pension_days")
    if reached_on is None and not (ordinary and days >= ordinary.value):
        return Judgement("unknown", days)
    if days < minimum.value:
        return Judgement("yes", days, minimum.value, minimum)
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
    code, from_ = "legal_age_not_reached", case.reading.dated_from
    return Judgement(state, reached_on, on, age, code, subject, values, rests_on=from_)


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
    if state == "no" and case.situation.died_before(reached_on):
        return Judgement("unknown", reached_on, law.since, law)  # nobody is late for a missed age
    day = case.day_of("refund_shares", law) or reached_on
    subject = case.situation.procedure.insured("birth_date")
    shares = case.situation.parameters.by_id["refund_shares"].values
    firsts = (share.since for share in shares if share.value != NO_REFUND)
    first_day = next(firsts, law.since) if state == "no" else law.since
    code, from_ = "legal_age_before_2000", case.reading.dated_from
    return Judgement(state, day, first_day, law, code, subject, rests_on=from_)


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
    if _is_too_late(case, ceased_on):
        code, values = "activity_ceases_too_late", {"last_day": case.reading.latest_day or on}
        return Judgement("no", ceased_on, on, law, code, "activity_ceased_on", values)
    return Judgement("no", ceased_on, on, law, "activity_ceases_later", "activity_ceased_on")


def _is_too_late(case: Case, day: date) -> bool:
    """Whether who comes back on a day comes too late, from whichever day the delay counts."""
    latest, rests_on = case.reading.latest_day, _lateness_rests_on(case)
    is_sure = all(law.grade in SURE for law in rests_on)
    return bool(latest and is_sure and day > _in_doubt_until(case, latest, rests_on))


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
    rests_on = _lateness_rests_on(case)
    if on <= _in_doubt_until(case, last_day, rests_on):
        texts = law and law._replace(reference=f"{law.reference} · {_closure(case, last_day)}")
        code, values = "last_day_was_closed", {"last_day": last_day, "on": on}
        return Judgement("unknown", on, last_day, texts, code, "force_majeure", values)
    code = "deadline_passed"
    return Judgement("no", on, last_day, law, code, "force_majeure", rests_on=rests_on)


def _lateness_rests_on(case: Case) -> tuple[DatedValue, ...]:
    """What makes a deposit late: the text, what dates the person, and for survivors that the
    delay holds for them, which the texts may not say.
    """
    reading, covers = case.reading, None
    is_delay = reading.deadline and not isinstance(reading.deadline.value, date)
    if is_delay and case.situation.procedure.has_survivors:
        covers = case.find("deposit_delay_covers_survivors")
    laws = (covers, reading.deadline, reading.counted_from, *reading.dated_from)
    return tuple(law for law in laws if law)


def _in_doubt_until(case: Case, last_day: date, rests_on: tuple[DatedValue, ...]) -> date:
    """The last day on which a closed last day keeps a deposit from being late.

    Where a source is too weak to say no, that is the doubt, unless the day was closed for sure.
    """
    closed = case.situation.parameters.closed_days
    is_sure = all(law.grade in SURE for law in rests_on)
    return closed.in_doubt_until(last_day) if is_sure or closed.closure(last_day) else last_day


def _closure(case: Case, last_day: date) -> str:
    """The text that closed the counters on a last day, or may have."""
    closed = case.situation.parameters.closed_days
    why = closed.closure(last_day) or closed.possible_closure(last_day)
    return why.reference if why else ""


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
