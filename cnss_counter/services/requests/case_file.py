"""A case file read strictly: `CASE.json` in, a draft out, or one error that names the place.

What is no case at all stops here: not JSON, a key that does not exist, a list for a text. An
answer or a paper that the procedure does not ask for, and an answer that cannot be written
down, are left to the rules, which find all of them at once.
"""

from __future__ import annotations

import json
import os
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from cnss_counter import limits
from cnss_counter.domain.request import Attachment, RequestDraft
from cnss_counter.errors import BadInputError

if TYPE_CHECKING:
    from pathlib import Path

MOST_DIGITS = 40
"""Of a number with an exponent: no number that names or counts anything has more."""

_KEYS = ("procedure", "answers", "attachments", "survivors", "irrevocability_consent")
_ATTACHMENT_KEYS = ("state", "reason")


class CaseFile(NamedTuple):
    """What a case file says: the request, and whether the applicant accepted the text."""

    draft: RequestDraft
    has_consent: bool


def read(path: str | Path, procedures: Collection[str]) -> CaseFile:
    """Read one case; `procedures` are the ids known. A number becomes the text of its digits;
    an integer written `25000001.0` is that integer.

    A paper is its state, or `{"state": "refused", "reason": "…"}`. Raises `BadInputError`
    (`case_file.…`) naming the file, the key and the rule.
    """
    return _Reader(os.path.basename(path)).case(_content(path), procedures)


def _content(path: str | Path) -> bytes:
    try:
        return limits.read(path, limits.CASE)
    except FileNotFoundError:
        raise BadInputError("case_file.missing", file=str(path)) from None
    except OSError:
        raise BadInputError("case_file.unreadable", file=str(path)) from None
    except limits.TooLargeError as large:
        file = os.path.basename(path)
        raise BadInputError("case_file.too_large", file=file, most=str(large.most)) from None


def _encoding(content: bytes) -> str:
    """UTF-8, or the UTF-16 that a mark at the head tells: a spreadsheet's "Unicode" is that."""
    return "utf-16" if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"


def _number(written: str) -> str:
    """The integer that a JSON number is (`25000001.0`, `2.1e3`), digit for digit.

    Any other one is left with its point, by which the rules know that it is no integer.
    """
    from decimal import Decimal, InvalidOperation  # seldom needed, and `check` is short

    try:
        number = Decimal(written)
        if abs(number.adjusted()) > MOST_DIGITS:
            raise InvalidOperation
    except InvalidOperation:
        return written if "." in written else written.lower().replace("e", ".0e")
    is_whole = number == number.to_integral_value()
    return str(int(number)) if is_whole else f"{number:f}"


class _Reader:
    """Knows the file's name, which every refusal says; keys are said as `answers.birth_date`."""

    def __init__(self, file: str) -> None:
        self._file = file

    def case(self, content: bytes, procedures: Collection[str]) -> CaseFile:
        case = self._object(self._parsed(content), "")
        self._require_keys(case, _KEYS, "")
        procedure = case.get("procedure")
        if not isinstance(procedure, str) or procedure not in procedures:
            self._refuse("procedure_unknown", "procedure", known=", ".join(procedures))
        consent = case.get("irrevocability_consent", False)
        if not isinstance(consent, bool):
            self._refuse("not_true_or_false", "irrevocability_consent")
        papers = self._object(case.get("attachments", {}), "attachments")
        survivors = case.get("survivors", [])
        if not isinstance(survivors, list):
            self._refuse("not_a_list", "survivors")
        draft = RequestDraft(
            procedure=procedure,
            answers=self._texts(case.get("answers", {}), "answers"),
            attachments={paper: self._attachment(papers[paper], paper) for paper in papers},
            survivors=tuple(
                self._texts(survivor, f"survivors.{number}")
                for number, survivor in enumerate(survivors, 1)
            ),
        )
        return CaseFile(draft, consent)

    def _parsed(self, content: bytes) -> Any:
        try:
            return json.loads(
                content.decode(_encoding(content)),
                object_pairs_hook=self._without_twins,
                parse_int=str,
                parse_float=_number,
            )
        except UnicodeDecodeError as mistake:
            self._refuse("not_utf8", place=str(mistake.start))
        except json.JSONDecodeError as mistake:
            self._refuse("not_json", line=str(mistake.lineno), column=str(mistake.colno))
        except RecursionError:
            self._refuse("too_deep")

    def _without_twins(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """A key written twice has two meanings; which one was meant is not ours to guess."""
        made: dict[str, Any] = {}
        for key, value in pairs:
            if key in made:
                self._refuse("key_twice", key)
            made[key] = value
        return made

    def _attachment(self, written: Any, paper: str) -> Attachment:
        if not isinstance(written, dict):
            return Attachment(self._text(written, f"attachments.{paper}"))  # type: ignore[arg-type]  # the rules know the states
        self._require_keys(written, _ATTACHMENT_KEYS, f"attachments.{paper}.")
        texts = self._texts(written, f"attachments.{paper}")
        return Attachment(texts.get("state", ""), texts.get("reason", ""))  # type: ignore[arg-type]  # the same

    def _texts(self, written: Any, place: str) -> dict[str, str]:
        texts = self._object(written, place)
        return {key: self._text(value, f"{place}.{key}") for key, value in texts.items()}

    def _text(self, written: Any, place: str) -> str:
        if not isinstance(written, str):
            self._refuse("not_a_text", place)
        return written

    def _object(self, written: Any, place: str) -> dict[str, Any]:
        if not isinstance(written, dict):
            self._refuse("not_an_object" if place else "not_a_case", place)
        return written

    def _require_keys(self, written: dict[str, Any], known: tuple[str, ...], prefix: str) -> None:
        for key in written:
            if key not in known:
                self._refuse("key_unknown", prefix + key, known=", ".join(known))

    def _refuse(self, rule: str, field: str = "", **detail: str) -> NoReturn:
        raise BadInputError(f"case_file.{rule}", file=self._file, field=field, **detail)
