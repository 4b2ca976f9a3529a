"""Why this verdict (F5): what fails or is not known with its source, then the whole reasoning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from textual.content import Content

from cnss_counter.forms.page import Page
from cnss_counter.forms.request.findings_panel import OUTCOME_STYLE, SEVERITY_MARK, finding_words
from cnss_counter.rules.verdict import Verdict
from cnss_counter.rules.would_change import Change

_STATE_MARK = {
    "yes": ("✓", "$text-success"),
    "no": SEVERITY_MARK["failed"],
    "unknown": SEVERITY_MARK["unknown"],
}


class WhyScreen(Page):
    """The verdict as a page; it indicates, the head office decides."""

    KEY = "why"

    def __init__(self, verdict: Verdict, changes: Sequence[Change]) -> None:
        super().__init__()
        self._verdict = verdict
        self._changes = changes

    def text(self) -> Content:
        parts = (self._summary(), self._findings(), self._other_facts(), self._readings())
        return Content("\n").join(line for part in parts for line in part)

    def _summary(self) -> Iterable[Content]:
        words, verdict, outcome = self.words, self._verdict, self._verdict.outcome_word
        yield Content.assemble(
            (f" {words(f'outcomes.{outcome}')} ", OUTCOME_STYLE[outcome]),
            "  ",
            (words("outcomes.indication"), "$text-muted"),
        )
        if verdict.other_right:
            yield self._pair("other_right", words.other_right(verdict.other_right))
        elif verdict.refund:
            yield self._pair("refund", words(f"refunds.{verdict.refund}"))
        if verdict.legal_age_reached_on:
            yield self._pair("legal_age", words.date(verdict.legal_age_reached_on))
        if outcome == "not_assessed":
            return
        key = f"deadlines.{verdict.deadline_state}"
        if verdict.deadline or verdict.deadline_state not in ("open", "last_day", "passed"):
            yield self._pair("deadline", words(key, day=verdict.deadline or date.min))

    def _findings(self) -> Iterable[Content]:
        if not self._verdict.findings:
            return
        yield from self._heading("findings")
        for finding in self._verdict.findings:
            yield finding_words(finding, self.words)

    def _other_facts(self) -> Iterable[Content]:
        """What the law would say from another day on, of more days, or with a paper."""
        if not self._changes:
            return
        yield from self._heading("other_facts")
        for change in self._changes:
            outcome, style = self.words(f"outcomes.{change.outcome}"), OUTCOME_STYLE[change.outcome]
            yield Content.assemble(f"{self._with(change)} ", (outcome, style))

    def _with(self, change: Change) -> str:
        match change.to:
            case date() as day:
                return self.words("screens.why.change.date", day=day)
            case int() as count:
                return self.words("screens.why.change.days", count=count)
            case paper:
                return self.words(f"screens.why.change.{paper}")

    def _readings(self) -> Iterable[Content]:
        """Every reading with everything judged under it."""
        readings = [step for step in self._verdict.trace if "conditions" in step]
        if readings:
            yield from self._heading("trace")
        for reading in readings:
            yield from self._reading(reading, is_alone=len(readings) == 1)

    def _reading(self, reading: Mapping[str, Any], *, is_alone: bool) -> Iterable[Content]:
        words = self.words
        if not is_alone:
            title = words(
                "screens.why.reading",
                number=reading["reading"],
                outcome=words(f"outcomes.{reading['outcome']}"),
            )
            yield Content.styled(title, "bold")
            for point, value in reading["choices"].items():
                yield Content(f"  {words(f'screens.why.points.{point}', value=self._said(value))}")
        for condition in reading["conditions"]:
            yield from self._condition(condition)

    def _condition(self, condition: Mapping[str, Any]) -> Iterable[Content]:
        words = self.words
        mark, style = _STATE_MARK[condition["state"]]
        said = words(
            f"screens.why.conditions.{condition['condition']}",
            value=self._said(condition["value"]),
            threshold=self._said(condition["threshold"]),
        )
        yield Content.assemble((f"{mark} ", style), said)
        if reference := condition.get("reference"):
            yield Content.styled(f"  {words.reference(reference)}", "$text-muted")

    def _heading(self, key: str) -> Iterable[Content]:
        yield Content()
        yield Content.styled(self.words(f"screens.why.{key}"), "bold $text-primary")

    def _pair(self, key: str, said: str) -> Content:
        return Content.assemble((self.words(f"screens.why.{key}"), "bold"), " ", said)

    def _said(self, value: object) -> str:
        """A date, a count or the id of a choice, as people say it."""
        if isinstance(value, str) and self.words.has(f"screens.why.values.{value}"):
            return self.words(f"screens.why.values.{value}")
        try:
            return self.words.date(date.fromisoformat(str(value)))
        except ValueError:
            return str(value) or "–"
