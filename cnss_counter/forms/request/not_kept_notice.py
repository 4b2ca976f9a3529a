"""What the disk refuses, above the form that alone has the last answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from cnss_counter.forms.lines.paragraphs import Paragraphs

if TYPE_CHECKING:
    from cnss_counter.errors import DraftNotKeptError
    from cnss_counter.wording import Wording


class NotKeptNotice(Paragraphs):
    """Shown from the save that was refused to the one that went well."""

    refused: DraftNotKeptError | None = None
    _words: Wording | None = None

    def on_mount(self) -> None:
        self._show()

    def tell(self, refused: DraftNotKeptError | None) -> None:
        """The disk refuses what is typed; None: it has it."""
        self.refused = refused
        if self.is_attached:
            self._show()

    def say(self, words: Wording) -> None:
        """In these words from now on."""
        self._words = words
        self._show()

    def _show(self) -> None:
        self.display = self.refused is not None
        if self.refused is not None and self._words is not None:
            why = self._words.error(self.refused)
            said = self._words("screens.trouble.not_kept")
            self.show_text(Content.styled(f"{said} {why}", "bold $text-error"))
