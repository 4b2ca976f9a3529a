"""Both languages tried before anybody is served: a lack is named by its file and its key.

At the counter a missing key is a bug and stops the program; these words are asked when the law is
loaded, so that what somebody changed in a data file is refused before anything is deposited.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from string import Formatter
from typing import get_args

from cnss_counter.text import has_arabic
from cnss_counter.text.script import unseen
from cnss_counter.wording import Help, Language, Value, Wording
from cnss_counter.wording.counts import Form
from cnss_counter.wording.tables import Tables

FORMS: Mapping[Language, tuple[Form, ...]] = {"fr": ("one", "other"), "ar": get_args(Form)}
"""The plural forms that each language has of a counted noun."""

_MAY_BE_EMPTY = re.compile(r"\.(hint|passage)$")
_NO_SENTENCE = re.compile(r"\.(source|notice)$")
"""What names another entry of a help file."""
_SAID_ALONE = re.compile(r"(counts|references)\.")
"""What is never filled: it fills others."""


class CheckedWording(Wording):
    """Words that are being tried: what is missing, or cannot be filled, is a `DataFileError`."""

    @classmethod
    def of(cls, words: Wording) -> CheckedWording:
        """The same words, for what was stored in a time that may have had others."""
        checked = cls.__new__(cls)
        vars(checked).update(vars(words))
        return checked

    def __call__(self, key: str, /, **values: Value) -> str:
        self.require(key)
        try:
            return super().__call__(key, **values)
        except (LookupError, ValueError, AttributeError) as misfit:
            raise self._sentences.refused("word_values", key, names=_named(misfit)) from misfit

    def help(self, subject: str, procedure: str = "") -> Help | None:
        try:
            return super().help(subject, procedure)
        except (LookupError, ValueError, TypeError) as misfit:
            raise self._help.refused("word_values", subject, names=_named(misfit)) from misfit

    def require_arabic_name(self, reference: str) -> None:
        """Raise `DataFileError` where a text of law has no name here, or none in Arabic letters."""
        named = self._sentences.sentences
        for text in reference.split(" · "):
            if (key := f"references.{text}") not in named:
                raise self._sentences.refused("word_missing", key)
            if not has_arabic(named[key]):
                raise self._sentences.refused("not_arabic", key)

    def require(self, key: str) -> None:
        """Raise `DataFileError` where there is no such sentence."""
        if not self.has(key):
            raise self._sentences.refused("word_missing", key)


def _named(misfit: Exception) -> str:
    """The value that a sentence asks for in vain; braces where it is they that are wrong."""
    return f"{{{misfit.args[0]}}}" if isinstance(misfit, KeyError) else "{ }"


def require_alike(french: Wording, arabic: Wording) -> None:
    """Raise `DataFileError` for the first sentence that one language lacks, or says otherwise.

    Both have the same sentences with the same values, and none is empty but a hint that is empty
    in both; a counted noun has the forms of its language.
    """
    for fr, ar in zip(french.files, arabic.files, strict=True):
        in_french, in_arabic = _sentences(fr), _sentences(ar)
        _require_all(ar, in_arabic, _asked(in_french, "ar"))
        _require_all(fr, in_french, _asked(in_arabic, "fr"))
        names = _values(fr, in_french)
        for key, others in _values(ar, in_arabic).items():
            if odd := names.get(key, others) ^ others:
                raise ar.refused("word_values", key, names=", ".join(sorted(odd)))


def _sentences(file: Tables) -> dict[str, str]:
    said = file.sentences
    for key, text in said.items():
        if hidden := unseen(text) or unseen(key):
            raise file.refused("unseen", key, letter=f"U+{ord(hidden):04X}")
    return {key: text for key, text in said.items() if not _NO_SENTENCE.search(key)}


def _asked(other: Mapping[str, str], language: Language) -> Iterator[tuple[str, bool]]:
    """The keys that the other language asks of this one, and whether each may be empty."""
    for key, text in other.items():
        if key.startswith("counts."):
            noun = key.rpartition(".")[0]
            yield from ((f"{noun}.{form}", False) for form in FORMS[language])
        else:
            yield key, not text.strip() and bool(_MAY_BE_EMPTY.search(key))


def _require_all(
    file: Tables, sentences: Mapping[str, str], asked: Iterable[tuple[str, bool]]
) -> None:
    for key, may_be_empty in asked:
        if key not in sentences:
            raise file.refused("word_missing", key)
        if not sentences[key].strip() and not may_be_empty:
            raise file.refused("empty", key)


def _values(file: Tables, sentences: Mapping[str, str]) -> dict[str, set[str]]:
    """The names in the braces of each sentence: `{day}`, or `{days:day}` for a counted noun."""
    nouns = {key.split(".")[1] for key in sentences if key.startswith("counts.")}
    return {key: set(_names(file, key, text, nouns)) for key, text in sentences.items()}


def _names(file: Tables, key: str, text: str, nouns: Collection[str]) -> Iterator[str]:
    try:
        asked = [part for part in Formatter().parse(text) if part[1] is not None]
    except ValueError as problem:
        raise file.refused("word_values", key, names=_named(problem)) from problem
    for _, name, noun, conversion in asked:
        is_name = str(name).isidentifier() and not conversion and (not noun or noun in nouns)
        if not is_name or _SAID_ALONE.match(key):
            as_asked = f"!{conversion}" if conversion else f":{noun}" if noun else ""
            raise file.refused("word_values", key, names=f"{{{name}{as_asked}}}")
        yield str(name)
