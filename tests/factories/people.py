"""People for tests, added with the product's own actions: first the near matches, then the person."""

from __future__ import annotations

from datetime import date
from typing import Any

from alongside.ground.foundation.reader import Reader
from alongside.record.people import actions, queries
from alongside.record.people.enums import BirthPrecision, ContactPointKind
from alongside.record.people.models import ContactPoint, Person
from alongside.record.people.rules.dates import birth_of


def a_person(circle: int, name: str, by: Reader, *, born: date | None = None, phone: str = "", **facts: Any) -> Person:
    """A person of the circle with this name, perhaps a date of birth and a phone number; ``facts`` as of add_person."""
    precision = facts.pop("birth_precision", BirthPrecision.EXACT)
    born = facts.pop("born_on", born)
    _matches, receipt = queries.near_matches(full_name=name, birth=birth_of(born, precision), by=by)
    person = actions.add_person(
        circle=circle, full_name=name, born_on=born, birth_precision=precision, searched=receipt, by=by, **facts
    )
    if phone:
        a_phone(person, circle, by, phone)
    return person


def a_phone(person: Person, circle: int, by: Reader, value: str = "085 555 0171", **answers: Any) -> ContactPoint:
    """A phone number of the person, kept in the circle; ``answers`` as of add_contact_point."""
    return actions.add_contact_point(
        person=person, circle=circle, kind=ContactPointKind.PHONE, value=value, by=by, **answers
    )
