"""Code → sentence in the chosen language, from `data/wording/`.

A language is one file of named tables. A table is parsed when its first sentence is asked,
because the login screen needs a few dozen of a thousand sentences. In `ar.toml` each sentence
stands beside its source: `V` as the CNSS printed it, `C` corrected, `T` translated here.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal, NamedTuple

from cnss_counter.arabic import has_arabic, isolate
from cnss_counter.errors import CounterError, DataFileError
from cnss_counter.paths import data_folder
from cnss_counter.rules.request import RequestDraft
from cnss_counter.rules.verdict import Finding

Language = Literal["fr", "ar"]
Day = datetime.date
Value = str | int | Day

_HEADING = re.compile(r"^(?=\[)", re.MULTILINE)
_NAME = re.compile(r"\[\s*(\w+)")
_SURVIVOR = re.compile(r"survivors\.(\d+)(?:\.(\w+))?")


@cache
def load(language: Language) -> Wording:
    """The words of one language; the same object each time."""
    return Wording(language)


class Help(NamedTuple):
    """What F1 says of one field, paper or screen.

    `passage` is what the CNSS printed about it, mended, and `source` where it stands and of
    when (both may be empty); `notice` warns that the law has changed since (may be empty);
    `at_counter` says what to do.
    """

    passage: str
    source: str
    notice: str
    at_counter: str

    @property
    def paragraphs(self) -> tuple[str, ...]:
        said = (self.at_counter, self.passage, self.source, self.notice)
        return tuple(paragraph for paragraph in said if paragraph)


class Wording:
    """All sentences of one language. `words("receipt.title")` is one of them.

    A key that no table has raises `KeyError`: it is a bug, and a test looks for it.
    """

    def __init__(self, language: Language, folder: Path | None = None) -> None:
        self.language: Language = language
        folder = folder or data_folder() / "wording"
        self._sentences = _Tables(folder / f"{language}.toml")
        self._help = _Tables(folder / f"help.{language}.toml")

    def __call__(self, key: str, /, **values: Value) -> str:
        """The sentence of a key, with its values: dates in words, references set apart.

        `{days:day}` in a sentence is a counted noun of the table `counts`: `2 jours`.
        """
        return self._said(self._sentences.sentence(key), values)

    def has(self, key: str) -> bool:
        """Whether there is such a sentence."""
        try:
            self._sentences.sentence(key)
        except KeyError:
            return False
        return True

    def label(self, subject: str) -> str:
        """The name of a field, a paper, a section, or a line of the survivors' list."""
        if survivor := _SURVIVOR.match(subject):
            line = self("survivors.one", number=int(survivor[1]))
            return f"{line}, {self.label(survivor[2])}" if survivor[2] else line
        places = (f"fields.{subject}.label", f"attachments.{subject}.short", f"sections.{subject}")
        return self(next(filter(self.has, places), places[0]))

    def hint(self, field_id: str) -> str:
        """The form that an answer takes, in a few words; may be empty."""
        return self(f"fields.{field_id}.hint")

    def choice(self, field_id: str, choice: str) -> str:
        return self(f"choices.{field_id}.{choice}")

    def paper(self, paper_id: str, draft: RequestDraft) -> str:
        """The whole name of a paper, as this request asks for it.

        The identity paper follows the document chosen, the form its procedure.
        """
        for variant in (draft.answer(paper_id), draft.procedure):
            if variant and self.has(key := f"attachments.{paper_id}.{variant}"):
                return self(key)
        return self(f"attachments.{paper_id}.label")

    def date(self, day: Day) -> str:
        """`10 mars 2026`, `1er août 2014` · `10 مارس 2026`, `فاتح غشت 2014`."""
        number = self("dates.first") if day.day == 1 else str(day.day)
        return f"{number} {self(f'months.{day.month}')} {day.year}"

    def short_date(self, day: Day) -> str:
        """`10/03/2026`, in both languages."""
        return day.strftime("%d/%m/%Y")

    def error(self, error: CounterError) -> str:
        """What went wrong, in one line that names the file, the field and the rule."""
        return self(f"errors.{error.code}", **error.detail)

    def finding(self, finding: Finding) -> str:
        """The sentence of a finding; ids of choices in it become their words."""
        values = {
            name: self._word_of(value, finding.subject) if isinstance(value, str) else value
            for name, value in finding.values.items()
        }
        source = self.reference(finding.reference)
        return self(f"findings.{finding.code}", reference=source, **values)

    def reference(self, reference: str) -> str:
        """The texts of law, as the rule pack names them (joined by ` · `), in this language."""
        known = self._sentences.table("references")
        return " · ".join(
            self._said(_text_of(known[text]), {}) if text in known else text
            for text in reference.split(" · ")
        )

    def help(self, subject: str) -> Help | None:
        """What F1 says, or None when nothing is written about this subject."""
        try:
            entry = self._help.table(subject)
        except KeyError:
            return None
        return Help(
            passage=self._helping(f"{subject}.passage"),
            source=entry["source"] and self._helping(f"sources.{entry['source']}"),
            notice=entry["notice"] and self._helping(f"notices.{entry['notice']}"),
            at_counter=self._helping(f"{subject}.at_counter"),
        )

    def _helping(self, key: str) -> str:
        return self._said(self._help.sentence(key), {})

    def _word_of(self, value: str, subject: str) -> str:
        for key in (f"choices.{subject}.{value}", f"states.{value}", f"parameters.{value}"):
            if value.isidentifier() and self.has(key):
                return self(key)
        return value

    def _said(self, text: str, values: Mapping[str, Value]) -> str:
        if self.language == "ar":
            text = _with_references_apart(text)
        if "{" not in text:
            return text
        return text.format_map({name: self._put(value) for name, value in values.items()})

    def _put(self, value: Value) -> str | _Count:
        """A value as it stands in a sentence."""
        if isinstance(value, Day):
            return self.date(value)
        if isinstance(value, int):
            return _Count(value, self)
        if not value or value.isdecimal():
            return value
        keeps_its_order = self.language == "fr" or has_arabic(value)
        return value if keeps_its_order else isolate(value)


