"""One file that runs the counter on a PC that has only Python, and wheels for the rest."""
