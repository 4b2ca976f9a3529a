"""Code → sentence in the chosen language, from `data/wording/`.

A language is one file of named tables, compiled once. A table is unpacked when its first
sentence is asked, because the login screen needs a few dozen of a thousand sentences. In `ar.toml`
each sentence stands beside its source: `V` as the CNSS printed it, `C` corrected, `T` translated.
"""

from __future__ import annotations

import datetime
import errno
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from cnss_counter.domain.bilingual import COMMA
from cnss_counter.errors import CounterError
from cnss_counter.paths import data_folder
from cnss_counter.text import has_arabic, isolate, quoted
from cnss_counter.text.door import LONGEST_QUOTED
from cnss_counter.text.script import POP_ISOLATE
from cnss_counter.wording.compiled import place_of
from cnss_counter.wording.counts import Count, arabic_form, french_form
from cnss_counter.wording.tables import Tables, text_of

if TYPE_CHECKING:
    from cnss_counter.domain.request import RequestDraft
    from cnss_counter.rules.verdict import Finding, OtherRight, RightAtStake

Language = Literal["fr", "ar"]
Day = datetime.date
Value = str | int | Day
T = TypeVar("T", bound=str | int | Day)

_VALUES = re.compile(r"\{[^{}]*\}")
_SURVIVOR = re.compile(r"survivors\.(\d+)(?:\.(\w+))?")
LONGEST_PATH = 4096
"""Letters of a value that is told whole; no file has a longer name."""

_TOLD_WHOLE = frozenset(
    {"allowed", "choices", "command", "file", "folder", "known", "missing", "names", "rule"}
)
"""What is typed again as it is said, what may be written instead, and a sentence in a sentence."""

IN_BRACKETS = " ({reference})"
"""How the sentence of a finding names its text of law."""


@cache
def load(language: Language) -> Wording:
    """The words of one language; the same object each time."""
    return Wording(language)


def own_folder(law: Path | None) -> Path | None:
    """The words that stand beside a law; None where it has none, and is said in the program's."""
    folder = law and law / "wording"
    return folder if folder and folder.is_dir() else None


def of_law(law: Path | None, language: Language) -> Wording:
    """The words that a law is said with."""
    folder = own_folder(law)
    return Wording(language, folder) if folder else load(language)


class Help(NamedTuple):
    """What F1 says of one field or paper.

    `passage` is what the CNSS printed about it, mended, and `source` where it stands and of
    when (both may be empty); `notice` warns that the law has changed since (may be empty);
    `at_counter` says what to do.
    """

    passage: str
    source: str
    notice: str
    at_counter: str


