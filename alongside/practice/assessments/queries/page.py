"""The assessment page: all areas with their counts, one area in full, both views side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from alongside.agency.access import queries as access
from alongside.agency.access.models import Actor
from alongside.ground.foundation.errors import NotFound
from alongside.practice.assessments.enums import Domain, LookState, StatementKind
from alongside.practice.assessments.models import Assessment, CauseLink, DomainLook, Statement
from alongside.practice.assessments.queries.cards import FactorRow, StatementCard, card_of, factor_rows
from alongside.practice.assessments.queries.names import called_by_number, first_name
from alongside.practice.assessments.rules.areas import WHY, gap_of
from alongside.practice.assessments.rules.finishing import blanks
from alongside.record.cases.models import Case


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One area in the list. ``state`` is a LookState, or empty when nobody has asked yet."""

    domain: str
    label: str
    strengths: int
    needs: int
    state: str
    said_by: str
    looked_on: date | None


@dataclass(frozen=True, slots=True)
class Views:
    """What the person and the worker say of one area, 0 to 10, each as given, and what they said the time before."""

    person: str
    person_rating: int | None
    worker: str
    worker_rating: int | None
    on: date | None
    gap: int
    person_before: int | None
    worker_before: int | None
    before_on: date | None


@dataclass(frozen=True, slots=True)
class AreaView:
    """One area in full, strengths first. ``contradiction``: called not relevant, though something stands here."""

    domain: str
    label: str
    why: str
    state: str
    said_by: str
    looked_on: date | None
    strengths: tuple[StatementCard, ...]
    needs: tuple[StatementCard, ...]
    barriers: tuple[StatementCard, ...]
    hopes: tuple[StatementCard, ...]
    tried: tuple[StatementCard, ...]
    spoken: tuple[StatementCard, ...]
    ended: tuple[StatementCard, ...]
    views: Views
    factors: tuple[FactorRow, ...]
    contradiction: bool


@dataclass(frozen=True, slots=True)
class AssessmentPage:
    """A case's newest assessment. ``number`` is 0 when there is none; ``tried_asked``: was asked what was tried."""

    case_id: int
    id: UUID | None
    number: int
    started_at: datetime | None
    finished_at: datetime | None
    finish_note: str
    areas: tuple[AreaLine, ...]
    area: AreaView
    looked: int
    not_relevant: int
    left: int
    strengths: int
    tried_asked: bool

    @property
    def is_open(self) -> bool:
        """Whether the assessment may still be written."""
        return self.number > 0 and self.finished_at is None


@dataclass(frozen=True, slots=True)
class _Rows:
    """Everything that the page is made from, read once."""

    newest: Assessment | None
    looks: Sequence[DomainLook]
    statements: Sequence[Statement]
    links: Sequence[CauseLink]
    names: Mapping[int, str]
    authors: Mapping[int, str]


def assessment_page(case_id: int, domain: str = Domain.ASPIRATIONS) -> AssessmentPage:
    """The newest assessment of a case with one area in full; raises NotFound for a hidden case or an unknown area.

    Eight statements, whatever stands in it. Recorded in the reading log.
    """
    case = Case.objects.filter(id=case_id).first()
    if case is None or domain not in Domain.values:
        raise NotFound
    rows = _read(case_id)
    newest = rows.newest
    ids = [newest.id] if newest else []
    access.note_reading("assessment", circle=case.circle_id, kind="assessment", ids=ids, people=sorted(rows.names))
    lines = tuple(_area_line(each, rows) for each in Domain)
    states = Counter(line.state for line in lines)
    return AssessmentPage(
        case_id=case_id,
        id=newest.public_id if newest else None,
        number=newest.number if newest else 0,
        started_at=newest.started_at if newest else None,
        finished_at=newest.finished_at if newest else None,
        finish_note=newest.finish_note if newest else "",
        areas=lines,
        area=_area_view(next(line for line in lines if line.domain == domain), rows),
        looked=states[LookState.LOOKED],
        not_relevant=states[LookState.NOT_RELEVANT],
        left=len(blanks({line.domain for line in lines if line.state})),
        strengths=sum(line.strengths for line in lines),
        tried_asked=any(row.kind == StatementKind.TRIED for row in rows.statements),
    )


