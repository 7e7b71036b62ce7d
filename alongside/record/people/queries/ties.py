"""Bonds between people, what stands around them and how they stand to it, and wishes for drawings: on any day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import RESTRICTED
from alongside.ground.foundation.shapes import shaped
from alongside.ground.foundation.together import together
from alongside.record.people.models import Bond, DrawingWish, System, Tie
from alongside.record.people.queries.homes import during


@dataclass(frozen=True, slots=True)
class BondView:
    """An opinion of how two people stand to each other; ``said_by`` is whose it is, the author's own when empty."""

    id: int
    public_id: UUID
    version: int
    circle_id: int
    person_id: int
    person: str
    other_id: int
    other: str
    kind: str
    words: str
    from_on: date | None
    until_on: date | None
    said_on: date
    said_by: str
    author: str
    basis: str
    restricted: bool


@dataclass(frozen=True, slots=True)
class TieView:
    """One rating of how a household, or a person, stands to a system."""

    id: int
    public_id: UUID
    household_id: int | None
    person_id: int | None
    strength: str
    strength_words: str
    stressful: bool
    energy: str
    energy_words: str
    rated_by: str
    said_by: str
    author: str
    said_on: date
    words: str


@dataclass(frozen=True, slots=True)
class SystemView:
    """Something around people, with every rating up to the day asked for, the last one first."""

    id: int
    public_id: UUID
    version: int
    circle_id: int
    kind: str
    kind_words: str
    label: str
    person_id: int | None
    from_on: date | None
    until_on: date | None
    ties: tuple[TieView, ...]

    def last(self, rated_by: str = "", *, household: int | None = None, person: int | None = None) -> TieView | None:
        """The last rating, of one side if named, of one household or person if named."""
        for tie in self.ties:
            meant = (household is None or tie.household_id == household) and (person is None or tie.person_id == person)
            if meant and rated_by in ("", tie.rated_by):
                return tie
        return None


@dataclass(frozen=True, slots=True)
class Ripple:
    """What changed last around a family and on which day, and what nobody has asked about since."""

    changed: str
    on: date
    others: tuple[str, ...]


def ripple_of(systems: Sequence[SystemView]) -> Ripple | None:
    """The last change in how people stand to one of ``systems``, and those that were last rated before it (S-055).

    A change in one touches the others, so they are worth a question. None when nothing changed or all were asked about.
    """
    changes = [(tie.said_on, one) for one in systems for tie in _changed(one)]
    if not changes:
        return None
    day, system = max(changes, key=lambda change: (change[0], change[1].id))
    before = tuple(one.label for one in systems if one.id != system.id and one.ties and one.ties[0].said_on < day)
    return Ripple(system.label, day, before) if before else None


def _changed(system: SystemView) -> list[TieView]:
    """Ratings that differ from the one before by the same side, of the same household or person."""
    found: list[TieView] = []
    last: dict[tuple[int | None, int | None, str], TieView] = {}
    for tie in reversed(system.ties):
        whose = (tie.household_id, tie.person_id, tie.rated_by)
        before = last.get(whose)
        if before and (before.strength, before.stressful, before.energy) != (tie.strength, tie.stressful, tie.energy):
            found.append(tie)
        last[whose] = tie
    return found


def bonds_among(person_ids: Collection[int], *, day: date) -> tuple[BondView, ...]:
    """The bonds between these persons on ``day`` that this reader may see, the oldest first; one query.

    What somebody said is taken to hold from its first day, or else from the day on which it was said.
    """
    return tuple(bond_view(row) for row in _bonds(people=person_ids, day=day)[0]) if person_ids else ()


@shaped
def _bonds(*, people: Collection[int], day: date) -> tuple[list[Bond]]:
    rows = Bond.objects.filter(during(day), person_id__in=people, other_id__in=people)
    rows = rows.exclude(from_on=None, said_on__gt=day)
    return together(rows.select_related("person", "other", "said_by", "author").order_by("id"))


def systems_of(circle: int, *, day: date) -> tuple[SystemView, ...]:
    """What stood around the people of a circle on ``day``, with the ratings up to then; one query."""
    systems, rated = _around(circle=circle, day=day)
    ties: dict[int, list[TieView]] = {one.id: [] for one in systems}
    for row in rated:
        ties[row.system_id].append(_tie(row))
    return tuple(_system(one, ties[one.id]) for one in systems if ties[one.id] or _known_on(one, day))


@shaped
def _around(*, circle: int, day: date) -> tuple[list[System], list[Tie]]:
    """The systems of a circle on a day, and how they were rated up to then, the latest first."""
    systems = System.objects.filter(during(day), circle_id=circle)
    rated = Tie.objects.filter(system_id__in=systems.values("id"), said_on__lte=day)
    return together(
        systems.order_by("kind", "label", "id"),
        rated.select_related("said_by", "author").order_by("-said_on", "-id"),
    )


def wishes_of(circle: int) -> tuple[tuple[int, int], ...]:
    """Who is wished to stand to the left of whom, the oldest wish first; one query."""
    rows = DrawingWish.objects.filter(circle_id=circle, ended_at=None).order_by("id")
    return tuple(rows.values_list("left_id", "right_id"))


def bond_row(public_id: UUID) -> Bond:
    """A bond as a handle for an action; ``NotFound`` when absent or hidden."""
    row = Bond.objects.select_related("person", "other", "said_by", "author").filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def system_row(public_id: UUID) -> System:
    """Something around people as a handle for an action; ``NotFound`` when absent or hidden."""
    row = System.objects.filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def _known_on(system: System, day: date) -> bool:
    """Whether a system without a rating was there on ``day``: from its first day, else since it was written down."""
    return (system.from_on or system.created_at.date()) <= day


def bond_view(row: Bond) -> BondView:
    """A bond as pages tell it."""
    return BondView(
        row.id,
        row.public_id,
        row.version,
        row.circle_id,
        row.person_id,
        row.person.display_name,
        row.other_id,
        row.other.display_name,
        row.kind,
        row.get_kind_display(),
        row.from_on,
        row.until_on,
        row.said_on,
        row.said_by.display_name if row.said_by else "",
        row.author.name,
        row.basis,
        bool(row.level & RESTRICTED),
    )


def _tie(row: Tie) -> TieView:
    return TieView(
        row.id,
        row.public_id,
        row.household_id,
        row.person_id,
        row.strength,
        row.get_strength_display(),
        row.stressful,
        row.energy,
        row.get_energy_display(),
        row.rated_by,
        row.said_by.display_name if row.said_by else "",
        row.author.name,
        row.said_on,
        row.words,
    )


def _system(row: System, ties: list[TieView]) -> SystemView:
    return SystemView(
        row.id,
        row.public_id,
        row.version,
        row.circle_id,
        row.kind,
        row.get_kind_display(),
        row.label,
        row.person_id,
        row.from_on,
        row.until_on,
        tuple(ties),
    )