class Wording:
    """All sentences of one language. `words("receipt.title")` is one of them.

    A key that no table has raises `KeyError`: it is a bug, and a test looks for it.
    """

    def __init__(self, language: Language, folder: Path | None = None) -> None:
        self.language: Language = language
        is_ours, folder = folder is None, folder or data_folder() / "wording"
        files = (folder / f"{language}.toml", folder / f"help.{language}.toml")
        self.files = tuple(Tables(file, place_of(file) if is_ours else "") for file in files)
        self._sentences, self._help = self.files

    def __call__(self, key: str, /, **values: Value) -> str:
        """The sentence of a key, with its values: dates in words, references set apart.

        `{days:day}` in a sentence is a counted noun of the table `counts`: `2 jours`.
        """
        return self._said(self._sentences.sentence(key), values)

    def outline(self, key: str) -> str:
        """The sentence of a key, with `…` where its values stand."""
        return self._said(_VALUES.sub("…", self._sentences.sentence(key)), {})

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
            parts = [line, self.label(survivor[2])] if survivor[2] else [line]
            return COMMA.of(self.language).join(parts)
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
        return self(f"errors.{error.code}", **_in_words(error.detail, self))

    def finding(self, finding: Finding, *, is_cited: bool = True) -> str:
        """The sentence of a finding, with its text of law or without; choices by their words."""
        sentence = self._sentences.sentence(f"findings.{finding.code}")
        values = {
            name: self._word_of(value, finding.subject) if isinstance(value, str) else value
            for name, value in _told(finding.values).items()
        }
        if not is_cited:
            return self._said(sentence.replace(IN_BRACKETS, ""), values)
        return self._said(sentence, {"reference": self.reference(finding.reference), **values})

    def other_right(self, right: OtherRight) -> str:
        """A right beside the refund: its name, and its least amount where one is published."""
        amount = right.monthly_amount
        key = f"rights.{right.kind}.amount"
        said = self(f"{key}_unknown") if amount is None else self(key, amount=amount)
        return f"{self(f'rights.{right.kind}.title')} · {said}"

    def of_right(self, key: str, stake: RightAtStake) -> str:
        """What is told of a right beside the refund: `<key>.<certainty>`."""
        right, certainty = stake
        amount, named = right.monthly_amount, f"rights.{right.kind}.named"
        said = self(f"{named}_amount_unknown") if amount is None else self(named, amount=amount)
        return self(f"{key}.{certainty}", right=said)

    def reference(self, reference: str, names: str = "references") -> str:
        """The texts of law, as the rule pack names them (joined by ` · `), in this language."""
        known = self._sentences.table(names)
        return " · ".join(
            self._said(text_of(known[text]), {}) if text in known else text
            for text in reference.split(" · ")
        )

    def help(self, subject: str, procedure: str = "") -> Help | None:
        """What F1 says, or None when nothing is written about this subject.

        Where a procedure asks the same for another reason, it has a help of its own.
        """
        try:
            entry = self._help.table(subject)
        except KeyError:
            return None
        if procedure in entry:
            subject, entry = f"{subject}.{procedure}", entry[procedure]
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
        put = {name: self._put(value) for name, value in values.items()}
        return _with_signs_inside(text.format_map(put))

    def _put(self, value: Value) -> str | Count:
        """A value as it stands in a sentence."""
        if isinstance(value, Day):
            return self.date(value)
        if isinstance(value, int):
            form = french_form if self.language == "fr" else arabic_form
            return Count(value, form(value), self)
        if not value or value.removesuffix("%").isdecimal():
            return value
        keeps_its_order = self.language == "fr" or has_arabic(value)
        return value if keeps_its_order else isolate(value)


def _with_signs_inside(text: str) -> str:
    """The sign of a share within what is set apart, on the side where its number ends."""
    return text.replace(f"{POP_ISOLATE}%", f"%{POP_ISOLATE}")


def _in_words(detail: Mapping[str, str], words: Wording) -> Mapping[str, str]:
    """The values of a refusal; what is `expected` instead has a name, which becomes its words,
    and why the `system` refused a number."""
    said = _told(detail)
    if "expected" in detail:
        said["expected"] = words(f"expected.{detail['expected']}", **detail)
    if "system" in detail:
        said["system"] = _of_the_system(int(detail["system"]), words)
    return said


def _told(values: Mapping[str, T]) -> dict[str, T | str]:
    """The values of a sentence: of what somebody wrote no more than tells which it is."""
    return {
        name: quoted(value, LONGEST_PATH if name in _TOLD_WHOLE else LONGEST_QUOTED)
        if isinstance(value, str)
        else value
        for name, value in values.items()
    }


def _of_the_system(number: int, words: Wording) -> str:
    """An `errno` in words; one that has none by its number and its name."""
    name = errno.errorcode.get(number, "?")
    key = f"system.{name}"
    return words(key) if words.has(key) else words("system.other", number=str(number), name=name)


@cache
def _with_references_apart(text: str) -> str:
    """`310-1-32`, `080 203 33 33` and addresses, kept whole and in their order in Arabic."""
    from cnss_counter.text.isolation import references

    for start, end in reversed(references(text)):
        text = f"{text[:start]}{isolate(text[start:end])}{text[end:]}"
    return text
