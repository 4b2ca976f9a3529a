"""What a running program takes from the machine, read from Linux's /proc."""

from __future__ import annotations

from pathlib import Path

KIBIBYTES_A_MEBIBYTE = 1024
NANOSECONDS = 1e9


def own_memory(process: int) -> float:
    """Mebibytes that belong to this process alone (USS)."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    private = [line.split() for line in lines if line.startswith("Private_")]
    return sum(int(size) for _, size, _ in private) / KIBIBYTES_A_MEBIBYTE


def processor_seconds(process: int) -> float:
    """Seconds that all threads of this process have run, to the nanosecond."""
    threads = Path(f"/proc/{process}/task").iterdir()
    times = [(thread / "schedstat").read_text(encoding="ascii").split()[0] for thread in threads]
    return sum(map(int, times)) / NANOSECONDS
