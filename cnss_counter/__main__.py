"""`python -m cnss_counter` is the `cnss-counter` command."""

from cnss_counter.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
