"""Placements, orders and life events for tests, written with the product's own actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.record.people import actions
from alongside.record.people.enums import OrderKind, OrderPart, PlacementKind
from alongside.record.people.models import LegalOrder, LifeEvent, Person, Placement
from alongside.record.people.rules.happenings import EventText, OrderText, PlacementText, Stay, When


def day(year: int, month: int = 0, number: int = 0) -> When:
    """A day, a month or a year."""
    precision = "exact" if number else "month" if month else "year"
    return When(date(year, month or 1, number or 1), precision)


def a_stay(begin: When, until: When | None = None, **facts: Any) -> PlacementText:
    """A placement in a foster home, as it is written down."""
    return PlacementText(**{"kind": PlacementKind.FOSTER, "stay": Stay(begin, until), **facts})


def a_placement(person: Person, circle: int, by: Reader, text: PlacementText | None = None, **facts: Any) -> Placement:
    """A child in a foster home since May 2024."""
    text = text or a_stay(day(2024, 5, 3), place="Keane family", legal_basis="Care order of 2 May 2024")
    return actions.add_placement(circle=circle, person=person, text=text, by=by, **facts)


def an_order(
    circle: int,
    by: Reader,
    *,
    about: Sequence[Person],
    restrained: Sequence[Person] = (),
    level: int = 1,
    replaces: LegalOrder | None = None,
    **facts: Any,
) -> LegalOrder:
    """An order of a court that is in force; ``facts`` as of OrderText."""
    today = clock.today()
    begun = {"kind": OrderKind.NO_CONTACT if restrained else OrderKind.CARE, "terms": "As the court says.",
             "authority": "District Court", "from_on": today.replace(year=today.year - 1, day=1)}  # fmt: skip
    parts = [(one.id, OrderPart.CONCERNED) for one in about] + [(one.id, OrderPart.RESTRAINED) for one in restrained]
    text = OrderText(**{**begun, **facts})
    return actions.add_order(circle=circle, text=text, parts=parts, replaces=replaces, level=level, by=by)


def a_life_event(circle: int, by: Reader, *people: Person, level: int = 1, **facts: Any) -> LifeEvent:
    """Something that happened; ``facts`` as of EventText."""
    text = EventText(**{"kind": "move", "words": "Moved to the town", "on": day(2019, 6), **facts})
    return actions.add_life_event(circle=circle, people=[one.id for one in people], text=text, level=level, by=by)
