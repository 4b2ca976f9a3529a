"""What a seal proves, line by line, to be compared by eye with the paper that somebody holds.

What is told here, rows, papers and notices, is written alike in `cnss-counter receipt 4`, in 3, and
before records said how they are written. Only what the seal covers is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cnss_counter.services.printing.verification import Verification
from cnss_counter.wording import Wording


class Line(NamedTuple):
    """A label and what stands beside it on the paper, in both languages where it has two."""

    label: str
    value: str
    value_ar: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.value, self.value_ar)))


def document(verified: Verification) -> dict[str, Any]:
    """For a machine: what the code says, and the words that the seal proves."""
    sealed, one = verified.sealed, verified.sealed.of_print
    record = verified.record
    return {
        "reference": sealed.reference,
        "deposited_at": sealed.moment.isoformat(),
        "agency": sealed.agency,
        "counter": sealed.counter,
        "key": sealed.key_id,
        "is_training": verified.is_training,
        "version": one and one.version,
        "copy": one and one.copy,
        "is_provisional": one.is_provisional if one else record.get("is_provisional"),
        **{name: record[name] for name in ("rows", "papers", "notices") if name in record},
    }


def lines(verified: Verification, words: Wording) -> Iterator[Line]:
    """For a person: which print it is, then what it says, in the order of the paper."""
    sealed, one, record = verified.sealed, verified.sealed.of_print, verified.record
    moment = sealed.moment.astimezone()
    said = words("dates.moment", day=words.date(moment.date()), time=f"{moment:%H:%M}")
    yield Line(words("verify.facts.reference"), sealed.reference)
    yield Line(words("verify.facts.moment"), said)
    yield Line(words("verify.facts.counter"), f"{sealed.agency}-{sealed.counter}")
    if one is not None:
        kind = "duplicate" if one.copy else "original"
        yield Line(words("verify.facts.copy"), words(f"verify.{kind}", number=one.copy))
        yield Line(words("verify.facts.version"), str(one.version))
        state = "provisional" if one.is_provisional else "final"
        yield Line(words("verify.facts.state"), words(f"verify.{state}"))
    for row in record.get("rows", ()):
        if row["value"] != sealed.reference:
            yield Line(row["label"]["fr"], row["value"], row["value_ar"])
    for paper in record.get("papers", ()):
        yield Line(paper["label"]["fr"], _paper(paper))
    for notice in record.get("notices", ()):
        yield Line(notice["title"]["fr"], notice["text"]["fr"])


def _paper(paper: Mapping[str, Any]) -> str:
    state = str(paper["state_words"]["fr"])
    return f"{state} ({paper['reason']})" if paper["reason"] else state
