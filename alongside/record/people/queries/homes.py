"""Who lives with whom, on any day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.ground.foundation.shapes import shaped
from alongside.ground.foundation.together import together
from alongside.record.people.models import Household, HouseholdMember


@dataclass(frozen=True, slots=True)
class MemberView:
    """One person's time in a household; ``public_id`` names that time, ``person_public`` the person."""

    public_id: UUID
    version: int
    person_id: int
    person_public: UUID
    name: str
    part: str
    part_words: str
    from_on: date | None
    until_on: date | None


@dataclass(frozen=True, slots=True)
class HomeView:
    """A household with everyone who is or was in it. ``hidden``: where it is must not be told."""

    id: int
    public_id: UUID
    version: int
    circle_id: int
    label: str
    from_on: date | None
    until_on: date | None
    members: tuple[MemberView, ...]
    hidden: bool = False

    def on(self, day: date) -> tuple[MemberView, ...]:
        """Those who lived there on ``day``; an unknown beginning or end is open."""
        return tuple(
            one
            for one in self.members
            if (one.from_on is None or one.from_on <= day) and (one.until_on is None or one.until_on > day)
        )


def during(day: date) -> Q:
    """Times that include ``day``: from the first day, up to and without the last; unknown ends are open."""
    return (Q(from_on=None) | Q(from_on__lte=day)) & (Q(until_on=None) | Q(until_on__gt=day))


def homes_of(person_id: int) -> tuple[HomeView, ...]:
    """Every household in which a person lives or lived, the present first; two queries."""
    ids = list(HouseholdMember.objects.filter(person_id=person_id).values_list("household_id", flat=True))
    return _homes(HouseholdMember.objects.filter(household_id__in=ids)) if ids else ()


def homes_among(person_ids: Iterable[int]) -> tuple[HomeView, ...]:
    """Every household in which any of the persons lives or lived, with everyone who is or was there; one query."""
    wanted = list(person_ids)
    return _homes_of(_members(people=wanted)[0]) if wanted else ()


@shaped
def _members(*, people: Collection[int]) -> tuple[list[HouseholdMember]]:
    theirs = HouseholdMember.objects.filter(person_id__in=people).values("household_id")
    return together(_whole(HouseholdMember.objects.filter(household_id__in=theirs)))


def homes_on(person_ids: Iterable[int], day: date) -> tuple[HomeView, ...]:
    """The households in which any of the persons lived on ``day``, with everyone who lived there on that day."""
    there = HouseholdMember.objects.filter(during(day))
    ids = list(there.filter(person_id__in=list(person_ids)).values_list("household_id", flat=True))
    return _homes(there.filter(household_id__in=ids)) if ids else ()


def lived_with(person_id: int, day: date) -> tuple[MemberView, ...]:
    """Who lived with a person on ``day``, by name; she herself is left out."""
    members = [one for home in homes_on([person_id], day) for one in home.members if one.person_id != person_id]
    return tuple({one.person_id: one for one in members}.values())


def household_row(public_id: UUID) -> Household:
    """A household as a handle for an action; ``NotFound`` when absent or hidden."""
    row = Household.objects.filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def membership_row(public_id: UUID) -> HouseholdMember:
    """One person's time in a household as a handle; ``NotFound`` when absent or hidden."""
    row = HouseholdMember.objects.select_related("household", "person").filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def homes_with_members(homes: Iterable[Household]) -> tuple[HomeView, ...]:
    """Households in their order, each with everyone who is or was in it, also when that is nobody; one query."""
    found = list(homes)
    members = HouseholdMember.objects.filter(household_id__in=[home.id for home in found])
    by_home: dict[int, list[HouseholdMember]] = {home.id: [] for home in found}
    for row in members.select_related("person").order_by("person__sort_key", "from_on", "id"):
        by_home[row.household_id].append(row)
    return tuple(_home(home, by_home[home.id]) for home in found)


def _homes(members: QuerySet[HouseholdMember]) -> tuple[HomeView, ...]:
    return _homes_of(_whole(members))


def _whole(members: QuerySet[HouseholdMember]) -> QuerySet[HouseholdMember]:
    """``members`` with person and household, those who live there now first; not asked yet."""
    return members.select_related("person", "household").order_by(
        F("until_on").desc(nulls_first=True), "person__sort_key", "from_on", "id"
    )


def _homes_of(rows: Iterable[HouseholdMember]) -> tuple[HomeView, ...]:
    by_home: dict[int, list[HouseholdMember]] = {}
    for row in rows:
        by_home.setdefault(row.household_id, []).append(row)
    homes = [_home(found[0].household, found) for found in by_home.values()]
    return tuple(sorted(homes, key=lambda home: (home.until_on is not None, -home.id)))


def _home(home: Household, rows: list[HouseholdMember]) -> HomeView:
    return HomeView(
        home.id,
        home.public_id,
        home.version,
        home.circle_id,
        home.label,
        home.from_on,
        home.until_on,
        tuple(_member(row) for row in rows),
        bool(home.level & SAFE_LOCATION),
    )


def _member(row: HouseholdMember) -> MemberView:
    return MemberView(
        row.public_id,
        row.version,
        row.person_id,
        row.person.public_id,
        row.person.display_name,
        row.part,
        row.get_part_display(),
        row.from_on,
        row.until_on,
    )
