"""What one reader meets of two cases on every way to them, so that a model can be asked whether she should."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from alongside.agency.access import queries
from alongside.agency.access.models import CircleSubject
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.exports.queries.whole_case import case_named, whole_case
from alongside.oversight.overviews.as_it_was import as_it_was
from alongside.oversight.overviews.case_list import Sought, case_list
from alongside.oversight.overviews.case_page import case_page
from alongside.oversight.overviews.my_day import my_day
from alongside.oversight.overviews.people_list import people_list
from alongside.oversight.overviews.person_page import person_overview
from alongside.oversight.overviews.search import search
from alongside.record.cases import queries as cases
from alongside.record.people import queries as people

ROWS = """select
  array(select id from cases_case where id = any (%(cases)s)),
  (select count(*) from cases_case where id = any (%(cases)s)),
  array(select id from people_person where id = any (%(people)s)),
  array(select case_id from assessments_fact where case_id = any (%(cases)s)),
  array(select distinct row_id from access_history where table_name = 'cases_case' and row_id = any (%(cases)s)),
  array(select distinct case_id from cases_participant where case_id = any (%(cases)s)),
  array(select distinct case_id from cases_assignment where case_id = any (%(cases)s))"""
"""Everything that lies in a table, in one statement, without any filter but which two cases are meant."""


@dataclass(frozen=True)
class Target:
    """One of the cases, and the one person in it."""

    case: int
    public: UUID
    number: str
    circle: int
    person: int
    person_public: UUID
    name: str


def rows(targets: Sequence[Target]) -> tuple[set[int], ...]:
    """The cases that the rows in each table tell of: cases, counted, people, facts, history, parts, carriers."""
    numbers = {"cases": [one.case for one in targets], "people": [one.person for one in targets]}
    case_of = {one.person: one.case for one in targets}
    with connection.cursor() as cursor:
        cursor.execute(ROWS, numbers)
        ((found, count, persons, *more),) = cursor.fetchall()
    assert count == len(found)
    return set(found), {case_of[one] for one in persons}, *(set(one) for one in more)


def _near(one: Target, by: Reader) -> bool:
    near = people.near_matches(full_name=one.name, by=by).matches
    return one.person in [match.person_id for match in near if not match.masked]


def _search(one: Target, by: Reader) -> bool:
    return one.person in [hit.match.person_id for hit in search(one.name, by=by).people if not hit.match.masked]


WAYS: dict[str, Callable[[Target, Reader], bool]] = {
    "near matches": _near,
    "history": lambda one, by: bool(queries.changes_of("cases_case", one.case)),
    "whole case": lambda one, by: there(lambda: whole_case(one.public, why="The model asks for it.", by=by)),
    "who can see": lambda one, by: bool(queries.who_can_see(one.circle)),
    "subjects": lambda one, by: CircleSubject.objects.filter(circle_id=one.circle).exists(),
    "case page": lambda one, by: there(lambda: case_page(one.public, by=by)),
    "reading log": lambda one, by: bool(queries.who_looked(one.circle)),
    "person page": lambda one, by: there(lambda: person_overview(one.person_public, by=by)),
    "case by its number": lambda one, by: there(lambda: case_named(one.number)),
    "search": _search,
    "search by number": lambda one, by: one.public in [hit.public_id for hit in search(one.number, by=by).cases],
    "as it was": lambda one, by: there(lambda: as_it_was(cases.case_head(one.public, by=by), clock.now())),
}
"""Each way to a case or its person, and whether it leads there; ``reading log`` after somebody looked."""


def _case_list(by: Reader) -> set[UUID]:
    return {line.case.public_id for line in case_list(Sought(whose="all", size=200), by=by).lines}


def _people_list(by: Reader) -> set[UUID]:
    lines = people_list(by_name=False, size=200, by=by).lines
    return {line.card.public_id for line in lines} | {hit.public_id for line in lines for hit in line.cases}


LISTS: dict[str, Callable[[Reader], set[UUID]]] = {"case list": _case_list, "people list": _people_list}
"""Each list that leads to cases and people: their outside names."""


def told(by: Reader) -> str:
    """My day in words, for what nobody may find in it."""
    return repr(my_day(by=by)) if by.worker_id else ""


def there(look: Callable[[], object]) -> bool:
    """Whether something is there for who looks."""
    try:
        look()
    except (NotFound, Refused):
        return False
    return True
