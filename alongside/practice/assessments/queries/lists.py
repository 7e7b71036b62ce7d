"""Short lists of statements and facts, for forms and for pages of other rooms."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from alongside.ground.foundation import clock
from alongside.practice.assessments.enums import Domain, StatementKind
from alongside.practice.assessments.models import Statement
from alongside.practice.assessments.queries.names import called
from alongside.record.cases.models import Participant


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A statement to choose from: its house number, kind, area and words."""

    number: int
    id: UUID
    kind: str
    kind_words: str
    area: str
    words: str


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """Somebody who takes part in the case, to choose from."""

    number: int
    id: UUID
    name: str
    whole: str


def statements_of_case(case_id: int, kinds: tuple[str, ...] = ()) -> list[StatementLine]:
    """The statements of a case that hold today, strengths first; only those of ``kinds`` when given."""
    rows = Statement.objects.filter(case_id=case_id, ended_on=None).order_by("said_on", "id")
    if kinds:
        rows = rows.filter(kind__in=kinds)
    order = {value: place for place, value in enumerate(StatementKind.values)}
    return [
        StatementLine(
            number=row.id,
            id=row.public_id,
            kind=row.kind,
            kind_words=str(StatementKind(row.kind).label),
            area=str(Domain(row.domain).label),
            words=row.words or row.own_words,
        )
        for row in sorted(rows, key=lambda row: order[row.kind])
    ]


def people_to_choose(case_id: int) -> list[PersonChoice]:
    """Everyone who takes part in a case today, whom it is for first."""
    today = clock.today()
    parts = Participant.objects.filter(Q(until_on=None) | Q(until_on__gt=today), case_id=case_id)
    people = {part.person_id: part.person for part in parts.select_related("person").order_by("-focus", "id")}
    names = called({number: person.display_name for number, person in people.items()})
    return [
        PersonChoice(number, person.public_id, names[number], person.display_name) for number, person in people.items()
    ]
