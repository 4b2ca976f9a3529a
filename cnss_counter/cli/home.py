"""The home that a command works in, and who says so."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cnss_counter import paths
from cnss_counter.errors import BadInputError
from cnss_counter.paths import Home
from cnss_counter.storage.files import given_places

if TYPE_CHECKING:
    from cnss_counter.cli.options.commands import Options


def the_home(options: Options, *, training: bool = False) -> Home:
    """The home that a command works in. Raises `BadInputError` (`place.…`) naming who says so."""
    said_by = "--home" if options.home else "CNSS_COUNTER_HOME"
    try:
        home = paths.home(options.home, training=training)
    except RuntimeError:  # `~` and a user who is not there
        said = options.home or os.environ.get(said_by, "")
        if not said:
            raise BadInputError("place.no_home", field="--home") from None
        raise BadInputError("place.no_such_user", field=said_by, file=said) from None
    if not given_places.is_text(str(home.folder)):
        raise BadInputError("place.not_text", field=said_by, file=str(home.folder))
    return home
