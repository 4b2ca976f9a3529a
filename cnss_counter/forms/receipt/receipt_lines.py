"""What a receipt says, as lines: for the clerk beside it, and for the person in front."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.content import Content

from cnss_counter.domain.bilingual import COLON, Bilingual
from cnss_counter.forms.request.applicant_line import ApplicantLine, applicant_line
from cnss_counter.paper.content.receipt import ReceiptContent
from cnss_counter.text import Direction, has_arabic, isolate

if TYPE_CHECKING:
    from cnss_counter.wording import Wording


def said_in(words: Wording, said: Bilingual) -> str:
    """The side of what is said in both languages that these words speak."""
    return said.of(words.language)


def next_lines(content: ReceiptContent, words: Wording) -> Iterable[Content]:
    """What happens next, of a deposit just made."""
    yield from _notices_and_missing(content, words)
    yield from _steps(content, words)


def shown_lines(content: ReceiptContent, words: Wording) -> Iterable[Content]:
    """Of a request found again also: whose it is, and the papers in hand after the missing."""
    yield from _whose(content, words)
    yield from _notices_and_missing(content, words)
    yield Content.styled(said_in(words, content.papers_title), "bold")
    for paper in content.other_papers:
        mark = "☑" if paper.is_in_hand else "□"
        label, state = said_in(words, paper.label), said_in(words, paper.state_words)
        yield Content(f"{mark} {label} · {state}")
    yield from _steps(content, words)


def face(content: ReceiptContent) -> Iterable[ApplicantLine]:
    """For the person: the reference in large type, and everything to know and to do."""
    yield applicant_line("screens.receipt.face", large=content.reference)
    for notice in content.notices:
        if notice.title.fr:
            yield _titled(notice.title, notice.text)
    for said in content.still_to_bring:
        yield _titled(content.come_back_title, said)
    for step in (*content.next_steps, content.keep, content.call):
        yield ApplicantLine(_ended(step.fr), _ended(step.ar))


def _titled(title: Bilingual, text: Bilingual) -> ApplicantLine:
    return ApplicantLine(f"{title.fr}{COLON.fr}{text.fr}", f"{title.ar}{COLON.ar}{text.ar}")


def _whose(content: ReceiptContent, words: Wording) -> Iterable[Content]:
    """Whose request it is: nobody remembers it from another day."""
    colon = said_in(words, COLON)
    above = {words("receipt.rows.reference"), words("receipt.rows.date")}
    for row in content.rows:
        label = said_in(words, row.label)
        said = said_in(words, Bilingual(row.value or row.value_ar, row.value_ar or row.value))
        if label not in above:
            # A value in Arabic may begin with a reference: it runs from the right all the same.
            base: Direction | None = "R" if has_arabic(said) else None
            yield Content.assemble(label, colon, (isolate(said, base), "bold"))


def _notices_and_missing(content: ReceiptContent, words: Wording) -> Iterable[Content]:
    for notice in content.notices:
        if notice.title.fr:
            said = f"{said_in(words, notice.title)} · {said_in(words, notice.text)}"
            yield Content.styled(said, "bold $error" if notice.is_boxed else "bold")
    if content.still_to_bring:
        yield Content.styled(said_in(words, content.come_back_title), "bold")
    for paper in content.still_to_bring:
        yield Content(f"□ {said_in(words, paper)}")


def _steps(content: ReceiptContent, words: Wording) -> Iterable[Content]:
    yield Content.styled(said_in(words, content.next_steps_title), "bold")
    for number, step in enumerate((*content.next_steps, content.keep, content.call), 1):
        yield Content(f"{number}. {_ended(said_in(words, step))}")


def _ended(said: str) -> str:
    """A sentence among others; on paper the last two stand alone, each beside its sign."""
    return said if said.endswith((".", "?", "؟")) else f"{said}."
