"""What is held about a person, in words: French, then Arabic, beside the file of the same data.

Plain text in the order of writing, for any reader of UTF-8; the other file has every value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from cnss_counter import wording
from cnss_counter.domain.dates import read_date
from cnss_counter.rules.verdict import NOT_ASSESSED

if TYPE_CHECKING:
    from cnss_counter.domain.agency import Agency
    from cnss_counter.rules.procedure import Procedure
    from cnss_counter.wording import Wording

_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")

Held = Mapping[str, Any]
"""What `storage.person_record.of` gathers, or a part of it."""


def page(held: Held, agency: Agency, on: date, procedures: Mapping[str, Procedure]) -> str:
    """The whole page, both languages, each line ended by a line feed."""
    pages = [_Page(wording.load(language), procedures) for language in ("fr", "ar")]
    return f"\n{'-' * 72}\n\n".join(
        "".join(f"{line}\n" for line in page.lines(held, agency, on)) for page in pages
    )


class _Page:
    """One language of it."""

    def __init__(self, words: Wording, procedures: Mapping[str, Procedure]) -> None:
        self._words = words
        self._procedures = procedures

    def lines(self, held: Held, agency: Agency, on: date) -> Iterator[str]:
        said = self._words
        name = agency.name_ar if said.language == "ar" else agency.name_fr
        yield said("organisation.name")
        yield said("person_page.title")
        yield said("person_page.where", agency=name, code=agency.code, counter=agency.counter)
        yield said("person_page.on", day=on)
        yield ""
        yield said("person_page.rights")
        for request in held["requests"]:
            yield from self._request(request)
        yield from self._titled(said("person_page.last_answers"), held["last_answers"])
        for draft in held["drafts"]:
            yield from self._titled(said("person_page.draft", day=_day(draft["saved_at"])), draft)
        yield ""
        yield said("person_page.found_by", keys=", ".join(key["key"] for key in held["found_by"]))
        yield said("person_page.journal", count=str(len(held["journal"])))
        yield said("person_page.other_file")

    def _request(self, request: Held) -> Iterator[str]:
        said, record = self._words, request["record"]
        title = said("person_page.request", reference=request["reference"])
        yield from self._titled(title, record["draft"])
        yield f"  {said('person_page.deposited', day=_day(request['deposited_at']))}"
        if "erased_at" in record:
            yield f"  {said('person_page.erased')}"
            return
        findings = {finding["code"] for finding in record["verdict"]["findings"]}
        outcome = "not_assessed" if NOT_ASSESSED in findings else record["verdict"]["outcome"]
        yield f"  {said('person_page.outcome', outcome=said(f'outcomes.{outcome}'))}"
        yield f"  {said('person_page.prints', count=str(len(request['prints'])))}"
        for agreement in record["agreements"]:
            yield f"  {said('person_page.agreement', reason=agreement['reason'])}"

    def _titled(self, title: str, draft: Held) -> Iterator[str]:
        said = self._words
        yield ""
        yield title
        procedure = draft["procedure"]
        yield f"  {self._said_or_as_kept(f'procedures.{procedure}.short')}"
        yield from self._answers(procedure, draft["answers"])
        for number, survivor in enumerate(draft["survivors"], 1):
            yield f"  {said('survivors.one', number=number)}"
            yield from (f"  {line}" for line in self._answers(procedure, survivor))
        for paper, handed in draft["attachments"].items():
            reason = f" ({handed['reason']})" if handed["reason"] else ""
            state = self._said_or_as_kept(f"states.{handed['state']}")
            yield f"  {self._pair(paper, state + reason)}"

    def _answers(self, procedure: str, answers: Mapping[str, str]) -> Iterator[str]:
        """In the order of the form."""
        known = self._procedures.get(procedure)
        fields = [field.id for field in known.fields] if known else []
        asked = [field for field in fields if field in answers]
        others = [field for field in answers if field not in asked]
        for field in (*asked, *others):
            if answers[field]:
                yield f"  {self._pair(field, self._answer(field, answers[field]))}"

    def _answer(self, field: str, answer: str) -> str:
        choice = f"choices.{field}.{answer}"
        if answer.isidentifier() and self._words.has(choice):
            return self._words(choice)
        if _ISO_DAY.fullmatch(answer) and (day := read_date(answer)):
            return self._words.date(day)
        return answer

    def _pair(self, subject: str, value: str) -> str:
        try:
            caption = self._words.label(subject)
        except KeyError:  # the law has changed since, and has no words for it any more
            caption = subject
        return self._words("person_page.pair", caption=caption, value=value)

    def _said_or_as_kept(self, key: str) -> str:
        return self._words(key) if self._words.has(key) else key


def _day(moment: str) -> date:
    return datetime.fromisoformat(moment).date()
