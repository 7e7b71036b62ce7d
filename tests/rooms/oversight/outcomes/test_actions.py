"""Totals are counted once, hold no small count, do not overlap, and every file of them is on record."""

from __future__ import annotations

from datetime import date

import pytest

from alongside.agency.organisation import queries as organisation
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.oversight.exports.enums import ExportFormat
from alongside.oversight.exports.models import Export
from alongside.oversight.outcomes.actions import give_totals, take_totals
from alongside.oversight.outcomes.models import GivenTotals
from alongside.oversight.outcomes.queries import given_totals, totals_of
from tests.conftest import Become
from tests.factories.cases import a_case

WHY = "The yearly report to the county"


def family() -> organisation.ProgrammeLine:
    return next(line for line in organisation.programmes() if line.code == "family")


def test_counted_once_and_kept_as_they_were(become: Become) -> None:
    last = clock.today().year - 1
    for place in range(12):
        a_case(become("worker"), people=[f"Ana {place}"], opened_on=date(last, 2, 3))
    by = become("evaluator")
    row = give_totals(programme=family().public_id, period=f"{last}-Q1", why=WHY, by=by)
    line, (began, ended, contacts) = totals_of(row.public_id)
    assert (line.programme, line.by, began.lines[0][1][-1]) == (family().name, by.name, 12)
    a_case(become("worker"), people=["Ben Later"], opened_on=date(last, 2, 4))
    by = become("evaluator")
    assert give_totals(programme=family().public_id, period=f"{last}-Q1", why=WHY, by=by) == row
    assert totals_of(row.public_id)[1] == (began, ended, contacts)
    with pytest.raises(Refused, match="overlaps"):
        give_totals(programme=family().public_id, period=str(last), why=WHY, by=by)
    taken = take_totals(totals=row.public_id, form=ExportFormat.CSV, by=by)
    assert "Cases that began" in taken.content.decode("utf-8-sig")
    assert "hidden" in taken.content.decode() or ",12," in taken.content.decode()
    export = Export.objects.get(kind="totals")
    assert (export.about, export.why, len(export.digest)) == (f"{family().name} {last}-Q1", WHY, 64)
    for stranger in ("worker", "elsewhere", "admin"):
        become(stranger)
        assert given_totals() == []
        with pytest.raises(NotFound):
            totals_of(row.public_id)


def test_a_few_are_hidden_and_kept_nowhere(become: Become) -> None:
    last = clock.today().year - 1
    a_case(become("worker"), opened_on=date(last, 2, 3))
    row = give_totals(programme=family().public_id, period=f"{last}-Q1", why=WHY, by=become("evaluator"))
    numbers = {value for table in row.tables.values() for line in table["shown"] for value in line}
    assert numbers == {0, None}
    assert {value for line in row.tables["began"]["shown"] for value in line} == {None}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"period": "soon"}, "totals.period"),
        ({"period": "2099"}, "totals.not_over"),
        ({"why": "x"}, "export.why"),
    ],
)
def test_what_is_refused(become: Become, change: dict[str, str], code: str) -> None:
    by, said = become("evaluator"), {"period": "2024", "why": WHY} | change
    programme = family().public_id
    with pytest.raises(Refused) as found:
        give_totals(programme=programme, by=by, **said)
    assert found.value.code == code
    assert not GivenTotals.objects.exists()
