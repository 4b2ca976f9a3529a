"""What the law seems to say of the draft, live: the outcome, then each thing to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from cnss_counter.widgets.paragraphs import Paragraphs

if TYPE_CHECKING:
    from cnss_counter.rules.verdict import Finding, Verdict
    from cnss_counter.wording import Wording

OUTCOME_STYLE = {
    "favourable": "bold $text-success",
    "unfavourable": "bold $text-error",
    "undetermined": "bold $text-warning",
    "other_right": "bold reverse $text-warning",
}
SEVERITY_MARK = {
    "failed": ("✗", "$text-error"),
    "unknown": ("?", "$text-warning"),
    "missing": ("□", "$text-warning"),
    "warning": ("!", "$text-warning"),
    "note": ("·", "$text-muted"),
    "error": ("✗", "$text-error"),
}


def finding_words(finding: Finding, words: Wording) -> str:
    """The sentence of a finding; one about a paper names the paper first."""
    said = words.finding(finding)
    if finding.severity != "missing":
        return said
    paper = words(f"attachments.{finding.subject}.short")
    return words("screens.why.paper", paper=paper, finding=said)


def findings_words(verdict: Verdict, words: Wording) -> Content:
    """The verdict in words: the outcome on the first line, then a line for each finding."""
    lines = [Content.styled(words(f"outcomes.{verdict.outcome}"), OUTCOME_STYLE[verdict.outcome])]
    for finding in verdict.findings:
        mark, style = SEVERITY_MARK[finding.severity]
        lines.append(Content.assemble((f"{mark} ", style), finding_words(finding, words)))
    return Content("\n").join(lines)


class FindingsPanel(VerticalScroll, inherit_bindings=False):
    """Repaints only when what it says changes."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 – Textual's name
        super().__init__(id=id, can_focus=False)
        self._shown: tuple[Verdict, str] | None = None

    def compose(self) -> ComposeResult:
        yield Paragraphs(id="findings-text")

    def show(self, verdict: Verdict, words: Wording) -> None:
        if self._shown == (verdict, words.language):
            return
        self._shown = (verdict, words.language)
        self.query_one(Paragraphs).update(findings_words(verdict, words))
        self.scroll_home(animate=False)

    def clear(self) -> None:
        self._shown = None
        self.query_one(Paragraphs).update("")
