"""Unpacks the one file where nobody else may write, once for each bundle, and starts the counter.

Compiled libraries cannot be loaded from inside a zip. What was unpacked is trusted at the next
start, so it stands in a folder of the account alone; it got its name when all of it was on the
disk, and it is kept as long as a window runs from it. Only the standard library is here.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any, NoReturn

PLACE = "CNSS_COUNTER_PROGRAMS"
"""The variable that names another folder than the account's own."""
ID_FILE = "cnss_counter.bundle"
"""Beside the package: which bundle this is (`cnss_counter.paths.bundle`)."""
_UNPACKED = re.compile(r"[0-9a-f]{8}-py\d\.\d+")
_UNFINISHED = ".new-"
_OTHERS_MAY_WRITE, _GROUP_MAY_WRITE = 0o002, 0o020
_STICKY = 0o1000
_EVERYBODY = ["0", "0", "4294967295"]
"""As `/proc/self/uid_map` says it where every account of the machine is shown as it is."""
_NOBODY = 65534
_REASONS = {
    errno.ENOSPC: "plus de place sur le disque",
    errno.EDQUOT: "quota de place épuisé",
    errno.EACCES: "droits insuffisants",
    errno.EPERM: "opération interdite",
    errno.EROFS: "disque en lecture seule",
    errno.ENOENT: "rien de ce nom",
    errno.ENOTDIR: "ce chemin passe par un fichier",
    errno.ENAMETOOLONG: "nom ou chemin trop long",
    errno.EIO: "erreur du disque",
    errno.EMFILE: "trop de fichiers ouverts",
}

About = Mapping[str, Any]
"""`id` and `version`; `pythons`: version → wheels; `wheels`: name → SHA-256."""


def start(archive: str, about: About) -> NoReturn:
    """Run the counter of this file with the arguments given. Ends with its status, or with 2."""
    try:
        folder = _ready(archive, about)
    except KeyboardInterrupt:
        sys.exit(130)
    sys.path[0] = folder
    sys.exit(import_module("cnss_counter.__main__").main())


def _ready(archive: str, about: About) -> str:
    programs = _programs()
    try:
        _require_safe(_there(programs))
        _make_private(programs)
        programs = os.path.realpath(programs)
        _require_own(programs)
        if os.statvfs(programs).f_flag & os.ST_NOEXEC:
            _refuse(f"{programs} : ce disque interdit d’exécuter (noexec).", advises=True)
        folder = os.path.join(programs, f"{about['id']}-py{_python()}")
        while not _keep(folder):
            _unpack(archive, about, programs, folder)
    except OSError as refusal:
        place = refusal.filename or programs
        _refuse(f"{place} : {_reason(refusal)}.", advises=refusal.errno != errno.ENOENT)
    return folder


def _reason(refusal: OSError) -> str:
    """In French, as every line from here: the words of the counter are still packed."""
    number = refusal.errno or 0
    other = f"erreur système {number} ({errno.errorcode.get(number, '?')})"
    return _REASONS.get(number, other)


def _python() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _programs() -> str:
    """The folder asked for, else the account's own; with the data, which nobody tidies away."""
    place = os.environ.get(PLACE)
    if not place:
        own = "~" if os.environ.get("HOME", "~") else ""  # an empty HOME would be the root
        data = os.environ.get("XDG_DATA_HOME") or os.path.join(own, ".local", "share")
        place = os.path.join(data, "cnss-counter", "programs")
    place = os.path.expanduser(place)
    if not os.path.isabs(place):
        _refuse(f"{place} : ce n’est pas un chemin complet (HOME manque-t-il ?).", advises=True)
    return place


def _make_private(folder: str) -> None:
    """Create what is missing, each for its owner alone, whatever the umask says."""
    if not os.path.isdir(folder):
        _make_private(os.path.dirname(folder))
        try:
            os.mkdir(folder, 0o700)
        except FileExistsError:  # another window was quicker
            if not os.path.isdir(folder):
                raise


def _require_own(folder: str) -> None:
    """Refuse a place where somebody else could put code of their own."""
    place = os.stat(folder)
    if place.st_uid != os.geteuid() or place.st_mode & 0o022:
        _refuse(f"{folder} : un autre compte peut y écrire.", advises=True)
    _require_safe(os.path.dirname(folder))


def _require_safe(folder: str) -> None:
    """Here and above, nobody but root and this account can replace a folder.

    Asked before anything is made too: what root makes in the folder of an account that `sudo`
    kept as HOME would keep that account out.
    """
    above = os.stat(folder)
    is_open = above.st_mode & _OTHERS_MAY_WRITE or (
        above.st_mode & _GROUP_MAY_WRITE and not _is_ours_alone(above.st_gid)
    )
    is_open = is_open and not above.st_mode & _STICKY
    if above.st_uid not in _trusted() or is_open:
        _refuse(f"{folder} : un autre compte peut y écrire.", advises=True)
    if folder != os.path.dirname(folder):
        _require_safe(os.path.dirname(folder))


