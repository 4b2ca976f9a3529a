"""Whose request it is: a person's name as it is said, in both scripts."""

from __future__ import annotations

from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.domain.request import RequestDraft


def name_in(draft: RequestDraft, of: str = "") -> Bilingual:
    """A person's name in Latin and in Arabic letters, either of which may be empty.

    `of`: how the fields of another than the applicant begin, `deceased_`.
    """
    latin = f"{draft.answer(f'{of}last_name')} {draft.answer(f'{of}first_name')}"
    arabic = f"{draft.answer(f'{of}first_name_ar')} {draft.answer(f'{of}last_name_ar')}"
    return Bilingual(latin.strip(), arabic.strip())
