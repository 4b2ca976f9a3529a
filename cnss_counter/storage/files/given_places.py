"""Places that somebody names to be written: outside every counter, and over nothing but a file.

A file is put in its place whole, so what stood there is gone: the database of a counter, its
keys, a device. A home says what it is (`home.toml`), whichever counter it is of and by whatever
path it is reached: a link, `..`, another letter case, a second mount. A hard link outside it is
only a name, and loses nothing of the counter's when it is given to another file.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from stat import S_ISREG

from cnss_counter.errors import BadInputError
from cnss_counter.paths import Home, state_folder

IsOwn = Callable[[Path], bool]
"""Whether the counter itself writes there, by the path inside its folder."""


def named(typed: str) -> Path:
    """The place that was typed. An empty name is not the current folder.

    Raises `BadInputError` (`place.empty`, `place.not_text`).
    """
    if not typed.strip():
        raise BadInputError("place.empty", field="-o")
    if not is_text(typed):
        raise BadInputError("place.not_text", field="-o", file=typed)
    return Path(typed)


def is_text(name: str) -> bool:
    """Whether a name can be said and stored: no undecoded byte, and no NUL, which no disk has."""
    try:
        return b"\0" not in name.encode("utf-8")
    except UnicodeEncodeError:
        return False


def expanded(typed: str) -> Path:
    """The same, with the folder of a user for `~`; `place.no_such_user`."""
    try:
        return named(typed).expanduser()
    except RuntimeError:
        raise BadInputError("place.no_such_user", field="-o", file=typed) from None


def nobodys(inside: Path) -> bool:  # noqa: ARG001 – an `IsOwn`
    """Nothing that is asked for by name is the counter's own."""
    return False


def require_folder(place: Path, home: Home | None = None, *, is_own: IsOwn = nobodys) -> None:
    """Raise `BadInputError` (`place.in_a_counter`) for a folder that is, or is in, a counter's.

    `home` is refused even when nothing is left in it that says what it is.
    """
    _require_outside(Path(os.path.realpath(place)), place, home, is_own)


def require_file(place: Path, home: Home | None = None, *, is_own: IsOwn = nobodys) -> None:
    """The same for a file; and `place.not_a_file` when something else stands there."""
    _require_outside(Path(os.path.realpath(place.parent), place.name), place, home, is_own)
    try:
        mode = place.lstat().st_mode
    except OSError:
        return  # nothing is there, or writing will say what is wrong
    if not S_ISREG(mode):
        raise BadInputError("place.not_a_file", field="-o", file=str(place))


def _require_outside(real: Path, place: Path, home: Home | None, is_own: IsOwn) -> None:
    for folder in (real, *real.parents):
        if _is_counter(folder, home) and not is_own(real.relative_to(folder)):
            raise BadInputError(
                "place.in_a_counter", field="-o", file=str(place), folder=str(folder)
            )


def _is_counter(folder: Path, home: Home | None) -> bool:
    """Also where the counters of this account keep what tells their copies."""
    if os.path.lexists(Home(folder).description) or folder == _state():
        return True
    if home is None:
        return False
    try:
        return folder.samefile(home.folder)
    except OSError:  # it is not made yet
        return folder == Path(os.path.realpath(home.folder))


def _state() -> Path | None:
    folder = state_folder()
    return None if folder is None else Path(os.path.realpath(folder))
