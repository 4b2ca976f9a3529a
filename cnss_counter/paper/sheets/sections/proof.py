"""The foot of every page: room for the stamp, the code that proves it all, and how to verify it."""

from __future__ import annotations

from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.paper.content.receipt import ReceiptContent
from cnss_counter.paper.pdf.codes import QUIET_ZONE, qr_code
from cnss_counter.paper.typesetting.blocks import Box, Modules, Rule
from cnss_counter.paper.typesetting.styles import (
    BODY,
    LABEL,
    NOTHING,
    SMALL,
    SMALL_STRONG,
    Columns,
    Section,
    Setting,
    moved,
    overlaid,
    stacked,
)

CODE = 25.0
"""Quiet zone included: 0.43 mm a module."""
STAMP = 50.0
GUTTER = 3.0


def foot(setting: Setting, content: ReceiptContent) -> Section:
    """Between the two languages, on the axis: the stamp box and the code."""
    left = (setting.width - STAMP - CODE) / 2
    columns = setting.halves(gutter=STAMP + CODE + 2 * GUTTER)
    words = how_to_verify(setting, content, columns)
    height = max(words.height, CODE)
    frame = Box(left, 0, STAMP, height, "text", thickness=0.25, radius=1)
    label = setting.pair(
        content.signature_box, LABEL, setting.halves(left + 2, STAMP - 4, gutter=2), top=0.8
    )
    proof = overlaid(words, Section((frame,), height), label, code(content, left + STAMP))
    rule = Rule(0, 0, setting.width, 0)
    return Section((rule, *moved(proof, down=1.2).blocks), height + 1.2)


def how_to_verify(setting: Setting, content: ReceiptContent, columns: Columns) -> Section:
    """What this paper is not; how to verify it; its entry in the counter's journal."""
    entry = Bilingual(
        f"{content.fingerprint_label.fr} {content.fingerprint}".strip(),
        f"{content.fingerprint_label.ar} {content.fingerprint}".strip(),
    )
    verify = setting.pair(content.verify_label, BODY, columns) if content.sealed else NOTHING
    disclaimer = setting.pair(content.disclaimer, SMALL_STRONG, columns)
    return stacked([disclaimer, verify, setting.pair(entry, SMALL, columns)], gap=0.8)


def code(content: ReceiptContent, left: float) -> Section:
    if not content.sealed:
        return NOTHING
    rows = qr_code(content.sealed)
    quiet = CODE * QUIET_ZONE / len(rows)
    modules = Modules(left + quiet / 2, 0, CODE, CODE, rows, content.verify_label.fr)
    return Section((modules,), CODE)
