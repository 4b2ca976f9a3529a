"""The structure of a tagged PDF: what each text is, and in which language it is read."""

from __future__ import annotations

from typing import Any

from fpdf.structure_tree import StructElem, StructureTreeBuilder
from fpdf.syntax import PDFString

from cnss_counter.paper.content.receipt import Language
from cnss_counter.paper.typesetting.blocks import Path


class Element(StructElem):
    """A structure element with a language; its page is that of the section it belongs to."""

    __slots__ = ("_language",)

    def __init__(self, kind: str, parent: Any, page: int, language: Language | None) -> None:
        super().__init__(f"/{kind}", parent, [], page)
        self._language = language

    def serialize(self, *_: Any, **__: Any) -> str:
        """The element's dictionary, without what is optional: a receipt has two hundred."""
        # fpdf2 tells the page to the sections only; they are written before what they hold.
        page: Any = self.pg or getattr(self.p, "pg", None)
        self.pg = page
        entries = {
            "/S": self.s,
            "/P": self.p.ref,
            "/Pg": page.ref,
            "/K": self.k.serialize(),
            "/Lang": self._language and PDFString(self._language).serialize(),
            "/Alt": self.alt and self.alt.serialize(),
        }
        return super().serialize({name: value for name, value in entries.items() if value})


class Structure(StructureTreeBuilder):
    """A tree of sections, one for each copy, and of the elements inside them."""

    def __init__(self) -> None:
        super().__init__()
        self._elements: list[Element] = []
        self._groups: dict[Path, Element] = {}
        self._section: Element | None = None

    def open_section(self, page: int) -> None:
        """Start a copy: the elements that follow belong to it."""
        self._groups.clear()
        self._section = self._added("Sect", self.doc_struct_elem, page, None)

    def content(
        self, path: Path, page: int, language: Language, alternative: str = ""
    ) -> tuple[str, int]:
        """Enter one piece of content; returns its kind and its number on the page."""
        parent: Any = self._section
        for depth in range(1, len(path)):
            group = path[:depth]
            if group not in self._groups:
                self._groups[group] = self._added(kind(group[-1]), parent, page, None)
            parent = self._groups[group]
        element = self._added(kind(path[-1]), parent, page, language)
        if alternative:
            element.alt = PDFString(alternative)
        pieces = self.struct_tree_root.parent_tree.nums[page - 1]
        pieces.append(element)
        element.k.append(len(pieces) - 1)
        return kind(path[-1]), len(pieces) - 1

    def _added(self, kind_: str, parent: Any, page: int, language: Language | None) -> Element:
        element = Element(kind_, parent, page, language)
        parent.k.append(element)
        self._elements.append(element)
        return element

    def __iter__(self) -> Any:
        yield self.struct_tree_root
        yield self.doc_struct_elem
        yield self.struct_tree_root.parent_tree
        yield from self._elements


def kind(step: str) -> str:
    """`TR.3` is the third `TR`."""
    return step.partition(".")[0]
