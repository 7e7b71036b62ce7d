"""The list of people with the cases that each is part of."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from alongside.ground.foundation.reader import Reader
from alongside.oversight.overviews.search import CaseHit, cases_of_people
from alongside.record.people import queries as people
from alongside.record.people.queries import PersonCard


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in the list with her cases, open ones first."""

    card: PersonCard
    cases: tuple[CaseHit, ...]


@dataclass(frozen=True, slots=True)
class PeopleList:
    """One page of the list; ``more`` is what ``after`` of the next page is, None on the last one."""

    lines: tuple[PersonLine, ...]
    more: UUID | None


def people_list(*, by_name: bool = True, after: UUID | None = None, size: int = 50, by: Reader) -> PeopleList:
    """The people whom ``by`` sees, by name or newest first, a page at a time; at most five queries, noted as read."""
    page = people.people_page(by_name=by_name, after=after, size=size, by=by)
    cases = cases_of_people([card.id for card in page.cards])
    return PeopleList(tuple(PersonLine(card, cases.get(card.id, ())) for card in page.cards), page.more)
