"""The leaflet to take home: conditions, amounts, papers and deadlines, from the rule pack itself.

What the law says is read from the parameters, so that a change of law changes the leaflet.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from cnss_counter.domain.request import RequestDraft
from cnss_counter.law import RulePack
from cnss_counter.paper.content.leaflet import LeafletContent, LeafletSection
from cnss_counter.rules.parameters import Days, NoValueError, Parameters
from cnss_counter.rules.procedure import PaperRule, Procedure
from cnss_counter.services.law.leaflet_lines import (
    lines_of_amounts,
    lines_of_deadlines,
    lines_of_survivors,
)
from cnss_counter.services.law.leaflet_periods import periods, settled, who, with_commas
from cnss_counter.wording import Wording

_PAPERS = {
    "contribution_refund": "papers",
    "contribution_refund_of_survivors": "papers_of_survivors",
}
"""The rights whose papers the leaflet lists, each in its section."""

_TOLD = (
    "legal_age",
    "legal_age_of_miners",
    "underground_years_minimum",
    "refund_shares",
    "pension_minimum_days",
    "pension_monthly_amount",
    "ordinary_pension_days",
    "deposit_last_day",
    "deposit_delay_years",
    "deposit_delay_counts_from",
    "deposit_delay_covers_survivors",
    "orphan_age_limit",
    "orphan_age_limit_in_training",
    "orphan_age_limit_studying",
    "share_of_spouses",
    "share_of_orphan_of_one_parent",
    "share_of_orphan_of_both_parents",
    "share_ceiling",
    "third_party_accident_opens_pension",
    "death_allowance_months",
)
"""The parameters whose references are the sources of the leaflet, in its order."""


def leaflet(
    pack: RulePack, words: Wording, on: date, *, is_training: bool = False
) -> LeafletContent:
    """The leaflet in the language of `words`, dated `on`: for whoever deposits from that day.

    Raises `NoValueError` for a law that has no legal age, or none of the other values, yet.
    """
    parameters = pack.parameters
    return LeafletContent(
        language=words.language,
        organisation=words("organisation.name"),
        title=words("leaflet.title"),
        introduction=words("leaflet.introduction"),
        sections=(
            _section(words, "insured", _conditions(parameters, words, on)),
            _section(words, "amount", _amounts(parameters, words, on)),
            _section(words, "survivors", _survivors(parameters, words, on)),
            *(
                _section(words, _PAPERS[procedure.right], _papers(words, procedure))
                for procedure in pack.procedures.values()
                if procedure.right in _PAPERS
            ),
            _section(words, "deadlines", _deadlines(parameters, words, on)),
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
        years=_value("legal_age", parameters, words, on),
        miners=_value("legal_age_of_miners", parameters, words, on),
        underground=_value("underground_years_minimum", parameters, words, on),
    )
    for condition in ("activity", "pension", "coordination"):
        yield words(f"leaflet.insured.{condition}")


def _value(name: str, parameters: Parameters, words: Wording, on: date) -> str:
    """`60 ans`; each value with whom it holds for, where there are several.

    Raises `NoValueError` where there is none.
    """
    parameter = parameters.by_id[name]

    def told(days: Days) -> str | None:
        found = parameter.at(days, settled(parameters))
        return found and words(f"leaflet.values.{parameter.unit}", value=found.value)

    found = list(periods(parameters, [name], on, told))
    if not found:
        raise NoValueError(name, on)
    if len(found) == 1:
        return found[0][1]
    return with_commas(
        words,
        (words("leaflet.values.of", value=one, who=who(to, words)) for to, one in found),
    )


def _amounts(parameters: Parameters, words: Wording, on: date) -> Iterator[str]:
    """What is refunded, and the pension that may take its place, as they follow each other."""
    yield from lines_of_amounts(parameters, words, on)
    yield from _contested(parameters, words, "amount")
    yield words("leaflet.amount.estimate")


def _contested(parameters: Parameters, words: Wording, section: str) -> Iterator[str]:
    """The contested points that a person has to know of, in the section that their words are in."""
    for point in parameters.contested.values():
        if len(point.rivals) > 1 and words.has(key := f"leaflet.{section}.{point.id}"):
            yield words(key, since=point.first_days[0])


def _survivors(parameters: Parameters, words: Wording, on: date) -> Iterator[str]:
    def value(name: str) -> str:
        return _value(name, parameters, words, on)

    yield words("leaflet.survivors.insured")
    yield words(
        "leaflet.survivors.who",
        years=value("orphan_age_limit"),
        training=value("orphan_age_limit_in_training"),
        studying=value("orphan_age_limit_studying"),
    )
    yield words(
        "leaflet.survivors.shares",
        spouses=value("share_of_spouses"),
        one=value("share_of_orphan_of_one_parent"),
        both=value("share_of_orphan_of_both_parents"),
        ceiling=value("share_ceiling"),
    )
    yield words("leaflet.survivors.pension")
    yield words("leaflet.survivors.allowance", months=value("death_allowance_months"))


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


def _deadlines(parameters: Parameters, words: Wording, on: date) -> Iterator[str]:
    yield from lines_of_deadlines(parameters, words, on)
    yield from _contested(parameters, words, "deadlines")
    yield from lines_of_survivors(parameters, words, on)


def _warnings(words: Wording) -> Iterator[str]:
    yield words("consent.irrevocable")
    yield words("leaflet.warnings.receipt")
    yield words("leaflet.warnings.any_agency")


def _sources(parameters: Parameters, words: Wording) -> Iterator[str]:
    """The documents, not each passage of theirs: whoever takes the leaflet home looks for those."""
    for parameter in _TOLD:
        for value in parameters.by_id[parameter].values:
            yield from _documents(value.reference, words)
    for point in parameters.contested.values():
        for rival in point.rivals:
            yield from _documents(rival.reference, words)
    yield from words("leaflet.papers.source").split(" · ")


def _documents(reference: str, words: Wording) -> list[str]:
    """What a text of law was read in: a page of its own is one document with its other pages."""
    try:
        named = words.reference(reference, "leaflet.documents")
    except KeyError:  # a law beside ours may have words of before, which named no documents
        named = reference
    return (words.reference(reference) if named == reference else named).split(" · ")
