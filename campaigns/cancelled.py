"""A deposit whose screen is gone: cancelled while it is written, then asked for again.

The journey waits for the deposit in a worker of Textual, exactly as at the counter; the worker
is cancelled at a random moment, again and again, and the draft is deposited once more.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
from contextlib import suppress
from pathlib import Path

from textual.app import App

from campaigns.frame import Findings
from cnss_counter.forms.asking import Asking
from cnss_counter.storage.database import Store
from testkit.depositing import KEY, deposit, furnish, inspect

SHORT, LONG = 60, 2_000
CONTROL_BREAKS = frozenset({"rows_too_many"})
_DEPOSITS_OF_CONTROL = 20
_LONGEST_PATIENCE = 0.004


class _Counter(Asking, App[None]):
    """An application that does nothing but wait for slow work, as a journey does."""


def run(count: int, seed: int) -> Findings:
    return asyncio.run(_deposit_and_cancel(count, seed, is_known_by_its_draft=True))


def control(seed: int) -> Findings:
    """A program that makes a new request out of each try."""
    return asyncio.run(_deposit_and_cancel(_DEPOSITS_OF_CONTROL, seed, is_known_by_its_draft=False))


async def _deposit_and_cancel(count: int, seed: int, *, is_known_by_its_draft: bool) -> Findings:
    chance = random.Random(seed)
    said: dict[str, str] = {}
    cancelled = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "counter.db"
        furnish(path)
        store = Store.open(path, KEY)
        app = _Counter()
        async with app.run_test():
            for number in range(count):
                mark = "" if is_known_by_its_draft else ".again"
                worker = app.run_worker(app.in_thread(deposit, store, f"draft.{number}"))
                await asyncio.sleep(chance.uniform(0, _LONGEST_PATIENCE))
                cancelled += not worker.is_finished
                worker.cancel()
                with suppress(Exception):
                    await worker.wait()
                again = app.in_thread(deposit, store, f"draft.{number}{mark}")
                said[f"draft.{number}{mark}"] = await again
        with store.reading() as database:
            (rows,) = database.execute("SELECT count(*) FROM deposits").fetchone()
        store.close()
        broken = inspect(path, said)
    tried = {"deposits": count, "cancelled": cancelled}
    return Findings(
        tried, {"rows_too_many": rows - count, "lost": broken.lost, "gaps": broken.gaps}
    )
