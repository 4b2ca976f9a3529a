"""The leaflet to take home: conditions, amounts, papers and deadlines, from the rule pack itself.

What the law says is read from the parameters, so that a change of law changes the leaflet.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from cnss_counter.domain.request import RequestDraft
from cnss_counter.law import RulePack
from cnss_counter.paper.content.leaflet import LeafletContent, LeafletSection
from cnss_counter.rules.parameters import DatedValue, Parameters
from cnss_counter.rules.procedure import PaperRule, Procedure
from cnss_counter.wording import Wording

_PAPERS = {
    "contribution_refund": "papers",
    "contribution_refund_of_survivors": "papers_of_survivors",
}
"""The rights whose papers the leaflet lists, each in its section."""

_TOLD = (
    "legal_age",
    "refund_shares",
    "pension_minimum_days",
    "pension_monthly_amount",
    "deposit_last_day",
    "deposit_delay_years",
    "share_of_spouses",
    "third_party_accident_opens_pension",
    "death_allowance_months",
)
"""The parameters whose references are the sources of the leaflet, in its order."""


def leaflet(
    pack: RulePack, words: Wording, on: date, *, is_training: bool = False
) -> LeafletContent:
    """The leaflet in the language of `words`, dated `on`: the ages in force that day."""
    parameters = pack.parameters
    return LeafletContent(
        language=words.language,
        organisation=words("organisation.name"),
        title=words("leaflet.title"),
        introduction=words("leaflet.introduction"),
        sections=(
            _section(words, "insured", _conditions(parameters, words, on)),
            _section(words, "amount", _amounts(parameters, words)),
            _section(words, "survivors", _survivors(parameters, words, on)),
            *(
                _section(words, _PAPERS[procedure.right], _papers(words, procedure))
                for procedure in pack.procedures.values()
                if procedure.right in _PAPERS
            ),
            _section(words, "deadlines", _deadlines(parameters, words)),
            _section(words, "warnings", _warnings(words)),
        ),
        sources_title=words("leaflet.sources_title"),
        sources=tuple(dict.fromkeys(_sources(parameters, words))),
        dated=words("leaflet.dated", day=on),
        as_of=on,
        is_training=is_training,
        mark=words("receipt.marks.training") if is_training else "",
    )


def save(
    file: Path, pack: RulePack, words: Wording, on: date, *, is_training: bool = False
) -> Path:
    """Draw the leaflet into a file, whole or not at all. Takes a moment: call it from a thread.

    Raises `StoreError` when the file cannot be written, `DataFileError` without a typeface.
    """
    from cnss_counter.paper.sheets.leaflet import draw_leaflet
    from cnss_counter.storage.files.private_files import write_whole

    write_whole(file, draw_leaflet(leaflet(pack, words, on, is_training=is_training)))
    return file


def _section(words: Wording, name: str, lines: Iterator[str]) -> LeafletSection:
    return LeafletSection(words(f"leaflet.{name}.title"), tuple(lines))


def _conditions(parameters: Parameters, words: Wording, on: date) -> Iterator[str]:
    yield words(
        "leaflet.insured.age",
        years=parameters.in_force("legal_age", on).value,
        miners=parameters.in_force("legal_age_of_miners", on).value,
        underground=parameters.in_force("underground_years_minimum", on).value,
    )
    for condition in ("activity", "pension", "coordination"):
        yield words(f"leaflet.insured.{condition}")


def _amounts(parameters: Parameters, words: Wording) -> Iterator[str]:
    """One line for each regime that refunds, then the pension that may take its place."""
    regimes = parameters.by_id["refund_shares"].values
    for regime, following in pairwise((*regimes, None)):
        if regime is None or regime.value == "none":
            continue
        key, until = "since", {}
        if following is not None:
            key, until = "between", {"until": following.since - timedelta(days=1)}
        yield words(
            f"leaflet.amount.{key}",
            since=regime.since,
            days=parameters.in_force("pension_minimum_days", regime.since).value,
            refund=words(f"leaflet.amount.{regime.value}"),
            **until,
        )
    for tiers in parameters.by_id["pension_monthly_amount"].values:
        yield _pension(parameters, words, tiers)
    yield from _contested(parameters, words, "amount")
    yield words("leaflet.amount.estimate")


def _contested(parameters: Parameters, words: Wording, section: str) -> Iterator[str]:
    """The contested points that a person has to know of, in the section that their words are in."""
    for point in parameters.contested.values():
        if len(point.rivals) > 1 and words.has(key := f"leaflet.{section}.{point.id}"):
            yield words(key, since=point.first_days[0])


def _pension(parameters: Parameters, words: Wording, tiers: DatedValue) -> str:
    (first_days, least), *_, (_, most) = tiers.value
    ordinary: int = parameters.in_force("ordinary_pension_days", tiers.since).value
    return words(
        "leaflet.amount.pension",
        since=tiers.since,
        days=first_days,
        most=ordinary - 1,
        least_amount=least,
        most_amount=most,
    )


def _survivors(parameters: Parameters, words: Wording, on: date) -> Iterator[str]:
    yield words("leaflet.survivors.insured")
    yield words(
        "leaflet.survivors.who",
        years=parameters.in_force("orphan_age_limit", on).value,
        training=parameters.in_force("orphan_age_limit_in_training", on).value,
        studying=parameters.in_force("orphan_age_limit_studying", on).value,
    )
    yield words(
        "leaflet.survivors.shares",
        spouses=parameters.in_force("share_of_spouses", on).value,
        one=parameters.in_force("share_of_orphan_of_one_parent", on).value,
        both=parameters.in_force("share_of_orphan_of_both_parents", on).value,
        ceiling=parameters.in_force("share_ceiling", on).value,
    )
    yield words("leaflet.survivors.pension")
    yield words(
        "leaflet.survivors.allowance",
        months=parameters.in_force("death_allowance_months", on).value,
    )


def _papers(words: Wording, procedure: Procedure) -> Iterator[str]:
    draft = RequestDraft(procedure.id)
    for paper in procedure.papers:
        yield _paper(words, paper, draft)


def _paper(words: Wording, paper: PaperRule, draft: RequestDraft) -> str:
    """A paper, with the case in which it is asked where its name does not tell."""
    name = words.paper(paper.id, draft)
    is_for_all = paper.when == paper.required_when == "always"
    if is_for_all or not words.has(case := f"attachments.{paper.id}.when"):
        return name
    return words("leaflet.papers.conditional", paper=name, when=words(case))


def _deadlines(parameters: Parameters, words: Wording) -> Iterator[str]:
    for fixed in parameters.by_id["deposit_last_day"].values:
        until = fixed.until or date.max
        yield words("leaflet.deadlines.fixed", since=fixed.since, until=until, day=fixed.value)
    for delay in parameters.by_id["deposit_delay_years"].values:
        key = "by_analogy" if delay.grade == "read" else "delay"
        yield words(f"leaflet.deadlines.{key}", since=delay.since, years=delay.value)
    yield from _contested(parameters, words, "deadlines")


def _warnings(words: Wording) -> Iterator[str]:
    yield words("consent.irrevocable")
    yield words("leaflet.warnings.receipt")
    yield words("leaflet.warnings.any_agency")


def _sources(parameters: Parameters, words: Wording) -> Iterator[str]:
    for parameter in _TOLD:
        for value in parameters.by_id[parameter].values:
            yield words.reference(value.reference)
    for point in parameters.contested.values():
        for rival in point.rivals:
            yield words.reference(rival.reference)
    yield words("leaflet.papers.source")
