"""How a family works, area by area, each as they see it; and what is kept to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from alongside.agency.access import queries as access
from alongside.agency.access.models import Actor
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import ORDINARY
from alongside.practice.assessments.queries.names import called_by_number, first_name
from alongside.practice.dynamics.enums import CarerItem, FamilyArea, KeptItem, SightGround
from alongside.practice.dynamics.models import CarerSight, DynamicsEntry, KeptTo
from alongside.practice.dynamics.rules import FAMILY_ROLES, WORKER, missing
from alongside.record.cases.enums import ParticipantRole
from alongside.record.cases.models import Case, Participant

ICONS = {
    FamilyArea.STRENGTHS: ("leaf", "leaf"),
    FamilyArea.ROUTINES: ("sun", "clock"),
    FamilyArea.COMMUNICATION: ("sky", "message"),
    FamilyArea.ROLES: ("pine", "users"),
    FamilyArea.ALLIANCES: ("iris", "link"),
    FamilyArea.CONFLICT: ("ochre", "alert-triangle"),
    FamilyArea.SHARED_NEED: ("plum", "circle-dashed"),
}
"""The colour and the picture of each area."""


@dataclass(frozen=True, slots=True)
class EntryLine:
    """What somebody says. ``person``: whose view (empty: the worker's); ``reported_by``: who told it for them."""

    public_id: UUID
    number: int
    area: str
    person: str
    worker: str
    reported_by: str
    words: str
    said_on: date
    restricted: bool
    kept_to: tuple[str, ...]
    workers_only: bool
    ended_on: date | None
    end_why: str


@dataclass(frozen=True, slots=True)
class AreaPart:
    """One area of a family's life: what was said, who of them has not said anything yet, who was only spoken for."""

    area: str
    label: str
    role: str
    icon: str
    entries: tuple[EntryLine, ...]
    missing: tuple[str, ...]
    worker_missing: bool

    @property
    def one_sided(self) -> bool:
        """Whether there is something here, and somebody's view of it is missing."""
        return bool(self.entries) and (bool(self.missing) or self.worker_missing)


@dataclass(frozen=True, slots=True)
class Dynamics:
    """How a family works: areas, strengths first; what is no longer so; how many of the views are own views."""

    areas: tuple[AreaPart, ...]
    past: tuple[EntryLine, ...]
    members: tuple[str, ...]


def family_of(case_id: int) -> list[int]:
    """The numbers of those of the family who take part in a case now, in the order in which they stand there."""
    rows = Participant.objects.filter(case_id=case_id, until_on=None, role__in=FAMILY_ROLES).order_by("-focus", "id")
    return list(dict.fromkeys(rows.values_list("person_id", flat=True)))


def carers_of(case_id: int) -> list[int]:
    """The numbers of the carers who take part in a case now."""
    rows = Participant.objects.filter(case_id=case_id, until_on=None, role=ParticipantRole.CARER)
    return list(rows.order_by("id").values_list("person_id", flat=True))


def dynamics_of(case_id: int) -> Dynamics:
    """What the reader may see of how the family of a case works; raises NotFound for a hidden case. Noted as read.

    Six statements, whatever stands in it.
    """
    case = Case.objects.filter(id=case_id).first()
    if case is None:
        raise NotFound
    members = family_of(case_id)
    rows = list(DynamicsEntry.objects.filter(case_id=case_id).select_related("end").order_by("-said_on", "-id"))
    kept = kept_in_case(case_id, KeptItem.ENTRY)
    people = {*members, *_numbers(rows), *(one for some in kept.values() for one in some)}
    names = called_by_number(people)
    authors = dict(Actor.objects.filter(id__in={row.author_id for row in rows}).values_list("id", "name"))
    lines = {row.id: _line(row, names, authors, kept.get(row.id, frozenset())) for row in rows}
    access.note_reading(
        "dynamics page", circle=case.circle_id, kind="dynamics entry", ids=list(lines), people=sorted(names)
    )
    live = [row for row in rows if not hasattr(row, "end")]
    return Dynamics(
        tuple(_part(area, [row for row in live if row.area == area], members, names, lines) for area in FamilyArea),
        tuple(lines[row.id] for row in rows if hasattr(row, "end")),
        tuple(names[number] for number in members if number in names),
    )


def _numbers(rows: Iterable[DynamicsEntry]) -> set[int]:
    return {number for row in rows for number in (row.person_id, row.reported_by_id) if number is not None}


def _part(
    area: FamilyArea,
    rows: Sequence[DynamicsEntry],
    members: Sequence[int],
    names: Mapping[int, str],
    lines: Mapping[int, EntryLine],
) -> AreaPart:
    lacking = missing(members, [(row.person_id, row.reported_by_id) for row in rows])
    return AreaPart(
        area=area.value,
        label=str(area.label),
        role=ICONS[area][0],
        icon=ICONS[area][1],
        entries=tuple(lines[row.id] for row in rows),
        missing=tuple(names[number] for number in lacking if number in names),
        worker_missing=WORKER in lacking,
    )


def _line(
    row: DynamicsEntry, names: Mapping[int, str], authors: Mapping[int, str], kept: Collection[int | None]
) -> EntryLine:
    end = getattr(row, "end", None)
    return EntryLine(
        public_id=row.public_id,
        number=row.id,
        area=row.area,
        person=names.get(row.person_id or 0, ""),
        worker=first_name(authors.get(row.author_id, "")),
        reported_by=names.get(row.reported_by_id or 0, ""),
        words=row.words,
        said_on=row.said_on,
        restricted=row.level != ORDINARY,
        kept_to=tuple(names[number] for number in sorted(one for one in kept if one) if number in names),
        workers_only=None in kept,
        ended_on=end.on if end else None,
        end_why=end.why if end else "",
    )


def entry_row(case_id: int, public_id: UUID) -> DynamicsEntry:
    """A handle for an action; NotFound when it is not there, or not to be seen."""
    found = DynamicsEntry.objects.select_related("case", "end", "person", "reported_by")
    row = found.filter(case_id=case_id, public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def entry_line(row: DynamicsEntry) -> EntryLine:
    """One entry as its page shows it; noted as read."""
    kept = kept_in_case(row.case_id, KeptItem.ENTRY).get(row.id, frozenset())
    people = {one for one in (row.person_id, row.reported_by_id, *kept) if one is not None}
    access.note_reading(
        "dynamics page", circle=row.circle_id, kind="dynamics entry", ids=[row.id], people=sorted(people)
    )
    authors = dict(Actor.objects.filter(id=row.author_id).values_list("id", "name"))
    return _line(row, called_by_number(people), authors, kept)


def kept_in_case(case_id: int, kind: str) -> dict[int, frozenset[int | None]]:
    """What of a case is kept to whom: number of the item to the people, None among them for the workers alone."""
    found: dict[int, set[int | None]] = defaultdict(set)
    rows = KeptTo.objects.filter(case_id=case_id, kind=kind, ended_on=None)
    for item, person in rows.values_list("item", "person_id"):
        found[item].add(person)
    return {item: frozenset(people) for item, people in found.items()}


@dataclass(frozen=True, slots=True)
class SightLine:
    """What a carer may be shown of somebody; ``stands``: it is in force today."""

    public_id: UUID
    person: str
    carer: str
    items: tuple[str, ...]
    ground: str
    basis: str
    from_on: date
    until_on: date
    ended_on: date | None
    ended_why: str
    stands: bool


def carer_sights(case_id: int) -> tuple[SightLine, ...]:
    """What carers may be shown of others in a case, what stands first. Two statements; noted as read."""
    today = clock.today()
    rows = list(CarerSight.objects.filter(case_id=case_id).order_by("-until_on", "-id"))
    names = called_by_number({number for row in rows for number in (row.person_id, row.carer_id)})
    if rows:
        access.note_reading(
            "carers page",
            circle=rows[0].circle_id,
            kind="carer sight",
            ids=[row.id for row in rows],
            people=sorted(names),
        )
    found = [_sight(row, names, today) for row in rows]
    return tuple(sorted(found, key=lambda line: not line.stands))


def _sight(row: CarerSight, names: Mapping[int, str], today: date) -> SightLine:
    return SightLine(
        row.public_id,
        names.get(row.person_id, ""),
        names.get(row.carer_id, ""),
        tuple(str(CarerItem(one).label) for one in row.items),
        str(SightGround(row.ground).label),
        row.basis,
        row.from_on,
        row.until_on,
        row.ended_on,
        row.ended_why,
        row.ended_on is None and row.from_on <= today <= row.until_on,
    )


def sights_in_force(case_id: int, carer_id: int) -> list[tuple[int, tuple[str, ...]]]:
    """Of whom a carer may be shown what today: (person, items)."""
    today = clock.today()
    rows = CarerSight.objects.filter(
        case_id=case_id, carer_id=carer_id, ended_on=None, from_on__lte=today, until_on__gte=today
    )
    return [(row.person_id, tuple(row.items)) for row in rows.order_by("id")]


def sight_row(case_id: int, public_id: UUID) -> CarerSight:
    """A handle for an action; NotFound when it is not there, or not to be seen."""
    row = CarerSight.objects.select_related("case").filter(case_id=case_id, public_id=public_id).first()
    if row is None:
        raise NotFound
    return row
