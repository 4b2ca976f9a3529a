"""A counter's file on a network share loses deposits: its locks and flushes mean little there.

SQLite says so of itself (sqlite.org/howtocorrupt.html, 2.1). On Linux the kernel tells what a
folder is; on Windows and macOS it is asked as well as it can be, which this program never tried.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from cnss_counter.errors import StoreError

NETWORK = frozenset(
    {
        "9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "davfs", "gfs2", "glusterfs", "lustre",
        "ncpfs", "nfs", "nfs4", "ocfs2", "orangefs", "smb3", "smbfs", "vboxsf", "webdav",
    }
)  # fmt: skip
"""File systems whose disk, or whose other users, are on another machine."""

LOCAL_FUSE = frozenset(
    {"fuse.bindfs", "fuse.encfs", "fuse.exfat", "fuse.gocryptfs", "fuse.ntfs", "fuse.ntfs-3g"}
)
"""What runs as a program and still keeps its files here; sshfs, rclone and the like do not."""

_MOUNTS = Path("/proc/self/mountinfo")
_MAC_MOUNT = re.compile(r".+ on (?P<place>/.*) \((?P<kind>[a-z0-9_]+)[,)].*")
_OCTAL = re.compile(r"\\([0-7]{3})")
_REMOTE_DRIVE = 4


def refuse_network(folder: Path) -> None:
    """Raise `StoreError` (`home.on_network`) when this folder is on a network share."""
    kind = _kind_here(folder)
    if kind and is_network(kind):
        raise StoreError("home.on_network", folder=str(folder), kind=kind)


def is_network(kind: str) -> bool:
    return kind in NETWORK or (kind.startswith("fuse.") and kind not in LOCAL_FUSE)


def kind_in(mounts: str, folder: Path) -> str:
    """What a folder lies on, by the text of `mountinfo`: the innermost mount, the last one there.

    "" when the text does not tell.
    """
    return _innermost(_linux_mounts(mounts), folder)


def kind_in_mac(mounts: str, folder: Path) -> str:
    """The same by what `mount` prints on macOS."""
    found = (_MAC_MOUNT.fullmatch(line) for line in mounts.splitlines())
    return _innermost(((Path(m["place"]), m["kind"]) for m in found if m), folder)


def _innermost(mounts: Iterator[tuple[Path, str]], folder: Path) -> str:
    depth, innermost = -1, ""
    for place, kind in mounts:
        if folder.is_relative_to(place) and len(place.parts) >= depth:
            depth, innermost = len(place.parts), kind
    return innermost


def _linux_mounts(mounts: str) -> Iterator[tuple[Path, str]]:
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields, kinds = before.split(" "), after.split(" ")
        if len(fields) > 4 and kinds[0]:
            place = _OCTAL.sub(lambda sign: chr(int(sign[1], 8)), fields[4])
            yield Path(place), kinds[0]


if sys.platform == "win32":

    def _kind_here(folder: Path) -> str:
        import ctypes

        drive = folder.resolve().drive
        is_remote = drive.startswith("\\\\") or (
            ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _REMOTE_DRIVE
        )
        return "smb3" if is_remote else ""

elif sys.platform == "darwin":

    def _kind_here(folder: Path) -> str:
        import subprocess

        told = subprocess.run(
            ["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False
        )
        return kind_in_mac(told.stdout, folder.resolve())

else:

    def _kind_here(folder: Path) -> str:
        try:
            mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
            return kind_in(mounts, folder.resolve())
        except OSError:
            return ""
