"""Somebody who is in the record twice, for tests, and the house that compares."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from alongside.agency.access import actions as access
from alongside.agency.access.enums import SessionKind
from alongside.ground.foundation.reader import Reader
from alongside.record.cases import actions as cases
from alongside.record.people.actions.comparing import compare_people
from alongside.record.people.models import Person
from tests.factories.cases import a_case
from tests.factories.cast import house
from tests.factories.people import a_person, a_phone


def twins(by: Reader) -> tuple[Person, Person]:
    """Marta López and Marta Lopes, born the same day, each in a case that ``by`` carries."""
    first, second = (a_case(by, people=[name]) for name in ("Adam Kowalczyk", "Rosario Vega"))
    born = date(1992, 3, 1)
    keep = a_person(first.circle_id, "Marta López", by, born=born, pronouns="she/her", languages=["Spanish"])
    lose = a_person(second.circle_id, "Marta Lopes", by, born=born, pronouns="they", languages=["English"])
    a_phone(lose, second.circle_id, by)
    cases.add_participant(case=second, person_id=lose.id, role="parent", by=by)
    return keep, lose


def compared(become: Callable[[str], Reader], back_to: str = "worker") -> Reader:
    """The house compares everybody who waits; afterwards ``back_to`` reads again."""
    with access.acting(actor_id=house(), kind=SessionKind.JOB) as by:
        while compare_people(count=50, by=by):
            pass
    return become(back_to)
