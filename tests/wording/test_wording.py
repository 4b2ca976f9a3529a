"""From a code and its values to a sentence."""

from __future__ import annotations

import errno
import os
import re
from datetime import date
from pathlib import Path

import pytest

from cnss_counter import wording
from cnss_counter.errors import DataFileError, StoreError, system_error
from cnss_counter.rules.verdict import Finding
from cnss_counter.text import display, isolate
from cnss_counter.wording import Help, Language, Wording

FRENCH = """
[greetings]
plain = "Bonjour {name}"
papers = "{count:paper} et {days:day}"

[counts]
paper = { one = "# pièce", other = "# pièces" }
day = { one = "# jour", other = "# jours" }

[findings]
wrong_choice = "{value} : {reference}"

[choices.worker]
miner = "Mineur"

[references]
"Dahir 1-72-184" = "Dahir n° 1-72-184"
"""
ARABIC = """
[greetings]
form = ["اتصلوا بالرقم 080 203 33 33 بخصوص 310-1-32", "T"]
plain = ["مرحبا {name}", "T"]
days = ["{days:day}", "T"]

[counts.day]
one = ["يوم واحد", "T"]
two = ["يومان", "T"]
few = ["# أيام", "T"]
many = ["# يوما", "T"]
other = ["# يوم", "T"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "fr.toml").write_text(FRENCH, encoding="utf-8")
    (tmp_path / "ar.toml").write_text(ARABIC, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_why_the_system_refused_is_said_in_the_language_spoken(language: Language) -> None:
    words = wording.load(language)
    for number, name in errno.errorcode.items():
        refusal = OSError(number, os.strerror(number), "receipt.pdf")
        said = words.error(
            StoreError("store.refused", file="receipt.pdf", system=system_error(refusal))
        )
        assert os.strerror(number) not in said
        assert words.has(f"system.{name}") or {str(number), name} <= set(re.findall(r"\w+", said))


def test_a_refusal_of_the_system_without_a_number_is_said_too() -> None:
    said = wording.load("fr").error(
        StoreError("store.refused", file="x", system=system_error(OSError("Some English text")))
    )
    assert "English" not in said


def test_both_languages_know_the_same_reasons_and_only_such_as_there_are() -> None:
    known = [
        set(words.files[0].table("system")) for words in (wording.load("fr"), wording.load("ar"))
    ]
    assert known[0] == known[1]
    assert known[0] - {"other"} <= set(errno.errorcode.values())
    assert {"ENOSPC", "EACCES", "EPERM", "EROFS", "ENOENT", "ENOTDIR", "EISDIR"} <= known[0]


def test_nothing_says_what_python_says_of_a_refusal() -> None:
    """Its text is English, or whatever the locale is; and a control, which sees where it is."""
    package = Path(wording.__file__).parents[1]
    sources = [*package.rglob("*.py"), *(package.parent / "tools" / "bundle").glob("*.py")]
    assert len(sources) > 200
    said = {one.name for one in sources if ".strerror" in one.read_text("utf-8")}
    assert said == {"streams.py", "limits.py"}, "they raise it again, and say none of it"


def test_a_value_stands_in_its_sentence(folder: Path) -> None:
    assert Wording("fr", folder)("greetings.plain", name="Samira") == "Bonjour Samira"


def test_a_missing_key_is_a_bug_that_names_itself(folder: Path) -> None:
    for key in ("greetings.absent", "absent.plain", "greetings", "greetings.plain.more"):
        with pytest.raises(KeyError, match=f"fr.toml: {key}"):
            Wording("fr", folder)(key)


def test_a_file_that_is_not_toml_is_named_with_its_table(tmp_path: Path) -> None:
    (tmp_path / "fr.toml").write_text("[good]\nx = 'y'\n[bad]\nx = oops\n", encoding="utf-8")
    words = Wording("fr", tmp_path)
    assert words("good.x") == "y"
    with pytest.raises(DataFileError) as refused:
        words("bad.x")
    assert refused.value.detail["file"] == "wording/fr.toml"
    assert refused.value.detail["key"] == "bad"


def test_what_a_person_typed_is_never_taken_for_a_placeholder(folder: Path) -> None:
    typed = "{name} {0} %s"
    assert Wording("fr", folder)("greetings.plain", name=typed) == f"Bonjour {typed}"


@pytest.mark.parametrize(
    ("papers", "days", "said"),
    [(0, 1, "0 pièce et 1 jour"), (1, 2, "1 pièce et 2 jours"), (4, 30, "4 pièces et 30 jours")],
)
def test_a_french_noun_agrees_with_its_number(
    papers: int, days: int, said: str, folder: Path
) -> None:
    assert Wording("fr", folder)("greetings.papers", count=papers, days=days) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "0 يوم"),
        (1, "يوم واحد"),
        (2, "يومان"),
        (3, "3 أيام"),
        (10, "10 أيام"),
        (11, "11 يوما"),
        (99, "99 يوما"),
        (100, "100 يوم"),
        (102, "102 يوم"),
        (103, "103 أيام"),
        (1320, "1320 يوما"),
        (3240, "3240 يوما"),
    ],
)
def test_an_arabic_noun_agrees_with_its_number(days: int, said: str, folder: Path) -> None:
    assert Wording("ar", folder)("greetings.days", days=days) == said


def test_references_in_an_arabic_sentence_are_set_apart(folder: Path) -> None:
    said = Wording("ar", folder)("greetings.form")
    assert isolate("080 203 33 33") in said
    assert isolate("310-1-32") in said
    assert "310-1-32" in display(said)
    assert "080 203 33 33" in display(said)


def test_a_latin_value_in_an_arabic_sentence_is_set_apart_and_an_arabic_one_is_not(
    folder: Path,
) -> None:
    words = Wording("ar", folder)
    assert words("greetings.plain", name="ALAMI") == f"مرحبا {isolate('ALAMI')}"
    assert words("greetings.plain", name="العلمي") == "مرحبا العلمي"


def test_dates_are_written_as_in_morocco() -> None:
    french, arabic = wording.load("fr"), wording.load("ar")
    assert french.date(date(2014, 8, 1)) == "1er août 2014"
    assert arabic.date(date(2014, 8, 1)) == "فاتح غشت 2014"
    assert arabic.date(date(2026, 7, 14)) == "14 يوليوز 2026"
    assert (
        french.short_date(date(2026, 7, 4)) == arabic.short_date(date(2026, 7, 4)) == "04/07/2026"
    )


def test_a_finding_says_the_word_of_a_choice_and_its_reference(folder: Path) -> None:
    finding = Finding("wrong_choice", "worker", "note", "Dahir 1-72-184", {"value": "miner"})
    assert Wording("fr", folder).finding(finding) == "Mineur : Dahir n° 1-72-184"


def test_a_subject_has_its_name_whatever_it_is() -> None:
    words = wording.load("fr")
    assert words.label("birth_date") == "Date de naissance"
    assert words.label("immatriculation_card") == "Carte d’immatriculation CNSS"
    assert words.label("survivors.3") == "Ayant droit n°\u00a03"
    assert words.label("survivors") == "Ayants droit"


def test_help_is_read_only_when_asked_and_may_be_silent(folder: Path) -> None:
    (folder / "help.fr.toml").write_text(
        "[sources]\nleaflet = 'Dépliant'\n[notices]\nreform = 'Depuis 2023…'\n"
        "[days]\npassage = 'Moins de 3240 jours'\nsource = 'leaflet'\nnotice = 'reform'\n"
        "at_counter = 'Lire la carte.'\n"
        "[city]\npassage = ''\nsource = ''\nnotice = ''\nat_counter = 'Écrire la ville.'\n",
        encoding="utf-8",
    )
    words = Wording("fr", folder)
    assert words.help("days") == Help(
        "Moins de 3240 jours", "Dépliant", "Depuis 2023…", "Lire la carte."
    )
    assert words.help("city") == Help("", "", "", "Écrire la ville.")
    assert words.help("nothing_known") is None
