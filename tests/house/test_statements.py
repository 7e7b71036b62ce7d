"""Every list and page takes as many statements for 500 rows as for 1 and 10, within its budget (contract 9).

Counted is everything that Django hands to the driver between the arrival of a request and its answer: the session, the
reader's context, the reading log, the saving of a session, savepoints. Not counted are the BEGIN and COMMIT of the one
transaction. The requests are real ones: they commit, on a database of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from alongside.doors.desk import entrance
from tests.database.copies import own_copy
from tests.factories.many import settle
from tests.house.growing import NOUNS, Agency, begun, grow

pytestmark = [pytest.mark.committed, pytest.mark.long]

SIZES = (1, 10, 500)
BUDGETS = {
    "my day": 10,
    "my day of a supervisor": 10,
    "case list": 8,
    "case list, all": 8,
    "case page": 12,
    "plan page": 12,
    "consents page": 12,
    "choices page": 12,
    "timeline": 12,
    "life, places and orders": 12,
    "family": 26,
    "family with health": 27,
    "a copy of a drawing": 24,
    "family on paper": 22,
    "drawing with the family": 22,
    "how the family works": 12,
    "search": 6,
    "search, misspelt": 6,
    "search, index right": 6,
    "people list": 8,
    "intakes list": 8,
    "drafts list": 8,
    "team page": 12,
    "record a contact": 16,
    "intake with duplicate check": 16,
    **{f"API: {noun}": 8 for noun in NOUNS},
    **{f"API: one of {noun}": 12 for noun in NOUNS},
    "API: me": 8,
    "API: record a contact": 16,
}
"""What performance allows each page or press, in statements."""


@pytest.fixture(scope="module")
def agency() -> Iterator[Agency]:
    """An agency measured with one row of everything, with ten and with five hundred.

    Once a minute a sign-in writes that it is still used, three statements more; that minute is over at another page on
    a slower machine, so here it is never over.
    """
    with own_copy(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(entrance, "TOUCH_SECONDS", 3600)
        grown = begun()
        for before, size in zip((1, *SIZES), SIZES, strict=False):
            if size > before:
                grow(grown, before, size - 1)
                settle()
            grown.visit(size)
        yield grown


@pytest.mark.parametrize("name", BUDGETS)
def test_the_same_number_for_one_ten_and_five_hundred_rows(agency: Agency, name: str) -> None:
    counts = {size: len(seen) for size, seen in agency.asked[name].items()}
    assert set(counts) == set(SIZES)
    assert len(set(counts.values())) == 1, counts


@pytest.mark.parametrize(("name", "budget"), BUDGETS.items())
def test_no_more_than_its_budget(agency: Agency, name: str, budget: int) -> None:
    seen = agency.asked[name][max(SIZES)]
    assert len(seen) <= budget, "\n".join(seen)


def test_nothing_goes_to_the_database_that_is_not_counted(agency: Agency, tmp_path: Path) -> None:
    address, size = f"/cases/{agency.case.public_id}/", 1
    agency.worker.get(address)
    wire = connection.connection.pgconn
    with (tmp_path / "wire").open("w+") as told:
        wire.trace(told.fileno())
        with agency.counting("on the wire", size):
            agency.worker.get(address)
        wire.untrace()
        told.seek(0)
        sent = [line.split("\t") for line in told]
    commands = [one for one in sent if "F" in one[:2] and {"Query", "Execute"} & {part.strip() for part in one}]
    assert len(commands) == len(agency.asked["on the wire"][size]) + len(("BEGIN", "COMMIT"))
