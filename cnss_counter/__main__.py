"""The `cnss-counter` command; `python -m cnss_counter` is the same."""

import gc

gc.set_threshold(100_000)  # imports leave no garbage, and Python would look for it 700 objects on

from cnss_counter.cli import main  # noqa: E402 – from its first import on

if __name__ == "__main__":
    raise SystemExit(main())
