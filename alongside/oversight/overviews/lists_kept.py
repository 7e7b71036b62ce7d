"""What no list carries out of the house: rows of a victim service, of which only totals leave (Practice B12.4)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice

from alongside.agency.access.enums import CircleKind
from alongside.agency.access.models import CircleSubject
from alongside.agency.organisation import queries as organisation
from alongside.agency.organisation.enums import ProgrammeKind
from alongside.ground.foundation.reader import Reader
from alongside.oversight.exports.rules.sheets import Row
from alongside.record.cases.models import Case
from alongside.record.intakes.models import Intake
from alongside.record.people.models import Person

AT_ONCE = 500
Ids = Collection[str]


def keeps_back(by: Reader) -> bool:
    """Whether ``by`` works in a team of a victim service, so that her lists leave without some rows."""
    victim = (line for line in organisation.programmes() if line.kind == ProgrammeKind.VICTIM_SERVICE)
    return any(set(line.team_ids) & {*by.teams, *by.supervises} for line in victim)


def may_leave(name: str, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows of the list called ``name`` without those of a victim service; one or two statements for 500 rows."""
    held = _HELD.get(name)
    if held is None:
        yield from rows
        return
    columns, find = held
    coming = iter(rows)
    while some := list(islice(coming, AT_ONCE)):
        shut = find({str(row[column]) for row in some for column in columns})
        yield from (row for row in some if shut.isdisjoint(str(row[column]) for column in columns))


def _cases(ids: Ids) -> set[str]:
    rows = Case.objects.filter(public_id__in=ids, circle__kind=CircleKind.VICTIM_SERVICE)
    return {str(public_id) for public_id in rows.values_list("public_id", flat=True)}


def _intakes(ids: Ids) -> set[str]:
    rows = Intake.objects.filter(public_id__in=ids, circle__kind=CircleKind.VICTIM_SERVICE)
    return {str(public_id) for public_id in rows.values_list("public_id", flat=True)}


def _people(ids: Ids) -> set[str]:
    known = dict(Person.objects.filter(public_id__in=ids).values_list("id", "public_id"))
    rows = CircleSubject.objects.filter(person_id__in=list(known), circle__kind=CircleKind.VICTIM_SERVICE)
    return {str(known[number]) for number in rows.values_list("person_id", flat=True)}


_HELD: dict[str, tuple[tuple[int, ...], Callable[[Ids], set[str]]]] = {
    "people": ((0,), _people),
    "cases": ((0,), _cases),
    "intakes": ((0,), _intakes),
    "duplicates": ((2, 6), _people),
}
"""In which columns of which list a public id stands that may be one of a victim service, and how it is known."""