class _Tables:
    """One file of sentences, cut at its headings and parsed piece by piece.

    Threads may share it: two that ask for the same table at once both parse it, to the same.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._read: dict[str, Any] = {}

    def sentence(self, key: str) -> str:
        """The text of a dotted key; raises `KeyError` with the whole key."""
        text = _text_of(self.table(key))
        if not isinstance(text, str):
            raise KeyError(f"{self._file.name}: {key} is a table")
        return text

    def table(self, key: str) -> Any:
        """What stands at a dotted key, sentence or table; raises `KeyError` as `sentence`."""
        name, *rest = key.split(".")
        if name in self._pieces and name not in self._read:
            self._read[name] = self._parsed(name)
        entry: Any = self._read
        for part in (name, *rest):
            if not isinstance(entry, dict) or part not in entry:
                raise KeyError(f"{self._file.name}: {key}")
            entry = entry[part]
        return entry

    def _parsed(self, name: str) -> Any:
        try:
            return tomllib.loads("".join(self._pieces[name]))[name]
        except tomllib.TOMLDecodeError as problem:
            raise DataFileError(
                "data_file_not_toml",
                file=f"wording/{self._file.name}",
                key=name,
                rule="not_toml",
                reason=str(problem),
            ) from problem

    @cached_property
    def _pieces(self) -> dict[str, list[str]]:
        """The text under the headings of each table, by the table's name."""
        pieces: dict[str, list[str]] = {}
        for piece in _HEADING.split(self._file.read_text(encoding="utf-8")):
            if heading := _NAME.match(piece):
                pieces.setdefault(heading[1], []).append(piece)
        return pieces


def _text_of(entry: Any) -> Any:
    """A sentence without the source that stands beside it in Arabic."""
    return entry[0] if isinstance(entry, list) else entry


class _Count:
    """A number in a sentence; `{n:day}` asks for it with its noun, in the right form."""

    def __init__(self, number: int, words: Wording) -> None:
        self._number, self._words = number, words

    def __format__(self, noun: str) -> str:
        if not noun:
            return str(self._number)
        forms = _french_form if self._words.language == "fr" else _arabic_form
        return self._words(f"counts.{noun}.{forms(self._number)}").replace("#", str(self._number))


def _french_form(number: int) -> str:
    return "one" if number < 2 else "other"


def _arabic_form(number: int) -> str:
    """The noun after an Arabic number: يومان, 3 أيام, 11 يوما, 100 يوم."""
    if number in (1, 2):
        return ("one", "two")[number - 1]
    if 3 <= number % 100 <= 10:
        return "few"
    return "many" if number % 100 >= 11 else "other"


@cache
def _with_references_apart(text: str) -> str:
    """`310-1-32`, `080 203 33 33` and addresses, kept whole and in their order in Arabic."""
    from cnss_counter.arabic.isolation import references

    for start, end in reversed(references(text)):
        text = f"{text[:start]}{isolate(text[start:end])}{text[end:]}"
    return text
