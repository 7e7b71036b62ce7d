"""Everything about a case that recording a contact starts from, in one statement: people, goals, carriers, rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from alongside.agency.access.enums import GrantReason, GrantScope
from alongside.agency.access.models import Grant
from alongside.agency.organisation import queries as organisation
from alongside.agency.organisation.rules import ProtocolRules
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.shapes import shaped
from alongside.ground.foundation.together import together
from alongside.practice.contacts.enums import FACE_TO_FACE, NOTE_LEVELS
from alongside.practice.contacts.models import Appointment, AppointmentPerson, ContactPerson
from alongside.practice.plans.enums import GoalState
from alongside.practice.plans.models import Goal
from alongside.record.cases.enums import EventKind, ParticipantRole
from alongside.record.cases.models import Assignment, Case, Participant, StageEvent
from alongside.record.cases.queries import carrying_on
from alongside.record.cases.queries.facts import RULING
from alongside.record.cases.rules.standing import Standing
from alongside.record.people.enums import Answer

CASE = OuterRef("pk")
NOT_THE_FAMILY = (ParticipantRole.PROFESSIONAL, ParticipantRole.SUPPORTER, ParticipantRole.OTHER)


@dataclass(frozen=True, slots=True)
class PartFacts:
    """A person who takes part in the case today."""

    id: int
    public_id: UUID
    name: str
    role: str
    focus: bool
    languages: tuple[str, ...]
    interpreter: bool
    interpreter_language: str


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """An open goal of the case and where it stands."""

    id: int
    public_id: UUID
    title: str
    attained: int


@dataclass(frozen=True, slots=True)
class CarrierFacts:
    """A worker who carries the case today."""

    id: int
    public_id: UUID
    actor_id: int
    name: str


@dataclass(frozen=True, slots=True)
class AppointmentFacts:
    """The appointment that a contact is written up from."""

    id: int
    public_id: UUID
    worker_id: int
    starts_at: datetime
    ends_at: datetime
    mode: str
    place: str
    about: str
    language: str
    outcome: str
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case as recording a contact needs it; ``case`` is a handle for actions.

    ``note_levels`` are those of notes that the reader's own credentials open here.
    """

    case: Case
    standing: Standing
    rules: ProtocolRules
    people: tuple[PartFacts, ...]
    goals: tuple[GoalFacts, ...]
    carriers: tuple[CarrierFacts, ...]
    reached: frozenset[str]
    appointment: AppointmentFacts | None
    note_levels: int = 0

    @property
    def interpreter_for(self) -> dict[int, tuple[str, str]]:
        """Who needs an interpreter: person to (name, language)."""
        return {one.id: (one.name, one.interpreter_language) for one in self.people if one.interpreter}

    @property
    def to_be_seen(self) -> frozenset[int]:
        """Everybody whom the case is about: who has to be met before "person seen" is reached."""
        return frozenset(one.id for one in self.people if one.focus or one.role not in NOT_THE_FAMILY)


def recording_facts(*, case: UUID | int | None = None, appointment: UUID | int | None = None, by: Reader) -> CaseFacts:
    """The facts of a case, found by its own name or by an appointment of it (outside name or number).

    One statement, whatever the case holds. Raises NotFound when either is absent or hidden, or when they do not belong
    together.
    """
    if case is None and appointment is None:
        raise NotFound
    (rows,) = _rows(case=case, appointment=appointment, actor=by.actor_id, today=clock.today(), now=timezone.now())
    if not rows:
        raise NotFound
    return _facts(rows[0], by)


@shaped
def _rows(
    *, case: UUID | int | None, appointment: UUID | int | None, actor: int, today: date, now: datetime
) -> tuple[list[Case]]:
    rows = Case.objects.select_related("circle").annotate(**_annotations(actor, appointment, today, now))
    if case is not None:
        rows = rows.filter(**({"public_id": case} if isinstance(case, UUID) else {"id": case}))
    if appointment is not None:
        rows = rows.filter(id__in=_appointments(appointment).values("case_id"))
    return together(rows)


