"""Both language files say what they say in printable, plain, typeset text.

That they say the same things is asked by the program itself, whenever the law is loaded.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from string import Formatter
from typing import Any

import pytest

from cnss_counter.paths import data_folder

FOLDER = data_folder() / "wording"
SOURCES = {"V", "C", "T"}
PAIRS = (("fr.toml", "ar.toml"), ("help.fr.toml", "help.ar.toml"))
PLURALS = {"one", "two", "few", "many", "other"}


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def leaves(table: dict[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """Every sentence with its dotted key; the ids of sources and notices are no sentences."""
    for name, entry in table.items():
        key = f"{path}.{name}" if path else name
        if isinstance(entry, dict):
            yield from leaves(entry, key)
        elif name not in ("source", "notice"):
            yield key, entry


def french(name: str = "fr.toml") -> dict[str, str]:
    return dict(leaves(read(name)))


def arabic(name: str = "ar.toml") -> dict[str, str]:
    return {key: entry[0] for key, entry in leaves(read(name))}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_each_language_has_its_own_plural_forms() -> None:
    for noun, forms in read("fr.toml")["counts"].items():
        assert set(forms) == {"one", "other"}, noun
    for noun, forms in read("ar.toml")["counts"].items():
        assert set(forms) == PLURALS, noun


@pytest.mark.parametrize("ar", [ar for _, ar in PAIRS])
def test_each_arabic_sentence_stands_beside_its_source(ar: str) -> None:
    for key, entry in leaves(read(ar)):
        assert isinstance(entry, list), key
        assert len(entry) == 2, key
        assert entry[1] in SOURCES, key


@pytest.mark.parametrize(("fr", "ar"), PAIRS)
def test_the_name_of_a_value_has_no_digit_that_could_pass_for_a_reference(fr: str, ar: str) -> None:
    for texts in (french(fr), arabic(ar)):
        names = {name for text in texts.values() for name in placeholders(text)}
        assert [name for name in names if not name.isidentifier() or re.search(r"\d", name)] == []


@pytest.mark.parametrize("name", [name for pair in PAIRS for name in pair])
def test_a_file_holds_basic_letters_and_no_invisible_mark(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert unicodedata.normalize("NFC", text) == text
    assert [character for character in text if unicodedata.category(character) == "Cf"] == []
    assert re.findall("[\ufb50-\ufdff\ufe70-\ufefc]", text) == []  # presentation forms
    assert re.findall("[\u0640\u064b-\u065f٠-٩۰-۹\u2010\u2011]", text) == []


@pytest.mark.parametrize("name", [name for pair in PAIRS for name in pair])
def test_no_form_number_is_turned_around(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert not re.search(r"\b\d\d-\d-\d\d\d\b", text)


@pytest.mark.parametrize("name", ["fr.toml", "help.fr.toml"])
def test_french_is_typeset_as_french(name: str) -> None:
    for key, text in french(name).items():
        assert "'" not in text, f"{key}: the apostrophe is ’"
        assert '"' not in text, f"{key}: quotation marks are « »"
        assert "..." not in text, f"{key}: the ellipsis is …"
        assert not re.search("[^\u00a0](»|[;!?]|:(?!\\S))", bare(text)), f"{key}: no-break space"
        assert not re.search("«[^\u00a0]", text), f"{key}: no-break space after «"
        assert "  " not in text, key
        assert text == text.strip(), key


@pytest.mark.parametrize("name", ["ar.toml", "help.ar.toml"])
def test_arabic_is_typeset_as_arabic(name: str) -> None:
    for key, text in arabic(name).items():
        assert not re.search(r"[\u0621-\u064a][,;?]", text), f"{key}: punctuation is ، ؛ ؟"
        assert not re.search(r" [:،؛؟!]", text), f"{key}: no space before a punctuation mark"
        assert "  " not in text, key
        assert text == text.strip(), key


@pytest.mark.parametrize("name", [name for pair in PAIRS for name in pair])
def test_a_file_can_be_read_table_by_table(name: str) -> None:
    """No line but a heading begins with `[`, and no table is named twice."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    headings = re.findall(r"(?m)^\[.*", text)
    assert all(re.fullmatch(r"\[[\w.]+\]", heading) for heading in headings)
    assert len(headings) == len(set(headings))


def bare(text: str) -> str:
    """A French sentence without what only looks like punctuation: values and their nouns."""
    return re.sub(r"\{[^}]*\}", "x", text)


def test_a_passage_names_the_same_source_and_notice_in_both_languages() -> None:
    french_help, arabic_help = read("help.fr.toml"), read("help.ar.toml")
    for subject in french_help.keys() - {"sources", "notices"}:
        entry, other = french_help[subject], arabic_help[subject]
        assert (entry["source"], entry["notice"]) == (other["source"], other["notice"]), subject
        assert bool(entry["passage"]) == bool(entry["source"]), subject
        assert not entry["source"] or entry["source"] in french_help["sources"]
        assert not entry["notice"] or entry["notice"] in french_help["notices"]
