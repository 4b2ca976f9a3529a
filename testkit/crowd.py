"""Several processes at once, each with its own answer."""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable
from typing import Any


def at_once(size: int, work: Callable[[int], Any]) -> list[Any]:
    """What `work` answers in each of so many processes; an answer is anything JSON holds.

    `ChildProcessError` when one of them died of a bug, whose traceback it has printed.
    """
    pipes = [_start(work, number) for number in range(size)]
    answers = []
    for process, pipe in pipes:
        with os.fdopen(pipe, encoding="utf-8") as told:
            answers.append(told.read())
        os.waitpid(process, 0)
    if not all(answers):
        raise ChildProcessError("one of the crowd died")
    return [json.loads(answer) for answer in answers]


def _start(work: Callable[[int], Any], number: int) -> tuple[int, int]:
    reading, writing = os.pipe()
    sys.stdout.flush()
    process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    try:
        os.close(reading)
        with os.fdopen(writing, "w", encoding="utf-8") as told:
            told.write(json.dumps(work(number)))
    except BaseException:  # noqa: BLE001  told, and the process must not go on as a campaign
        traceback.print_exc()
    finally:
        os._exit(0)
