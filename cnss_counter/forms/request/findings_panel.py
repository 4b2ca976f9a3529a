"""What the law seems to say of the draft, live: the outcome, then each thing to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size

from cnss_counter.forms.lines.no_break import unbroken
from cnss_counter.forms.lines.paragraphs import Paragraphs
from cnss_counter.forms.request.request_sheet import paper_entry
from cnss_counter.forms.request.survivors_list import SURVIVORS
from cnss_counter.terminal.line_cache import LineCache

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from cnss_counter.rules.evaluate import Judged
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


YEARS = "underground_years"
BY_THE_AGE = frozenset({"birth_date", "deceased_birth_date", "force_majeure"})
"""What two legal ages leave open, and the next answer settles: nobody is sent home before it."""


def finding_words(finding: Finding, words: Wording) -> Content:
    """A finding: its mark, the paper or answer it is about, the reason, last the text of law."""
    said, reference = reason_words(finding, words), words.reference(finding.reference)
    return Content.assemble(said, (f" ({reference})" if reference else "", "$text-muted"))


def reason_words(finding: Finding, words: Wording) -> Content:
    """A finding without its text of law."""
    reason = words.finding(finding, is_cited=False)
    if finding.severity == "missing":
        paper = words(f"attachments.{finding.subject}.short")
        reason = words("screens.why.paper", paper=paper, finding=reason)
    elif "typed" in finding.values:  # said of an answer, which it does not name by itself
        field = words.label(finding.subject)
        reason = words("screens.why.paper", paper=field, finding=reason)
    mark, style = SEVERITY_MARK[finding.severity]
    return Content.assemble((f"{mark} ", style), reason)


def entry_of(finding: Finding) -> str:
    """The entry that a finding is about: a field and a paper may have the same id."""
    return paper_entry(finding.subject) if finding.severity == "missing" else finding.subject


def still_to_ask(judged: Judged, left: Container[str] = ()) -> frozenset[str]:
    """The entries whose findings wait because nobody came to them: answers, papers, survivors.

    A usual answer that was `left` as it stood is given, and a warning about a field without an
    answer waits until the field was left.
    """
    draft, verdict = judged.draft, judged.verdict
    reached = {name for name, answer in draft.answers.items() if answer}
    reached |= {paper_entry(paper_id) for paper_id in draft.attachments}
    reached |= {one.id for one in judged.procedure.fields if one.default and one.id in left}
    if draft.survivors:
        reached.add(SURVIVORS)
    waiting = frozenset(
        entry_of(one)
        for one in verdict.findings
        if one.severity in ("unknown", "missing")
        or (one.severity == "warning" and one.subject not in left)
    )
    return waiting.intersection(_asked(verdict)) - reached


def _asked(verdict: Verdict) -> Iterator[str]:
    """Every entry that the form may ask."""
    yield from (*verdict.fields, SURVIVORS)
    yield from (paper_entry(paper.id) for paper in verdict.attachments)


def outcome_words(verdict: Verdict, words: Wording) -> Content:
    """The outcome; a right that is open on some readings only is named beside it."""
    outcomes: list[OutcomeWord] = [verdict.outcome_word]
    if verdict.other_right and verdict.outcome != "other_right":
        outcomes.append("other_right")
    return Content(" · ").join(
        Content.styled(words(f"outcomes.{one}"), OUTCOME_STYLE[one]) for one in outcomes
    )


def outcome_line(verdict: Verdict, words: Wording) -> Content:
    """The outcome, with the last day where there is one."""
    outcome = outcome_words(verdict, words)
    if verdict.deadline is None:
        return outcome
    day = words.short_date(verdict.deadline)
    return Content.assemble(outcome, " · ", words("screens.request.last_day", day=day))


class FindingsPanel(LineCache, VerticalScroll, inherit_bindings=False):
    """Repaints only when what it says changes.

    What fails and what follows from an answer is said; what nobody came to yet is counted. Where
    that is not all, it names the key of the page that has it all; a strip of a few lines then
    gives each finding one line, so that all the grave ones show.
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002 – Textual's name
        super().__init__(id=id, can_focus=False)
        self._said: tuple[Verdict, frozenset[str], Wording, str] | None = None
        self._shown: tuple[object, Size] | None = None

    def compose(self) -> ComposeResult:
        yield Paragraphs(id="findings-text")

    def show(
        self, verdict: Verdict, ahead: frozenset[str], words: Wording, *, without: str
    ) -> None:
        """What is `ahead` is counted; the field `without` is being typed, and warned of later."""
        self._said = (verdict, ahead, words, without)
        self._set()

    def on_resize(self) -> None:
        self._set()

    def _set(self) -> None:
        room = self.scrollable_content_region.size
        if self._said is None or self._shown == (self._said, room):
            return
        self._shown = (self._said, room)
        self.query_one(Paragraphs).show_text(Content("\n").join(fitted(room, *self._said)))

    def clear(self) -> None:
        self._said = self._shown = None
        self.query_one(Paragraphs).update("")


def fitted(
    room: Size, verdict: Verdict, ahead: frozenset[str], words: Wording, without: str = ""
) -> list[Content]:
    """The lines as the room takes them; what is `ahead` is counted.

    No warning is said of the field `without`.
    """
    outcome = outcome_line(verdict, words)
    now = [
        one
        for one in verdict.findings
        if one.severity == "failed"
        or (
            not (entry_of(one) in ahead or (one.severity == "warning" and one.subject == without))
            and not (YEARS in ahead and one.severity == "unknown" and one.subject in BY_THE_AGE)
        )
    ]
    whole = [finding_words(finding, words) for finding in now]
    if not room.width or (not ahead and _height([outcome, *whole], room) <= room.height):
        return [outcome, *whole]
    waiting = words("screens.request.still_to_ask", count=str(len(ahead)))
    head = _head([outcome, *([Content(waiting)] if ahead else [])], _read_all(verdict, words), room)
    reasons = [reason_words(finding, words) for finding in now]
    if room.height <= STRIP_LINES:
        return [shortened(line, room.width) for line in [*head, *reasons][: room.height]]
    lines = [*head, *(whole if _height([*head, *whole], room) <= room.height else reasons)]
    while _height(lines, room) > room.height and len(lines) > len(head):
        lines.pop()  # a finding is told whole, or on the page that has them all
    return lines


def _height(lines: Iterable[Content], room: Size) -> int:
    return sum(len(unbroken(line).wrap(room.width)) for line in lines)


def _read_all(verdict: Verdict, words: Wording) -> Content:
    said = words("screens.request.read_all", count=len(verdict.findings))
    return Content.styled(said, "bold $primary")


def _head(parts: list[Content], read_all: Content, room: Size) -> list[Content]:
    """The outcome and what is ahead, on one line where they fit, with the key at its end."""
    together = Content(" · ").join(parts)
    lines = [together] if together.cell_length + read_all.cell_length < room.width else parts
    gap = room.width - lines[-1].cell_length - read_all.cell_length
    if gap <= 0:
        return [*lines, read_all]
    return [*lines[:-1], Content.assemble(lines[-1], " " * gap, read_all)]


def shortened(line: Content, width: int) -> Content:
    """The words that fit on a line of `width` cells: half a reference would be another one."""
    if line.cell_length <= width:
        return line
    line = unbroken(line)
    kept = line.truncate(width - 2)
    if line.plain[len(kept) : len(kept) + 1] != " ":
        kept = kept[: max(kept.plain.rfind(" "), 1)]
    return Content.assemble(kept.rstrip(), " …")
