"""Assessments a page at a time, for whoever reads them all; the same few statements for any number of rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from alongside.agency.access.models import CircleRow
from alongside.agency.access.queries import note_reading
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import ORDINARY, Reader
from alongside.ground.foundation.series import Series, rows_after
from alongside.ground.foundation.together import together
from alongside.practice.assessments.models import Assessment, CauseLink, DomainLook, Statement
from alongside.record.cases.queries import case_row
from alongside.record.people.models import Person

R = TypeVar("R", bound=CircleRow)


@dataclass(frozen=True, slots=True)
class PersonFact:
    """Somebody by her outside name and by what she is called."""

    public_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class AssessmentFact:
    """One time of looking at a life; ``number`` counts them in the case."""

    public_id: UUID
    version: int
    case: UUID
    number: int
    started_at: datetime
    finished_at: datetime | None
    finish_note: str
    author: str


@dataclass(frozen=True, slots=True)
class StatementFact:
    """A statement as it stands in the record: ``said_by`` said the own words, ``person`` is whom it is about."""

    public_id: UUID
    version: int
    assessment: UUID
    kind: str
    domain: str
    words: str
    own_words: str
    said_by: PersonFact | None
    person: PersonFact | None
    source: str
    source_note: str
    said_on: date
    urgency: str
    barrier_level: str
    worked: str
    restricted: bool
    ended_on: date | None
    author: str


@dataclass(frozen=True, slots=True)
class LookFact:
    """Where an area of life stands in an assessment, and the two ratings from 0 to 10."""

    domain: str
    state: str
    said_by: PersonFact | None
    looked_on: date
    person_rating: int | None
    worker_rating: int | None
    author: str


@dataclass(frozen=True, slots=True)
class FactorFact:
    """That one statement may lie under another, both by outside name, and how sure that is."""

    public_id: UUID
    need: UUID
    factor: UUID
    certainty: str


@dataclass(frozen=True, slots=True)
class WholeAssessment:
    """An assessment with everything that was said and looked at in it, in the order of writing."""

    fact: AssessmentFact
    statements: tuple[StatementFact, ...]
    looks: tuple[LookFact, ...]
    factors: tuple[FactorFact, ...]


def people_by_number(numbers: Iterable[int | None]) -> dict[int, PersonFact]:
    """Persons whom the reader sees, by house number; the others are left out. One statement."""
    wanted = {number for number in numbers if number is not None}
    rows = Person.objects.filter(id__in=wanted).values_list("id", "public_id", "display_name")
    return {number: PersonFact(public_id, name) for number, public_id, name in rows}


def note_rows(act: str, kind: str, rows: Sequence[R], people: Callable[[R], Iterable[int | None]]) -> None:
    """Note that ``rows`` were read, one event for each circle among them with whom its rows are about."""
    circles: dict[int, list[R]] = defaultdict(list)
    for row in rows:
        circles[row.circle_id].append(row)
    for circle, found in circles.items():
        about = {number for row in found for number in people(row) if number is not None}
        note_reading(act, circle=circle, people=sorted(about), kind=kind, ids=[row.id for row in found])


def assessments_after(
    *, after: UUID | None = None, size: int = 50, case: UUID | None = None, finished: bool | None = None, by: Reader
) -> Series[AssessmentFact]:
    """Assessments newest first; of one ``case``, only the finished or only the open one. Noted as read.

    ``NotFound`` when the case is absent or hidden.
    """
    rows = Assessment.objects.select_related("case", "author")
    if case is not None:
        rows = rows.filter(case_id=case_row(case).id)
    if finished is not None:
        rows = rows.filter(finished_at__isnull=not finished)
    page = rows_after(rows, after=after, size=size)
    note_rows("assessment list by a program", "assessment", page.items, lambda row: ())
    return Series(tuple(_fact(row) for row in page.items), page.after)


def whole_assessment(public_id: UUID, *, by: Reader) -> WholeAssessment:
    """One assessment, whole; ``NotFound`` when absent or hidden. Noted as read. Three statements at most."""
    row = Assessment.objects.select_related("case", "author").filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    statements, looks, links = together(
        Statement.objects.filter(assessment=row).select_related("assessment", "author").order_by("id"),
        DomainLook.objects.filter(assessment=row).select_related("author").order_by("id"),
        CauseLink.objects.filter(need__assessment=row, ended_on=None).select_related("need", "factor").order_by("id"),
    )
    said = {number for one in statements for number in (one.said_by_id, one.person_id)}
    people = people_by_number(said | {one.said_by_id for one in looks})
    note_reading(
        "assessment by a program", circle=row.circle_id, people=sorted(people), kind="assessment", ids=[row.id]
    )
    return WholeAssessment(
        _fact(row),
        tuple(_statement(one, people) for one in statements),
        tuple(_look(one, people) for one in looks),
        tuple(FactorFact(one.public_id, one.need.public_id, one.factor.public_id, one.certainty) for one in links),
    )


def statement_fact(public_id: UUID, *, by: Reader) -> StatementFact:
    """One statement; ``NotFound`` when absent or hidden. Noted as read. Two statements."""
    row = Statement.objects.select_related("assessment", "author").filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    people = people_by_number((row.said_by_id, row.person_id))
    note_reading("statement by a program", circle=row.circle_id, people=sorted(people), kind="statement", ids=[row.id])
    return _statement(row, people)


def _fact(row: Assessment) -> AssessmentFact:
    return AssessmentFact(
        row.public_id,
        row.version,
        row.case.public_id,
        row.number,
        row.started_at,
        row.finished_at,
        row.finish_note,
        row.author.name,
    )


def _statement(row: Statement, people: Mapping[int, PersonFact]) -> StatementFact:
    return StatementFact(
        public_id=row.public_id,
        version=row.version,
        assessment=row.assessment.public_id,
        kind=row.kind,
        domain=row.domain,
        words=row.words,
        own_words=row.own_words,
        said_by=people.get(row.said_by_id or 0),
        person=people.get(row.person_id or 0),
        source=row.source,
        source_note=row.source_note,
        said_on=row.said_on,
        urgency=row.urgency,
        barrier_level=row.barrier_level,
        worked=row.worked,
        restricted=row.level != ORDINARY,
        ended_on=row.ended_on,
        author=row.author.name,
    )


def _look(row: DomainLook, people: Mapping[int, PersonFact]) -> LookFact:
    return LookFact(
        row.domain,
        row.state,
        people.get(row.said_by_id or 0),
        row.looked_on,
        row.person_rating,
        row.worker_rating,
        row.author.name,
    )
