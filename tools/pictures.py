"""Draws the main screens for the README into `docs/pictures/screens/`, in both languages.

Run as `make pictures`: a training counter is played without a terminal, 80 × 24.
"""

from __future__ import annotations

import asyncio
import re
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

from textual import events
from textual.pilot import Pilot

from cnss_counter.app import CounterApp
from cnss_counter.paths import Home
from cnss_counter.services.day import training
from testkit.typed import all_typed

PICTURES = Path(__file__).parent.parent / "docs" / "pictures" / "screens"
NAMED = {"enter", "tab", "down", "end", "escape", "space", "f4", "f5", "f6", "f7", "f8", "f9"}
FONT_ADDRESSES = re.compile(r"@font-face\s*\{.*?\}", re.DOTALL)
"""A picture fetches nothing from anywhere."""
SECOND_CLIENT = 2
PERSON = (
    *("f4", "234567891", "enter", "enter", "enter", "enter", "enter", "enter"),
    *("BE234567", "enter", "BERRADA", "enter", "Khadija", "enter", "برادة", "enter"),
    *("خديجة", "enter", "01/02/1964", "enter", "8, rue Allal Ben Abdellah", "enter", "enter"),
    *("Salé", "enter", "enter", "enter", "enter", "enter", "enter", "1500", "enter"),
)
ANSWERS = (
    *("enter", "space", "enter", "29/02/2024", "enter"),
    *("space", "space", "enter", "space", "space", "enter"),
    *("f8", "space", "enter", "space", "enter", "space"),
)


class Album:
    """A counter that is played, and photographed in both languages on the way."""

    def __init__(self, app: CounterApp, pilot: Pilot[None]) -> None:
        self._app = app
        self._pilot = pilot

    async def play(self, *typed: str) -> None:
        for text in typed:
            for key in [text] if text in NAMED else list(text):
                name = "space" if key == " " else key
                self._app.post_message(events.Key(name, None if key in NAMED else key))
        await all_typed(self._app)
        await self._pilot.pause()  # until it is painted

    async def take(self, name: str) -> None:
        for language in ("fr", "ar"):
            picture = FONT_ADDRESSES.sub("", self._app.export_screenshot(title="cnss-counter"))
            picture = picture.replace("Fira Code", "DejaVu Sans Mono")
            (PICTURES / f"{name}-{language}.svg").write_text(picture, encoding="utf-8")
            await self.play("f7")


async def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    clerk, supervisor = training.clerk_account(), training.supervisor_account()
    with TemporaryDirectory() as folder, chdir(folder):
        home = Home(Path("guichet"))  # its name stands on the last picture
        training.prepare(home)
        clock = training.PlayedClock(training.clients()[SECOND_CLIENT - 1].on)
        app = CounterApp(home, is_training=True, clock=clock)
        async with app.run_test(size=(80, 24)) as pilot:
            album = Album(app, pilot)
            await all_typed(app)
            await album.take("login")
            await album.play(clerk.code, "enter", clerk.password, "enter")
            await album.take("home")
            await album.play(*PERSON)
            await album.take("request")
            await album.play(*ANSWERS, "f9")
            await album.take("guard")
            await album.play(
                "down", "down", "down", "enter", "La personne maintient sa demande", "enter"
            )
            await album.play(supervisor.code, "enter", supervisor.password, "enter")
            await album.take("check_answers")
            await album.play("end", "f9")
            await album.take("confirm")
            await album.play("space", "f9")
            await album.take("receipt")


if __name__ == "__main__":
    asyncio.run(main())