def _annotations(actor: int, appointment: UUID | int | None, today: date, now: datetime) -> dict[str, ArraySubquery]:
    parts = (
        Participant.objects.filter(Q(until_on=None) | Q(until_on__gt=today), case=CASE, person__died_on=None)
        .order_by("-focus", "id")
        .values(
            json=JSONObject(
                id="person_id",
                public_id="person__public_id",
                name="person__display_name",
                role="role",
                focus="focus",
                languages="person__languages",
                interpreter="person__interpreter",
                interpreter_language="person__interpreter_language",
            )
        )
    )
    goals = (
        Goal.objects.filter(case=CASE, state=GoalState.OPEN)
        .order_by("order", "id")
        .values(json=JSONObject(id="id", public_id="public_id", title="title", attained="attained"))
    )
    carriers = (
        Assignment.objects.filter(carrying_on(today), case=CASE)
        .order_by("id")
        .values(
            json=JSONObject(
                id="worker_id", public_id="worker__public_id", actor_id="worker__actor_id", name="worker__name"
            )
        )
    )
    events = StageEvent.objects.filter(case=CASE).order_by("at", "id").values(json=JSONObject(k="kind", m="milestone"))
    grants = Grant.objects.filter(
        actor_id=actor,
        scope=GrantScope.CIRCLE,
        scope_id=OuterRef("circle_id"),
        valid_from__lte=now,
        valid_until__gt=now,
    ).values(json=JSONObject(reason="reason", levels="levels"))
    return {
        "parts_found": ArraySubquery(parts),
        "goals_found": ArraySubquery(goals),
        "carriers_found": ArraySubquery(carriers),
        "events_found": ArraySubquery(events),
        "grants_found": ArraySubquery(grants),
        "appointment_found": ArraySubquery(_appointment(appointment)),
    }


def _appointments(name: UUID | int | None) -> QuerySet[Appointment]:
    if name is None:
        return Appointment.objects.none()
    return Appointment.objects.filter(**({"public_id": name} if isinstance(name, UUID) else {"id": name}))


def _appointment(name: UUID | int | None) -> QuerySet[Appointment, Any]:
    standing = AppointmentPerson.objects.filter(appointment=OuterRef("pk"), person__merged_into=None)
    invited = standing.order_by("id").values("person_id")
    return (
        _appointments(name)
        .filter(case=CASE)
        .annotate(invited_ids=ArraySubquery(invited))
        .values(
            json=JSONObject(
                id="id",
                public_id="public_id",
                worker_id="worker_id",
                starts_at="starts_at",
                ends_at="ends_at",
                mode="mode",
                place="place",
                about="about",
                language="language",
                outcome="outcome",
                people=F("invited_ids"),
            )
        )
    )


def _facts(row: Any, by: Reader) -> CaseFacts:
    reasons = {one["reason"] for one in row.grants_found}
    team = row.circle.team_id
    return CaseFacts(
        case=row,
        standing=Standing(
            team_id=team,
            rules=bool(reasons & set(RULING)),
            supervises=team in by.supervises,
            in_team=team in by.teams,
            emergency=GrantReason.EMERGENCY in reasons,
        ),
        rules=organisation.rules_of(row.protocol_id),
        people=tuple(_part(found) for found in row.parts_found),
        goals=tuple(
            GoalFacts(found["id"], UUID(found["public_id"]), found["title"], found["attained"])
            for found in row.goals_found
        ),
        carriers=tuple(
            CarrierFacts(found["id"], UUID(found["public_id"]), found["actor_id"], found["name"])
            for found in row.carriers_found
        ),
        reached=_reached(row.events_found),
        appointment=next((_agreed(found) for found in row.appointment_found or ()), None),
        note_levels=reduce(or_, (one["levels"] for one in row.grants_found), 0) & NOTE_LEVELS,
    )


def _part(found: dict[str, Any]) -> PartFacts:
    return PartFacts(
        id=found["id"],
        public_id=UUID(found["public_id"]),
        name=found["name"],
        role=found["role"],
        focus=found["focus"],
        languages=tuple(found["languages"]),
        interpreter=found["interpreter"] == Answer.YES,
        interpreter_language=found["interpreter_language"],
    )


def _reached(events: list[dict[str, str]]) -> frozenset[str]:
    """The milestones that stand in the present episode: those since the case was last opened, less those taken back."""
    standing: set[str] = set()
    for event in events:
        if event["k"] == EventKind.REOPENED:
            standing.clear()
        elif event["k"] == EventKind.MILESTONE:
            standing.add(event["m"])
        elif event["k"] == EventKind.TAKEN_BACK:
            standing.discard(event["m"])
    return frozenset(standing)


def _agreed(found: dict[str, Any]) -> AppointmentFacts:
    return AppointmentFacts(
        id=found["id"],
        public_id=UUID(found["public_id"]),
        worker_id=found["worker_id"],
        starts_at=datetime.fromisoformat(found["starts_at"]),
        ends_at=datetime.fromisoformat(found["ends_at"]),
        mode=found["mode"],
        place=found["place"],
        about=found["about"],
        language=found["language"],
        outcome=found["outcome"],
        people=tuple(found["people"]),
    )


def persons_seen(case_id: int) -> set[int]:
    """Everybody met face to face in a case so far, by number."""
    there = ContactPerson.objects.filter(contact__case_id=case_id, contact__mode__in=FACE_TO_FACE, was_there=True)
    return set(there.values_list("person_id", flat=True))
