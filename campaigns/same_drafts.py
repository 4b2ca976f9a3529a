"""Six clerks press the same key on the same drafts: one request and one reference for each."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from campaigns.frame import Findings
from cnss_counter.storage.database import Store
from testkit.crowd import at_once
from testkit.depositing import KEY, deposit, furnish, inspect

SHORT, LONG = 100, 3_000
CONTROL_BREAKS = frozenset({"drafts_with_several_references"})
CLERKS = 6
_DRAFTS_OF_CONTROL = 20


def run(count: int, seed: int) -> Findings:
    return _press(count, seed, is_known_by_its_draft=True)


def control(seed: int) -> Findings:
    """A program that gives each key press an identity of its own."""
    return _press(_DRAFTS_OF_CONTROL, seed, is_known_by_its_draft=False)


def _press(count: int, seed: int, *, is_known_by_its_draft: bool) -> Findings:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "counter.db"
        furnish(path)

        def work(clerk: int) -> dict[str, str]:  # the same order, so that they meet
            order = random.Random(seed).sample(range(count), count)
            store = Store.open(path, KEY)
            mark = "" if is_known_by_its_draft else f".{clerk}"
            return {f"draft.{n}": deposit(store, f"draft.{n}{mark}") for n in order}

        answers = at_once(CLERKS, work)
        said = {draft: reference for heard in answers for draft, reference in heard.items()}
        broken = inspect(path, said if is_known_by_its_draft else {})
    several = sum(len({heard[draft] for heard in answers}) > 1 for draft in said)
    tried = {"clerks": CLERKS, "drafts": count, "references": len(set(said.values()))}
    return Findings(
        tried,
        {"drafts_with_several_references": several, "unsound": int(not broken.is_sound)},
    )
