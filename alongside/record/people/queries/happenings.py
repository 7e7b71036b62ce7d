"""Placements, orders and life events of people, as pages show them and as actions take them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from alongside.agency.access.enums import GrantScope
from alongside.agency.access.models import Circle, Grant
from alongside.agency.keys.queries import in_clear, kept_of
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import ORDINARY, Reader
from alongside.ground.foundation.shapes import shaped
from alongside.ground.foundation.together import together
from alongside.record.people.enums import GUARDING, LifeEventKind, OrderKind, OrderPart, PlacementKind
from alongside.record.people.models import (
    LegalOrder,
    LegalOrderPerson,
    LifeEvent,
    LifeEventPerson,
    Person,
    Placement,
    PlacementCarer,
)
from alongside.record.people.rules.happenings import STANDING, Stay, When, order_state, order_words

Happening = TypeVar("Happening", Placement, LegalOrder, LifeEvent)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody by name."""

    id: int
    public_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class PlacementView:
    """A placement. ``hidden``: only those who carry the case see it."""

    id: int
    public_id: UUID
    version: int
    circle_id: int
    person: Named
    kind: str
    kind_words: str
    place: str
    legal_basis: str
    stay: Stay
    ended_why: str
    carers: tuple[Named, ...]
    hidden: bool
    level: int

    @property
    def title(self) -> str:
        """The kind of place, and its name as far as it is written."""
        return ": ".join(part for part in (self.kind_words, self.place) if part)


@dataclass(frozen=True, slots=True)
class PartOf:
    """Somebody's part in an order."""

    person: Named
    part: str
    part_words: str


@dataclass(frozen=True, slots=True)
class OrderView:
    """An order with how it stands today (``state``, a word of ``rules.happenings``). ``guards``: it keeps apart."""

    id: int
    public_id: UUID
    version: int
    circle_id: int
    kind: str
    kind_words: str
    terms: str
    authority: str
    reference: str
    made_on: date | None
    from_on: date
    until_on: date | None
    seen_on: date | None
    seen_by: str
    superseded_by: UUID | None
    ended_on: date | None
    ended_why: str
    parts: tuple[PartOf, ...]
    state: str
    state_words: str
    guards: bool
    level: int

    def who(self, part: str) -> tuple[Named, ...]:
        """Those who have this part in it."""
        return tuple(one.person for one in self.parts if one.part == part)

    @property
    def standing(self) -> bool:
        """Whether it binds today."""
        return self.state in STANDING

    @property
    def last_on(self) -> date | None:
        """The day on which it ended, or will: the earlier of its own end and of an ending before."""
        days = [day for day in (self.until_on, self.ended_on) if day]
        return min(days) if days else None


@dataclass(frozen=True, slots=True)
class EventView:
    """A life event."""

    id: int
    public_id: UUID
    version: int
    circle_id: int
    kind: str
    kind_words: str
    on: When
    words: str
    told_by: str
    gain: bool
    people: tuple[Named, ...]
    level: int


def placement_rows(circles: Collection[int], people: Collection[int] = (), *, only: int = 0) -> QuerySet[Placement]:
    """The placements of these circles, and those of ``people`` anywhere, the newest first, whole; not asked yet."""
    rows = Placement.objects.filter(Q(circle_id__in=circles) | Q(person_id__in=people) | Q(id=only), withdrawn_on=None)
    carers = _said(PlacementCarer.objects.filter(placement=OuterRef("pk")))
    return rows.select_related("person").annotate(carers_found=carers).order_by("-from_on", "-id")


def order_rows(circles: Collection[int], people: Collection[int] = (), *, only: int = 0) -> QuerySet[LegalOrder]:
    """The orders of these circles, and those that name ``people`` anywhere, the newest first, whole; not asked yet."""
    named = LegalOrderPerson.objects.filter(person_id__in=people, withdrawn_on=None)
    rows = LegalOrder.objects.filter(
        Q(circle_id__in=circles) | Q(id__in=named.values("order_id")) | Q(id=only), withdrawn_on=None
    )
    parts = _said(LegalOrderPerson.objects.filter(order=OuterRef("pk")), part="part")
    return rows.select_related("seen_by", "superseded_by").annotate(parts_found=parts).order_by("-from_on", "-id")


def event_rows(circles: Collection[int], people: Collection[int] = (), *, only: int = 0) -> QuerySet[LifeEvent]:
    """The life events of these circles, and those of ``people`` anywhere, in their order, whole; not asked yet."""
    named = LifeEventPerson.objects.filter(person_id__in=people, withdrawn_on=None)
    rows = LifeEvent.objects.filter(
        Q(circle_id__in=circles) | Q(id__in=named.values("event_id")) | Q(id=only), withdrawn_on=None
    )
    there = _said(LifeEventPerson.objects.filter(event=OuterRef("pk")))
    return rows.annotate(people_found=there).order_by("on", "id")


def placements_among(rows: Iterable[Placement]) -> tuple[PlacementView, ...]:
    """Placements as pages show them; one statement when a place is encrypted, none otherwise."""
    found = list(rows)
    clear = in_clear([kept_of(row) for row in found])
    return tuple(_placement(row, values["place"]) for row, values in zip(found, clear, strict=True))


def orders_among(rows: Iterable[LegalOrder]) -> tuple[OrderView, ...]:
    """Orders as pages show them, each with how it stands today."""
    return tuple(_order(row) for row in rows)


def events_among(rows: Iterable[LifeEvent]) -> tuple[EventView, ...]:
    """Life events as pages show them."""
    return tuple(_event(row) for row in rows)


@dataclass(frozen=True, slots=True)
class Happenings:
    """What is known of lives: places, orders and events."""

    placements: tuple[PlacementView, ...]
    orders: tuple[OrderView, ...]
    events: tuple[EventView, ...]


