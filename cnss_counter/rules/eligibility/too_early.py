"""What somebody comes back after who comes too early, said to the person by `come_back.<code>`."""

from __future__ import annotations

from collections.abc import Collection, Iterator

TOO_EARLY = ("activity_not_ceased", "activity_ceases_later", "legal_age_not_reached")
"""The conditions that time alone will meet, by the finding that says that they fail."""


def come_back(failed: Collection[str]) -> Iterator[str]:
    """The keys of the sentences for the codes of findings that failed."""
    return (f"come_back.{code}" for code in TOO_EARLY if code in failed)
