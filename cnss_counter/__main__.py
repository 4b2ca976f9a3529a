"""The `cnss-counter` command; `python -m cnss_counter` is the same."""

import gc
import os

gc.set_threshold(100_000)  # imports leave no garbage, and Python would look for it 700 objects on
os.environ.setdefault("TEXTUAL_FPS", "240")  # what a key changed is painted 4 ms on, and not 16

from cnss_counter.cli import main  # noqa: E402 – from its first import on

if __name__ == "__main__":
    raise SystemExit(main())
