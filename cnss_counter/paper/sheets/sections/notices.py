"""What must not be overlooked, in frames; what happens next; and the notes."""

from __future__ import annotations

from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.paper.content.receipt import Notice, ReceiptContent
from cnss_counter.paper.typesetting.blocks import Box
from cnss_counter.paper.typesetting.styles import (
    BODY,
    HEADING,
    NOTICE,
    SMALL,
    WARNING,
    Section,
    Setting,
    moved,
    overlaid,
    stacked,
)

MARGIN, APART = 2.2, 0.8
HANG = 4.6
NUMBER = BODY._replace(weight="semibold", ink="accent")


def framed(setting: Setting, content: ReceiptContent) -> list[Section]:
    """One frame each: the physical control, a pension given up, what cannot be taken back."""
    return [frame(setting, notice) for notice in content.notices if notice.is_boxed]


def frame(setting: Setting, notice: Notice) -> Section:
    inner = setting.inside(MARGIN)
    columns = inner.halves(gutter=4)
    words = stacked(
        [
            inner.pair(notice.title, WARNING, columns, path=("H2",)),
            inner.pair(notice.text, NOTICE, columns),
        ]
    )
    height = words.height + 2
    border = Box(0, 0, setting.width, height, "alert", "paper", 0.6, radius=1)
    return overlaid(Section((border,), height + APART), moved(words, right=MARGIN, down=0.8))


def next_steps(setting: Setting, content: ReceiptContent) -> list[Section]:
    """What the law owes the person, and where the request stands; the title with the first."""
    steps = [step(setting, number, said) for number, said in enumerate(content.next_steps, start=1)]
    title = setting.pair(content.next_steps_title, HEADING, path=("H2",))
    return [stacked([title, *steps[:1]], gap=0.4), *steps[1:]] if steps else []


def step(setting: Setting, number: int, said: Bilingual) -> Section:
    """One numbered step; the numbers hang in the outer margins of the two columns."""
    path = ("L.steps", f"LI.{number}")
    label = Bilingual(str(number), str(number))
    columns = setting.inside(HANG).halves(HANG)
    return overlaid(
        setting.pair(label, NUMBER, path=(*path, "Lbl")),
        setting.pair(said, BODY, columns, path=(*path, "LBody")),
    )


def notes(setting: Setting, content: ReceiptContent) -> list[Section]:
    """What else is to be known, then the use that is made of the data (law 09-08)."""
    return [
        *(setting.pair(run_in(notice), BODY) for notice in content.notices if not notice.is_boxed),
        setting.pair(content.privacy, SMALL),
    ]


def run_in(notice: Notice) -> Bilingual:
    """Title and text of a note as one paragraph."""
    if not notice.title.fr:
        return notice.text
    return Bilingual(f"{notice.title.fr}. {notice.text.fr}", f"{notice.title.ar}. {notice.text.ar}")
