"""The people known to this counter, found by number, document, phone or name.

A person is kept as the answers last deposited about them, so that a known person is
recalled whole. What belongs to one errand (portal, depositor, force majeure) is not kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import NamedTuple

from cnss_counter.domain.dates import day_of, possible_days
from cnss_counter.domain.request import RequestDraft
from cnss_counter.domain.search_results import Person
from cnss_counter.errors import StoreError
from cnss_counter.rules.field_kinds import UNKNOWN
from cnss_counter.storage.driver import Database
from cnss_counter.storage.tables import drafts
from cnss_counter.text.folding import FOLDING, findable, readings

PAGE = 50
NUMBER_END = 3
"""How many digits of a number may be shown where a person is not to be named."""

_OF_ONE_ERRAND = re.compile(r"origin|portal_.*|depositor_.*|force_majeure.*")
# Letters to Python, blanks to FTS5, which then takes one word for two and refuses it.
_BLANKS_TO_FTS5 = "\u19b0-\u19c9\u1cf2\u1cf3"
_WORD = re.compile(rf"[^\W_{_BLANKS_TO_FTS5}]+")
_NAMES = ("last_name", "first_name", "last_name_ar", "first_name_ar")
_DECEASED = "deceased_"
_OF_A_PERSON = ("immatriculation_number", "identity_number", *_NAMES)


class IdentityDocument(NamedTuple):
    """A document as it names somebody: its kind and number, and the birth date it bears.

    The number alone names nobody: a passport and a national card may have the same one. Empty
    is what was not asked (the kind of a deceased's document), not yet typed, or no day nor year.
    """

    kind: str
    number: str
    birth_date: str

    def is_surely(self, other: IdentityDocument) -> bool:
        """Whether both name one person without a doubt: all is known, to the day, and agrees."""
        return self == other and all(self) and day_of(self.birth_date) is not None

    def may_be(self, other: IdentityDocument) -> bool:
        """Whether both may name one person: the same number, and nothing known disagrees."""
        if not self.number or self.number != other.number:
            return False
        same_kind = not self.kind or not other.kind or self.kind == other.kind
        return same_kind and _may_be_born(self.birth_date, other.birth_date)


def _may_be_born(one: str, other: str) -> bool:
    """A year alone agrees with every day of that year, and nothing at all with any."""
    return one.startswith(other) or other.startswith(one)


def documents_in(draft: RequestDraft) -> tuple[IdentityDocument, ...]:
    """The documents of everybody a draft speaks of: who applies, and the deceased."""
    return tuple(_document(draft, prefix) for prefix in ("", _DECEASED))


def document_of(draft: RequestDraft) -> IdentityDocument:
    """The document of the insured person, living or deceased."""
    return _document(draft, _prefix(draft))


def _document(draft: RequestDraft, prefix: str) -> IdentityDocument:
    born = draft.answer(f"{prefix}birth_date")
    return IdentityDocument(
        draft.answer(f"{prefix}identity_document"),
        draft.answer(f"{prefix}identity_number"),
        born if possible_days(born) else "",
    )


def subject_number(draft: RequestDraft) -> str:
    """The number that the request is about: the insured person's, living or deceased.

    Empty when it is not in hand: nobody has the same one as somebody else without a number.
    """
    return "" if is_number_unknown(draft) else draft.answer(_number_field(draft))


def is_number_unknown(draft: RequestDraft) -> bool:
    """Whether the insured person has a number that is not in hand."""
    return draft.answer(_number_field(draft)) == UNKNOWN


def _number_field(draft: RequestDraft) -> str:
    return f"{_prefix(draft)}immatriculation_number"


def _prefix(draft: RequestDraft) -> str:
    """What stands before the ids that speak of the insured person."""
    is_of_a_deceased = any(draft.answer(f"{_DECEASED}{one}") for one in _OF_A_PERSON)
    return _DECEASED if is_of_a_deceased else ""


def remember(database: Database, draft: RequestDraft) -> int:
    """Write down or renew the person a request is about; the person's id."""
    number = subject_number(draft)
    known = _id_of(database, number, document_of(draft))
    kept = drafts.as_text(
        RequestDraft(draft.procedure, _lasting(draft.answers), {}, draft.survivors)
    )
    if known is None:
        (person,) = database.execute(
            "INSERT INTO persons (immatriculation_number, draft) VALUES (?, ?) RETURNING id",
            (number or None, kept),
        ).fetchone()
    else:
        person = known
        database.execute("UPDATE persons SET draft = ? WHERE id = ?", (kept, person))
    _index(database, person, draft)
    for kind, key in _keys(draft.answers):
        database.execute(
            "INSERT OR IGNORE INTO person_keys (kind, key, person) VALUES (?, ?, ?)",
            (kind, key, person),
        )
    return int(person)


def recall(database: Database, person: int) -> RequestDraft | None:
    """What is known of a person, by id: whoever has no number in hand is known too."""
    row = database.execute("SELECT draft FROM persons WHERE id = ?", (person,)).fetchone()
    return None if row is None else drafts.from_text(row[0], f"persons/{person}")


def with_number(database: Database, number: str) -> list[Person]:
    return _persons(
        database.execute(
            "SELECT id, draft FROM persons WHERE immatriculation_number = ?", (number,)
        )
    )


def with_id(database: Database, id_: int) -> Person:
    (person,) = _persons(database.execute("SELECT id, draft FROM persons WHERE id = ?", (id_,)))
    return person


def with_key(database: Database, kind: str, key: str, before: int | None) -> list[Person]:
    """One page of the persons with an identity document or a phone, the newest first."""
    return _persons(
        database.execute(
            "SELECT persons.id, persons.draft FROM person_keys JOIN persons"
            " ON persons.id = person_keys.person WHERE kind = ? AND key = ? AND person < ?"
            " ORDER BY person DESC LIMIT ?",
            (kind, key, _start(before), PAGE),
        )
    )


def with_names(database: Database, typed: str, before: int | None) -> list[Person]:
    """One page of the persons whose names have words that begin so, the newest first.

    Ordering by relevance would read every row of a common name. A single letter beside longer
    words waits for its second one: half of all Arabic names begin with the same letter, and only
    longer beginnings are indexed.
    """
    wanted = " OR ".join(filter(None, map(_matched, readings(typed))))
    if not wanted:
        return []
    return _persons(
        database.execute(
            "SELECT persons.id, persons.draft FROM person_names JOIN persons"
            " ON persons.id = person_names.rowid"
            " WHERE person_names MATCH ? AND person_names.rowid < ?"
            " ORDER BY person_names.rowid DESC LIMIT ?",
            (wanted, _start(before), PAGE),
        )
    )


def person_of(id_: int, draft: RequestDraft) -> Person:
    """The person of a request, as a line of a list: the deceased of a survivors' request."""
    prefix = _prefix(draft)
    return Person(
        id=id_,
        immatriculation_number=subject_number(draft),
        identity_number=draft.answer(f"{prefix}identity_number"),
        birth_date=draft.answer(f"{prefix}birth_date"),
        last_name=draft.answer(f"{prefix}last_name"),
        first_name=draft.answer(f"{prefix}first_name"),
        last_name_ar=draft.answer(f"{prefix}last_name_ar"),
        first_name_ar=draft.answer(f"{prefix}first_name_ar"),
    )


def names_in(draft: RequestDraft) -> tuple[str, ...]:
    """Every name of a request, living and deceased, as it is written."""
    return tuple(draft.answer(f"{prefix}{name}") for prefix in ("", _DECEASED) for name in _NAMES)


def are_names_indexed(database: Database) -> bool:
    """Whether the index of names was made by the folding of this program."""
    (indexed_by,) = database.execute("PRAGMA user_version").fetchone()
    return bool(indexed_by == FOLDING)


def index_names(database: Database) -> None:
    """Index everybody's names as the search folds them now, inside the open transaction.

    A record that cannot be read keeps nobody out of the counter: whoever asks for it is told.
    """
    for person, draft in database.execute("SELECT id, draft FROM persons"):
        with suppress(StoreError):
            _index(database, person, drafts.from_text(draft, f"persons/{person}"))
    database.execute(f"PRAGMA user_version = {FOLDING}")


def _index(database: Database, person: int, draft: RequestDraft) -> None:
    database.execute(
        "INSERT OR REPLACE INTO person_names (rowid, names) VALUES (?, ?)",
        (person, findable(names_in(draft))),
    )


def _matched(words: Iterable[str]) -> str:
    """The words of one reading, all of which must begin a word of the names, as FTS5 asks."""
    known = [part for word in words for part in _WORD.findall(word)]
    asked = [word for word in known if len(word) > 1] or known
    beginnings = " AND ".join(f'"{word}"*' for word in asked)
    return f"({beginnings})" if asked else ""


def _persons(rows: Iterable[tuple[int, str]]) -> list[Person]:
    return [person_of(id_, drafts.from_text(draft, f"persons/{id_}")) for id_, draft in rows]


def _id_of(database: Database, number: str, document: IdentityDocument) -> int | None:
    """A person is known by number; one without a number yet, by a document without a doubt.

    Two rows for one person do no harm; one row for two shows and erases the wrong one.
    """
    if number:
        row = database.execute(
            "SELECT id FROM persons WHERE immatriculation_number = ?", (number,)
        ).fetchone()
        return None if row is None else int(row[0])
    # CROSS keeps the order: the few with this document, not all who have no number.
    rows = database.execute(
        "SELECT id, draft FROM person_keys CROSS JOIN persons ON id = person"
        " WHERE kind = 'identity' AND key = ? AND immatriculation_number IS NULL ORDER BY id",
        (document.number,),
    )
    read = ((id_, drafts.from_text(draft, f"persons/{id_}")) for id_, draft in rows)
    # A deceased is found by the applicant's document too, and is not the applicant.
    return next((int(id_) for id_, draft in read if document.is_surely(document_of(draft))), None)


def _lasting(answers: Mapping[str, str]) -> dict[str, str]:
    return {key: said for key, said in answers.items() if not _OF_ONE_ERRAND.fullmatch(key)}


def _keys(answers: Mapping[str, str]) -> list[tuple[str, str]]:
    fields = (
        ("identity", "identity_number"),
        ("identity", "deceased_identity_number"),
        ("phone", "phone"),
    )
    return [(kind, answers[field]) for kind, field in fields if answers.get(field)]


def _start(before: int | None) -> int:
    return 1 << 62 if before is None else before
