"""Help (F1): what to do with a field, and what the CNSS published about it, dated."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from cnss_counter.forms.page import Page


class HelpScreen(Page):
    """The help of a field or a paper, as its procedure asks it; without any, of its screen."""

    KEY = "help"

    def __init__(self, subject: str, screen: str, procedure: str = "") -> None:
        super().__init__()
        self._procedure = procedure
        self._subject = subject
        self._screen = screen

    def text(self) -> Content:
        return Content("\n\n").join(self._paragraphs())

    def _paragraphs(self) -> Iterable[Content]:
        words = self.words
        said = words.help(self._subject, self._procedure)
        if said is None:
            own = f"screens.{self._screen}.help"
            yield Content(words(own if words.has(own) else "screens.help.nothing"))
            return
        yield Content.styled(words.label(self._subject), "bold $text-primary")
        yield Content(said.at_counter)
        if said.passage:
            yield Content.styled(words("screens.help.published"), "bold $text-primary")
            yield Content(said.passage)
        if said.source:
            yield Content.styled(said.source, "$text-muted")
        if said.notice:
            yield Content.assemble(("! ", "bold $text-warning"), said.notice)
