"""The card of the client being played: what to do, what the person says, the papers in hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from textual.content import Content

from cnss_counter.domain.bilingual import COLON
from cnss_counter.forms.page import Page
from cnss_counter.forms.request.answer_lines import AnswerLine
from cnss_counter.text import isolate


@dataclass(frozen=True, slots=True)
class ClientCard:
    """Everything a player needs to know of one client; `play` says what to do."""

    number: int
    title_fr: str
    title_ar: str
    play_fr: str
    play_ar: str
    on: date
    lines: Sequence[AnswerLine]


class ClientCardScreen(Page):
    """Shown before the client is played, and again from the menu while one types."""

    KEY = "client_card"
    IS_KEPT = True

    def __init__(self) -> None:
        super().__init__()
        self._card: ClientCard | None = None

    def open(self, card: ClientCard) -> None:
        """Put this client's card on the screen, for the next time it is asked."""
        self._card = card

    def refresh_words(self) -> None:
        super().refresh_words()
        self.query_one("#page").scroll_home(animate=False)

    def text(self) -> Content:
        words, card = self.words, self._card
        if card is None:
            return Content()
        is_arabic = words.language == "ar"
        lines = [
            Content.styled(
                f"{card.number}. {card.title_ar if is_arabic else card.title_fr}", "bold"
            ),
            Content(words("screens.client_card.day", day=card.on)),
            Content.styled(words("screens.client_card.next"), "bold $primary"),
            Content(""),
            Content(card.play_ar if is_arabic else card.play_fr),
        ]
        colon = COLON.of(words.language)
        section = ""
        for line in card.lines:
            if line.section != section:
                section = line.section
                lines += [Content(""), Content.styled(words(section), "bold $text-primary")]
            value = words(line.value) if line.is_key else line.value
            lines.append(Content.assemble(words(line.caption), colon, (isolate(value), "bold")))
        return Content("\n").join(lines)
