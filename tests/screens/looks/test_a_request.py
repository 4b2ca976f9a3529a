"""Every look at every screen of a request, from the login to its receipt."""

from __future__ import annotations

import pytest

from cnss_counter.paths import Home
from tests.screens.looks.stories import A_REQUEST
from tests.screens.looks.walk import walk


@pytest.mark.parametrize("name", A_REQUEST)
async def test_each_screen_stands_up_to_every_look(home: Home, name: str) -> None:
    await walk(home, A_REQUEST[name])
