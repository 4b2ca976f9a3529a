"""A training counter with a million requests of people who do not exist.

`python -m benchmarks.many_requests HOME 1000000` makes the home, or goes on with one made before.
Each request is written down as a deposit is (`deposits.write_down`: number, record, person,
search keys, journal), many to a transaction; only the reading of the law is done once for all.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from cnss_counter.domain.deposit import Consent
from cnss_counter.domain.request import RequestDraft
from cnss_counter.paths import Home
from cnss_counter.services.access import login
from cnss_counter.services.day import training
from cnss_counter.services.requests import case_file, deposit_checks
from cnss_counter.services.session import Session
from cnss_counter.storage.tables import deposits
from cnss_counter.storage.tables.deposits import NewDeposit

MILLION = 1_000_000
_A_TRANSACTION = 20_000
_EVERY = 10
"""One request in so many is the second one of somebody known."""

_FIRST_DAY = datetime(2021, 1, 4, 9, 0, tzinfo=UTC)
_SECONDS_BETWEEN = 120

_LAST_NAMES = """
ALAMI|العلمي BENNANI|بناني IDRISSI|الإدريسي TAZI|التازي FASSI|الفاسي BERRADA|برادة
CHRAIBI|الشرايبي LAHLOU|لحلو SEBTI|السبتي ZIANI|الزياني AMRANI|العمراني NACIRI|الناصري
SAIDI|السعيدي MANSOURI|المنصوري HAJJI|حجي OUAZZANI|الوزاني RAHMANI|الرحماني SLAOUI|السلاوي
TAHIRI|الطاهري YACOUBI|اليعقوبي KADIRI|القادري HASSANI|الحسني BOUZIDI|البوزيدي
CHERKAOUI|الشرقاوي EL-GHALI|الغالي FILALI|الفيلالي GUESSOUS|كسوس JABRI|الجابري
KETTANI|الكتاني MERNISSI|المرنيسي
"""
_FIRST_NAMES = """
Mohammed|محمد Mohammed|محمد Mohammed|محمد Fatima|فاطمة Fatima|فاطمة Ahmed|أحمد Khadija|خديجة
Youssef|يوسف Amina|أمينة Hassan|حسن Zineb|زينب Rachid|رشيد Naima|نعيمة Abdellah|عبد-الله
Karim|كريم Samira|سميرة Omar|عمر Latifa|لطيفة Driss|إدريس Houda|هدى Mustapha|مصطفى
Nadia|نادية Said|سعيد Malika|مليكة Brahim|إبراهيم Salma|سلمى
"""
LAST_NAMES = tuple(name.split("|") for name in _LAST_NAMES.split())
FIRST_NAMES = tuple(name.split("|") for name in _FIRST_NAMES.split())
"""The frequent ones are frequent, as they are at a counter: a search has to live with them."""


class Invented(NamedTuple):
    """Somebody who does not exist, by a number that says all of them."""

    number: int

    @property
    def answers(self) -> dict[str, str]:
        last, last_ar = LAST_NAMES[self.number * 7 % len(LAST_NAMES)]
        first, first_ar = FIRST_NAMES[self.number * 11 % len(FIRST_NAMES)]
        return {
            "immatriculation_number": f"{_spread(self.number, 1_000_000_007) % 10**9:09}",
            "identity_number": f"ZZ{_spread(self.number, 999_983) % 10**6:06}",
            "phone": f"06{_spread(self.number, 99_999_989) % 10**8:08}",
            "last_name": last,
            "first_name": first,
            "last_name_ar": last_ar,
            "first_name_ar": first_ar.replace("-", " "),
        }


def _spread(number: int, prime: int) -> int:
    """Another number for each, in no order: as numbers come to a counter."""
    return number * 600_011 % prime


def fill(home: Home, wanted: int) -> Iterator[int]:
    """Bring a counter to so many requests; says how many there are after each transaction."""
    training.prepare(home)
    account = training.clerk_account()
    session = login.log_in(home, account.code, account.password, training=True)
    try:
        model = _model(session)
        with session.context.store.reading() as database:
            database.execute("PRAGMA cache_size = -500000")
            (there,) = database.execute("SELECT count(*) FROM deposits").fetchone()
        while there < wanted:
            until = min(wanted, there + _A_TRANSACTION)
            with session.context.store.writing() as database:
                for number in range(there, until):
                    deposits.write_down(database, _request(model, number))
            there = until
            yield there
    finally:
        session.log_out()


def _request(model: NewDeposit, number: int) -> NewDeposit:
    person = Invented(number // _EVERY if number % _EVERY == 0 else number)
    draft = model.draft._replace(answers={**model.draft.answers, **person.answers})
    at = _FIRST_DAY + timedelta(seconds=_SECONDS_BETWEEN * number)
    return replace(
        model,
        draft_id=f"many.{number}",
        draft=draft,
        at=at,
        consent=Consent("ar", at),
    )


def _model(session: Session) -> NewDeposit:
    """The first client's request, with what the law says of it."""
    draft: RequestDraft = case_file.read(training.clients()[0].case, session.procedures).draft
    return deposit_checks.prepare(
        "model", session.assess(draft), Consent("ar", _FIRST_DAY), (), session.clerk, _FIRST_DAY,
        is_clock_suspect=False,
    )  # fmt: skip


def main() -> None:
    """Make the home, and say how fast."""
    home, wanted = Home(Path(sys.argv[1])), int(sys.argv[2])
    start = time.monotonic()
    for there in fill(home, wanted):
        print(f"{there:>9,} requests  {time.monotonic() - start:6.0f} s", flush=True)


if __name__ == "__main__":
    main()
