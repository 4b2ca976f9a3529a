"""What is told of a journal that does not hold."""

from __future__ import annotations

from cnss_counter.storage.vault.journal_verification import BrokenLink
from cnss_counter.wording import Wording


def broken_words(words: Wording, broken: BrokenLink) -> str:
    """The first entry that does not hold, and why; of damaged pages, what to do."""
    rule = words(f"journal.rules.{broken.rule}", subject=broken.subject)
    return rule if broken.rule == "page" else words("journal.broken", n=broken.n, rule=rule)