def _read(case_id: int) -> _Rows:
    newest = Assessment.objects.filter(case_id=case_id).order_by("-number").first()
    looks = list(DomainLook.objects.filter(case_id=case_id).order_by("looked_on", "id"))
    statements = list(Statement.objects.filter(case_id=case_id).order_by("said_on", "id"))
    links = CauseLink.objects.filter(need__case_id=case_id, ended_on=None).select_related("need", "factor")
    people = {number for row in statements for number in (row.said_by_id, row.person_id, row.reported_by_id)}
    writers = {row.author_id for row in statements} | {look.author_id for look in looks}
    return _Rows(
        newest=newest,
        looks=looks,
        statements=statements,
        links=list(links.order_by("id")),
        names=called_by_number(people | {look.said_by_id for look in looks}),
        authors=dict(Actor.objects.filter(id__in=writers).values_list("id", "name")),
    )


def _area_line(domain: Domain, rows: _Rows) -> AreaLine:
    kinds = Counter(row.kind for row in rows.statements if row.domain == domain and row.ended_on is None)
    looks = [look for look in rows.looks if look.domain == domain]
    look = _look_now(looks, rows)
    return AreaLine(
        domain=domain.value,
        label=str(domain.label),
        strengths=kinds[StatementKind.STRENGTH],
        needs=kinds[StatementKind.NEED],
        state=look.state if look else "",
        said_by=rows.names.get(look.said_by_id or 0, "") if look else "",
        looked_on=looks[-1].looked_on if looks else None,
    )


def _look_now(looks: Sequence[DomainLook], rows: _Rows) -> DomainLook | None:
    """The look of the newest assessment among ``looks`` of one area."""
    return next((look for look in looks if rows.newest and look.assessment_id == rows.newest.id), None)


def _area_view(line: AreaLine, rows: _Rows) -> AreaView:
    cards = [card_of(row, rows.names, rows.authors) for row in rows.statements if row.domain == line.domain]
    live = [card for card in cards if card.ended_on is None]

    def of(kind: StatementKind) -> tuple[StatementCard, ...]:
        return tuple(card for card in live if card.kind == kind)

    return AreaView(
        domain=line.domain,
        label=line.label,
        why=str(WHY[Domain(line.domain)]),
        state=line.state,
        said_by=line.said_by,
        looked_on=line.looked_on,
        strengths=of(StatementKind.STRENGTH),
        needs=of(StatementKind.NEED),
        barriers=of(StatementKind.BARRIER),
        hopes=of(StatementKind.HOPE),
        tried=of(StatementKind.TRIED),
        spoken=tuple(card for card in live if card.own_words),
        ended=tuple(card for card in cards if card.ended_on is not None),
        views=_views(line.domain, rows),
        factors=factor_rows(line.domain, rows.links),
        contradiction=line.state == LookState.NOT_RELEVANT and bool(live),
    )


def _views(domain: str, rows: _Rows) -> Views:
    here = [look for look in rows.looks if look.domain == domain]
    now = _look_now(here, rows)
    rated = [look for look in here if look is not now and (look.person_rating, look.worker_rating) != (None, None)]
    before = rated[-1] if rated else None
    return Views(
        person=rows.names.get(now.said_by_id or 0, "") if now else "",
        person_rating=now.person_rating if now else None,
        worker=first_name(rows.authors.get(now.author_id, "")) if now else "",
        worker_rating=now.worker_rating if now else None,
        on=now.looked_on if now else None,
        gap=gap_of(now.person_rating, now.worker_rating) if now else 0,
        person_before=before.person_rating if before else None,
        worker_before=before.worker_rating if before else None,
        before_on=before.looked_on if before else None,
    )
