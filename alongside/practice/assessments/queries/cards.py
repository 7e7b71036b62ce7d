"""Statements as pages show them: whose words, from where, and what may lie under them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from alongside.ground.foundation.reader import ORDINARY
from alongside.practice.assessments.enums import (
    BarrierLevel,
    Certainty,
    SourceKind,
    StatementKind,
    StatementUrgency,
    TriedOutcome,
)
from alongside.practice.assessments.models import CauseLink, Statement
from alongside.practice.assessments.queries.names import first_name


@dataclass(frozen=True, slots=True)
class StatementCard:
    """One statement. ``source`` and the like are in words; ``restricted`` when only some may see it."""

    number: int
    id: UUID
    version: int
    kind: str
    domain: str
    words: str
    own_words: str
    said_by: str
    reported_by: str
    about: str
    source: str
    said_on: date
    urgency: str
    urgency_words: str
    barrier: str
    worked: str
    worked_words: str
    restricted: bool
    ended_on: date | None
    written_by: str


@dataclass(frozen=True, slots=True)
class FactorRow:
    """Something that may lie under a need, how sure that is, and where it lies when it is a barrier."""

    id: UUID
    need: str
    factor: str
    certainty: str
    where: str


def card_of(row: Statement, names: Mapping[int, str], authors: Mapping[int, str]) -> StatementCard:
    """A statement as a value; ``names`` and ``authors`` hold what people and those who write are called."""
    return StatementCard(
        number=row.id,
        id=row.public_id,
        version=row.version,
        kind=row.kind,
        domain=row.domain,
        words=row.words,
        own_words=row.own_words,
        said_by=names.get(row.said_by_id or 0, ""),
        reported_by=names.get(row.reported_by_id or 0, ""),
        about=names.get(row.person_id or 0, ""),
        source=source_words(row),
        said_on=row.said_on,
        urgency=row.urgency,
        urgency_words=str(StatementUrgency(row.urgency).label) if row.urgency else "",
        barrier=str(BarrierLevel(row.barrier_level).label) if row.barrier_level else "",
        worked=row.worked,
        worked_words=str(TriedOutcome(row.worked).label) if row.worked else "",
        restricted=row.level != ORDINARY,
        ended_on=row.ended_on,
        written_by=first_name(authors.get(row.author_id, "")),
    )


def source_words(row: Statement) -> str:
    """Where a statement comes from: the note when there is one, else the kind of source."""
    return row.source_note or str(SourceKind(row.source).label)


def factor_rows(domain: str, links: Sequence[CauseLink]) -> tuple[FactorRow, ...]:
    """What may lie under the needs of an area, the surest first."""
    order = {value: place for place, value in enumerate(Certainty.values)}
    here = [link for link in links if link.need.domain == domain and link.need.ended_on is None]
    return tuple(
        FactorRow(
            id=link.public_id,
            need=link.need.words or link.need.own_words,
            factor=link.factor.words or link.factor.own_words,
            certainty=str(Certainty(link.certainty).label),
            where=str(BarrierLevel(link.factor.barrier_level).label)
            if link.factor.kind == StatementKind.BARRIER and link.factor.barrier_level
            else "",
        )
        for link in sorted(here, key=lambda link: order[link.certainty])
    )