def _is_ours_alone(group: int) -> bool:
    """Whether nobody else is in this group: root's, or the one that many systems give each."""
    import grp
    import pwd

    if group == 0:
        return True
    try:
        own = pwd.getpwuid(os.geteuid())
        others = set(grp.getgrgid(group).gr_mem) - {own.pw_name}
    except KeyError:
        return False
    others |= {one.pw_name for one in pwd.getpwall() if one.pw_gid == group} - {own.pw_name}
    return own.pw_gid == group and not others


def _trusted() -> set[int]:
    """Root and this account; in a container also whom it shows in place of the root outside."""
    with open("/proc/self/uid_map", encoding="ascii") as shown:
        is_in_a_container = shown.read().split() != _EVERYBODY
    return {0, os.geteuid()} | ({_NOBODY} if is_in_a_container else set())


def _there(folder: str) -> str:
    """The folder, else the nearest one above it that is there, by its true path."""
    while not os.path.isdir(folder) and folder != os.path.dirname(folder):
        folder = os.path.dirname(folder)
    return os.path.realpath(folder)


def _keep(folder: str) -> bool:
    """Whether it is unpacked; from here on nobody removes it as long as this process lives."""
    try:
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        return False
    # 0, 1 and 2 stay free where they are missing: whatever is opened there is written into.
    kept = fcntl.fcntl(opened, fcntl.F_DUPFD_CLOEXEC, 3)
    os.close(opened)
    fcntl.flock(kept, fcntl.LOCK_SH)
    try:
        is_there = os.path.samestat(os.stat(folder), os.fstat(kept))
    except FileNotFoundError:
        is_there = False
    if not is_there:
        os.close(kept)
    return is_there


def _unpack(archive: str, about: About, programs: str, folder: str) -> None:
    """Unpack the wheels of this Python; the folder has its name when all is on the disk."""
    import shutil
    import tempfile
    import zipfile
    import zlib

    with _alone(programs):
        if os.path.isdir(folder):
            return
        if sys.stderr and sys.stderr.isatty():
            print(f"Mise en place dans {programs} (une seule fois)…", file=sys.stderr)
        _tidy(programs)
        new = tempfile.mkdtemp(prefix=_UNFINISHED, dir=programs)
        try:
            for wheel in about["pythons"][_python()]:
                _unpack_wheel(archive, wheel, about["wheels"][wheel], new)
            with open(os.path.join(new, ID_FILE), "w", encoding="ascii") as said:
                said.write(about["id"])
            os.sync()  # one for all: the rename must not reach the disk before the files
            os.rename(new, folder)
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError) as damage:
            _refuse(f"{archive} : fichier abîmé ({damage}). Comparez-le avec SHA256SUMS.")
        finally:
            shutil.rmtree(new, ignore_errors=True)
        descriptor = os.open(programs, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)


def _unpack_wheel(archive: str, wheel: str, expected: str, into: str) -> None:
    import hashlib
    import io
    import zipfile

    with zipfile.ZipFile(archive) as one_file:
        content = one_file.read(f"wheels/{wheel}")
    if hashlib.sha256(content).hexdigest() != expected:
        raise zipfile.BadZipFile(wheel)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for member in packed.infolist():
            # What a wheel has for `bin` and `share` is of no use here.
            if not member.is_dir() and not member.filename.split("/")[0].endswith(".data"):
                packed.extract(member, into)


@contextmanager
def _alone(programs: str) -> Iterator[None]:
    """One unpacks or tidies at a time; the system frees the mark when a process dies."""
    descriptor = os.open(programs, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _tidy(programs: str) -> None:
    """Remove what was left half unpacked, and what no window runs from.

    The one unpacked last stays, so that the version of before starts at once.
    """
    import shutil

    places = [os.path.join(programs, name) for name in os.listdir(programs)]
    for place in places:
        if os.path.basename(place).startswith(_UNFINISHED):
            shutil.rmtree(place, ignore_errors=True)
    unpacked = [place for place in places if _UNPACKED.fullmatch(os.path.basename(place))]
    for place in sorted(unpacked, key=os.path.getmtime)[:-1]:
        descriptor = os.open(place, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            gone = os.path.join(programs, f"{_UNFINISHED}{os.path.basename(place)}")
            os.rename(place, gone)  # whole or not at all
            shutil.rmtree(gone, ignore_errors=True)
        except BlockingIOError:
            pass
        finally:
            os.close(descriptor)


def _refuse(line: str, *, advises: bool = False) -> NoReturn:
    advice = f" Autre dossier, à vous seul : {PLACE}=/DOSSIER" if advises else ""
    if sys.stderr:
        print(f"cnss-counter : {line}{advice}", file=sys.stderr)
    sys.exit(2)
