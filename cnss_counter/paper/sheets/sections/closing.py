"""The foot of a receipt: what to do, what happens next, room for the stamp, and the proof."""

from __future__ import annotations

from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.paper.content.receipt import Notice, ReceiptContent
from cnss_counter.paper.pdf.codes import QUIET_ZONE, qr_code
from cnss_counter.paper.typesetting.blocks import Box, Modules, Rule
from cnss_counter.paper.typesetting.styles import (
    BODY,
    HEADING,
    LABEL,
    NOTHING,
    SMALL,
    SMALL_STRONG,
    WARNING,
    Column,
    Section,
    Setting,
    moved,
    overlaid,
    stacked,
)

QR_SIDE = 25.0
"""Kept at every scale, quiet zone included; the dark modules align with the margin."""
STAMP, HIGHEST_STAMP = 46.0, 46.0
GUTTER = 4.5
MARGIN = 2.5


def boxed_notices(setting: Setting, content: ReceiptContent) -> Section:
    """What must not be overlooked: the physical control, in a heavy frame."""
    inner = setting.inside(MARGIN)
    notices = []
    for notice in content.notices:
        if notice.is_boxed:
            words = stacked(
                [inner.pair(notice.title, WARNING, path=("H2",)), inner.pair(notice.text, BODY)]
            )
            height = words.height + 2
            frame = Box(0, 0, setting.width, height, "alert", "paper", 0.7, radius=1)
            notices.append(
                overlaid(Section((frame,), height), moved(words, right=MARGIN, down=0.9))
            )
    return stacked(notices, gap=setting.at(1.5))


def next_steps(setting: Setting, content: ReceiptContent) -> Section:
    """What happens now, by when, and whom to call."""
    if not content.next_steps:
        return NOTHING
    return stacked(
        [
            setting.pair(content.next_steps_title, HEADING, path=("H2",)),
            *(
                step(setting, number, said)
                for number, said in enumerate(content.next_steps, start=1)
            ),
        ]
    )


def step(setting: Setting, number: int, said: Bilingual) -> Section:
    """One numbered step; the numbers hang in the outer margins of the two columns."""
    hang = setting.at(3.4)
    french, arabic = setting.halves(gutter=5)
    label = Bilingual(str(number), str(number))
    path = ("L.steps", f"LI.{number}")
    return overlaid(
        setting.pair(
            label,
            BODY._replace(weight="semibold", ink="accent"),
            (french, arabic),
            path=(*path, "Lbl"),
        ),
        setting.pair(
            said,
            BODY,
            (
                french._replace(x=hang, width=french.width - hang),
                arabic._replace(width=arabic.width - hang),
            ),
            path=(*path, "LBody"),
        ),
    )


def closing(setting: Setting, content: ReceiptContent, least_height: float = 0) -> Section:
    """The next steps, the stamp box and the code that proves it all, in one band."""
    told_width = setting.width - QR_SIDE - STAMP - 2 * GUTTER
    told = next_steps(Setting(told_width, setting.scale), content)
    proof = moved(verification(content), right=setting.width - QR_SIDE)
    height = max(told.height, proof.height, least_height)
    left = told_width + GUTTER
    frame = Box(left, 0, STAMP, min(height, HIGHEST_STAMP), "hairline", thickness=0.25, radius=1)
    stamp = Section((frame,), height)
    words = setting.pair(
        content.signature_box,
        LABEL._replace(smallest=0.8),
        setting.halves(left + 2, STAMP - 4, gutter=2),
        top=setting.at(0.8),
    )
    return overlaid(told, stamp, words, proof)


def verification(content: ReceiptContent) -> Section:
    """The sealed code and its legend."""
    if not content.sealed:
        return NOTHING
    rows = qr_code(content.sealed)
    quiet = QR_SIDE * QUIET_ZONE / len(rows)
    modules = Modules(quiet, -quiet, QR_SIDE, QR_SIDE, rows, content.verify_label.fr)
    dark = Setting(QR_SIDE - 2 * quiet)
    columns = dark.halves(2 * quiet, gutter=1)
    bottom = QR_SIDE - quiet
    legend = dark.pair(content.verify_label, SMALL, columns, top=bottom)
    return Section((modules, *legend.blocks), bottom + legend.height)


def foot(setting: Setting, content: ReceiptContent) -> Section:
    """The small print, across the page: what this paper is not, notes, privacy (law 09-08)."""
    whole = Column(0, setting.width, "fr", "centre")
    said = stacked(
        [
            overlaid(
                setting.pair(content.disclaimer, SMALL_STRONG, setting.halves(gutter=30)),
                setting.paragraph(content.fingerprint, SMALL, whole),
            ),
            *(
                setting.pair(run_in(notice), SMALL)
                for notice in content.notices
                if not notice.is_boxed
            ),
            setting.pair(content.privacy, SMALL),
        ],
        gap=setting.at(0.3),
    )
    rule = Rule(0, 0, setting.width, 0)
    return Section((rule, *moved(said, down=0.8).blocks), said.height + 0.8)


def run_in(notice: Notice) -> Bilingual:
    """Title and text of a note as one paragraph."""
    if not notice.title.fr:
        return notice.text
    return Bilingual(f"{notice.title.fr}. {notice.text.fr}", f"{notice.title.ar}. {notice.text.ar}")