def happenings_of(circles: Collection[int], people: Collection[int] = ()) -> Happenings:
    """Everything of these circles that the reader sees, and everything about ``people`` anywhere.

    One statement, and one more when a place is encrypted, whatever their number.
    """
    placed, ordered, happened = _rows(circles=circles, people=people)
    return Happenings(placements_among(placed), orders_among(ordered), events_among(happened))


@shaped
def _rows(
    *, circles: Collection[int], people: Collection[int]
) -> tuple[list[Placement], list[LegalOrder], list[LifeEvent]]:
    return together(placement_rows(circles, people), order_rows(circles, people), event_rows(circles, people))


def placement_view(number: int) -> PlacementView:
    """One placement as a page shows it."""
    return placements_among(placement_rows([], [], only=number))[0]


def order_view(number: int) -> OrderView:
    """One order as a page shows it."""
    return orders_among(order_rows([], [], only=number))[0]


def event_view(number: int) -> EventView:
    """One life event as a page shows it."""
    return events_among(event_rows([], [], only=number))[0]


def placements_of(person_id: int) -> tuple[PlacementView, ...]:
    """The placements of a person that the reader sees, the newest first."""
    return placements_among(placement_rows([], [person_id]))


def placement_row(public_id: UUID) -> Placement:
    """A placement as a handle for an action; ``NotFound`` when absent, hidden or taken back."""
    return _found(Placement.objects.filter(public_id=public_id, withdrawn_on=None))


def order_row(public_id: UUID) -> LegalOrder:
    """An order as a handle for an action; ``NotFound`` when absent, hidden or taken back."""
    return _found(LegalOrder.objects.filter(public_id=public_id, withdrawn_on=None))


def event_row(public_id: UUID) -> LifeEvent:
    """A life event as a handle for an action; ``NotFound`` when absent, hidden or taken back."""
    return _found(LifeEvent.objects.filter(public_id=public_id, withdrawn_on=None))


def levels_held(circle: int, by: Reader) -> int:
    """The levels at which ``by`` reads and writes in a circle, by their own grants and those of its team."""
    now = timezone.now()
    team = Circle.objects.filter(id=circle).values("team_id")
    mine = Q(scope=GrantScope.CIRCLE, scope_id=circle) | Q(scope=GrantScope.TEAM, scope_id__in=team)
    held = ORDINARY
    for levels in Grant.objects.filter(
        mine, actor_id=by.actor_id, valid_from__lte=now, valid_until__gt=now
    ).values_list("levels", flat=True):
        held |= levels
    return held


def _found(rows: QuerySet[Happening]) -> Happening:
    row = rows.first()
    if row is None:
        raise NotFound
    return row


def _said(rows: QuerySet[Any], **more: str) -> ArraySubquery:
    """Who is named in the rows of a subquery, as JSON."""
    whom = {"id": "person_id", "public_id": "person__public_id", "name": "person__display_name"}
    return ArraySubquery(rows.filter(withdrawn_on=None).order_by("id").values(json=JSONObject(**whom, **more)))


def _people(found: Iterable[dict[str, Any]]) -> tuple[Named, ...]:
    return tuple(Named(one["id"], UUID(one["public_id"]), one["name"]) for one in found)


def _named(person: Person) -> Named:
    return Named(person.id, person.public_id, person.display_name)


def _placement(row: Any, place: str) -> PlacementView:
    return PlacementView(
        id=row.id,
        public_id=row.public_id,
        version=row.version,
        circle_id=row.circle_id,
        person=_named(row.person),
        kind=row.kind,
        kind_words=str(PlacementKind(row.kind).label),
        place=place,
        legal_basis=row.legal_basis,
        stay=stay_of(row),
        ended_why=row.ended_why,
        carers=_people(row.carers_found),
        hidden=row.level != ORDINARY,
        level=row.level,
    )


def stay_of(row: Placement) -> Stay:
    """The time of a placement."""
    until = When(row.until_on, row.until_precision) if row.until_precision else None
    return Stay(When(row.from_on, row.from_precision), until)


def _order(row: Any) -> OrderView:
    today = clock.today()
    state = order_state(
        from_on=row.from_on,
        until_on=row.until_on,
        ended_on=row.ended_on,
        superseded=row.superseded_by_id is not None,
        today=today,
    )
    return OrderView(
        id=row.id,
        public_id=row.public_id,
        version=row.version,
        circle_id=row.circle_id,
        kind=row.kind,
        kind_words=str(OrderKind(row.kind).label),
        terms=row.terms,
        authority=row.authority,
        reference=row.reference,
        made_on=row.made_on,
        from_on=row.from_on,
        until_on=row.until_on,
        seen_on=row.seen_on,
        seen_by=row.seen_by.name if row.seen_by else "",
        superseded_by=row.superseded_by.public_id if row.superseded_by else None,
        ended_on=row.ended_on,
        ended_why=row.ended_why,
        parts=tuple(
            PartOf(person, one["part"], str(OrderPart(one["part"]).label))
            for person, one in zip(_people(row.parts_found), row.parts_found, strict=True)
        ),
        state=state,
        state_words=order_words(state, until_on=row.until_on, ended_on=row.ended_on, today=today),
        guards=row.kind in GUARDING,
        level=row.level,
    )


def _event(row: Any) -> EventView:
    return EventView(
        id=row.id,
        public_id=row.public_id,
        version=row.version,
        circle_id=row.circle_id,
        kind=row.kind,
        kind_words=str(LifeEventKind(row.kind).label),
        on=When(row.on, row.precision),
        words=row.words,
        told_by=row.told_by,
        gain=row.gain,
        people=_people(row.people_found),
        level=row.level,
    )
