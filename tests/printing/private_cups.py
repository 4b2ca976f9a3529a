"""A real CUPS of one's own: a scheduler on a socket in a folder, and a printer that does as told.

Needs root, and Debian's cups-daemon, cups-client and cups-ipp-utils. Nothing of the machine's own
printing system is read or changed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_BACKEND = """#!/bin/sh
# Stores what it gets; without paper as long as `empty` is there, dead while `dead` is.
[ $# -eq 0 ] && exit 0
folder=${DEVICE_URI#store:}
[ -e "$folder/dead" ] && exit 1
while [ -e "$folder/empty" ]; do
    echo "STATE: +media-empty-error,toner-low-warning" >&2
    sleep 0.1
done
echo "STATE: -media-empty-error,toner-low-warning" >&2
cat "${6:--}" > "$folder/$1.pdf"
"""

_CUPSD = """
LogLevel warn
Listen {socket}
Browsing No
WebInterface No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""

_FILES = """
User lp
Group lp
SystemGroup root
ServerRoot {place}/root
ServerBin {place}/bin
RequestRoot {place}/spool
TempDir {place}/spool/tmp
CacheDir {place}/cache
StateDir {place}/state
AccessLog {place}/log/access
ErrorLog {place}/log/error
PageLog {place}/log/page
"""


_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"


class PrivateCups:
    """One queue, `paper`, that is the default one. `tray` is where printed pages land."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self.socket = place / "run" / "cups.sock"
        self.tray = place / "tray"
        self.scheduler: subprocess.Popen[bytes]
        self.environment = {"CUPS_SERVER": str(self.socket), "LC_ALL": "C"}

    def pages(self) -> list[Path]:
        return sorted(self.tray.glob("*.pdf"))

    def pause(self) -> None:
        self.run("cupsdisable", "paper")

    def go_on(self) -> None:
        self.run("cupsenable", "paper")

    def plight(self, name: str, *, holds: bool) -> None:
        """`empty` or `dead`, until it is told otherwise."""
        (self.tray / name).touch() if holds else (self.tray / name).unlink()

    def stop(self) -> None:
        """The scheduler ends; what waits, waits."""
        self.scheduler.terminate()
        self.scheduler.wait()

    def run(self, *command: str) -> str:
        """A program of CUPS, spoken to this scheduler."""
        done = subprocess.run(
            command, env={**os.environ, **self.environment, "PATH": _PATH}, check=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        return done.stdout


@contextmanager
def private_cups(place: Path) -> Iterator[PrivateCups]:
    """Start it, and end it with the block."""
    cups = PrivateCups(place)
    _furnish(cups, place)
    files = ("-c", place / "root/cupsd.conf", "-s", place / "root/cups-files.conf")
    with subprocess.Popen(["cupsd", "-f", *files]) as scheduler:
        cups.scheduler = scheduler
        try:
            _wait_for(cups, scheduler)
            cups.run("lpadmin", "-p", "paper", "-E", "-v", f"store:{cups.tray}", "-m", "raw")
            cups.run("lpadmin", "-d", "paper")
            yield cups
        finally:
            scheduler.terminate()


def _furnish(cups: PrivateCups, place: Path) -> None:
    folders = "root/ppd", "bin/backend", "bin/filter", "bin/daemon", "spool/tmp", "cache", "state"
    for folder in (*folders, "log", "run", "tray"):
        (place / folder).mkdir(parents=True)
    for above in (place, *place.parents):  # lp has to walk there
        if above.stat().st_uid == os.getuid() and above != Path("/"):
            above.chmod(above.stat().st_mode | 0o011)
    (place / "bin/daemon/cups-exec").symlink_to("/usr/lib/cups/daemon/cups-exec")
    backend = place / "bin/backend/store"
    backend.write_text(_BACKEND)
    backend.chmod(0o755)
    (place / "root/cupsd.conf").write_text(_CUPSD.format(socket=cups.socket))
    (place / "root/cups-files.conf").write_text(_FILES.format(place=place))
    for owned in ("tray", "spool", "spool/tmp"):
        shutil.chown(place / owned, "lp", "lp")


def _wait_for(cups: PrivateCups, scheduler: subprocess.Popen[Any]) -> None:
    while not cups.socket.exists():
        if scheduler.poll() is not None:
            raise RuntimeError((cups.socket.parents[1] / "log/error").read_text())
        time.sleep(0.05)
