"""A child process whose files may not grow any more, depositing until it is told so."""

from __future__ import annotations

import resource
import signal
import sys
from itertools import count
from pathlib import Path

from cnss_counter.errors import StoreError
from cnss_counter.storage.database import Store
from testkit.depositing import KEY, deposit


def main(path: str, room: str) -> None:
    """Print each draft and reference as it is acknowledged, then the code of the refusal."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    store = Store.open(Path(path), KEY)
    size = Path(path).stat().st_size + int(room)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    for number in count():
        try:
            reference = deposit(store, f"draft.{number}")
        except StoreError as refusal:
            print(refusal.code)  # noqa: T201
            return
        print(f"draft.{number} {reference}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
