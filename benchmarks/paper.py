"""What paper costs: a receipt beside the same page by WeasyPrint, and its size.

WeasyPrint sets what our layout placed: the same lines at the same places in the same typeface,
the same rules and codes, without our tags, archive metadata and attached record. It lives in an
environment of its own, made on demand beside the project's; it needs Pango on the machine.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
import venv
from html import escape
from pathlib import Path

from cnss_counter.paper.pdf.receipt_pdf import draw
from cnss_counter.paper.pdf.shapes import COLOURS
from cnss_counter.paper.sheets.layout import WIDTH, Page, pages
from cnss_counter.paper.typesetting.blocks import (
    Across,
    Block,
    Box,
    Modules,
    Pictogram,
    Rule,
    Star,
    Text,
    TickBox,
)
from cnss_counter.paper.typesetting.typeface import WEIGHTS, drawable, font_file
from testkit import receipts

PEER = "weasyprint==70.0"
PEER_PROGRAM = Path(__file__).with_name("weasyprint_peer.py")
PEER_HOME = Path(sys.prefix) / "weasyprint"
ROUNDS = 15
WARM_UP = 3
KILOBYTE = 1024
LARGEST = 80.0
TIMES_FASTER = 2.5


def rows() -> list[tuple[str, float, float]]:
    """(name, measured, goal) for each figure; goals are not to be exceeded."""
    made = {kind: make() for kind, make in receipts.KINDS.items()}
    sizes = {kind: len(draw(content)) / KILOBYTE for kind, content in made.items()}
    one_page = [
        sizes[kind] for kind, content in made.items() if len(pages(content)) == len(content.copies)
    ]
    return [
        ("receipt / the same page by WeasyPrint, CPU", _ratio(), 1 / TIMES_FASTER),
        ("an ordinary receipt, KB", sizes["ordinary"], LARGEST),
        ("the largest receipt of one page a copy, KB", max(one_page), LARGEST),
    ]


def _ratio() -> float:
    """The median over pairs of pages drawn in turn."""
    content = receipts.receipt()
    with _Peer("".join(map(as_html, pages(content)))) as peer:
        ratios = []
        for _ in range(ROUNDS + WARM_UP):
            started = time.process_time()
            draw(content)
            ours = time.process_time() - started
            ratios.append(ours / peer.seconds())
    return statistics.median(ratios[WARM_UP:])


class _Peer:
    """WeasyPrint in its own process: it draws one page each time it is asked."""

    def __init__(self, page: str) -> None:
        self._process = subprocess.Popen(
            [str(_environment()), str(PEER_PROGRAM)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._say(str(len(page)), end="\n")
        self._say(page)

    def seconds(self) -> float:
        """Draw the page once more; the CPU time that it took."""
        self._say("again\n")
        assert self._process.stdout
        return float(self._process.stdout.readline())

    def _say(self, text: str, end: str = "") -> None:
        assert self._process.stdin
        self._process.stdin.write(text + end)
        self._process.stdin.flush()

    def __enter__(self) -> _Peer:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def _environment() -> Path:
    """The interpreter that has WeasyPrint; made at the first call."""
    python = PEER_HOME / "bin/python"
    if not python.exists():
        venv.create(PEER_HOME, with_pip=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", PEER], check=True)
    return python


def as_html(page: Page) -> str:
    """The blocks of a page as a document of absolute places."""
    faces = "".join(
        f"@font-face{{font-family:plex;font-weight:{number};src:url({font_file(weight).as_uri()})}}"
        for weight, number in WEIGHTS.items()
    )
    style = (
        f"@page{{size:{WIDTH}mm {page.height}mm;margin:0}}body{{margin:0;font-family:plex}}"
        "div,svg{position:absolute;white-space:pre;line-height:1}"
    )
    marks = "".join(_mark(block) for block in page.blocks)
    texts = "".join(_text(block) for block in page.blocks if isinstance(block, Text))
    size = f'width="{WIDTH}mm" height="{page.height}mm" viewBox="0 0 {WIDTH} {page.height}"'
    return (
        f"<!DOCTYPE html><meta charset=utf-8><style>{faces}{style}</style>"
        f"<svg {size}>{marks}</svg>{texts}"
    )


def _text(text: Text) -> str:
    direction = "rtl" if text.is_right_to_left else "ltr"
    align = "center" if text.align == "centre" else text.align
    weight = WEIGHTS[text.weight]
    return "".join(
        f'<div style="left:{text.x:.2f}mm;width:{text.width:.2f}mm;'
        f"top:{text.baseline + number * text.leading - 0.28 * text.size:.2f}mm;"
        f"direction:{direction};text-align:{align};color:{_colour(text.ink)};"
        f'font-size:{text.size:.2f}pt;font-weight:{weight}">{escape(drawable(line))}</div>'
        for number, line in enumerate(text.lines)
    )


def _mark(block: Block) -> str:
    match block:
        case Rule():
            ends = f'x1="{block.x1}" y1="{block.y1}" x2="{block.x2}" y2="{block.y2}"'
            return f'<line {ends} stroke="{_colour(block.ink)}" stroke-width="{block.thickness}"/>'
        case Box():
            place = f'x="{block.x}" y="{block.y}" width="{block.width}" height="{block.height}"'
            frame = f'stroke="{_colour(block.frame)}"' if block.frame else ""
            ground = _colour(block.ground) if block.ground else "none"
            return f'<rect {place} rx="{block.radius}" {frame} fill="{ground}"/>'
        case TickBox():
            place = f'x="{block.x}" y="{block.y}" width="{block.side}" height="{block.side}"'
            return f'<rect {place} stroke="{_colour(block.ink)}" fill="none"/>'
        case Modules():
            return _modules(block)
        case Pictogram() | Star() | Across() | Text():
            return ""


def _modules(code: Modules) -> str:
    across, down = code.width / len(code.rows[0]), code.height / len(code.rows)
    squares = "".join(
        f"M{code.x + place * across:.2f} {code.y + line * down:.2f}"
        f"h{across:.2f}v{down:.2f}h-{across:.2f}z"
        for line, row in enumerate(code.rows)
        for place, module in enumerate(row)
        if module == "1"
    )
    return f'<path d="{squares}"/>'


def _colour(ink: str) -> str:
    return "#{:02x}{:02x}{:02x}".format(*COLOURS[ink])  # type: ignore[index]
