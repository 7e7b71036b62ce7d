"""Whom a token acts for, and the names that other calls need."""

from __future__ import annotations

from uuid import UUID

from ninja import Router
from pydantic import Field

from alongside.agency.organisation import queries as organisation
from alongside.agency.staff import queries as staff
from alongside.doors.exchange.api import reads
from alongside.doors.exchange.entrance import ExchangeRequest
from alongside.doors.exchange.shapes import Shown

router = Router()


class ProgrammeShown(Shown):
    """A programme that runs today."""

    code: str
    name: str
    purpose: str


class WorkerShown(Shown):
    """Somebody who works here."""

    id: UUID
    name: str


class Me(Shown):
    """Whom the token acts for."""

    name: str
    worker: UUID | None
    roles: list[str]
    scopes: list[str] = Field(description="What the token may do.")
    agency: str
    time_zone: str
    programmes: list[ProgrammeShown]
    teams: list[str] = Field(description="The teams whose cases the worker sees.")
    colleagues: list[WorkerShown] = Field(description="Everybody who works in these teams.")


@router.get("/me", **reads(None, Me))
def read_me(request: ExchangeRequest) -> Me:
    """Whom the token acts for: her roles and teams, the programmes, her colleagues."""
    by = request.reader
    agency = organisation.the_agency()
    own = staff.worker_of_actor(by.actor_id)
    teams = [line for line in organisation.teams() if line.id in by.teams]
    colleagues = staff.workers(teams=by.teams) if by.teams else []
    return Me(
        name=by.name,
        worker=own.public_id if own else None,
        roles=sorted(by.roles),
        scopes=sorted(request.scopes),
        agency=agency.name,
        time_zone=agency.time_zone,
        programmes=[
            ProgrammeShown(code=one.code, name=one.name, purpose=one.purpose) for one in organisation.programmes()
        ],
        teams=[line.name for line in teams],
        colleagues=[WorkerShown(id=one.public_id, name=one.name) for one in colleagues],
    )
