"""Whatever letters a name has, a search for it is an answer, never an error."""

from __future__ import annotations

import sys
import unicodedata

from cnss_counter.storage.database import Store
from cnss_counter.storage.tables import search


def test_every_letter_of_unicode_can_be_searched_for(store: Store) -> None:
    every = map(chr, range(sys.maxunicode + 1))
    letters = [letter for letter in every if unicodedata.category(letter)[0] in "LMN"]
    with store.reading() as database:
        for start in range(0, len(letters), 50):
            words = [f"a{letter}a" for letter in letters[start : start + 50]]
            assert search.find(database, " ".join(words)).persons == ()
