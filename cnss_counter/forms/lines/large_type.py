"""Numbers and references in large type: three lines high, to be read across a desk."""

from __future__ import annotations

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

HEIGHT = 3
"""Lines of a letter: five rows of dots, two to a line."""

# Five rows of three dots for each letter, each row an octal digit.
_DOTS = {
    "0": "75557", "1": "26227", "2": "71747", "3": "71317", "4": "55711",
    "5": "74717", "6": "74757", "7": "71122", "8": "75757", "9": "75717",
    "A": "25755", "B": "65656", "C": "34443", "D": "65556", "E": "74647",
    "F": "74644", "G": "34553", "H": "55755", "I": "72227", "J": "11152",
    "K": "55655", "L": "44447", "M": "57755", "N": "65555", "O": "25552",
    "P": "65644", "Q": "25563", "R": "65655", "S": "34216", "T": "72222",
    "U": "55557", "V": "55552", "W": "55775", "X": "55255", "Y": "55222",
    "Z": "71247", "-": "00700", "/": "11244", ".": "00002", ":": "02020",
    " ": "00000", "+": "02720",
}  # fmt: skip
_HALVES = " ▀▄█"
_GAP = " "


def large(text: str, width: int) -> tuple[str, ...]:
    """`text` as lines of blocks, broken after a hyphen or a blank where it is too wide.

    A letter without a drawing is left out.
    """
    lines: list[str] = []
    for part in _parts(text, max(1, (width + len(_GAP)) // 4)):
        drawn = [_drawn(letter) for letter in part.upper() if letter in _DOTS]
        lines += [_GAP.join(rows).rstrip() for rows in zip(*drawn, strict=True)]
    return tuple(lines)


def _drawn(letter: str) -> tuple[str, ...]:
    """The three lines of a letter; each line holds two rows of dots."""
    rows = [int(row) for row in _DOTS[letter]] + [0]
    return tuple(
        "".join(_HALVES[(upper >> column & 1) + 2 * (lower >> column & 1)] for column in (2, 1, 0))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )


def _parts(text: str, letters: int) -> list[str]:
    """The text in pieces of at most so many letters, cut after `-` or a blank if it can be."""
    if len(text) <= letters:
        return [text]
    cut = max(text.rfind("-", 0, letters), text.rfind(" ", 0, letters)) + 1 or letters
    return [text[:cut].rstrip(), *_parts(text[cut:], letters)]


class LargeType(Visual):
    """A text in large type, as wide as its place; mirrored, it stands at the right."""

    def __init__(self, text: str, *, is_mirrored: bool = False) -> None:
        self.plain = text
        self._is_mirrored = is_mirrored

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 – Textual's signature
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002
        return len(large(self.plain, width))

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        lines = large(self.plain, width)[:height]
        room = max(map(len, lines), default=0)
        left = width - room if self._is_mirrored else 0
        text = Content("\n".join(f"{' ' * left}{line:<{width - left}}" for line in lines))
        return text.render_strips(width, height, style, options)
