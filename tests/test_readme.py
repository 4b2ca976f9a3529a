"""What the first page shows and links to is there, for whoever reads it in a browser."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).parent.parent
Attributes = dict[str, str | None]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, Attributes]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def tags(markdown: str, name: str) -> list[Attributes]:
    """The tags of this name on a page, as a browser gets them."""
    page = _Tags()
    page.feed(MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown))
    return [attributes for tag, attributes in page.found if tag == name]


def of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def not_shown(markdown: str) -> Iterator[str]:
    """Pictures that are not there, or have no width: in a table a drawing without one has none."""
    for picture in tags(markdown, "img"):
        file = str(picture["src"])
        if not (ROOT / file).is_file() or not str(picture.get("width")).isdecimal():
            yield file


def test_every_picture_of_the_readme_is_there_and_wide_enough_to_be_seen() -> None:
    assert list(not_shown(of("README.md"))) == []
    assert len(tags(of("README.md"), "img")) == 8


def test_the_control_sees_a_picture_without_a_width_and_one_that_is_not_there() -> None:
    drawing = "docs/pictures/screens/home-fr.svg"
    page = f'| ![Home]({drawing}) | <img src="absent.svg" width="420" alt="Absent"> |\n|-|-|\n'
    assert list(not_shown(page)) == [drawing, "absent.svg"]


def test_every_picture_is_told_to_whoever_cannot_see_it() -> None:
    told = [str(picture["alt"]) for picture in tags(of("README.md"), "img")]
    assert [words for words in told if len(words.split()) < 4] == []


def test_every_link_of_the_readme_leads_somewhere() -> None:
    links = [str(link["href"]) for link in tags(of("README.md"), "a")]
    assert len(links) > 12
    assert [link for link in links if not leads_somewhere(link)] == []
    assert not leads_somewhere("docs/explanation/storage.md#no-such-heading")


def leads_somewhere(link: str) -> bool:
    """Whether there is such a file, and in it the heading that a link names."""
    file, _, heading = link.partition("#")
    if not (ROOT / file).exists():
        return False
    return not heading or heading in headings(ROOT / file)


def headings(page: Path) -> set[str]:
    """The headings of a page as a browser's address names them."""
    lines = page.read_text(encoding="utf-8").splitlines()
    named = (line.lstrip("#").strip().lower() for line in lines if line.startswith("#"))
    return {re.sub(r"[^\w -]", "", heading).replace(" ", "-") for heading in named}


def test_the_page_of_an_index_needs_nothing_beside_it() -> None:
    """An index shows one page alone: a relative link or picture leads nowhere there."""
    page = tomllib.loads(of("pyproject.toml"))["project"]["readme"]
    assert tags(of(page), "img") + tags(of(page), "a") == []


def test_the_source_archive_holds_what_that_page_names(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    assert {"README.md", "docs/decisions/README.md", "docs/sources.md"} <= names
    assert "receipts/specimens/client-12.pdf" in names
