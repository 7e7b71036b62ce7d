"""What the pages of requests show beside the request itself: programmes with their printed criteria, whom we may know.

The first page of a request is asked for in the middle of a phone call: two statements tell everything it offers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import Coalesce, JSONObject

from alongside.agency.organisation import queries as organisation
from alongside.agency.organisation.models import ProgrammeTeam, Protocol
from alongside.agency.staff import queries as staff
from alongside.agency.staff.queries import WorkerLine
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.record.cases.enums import CaseState
from alongside.record.cases.models import Case, Participant
from alongside.record.intakes.rules.asking import read_birth
from alongside.record.intakes.rules.promising import Asked, comes_next
from alongside.record.people import queries as people
from alongside.record.people.queries import NearMatches
from alongside.record.people.rules.dates import UNKNOWN_BIRTH

MATCHES = 5


@dataclass(frozen=True, slots=True)
class Criterion:
    """A printed reason for one decision, with what it rests on."""

    code: str
    decision: str
    words: str
    basis: str


@dataclass(frozen=True, slots=True)
class ProgrammeDesk:
    """A programme whose requests a reader may take in or decide: who carries its cases, by which printed criteria."""

    id: int
    name: str
    intake_team: str
    protocol_id: int
    teams: tuple[tuple[int, str], ...]
    criteria: tuple[Criterion, ...]

    def team_name(self, team_id: int | None) -> str:
        """The name of one of its teams, or of its only one; nothing when it is not known yet."""
        if len(self.teams) == 1:
            return self.teams[0][1]
        return next((name for number, name in self.teams if number == team_id), "")


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody in the record whom the worker chose as the same person: what a reader may know of her."""

    id: int
    public_id: UUID
    name: str
    team: str = ""


@dataclass(frozen=True, slots=True)
class FormerCase:
    """A closed case in which the person took part, as far as the reader sees it; it may be reopened (S-163)."""

    public_id: UUID
    number: str
    title: str
    programme: str
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """The case that a request became."""

    public_id: UUID
    number: str


def programmes_received(by: Reader) -> tuple[ProgrammeDesk, ...]:
    """The programmes whose requests come to a team of ``by``, by name. One statement."""
    return _programmes(Q(programme__intake_team_id__in=by.teams))


def programme_desk(programme_id: int) -> ProgrammeDesk:
    """One programme that runs today; raises NotFound otherwise."""
    found = _programmes(Q(programme_id=programme_id))
    if not found:
        raise NotFound
    return found[0]


def _programmes(which: Q) -> tuple[ProgrammeDesk, ...]:
    today = clock.today()
    runs = Q(programme__ends_on=None) | Q(programme__ends_on__gte=today)
    serves = ProgrammeTeam.objects.filter(programme=OuterRef("programme"), team__ended_on=None).order_by("team__name")
    versions = (
        Protocol.objects.filter(which, runs)
        .select_related("programme__intake_team")
        .annotate(teams=ArraySubquery(serves.values(json=JSONObject(id="team_id", name="team__name"))))
        .defer("rules")
        .order_by("programme__name", "programme_id", "-number")
    )
    pinned: dict[int, Protocol] = {}
    for version in versions:
        kept = pinned.get(version.programme_id)
        if kept is None or (kept.valid_from > today >= version.valid_from):
            pinned[version.programme_id] = version
    return tuple(
        _desk(version, [(team["id"], team["name"]) for team in getattr(version, "teams", ())])
        for version in pinned.values()
    )


def _desk(version: Protocol, teams: list[tuple[int, str]]) -> ProgrammeDesk:
    rules = organisation.rules_of(version.id)
    return ProgrammeDesk(
        version.programme_id,
        version.programme.name,
        version.programme.intake_team.name,
        version.id,
        tuple(teams),
        tuple(Criterion(line.code, line.decision, line.words, line.basis.text) for line in rules.screening),
    )


def whom_we_may_know(*, name: str, birth_words: str = "", phone: str = "", by: Reader) -> NearMatches:
    """Who in the record is like the person on the phone, with reasons, and the receipt for adding her.

    A birth that cannot be read or cannot be is left out of the comparison.
    """
    birth = read_birth(birth_words, today=clock.today()) or UNKNOWN_BIRTH
    try:
        birth.earliest  # noqa: B018 - raises for a day that no month has
    except ValueError:
        birth = UNKNOWN_BIRTH
    return people.near_matches(full_name=name, birth=birth, phones=[phone] if phone else [], limit=MATCHES, by=by)


def known(public_id: UUID) -> Known | None:
    """Somebody whom the reader sees or may know of; None when absent or hidden."""
    try:
        row = people.person_row(public_id)
    except NotFound:
        masked = people.masked_person(public_id)
        return Known(masked.person_id, masked.public_id, masked.name, masked.team) if masked else None
    return Known(row.id, row.public_id, row.display_name)


def former_cases(person_id: int) -> tuple[FormerCase, ...]:
    """Closed cases in which a person took part, newest first, as far as the reader sees them."""
    parts = (
        Participant.objects.filter(person_id=person_id, case__state__in=[CaseState.CLOSED, CaseState.AFTER_CARE])
        .select_related("case__programme")
        .order_by(Coalesce("case__closed_on", "case__opened_on").desc(), "-case_id")
    )
    found = {
        part.case_id: FormerCase(
            part.case.public_id, part.case.number, part.case.title, part.case.programme.name, part.case.closed_on
        )
        for part in parts
    }
    return tuple(found.values())


def cases_of_intakes(intakes: Sequence[UUID]) -> dict[UUID, OpenedCase]:
    """The cases that requests became, by the request's outside name, as far as the reader sees them."""
    found = Case.objects.filter(intake__public_id__in=intakes).select_related("intake").order_by("-id")
    return {case.intake.public_id: OpenedCase(case.public_id, case.number) for case in found if case.intake}


def workers_of(desk: ProgrammeDesk, team_id: int | None = None) -> list[WorkerLine]:
    """Who may carry a case of the programme: workers of ``team_id``, or of all its teams."""
    return staff.workers(teams=(team_id,) if team_id else tuple(number for number, _name in desk.teams))


def what_comes_next(desk: ProgrammeDesk, *, outcome: str, asked: Asked, team_id: int | None = None) -> tuple[str, ...]:
    """What to tell the person before the call ends, by the programme's protocol and the agency's calendar."""
    return comes_next(
        organisation.rules_of(desk.protocol_id),
        outcome=outcome,
        asked=asked,
        team=desk.team_name(team_id) or desk.name,
        today=clock.today(),
        calendar=organisation.the_agency().calendar,
    )
