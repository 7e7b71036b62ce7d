"""The agency as others read it: its settings, teams, programmes and protocols."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.utils import timezone

from alongside.agency.organisation.enums import ProgrammeKind, TeamKind
from alongside.agency.organisation.models import Agency, Programme, ProgrammeTeam, Protocol, Team
from alongside.agency.organisation.rules import ProtocolRules, read_protocol
from alongside.ground.foundation import clock
from alongside.ground.foundation.calendar import WorkingCalendar, calendar_for


@dataclass(frozen=True, slots=True)
class AgencyView:
    """The agency's settings."""

    name: str
    sender_name: str
    time_zone: str
    country: str
    subdivision: str
    languages: tuple[str, ...]
    default_language: str
    worry_line: str
    crisis_line: str
    number_prefix: str
    demonstration: bool

    @property
    def calendar(self) -> WorkingCalendar:
        """The agency's working days, from its country's public holidays."""
        return calendar_for(self.country, self.subdivision)


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team."""

    id: int
    public_id: UUID
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """A programme with the team that takes its requests in and the teams that serve it."""

    id: int
    public_id: UUID
    name: str
    code: str
    kind: str
    purpose: str
    intake_team_id: int
    team_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ProtocolLine:
    """One version of a programme's protocol."""

    id: int
    public_id: UUID
    number: int
    title: str
    valid_from: date
    change_note: str


SETTINGS = tuple(field.name for field in fields(AgencyView))
_zone: list[ZoneInfo] = []
_held: ContextVar[AgencyView | None] = ContextVar("alongside_agency", default=None)
NO_AGENCY = AgencyView("", "", "UTC", "", "", (), "en", "", "", "AL", demonstration=False)


def the_agency() -> AgencyView:
    """The agency's settings; an agency not yet set up has none. Not asked again where the entrance has them."""
    return _held.get() or agency_view(Agency.objects.values(*SETTINGS).first())


def agency_view(row: Mapping[str, Any] | None) -> AgencyView:
    """The agency's settings from their row."""
    if row is None:
        return NO_AGENCY
    settings: dict[str, Any] = {name: row[name] for name in SETTINGS}
    return AgencyView(**{**settings, "languages": tuple(row["languages"])})


def hold_agency(agency: AgencyView | None) -> None:
    """Keep the settings that a request was read with until it ends; None lets them go."""
    _held.set(agency)


def agency_zone() -> ZoneInfo:
    """The agency's time zone: where its days begin and in which times are shown.

    Read once for each process; a change takes effect when the server starts again.
    """
    if not _zone:
        name = Agency.objects.values_list("time_zone", flat=True).first()
        if name is None:
            return ZoneInfo("UTC")
        _zone.append(ZoneInfo(name))
    return _zone[0]


def is_empty() -> bool:
    """Whether no agency has been set up in this database."""
    return not Agency.objects.exists()


def teams(*, kind: TeamKind | None = None) -> list[TeamLine]:
    """The agency's teams by name; only those of ``kind`` when given."""
    rows = team_rows()
    return team_lines(rows if kind is None else rows.filter(kind=kind))


def team_rows() -> QuerySet[Team]:
    """The agency's teams by name, not asked yet, to be read together with other rows."""
    return Team.objects.filter(ended_on=None).order_by("name")


def team_lines(rows: Iterable[Team]) -> list[TeamLine]:
    """Teams as a list shows them."""
    return [TeamLine(row.id, row.public_id, row.name, row.kind) for row in rows]


def programmes() -> list[ProgrammeLine]:
    """The programmes that run today, by name. One statement."""
    today = timezone.localdate()
    serving = ProgrammeTeam.objects.filter(programme=OuterRef("pk")).order_by("team__name").values("team_id")
    return [
        ProgrammeLine(
            row.id,
            row.public_id,
            row.name,
            row.code,
            row.kind,
            row.purpose,
            row.intake_team_id,
            tuple(row.serving),
        )
        for row in Programme.objects.annotate(serving=ArraySubquery(serving)).order_by("name")
        if row.ends_on is None or row.ends_on >= today
    ]


def programme(programme_id: int) -> ProgrammeLine | None:
    """One running programme by its number, or None."""
    return next((line for line in programmes() if line.id == programme_id), None)


def is_victim_service(programme_id: int) -> bool:
    """Whether a programme's circles are of the victim-service kind."""
    return Programme.objects.filter(id=programme_id, kind=ProgrammeKind.VICTIM_SERVICE).exists()


def protocols(programme_id: int) -> list[ProtocolLine]:
    """All versions of a programme's protocol, newest first."""
    rows = Protocol.objects.filter(programme_id=programme_id).order_by("-number")
    return [ProtocolLine(row.id, row.public_id, row.number, row.title, row.valid_from, row.change_note) for row in rows]


def protocol_in_force(programme_id: int, on: date | None = None) -> ProtocolLine | None:
    """The version under which a case of the programme is opened on a day (today when not given)."""
    return in_force(protocols(programme_id), on or clock.today())


def in_force(versions: Sequence[ProtocolLine], on: date) -> ProtocolLine | None:
    """Of all versions of a protocol, newest first, the one that holds on a day; before the first of them, the first."""
    return next((line for line in versions if line.valid_from <= on), versions[-1] if versions else None)


@lru_cache(maxsize=256)
def rules_of(protocol_id: int) -> ProtocolRules:
    """The rules of one protocol version. A version never changes, so they are read once for each process."""
    return read_protocol(Protocol.objects.values_list("rules", flat=True).get(id=protocol_id))
