"""The family as a whole: each area of life for each member and for the family together (S-170, S-172)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from alongside.agency.access import queries as access
from alongside.ground.foundation.errors import NotFound
from alongside.practice.assessments.enums import Domain, StatementKind
from alongside.practice.assessments.models import Statement
from alongside.practice.assessments.queries.lists import people_to_choose
from alongside.practice.assessments.queries.names import called_by_number
from alongside.practice.assessments.rules.together import difference
from alongside.record.cases.models import Case

TOGETHER = 0
"""The column of the family together."""


@dataclass(frozen=True, slots=True)
class Said:
    """One statement in a cell. ``own``: their own words; ``told_by`` who told it for them; else the service's words."""

    id: UUID
    kind: str
    kind_words: str
    words: str
    own: bool
    speaker: str
    told_by: str
    said_on: date


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands for one member (or the family together) in one area."""

    member: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class GridRow:
    """One area of life. ``difference`` is a sentence, or empty."""

    domain: str
    label: str
    cells: tuple[Cell, ...]
    difference: str

    @property
    def silent(self) -> bool:
        """Whether nothing stands in this area for anybody."""
        return not any(cell.said for cell in self.cells)


@dataclass(frozen=True, slots=True)
class FamilyGrid:
    """Areas down, members across; the last column is the family together."""

    members: tuple[str, ...]
    rows: tuple[GridRow, ...]
    silent: tuple[str, ...]


def family_grid(case_id: int) -> FamilyGrid:
    """Everything that holds today of a case's family; raises NotFound for a hidden case. Noted as read.

    Five statements, whatever stands in it. A statement belongs to whom it is about, else to whoever said it, else to
    the family together.
    """
    case = Case.objects.filter(id=case_id).first()
    if case is None:
        raise NotFound
    members = {one.number: one.name for one in people_to_choose(case_id)}
    rows = list(Statement.objects.filter(case_id=case_id, ended_on=None).order_by("said_on", "id"))
    numbers = {number for row in rows for number in (row.person_id, row.said_by_id, row.reported_by_id)}
    names = {**called_by_number(numbers - members.keys()), **members}
    access.note_reading(
        "family grid", circle=case.circle_id, kind="statement", ids=[row.id for row in rows], people=sorted(names)
    )
    cells: dict[tuple[str, int], list[Statement]] = defaultdict(list)
    for row in rows:
        cells[row.domain, _column(row, members)].append(row)
    found = [_row(domain, cells, members, names) for domain in Domain]
    return FamilyGrid(
        tuple(members.values()),
        tuple(row for row in found if not row.silent),
        tuple(row.label for row in found if row.silent),
    )


def _column(row: Statement, members: Mapping[int, str]) -> int:
    wanted = row.person_id or row.said_by_id or TOGETHER
    return wanted if wanted in members else TOGETHER


def _row(
    domain: Domain,
    cells: Mapping[tuple[str, int], Sequence[Statement]],
    members: Mapping[int, str],
    names: Mapping[int, str],
) -> GridRow:
    here = {number: cells.get((domain.value, number), ()) for number in (*members, TOGETHER)}
    own: dict[str, list[str]] = defaultdict(list)
    for rows in here.values():
        for row in rows:
            speaker = row.said_by_id or TOGETHER
            if row.own_words and speaker in members and row.reported_by_id is None:
                own[members[speaker]].append(row.kind)
    return GridRow(
        domain=domain.value,
        label=str(domain.label),
        cells=tuple(
            Cell(members.get(number, ""), tuple(_said(row, names) for row in _strong_first(rows)))
            for number, rows in here.items()
        ),
        difference=difference(own),
    )


def _strong_first(rows: Sequence[Statement]) -> list[Statement]:
    order = {value: place for place, value in enumerate(StatementKind.values)}
    return sorted(rows, key=lambda row: order[row.kind])


def _said(row: Statement, names: Mapping[int, str]) -> Said:
    return Said(
        id=row.public_id,
        kind=row.kind,
        kind_words=str(StatementKind(row.kind).label),
        words=row.own_words or row.words,
        own=bool(row.own_words) and row.reported_by_id is None,
        speaker=names.get(row.said_by_id or 0, ""),
        told_by=names.get(row.reported_by_id or 0, ""),
        said_on=row.said_on,
    )
