"""The list of people whom a reader sees, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from alongside.ground.foundation.reader import Reader
from alongside.record.people.models import Person
from alongside.record.people.queries.persons import PersonCard, person_cards

PAGE = 50


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of the list; ``more`` is what ``after`` of the next page is, None on the last one."""

    cards: tuple[PersonCard, ...]
    more: UUID | None


def people_page(*, by_name: bool = True, after: UUID | None = None, size: int = PAGE, by: Reader) -> PeoplePage:
    """The people of the reader's teams and circles, by name or newest first; noted as read.

    ``after`` is the outside name of the last person of the page before. At most four queries, whatever their number.
    """
    start = Person.objects.filter(public_id=after).first() if after else None
    if after and start is None:
        return PeoplePage((), None)
    place = [start.sort_key, start.id] if start else ["", None]
    with connection.cursor() as cursor:
        cursor.execute("select person_id from app.list_people(%s, %s, %s, %s)", [by_name, *place, size + 1])
        ids = [row[0] for row in cursor.fetchall()]
    cards = tuple(person_cards(ids[:size], by=by).values())
    return PeoplePage(cards, cards[-1].public_id if len(ids) > size and cards else None)


def count_people(most: int, *, by: Reader) -> int:
    """How many people the list of ``by`` holds, counted no further than ``most``."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from app.list_people(false, '', null, %s)", [most])
        (count,) = cursor.fetchone()
    return int(count)
