"""JSON of this program's files: what nobody could go through, or no file holds, is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnss_counter.storage.files import json_files
from cnss_counter.storage.files.json_files import MOST_DEPTH

KEPT = sorted((Path(__file__).parents[1] / "records_of_8bc14b6").glob("*.json"))


def nested(depth: int, opened: str, closed: str) -> str:
    return opened * depth + "1" + closed * depth


@pytest.mark.parametrize(("opened", "closed"), [("[", "]"), ('{"a":', "}"), ('[{"a":', "}]")])
@pytest.mark.parametrize("more", [1, 300, 900, 960, 985, 100_000])
def test_brackets_in_one_another_end_far_before_python_does(
    opened: str, closed: str, more: int
) -> None:
    most = MOST_DEPTH // len(closed)
    json_files.read(nested(most - 1, opened, closed))
    with pytest.raises(ValueError, match="deep"):
        json_files.read(nested(most - 1 + more, opened, closed).encode())


@pytest.mark.parametrize("half", ["\\ud800", "\\uDC1b", "\\udc00\\ud800"])
def test_half_of_a_letter_is_none_and_a_whole_one_is_read(half: str) -> None:
    assert json_files.read('["\\ud83d\\ude00", "é"]'.encode()) == ["😀", "é"]
    for written in (f'["{half}"]', f'{{"{half}": 1}}', f'["\\ud83d\\ude00{half}"]'):
        with pytest.raises(ValueError, match="surrogates"):
            json_files.read(written)


def test_half_of_a_letter_is_none_as_bytes() -> None:
    with pytest.raises(ValueError, match="decode"):
        json_files.read(b'["\xed\xa0\x80"]')


@pytest.mark.parametrize("record", KEPT, ids=lambda record: record.stem)
def test_each_record_that_a_release_wrote_is_read(record: Path) -> None:
    assert json_files.read(record.read_bytes())
