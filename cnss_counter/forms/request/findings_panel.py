"""What the law seems to say of the draft, live: the outcome, then each thing to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size

from cnss_counter.forms.lines.no_break import unbroken
from cnss_counter.forms.lines.paragraphs import Paragraphs
from cnss_counter.terminal.line_cache import LineCache

if TYPE_CHECKING:
    from cnss_counter.rules.verdict import Finding, OutcomeWord, Verdict
    from cnss_counter.wording import Wording

STRIP_LINES = 6
"""As low as this the panel is a strip: a line for each finding."""

OUTCOME_STYLE = {
    "favourable": "bold $text-success",
    "unfavourable": "bold $text-error",
    "undetermined": "bold $text-warning",
    "other_right": "bold reverse $text-warning",
    "not_assessed": "bold",
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


def outcome_words(verdict: Verdict, words: Wording) -> Content:
    """The outcome; a right that is open on some readings only is named beside it."""
    outcomes: list[OutcomeWord] = [verdict.outcome_word]
    if verdict.other_right and verdict.outcome != "other_right":
        outcomes.append("other_right")
    return Content(" · ").join(
        Content.styled(words(f"outcomes.{one}"), OUTCOME_STYLE[one]) for one in outcomes
    )


def findings_words(verdict: Verdict, words: Wording) -> list[Content]:
    """The verdict in words: the outcome with the last day, then a line for each finding."""
    outcome = outcome_words(verdict, words)
    if verdict.deadline is not None:
        day = words.short_date(verdict.deadline)
        outcome = Content.assemble(outcome, " · ", words("screens.request.last_day", day=day))
    lines = [outcome]
    for finding in verdict.findings:
        mark, style = SEVERITY_MARK[finding.severity]
        lines.append(Content.assemble((f"{mark} ", style), finding_words(finding, words)))
    return lines


class FindingsPanel(LineCache, VerticalScroll, inherit_bindings=False):
    """Repaints only when what it says changes.

    Where the whole does not fit, it says so and names the key of the page that has it all; a
    strip of a few lines then gives each finding one line, so that all the grave ones show.
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002 – Textual's name
        super().__init__(id=id, can_focus=False)
        self._shown: tuple[Verdict, Wording, Size] | None = None

    def compose(self) -> ComposeResult:
        yield Paragraphs(id="findings-text")

    def show(self, verdict: Verdict, words: Wording) -> None:
        room = self.scrollable_content_region.size
        if self._shown == (verdict, words, room):
            return
        self._shown = (verdict, words, room)
        self.query_one(Paragraphs).show_text(Content("\n").join(_fitted(verdict, words, room)))
        self.scroll_home(animate=False)

    def on_resize(self) -> None:
        if self._shown is not None:
            self.show(*self._shown[:2])

    def clear(self) -> None:
        self._shown = None
        self.query_one(Paragraphs).update("")


def _fitted(verdict: Verdict, words: Wording, room: Size) -> list[Content]:
    """The lines as the room takes them."""
    lines = findings_words(verdict, words)
    if not room.width or sum(len(unbroken(line).wrap(room.width)) for line in lines) <= room.height:
        return lines
    read_all = words("screens.request.read_all", count=len(verdict.findings))
    gap = room.width - lines[0].cell_length - cell_len(read_all)
    if gap > 0:
        lines[0] = Content.assemble(lines[0], " " * gap, (read_all, "bold $primary"))
    else:
        lines.insert(1, Content.styled(read_all, "bold $primary"))
    if room.height > STRIP_LINES:
        return lines
    return [shortened(line, room.width) for line in lines[: room.height]]


def shortened(line: Content, width: int) -> Content:
    """The words that fit on a line of `width` cells: half a reference would be another one."""
    if line.cell_length <= width:
        return line
    kept = line.truncate(width - 2)
    if line.plain[len(kept) : len(kept) + 1] != " ":
        kept = kept[: max(kept.plain.rfind(" "), 1)]
    return Content.assemble(kept.rstrip(), " …")
