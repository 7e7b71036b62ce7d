"""Households: who lives together, for as long as they do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field

from alongside.agency.tokens.enums import Noun
from alongside.doors.exchange.api import begins, reads, writes
from alongside.doors.exchange.entrance import ExchangeRequest
from alongside.doors.exchange.paging import Sought, page_of
from alongside.doors.exchange.rest.shapes_kept import Ending, Kept
from alongside.doors.exchange.shapes import Day, Given, Line, Page, Resource
from alongside.doors.exchange.writing import shown, unchanged, version_seen, written
from alongside.ground.foundation.errors import NotFound
from alongside.record.people import actions
from alongside.record.people import queries as people
from alongside.record.people.enums import HouseholdPart
from alongside.record.people.queries import HomeView, MemberView, series

router = Router()


class OfPerson(Sought):
    """Filters of what belongs to persons."""

    person: UUID | None = Field(None, description="Only of this person.")


class MemberShown(Resource):
    """One person's time in the household."""

    person: UUID
    name: str
    part: HouseholdPart
    from_on: date | None
    until_on: date | None

    @classmethod
    def of(cls, view: MemberView) -> MemberShown:
        """From what the record says."""
        return cls(
            id=view.public_id,
            version=view.version,
            person=view.person_public,
            name=view.name,
            part=HouseholdPart(view.part),
            from_on=view.from_on,
            until_on=view.until_on,
        )


class HouseholdShown(Resource):
    """A household with everyone who is or was in it."""

    label: str
    from_on: date | None
    until_on: date | None
    members: list[MemberShown]

    @classmethod
    def of(cls, view: HomeView) -> HouseholdShown:
        """From what the record says."""
        return cls(
            id=view.public_id,
            version=view.version,
            label=view.label,
            from_on=view.from_on,
            until_on=view.until_on,
            members=[MemberShown.of(one) for one in view.members],
        )


class NewHousehold(Kept):
    """A household that begins to be known."""

    label: Line = Field(examples=["The yellow house"])
    from_on: Day | None = None


class NewMember(Given):
    """Somebody lives, or lived, in the household."""

    person: UUID
    part: HouseholdPart = HouseholdPart.UNKNOWN
    from_on: Day | None = None
    until_on: Day | None = None


@router.get("/households", **reads(Noun.HOUSEHOLDS, Page[HouseholdShown]))
def list_households(request: ExchangeRequest, sought: Query[OfPerson]) -> Page[HouseholdShown]:
    """Households, newest first."""
    found = series.households_after(after=sought.after, size=sought.limit, person=sought.person, by=request.reader)
    return page_of(found.items, found.after, HouseholdShown.of)


@router.get("/households/{uuid:household}", **reads(Noun.HOUSEHOLDS, HouseholdShown))
def read_household(request: ExchangeRequest, household: UUID) -> HttpResponse:
    """One household."""
    return shown(request, _show(request)(household))


@router.post("/households", **begins(Noun.HOUSEHOLDS, HouseholdShown))
def start_household(request: ExchangeRequest, given: NewHousehold) -> HttpResponse:
    """A household begins to be known."""

    def act() -> UUID:
        home = actions.start_household(
            circle=given.circle(), label=given.label, from_on=given.from_on, by=request.reader
        )
        return home.public_id

    return written(request, act, _show(request), status=201)


@router.post("/households/{uuid:household}/members", **writes(Noun.HOUSEHOLDS, HouseholdShown, status=201))
def join_household(request: ExchangeRequest, household: UUID, given: NewMember) -> HttpResponse:
    """Somebody lives in the household, from a day or as far as is known."""

    def act() -> UUID:
        facts = given.model_dump(exclude={"person"})
        home, person = people.household_row(household), people.person_row(given.person)
        unchanged(request, home)
        actions.join_household(household=home, person=person, by=request.reader, **facts)
        return household

    return written(request, act, _show(request), status=201, sent=given, at=household)


@router.post("/households/{uuid:household}/members/{uuid:member}/end", **writes(Noun.HOUSEHOLDS, HouseholdShown))
def leave_household(request: ExchangeRequest, household: UUID, member: UUID, given: Ending) -> HttpResponse:
    """Somebody has left the household; ``If-Match`` names the version of her time in it."""

    def act() -> UUID:
        row = people.membership_row(member)
        if row.household.public_id != household:
            raise NotFound
        seen = version_seen(request, row.version)
        actions.leave_household(membership=row, version=seen, on=given.on, why=given.why, by=request.reader)
        return household

    return written(request, act, _show(request), sent=given, at=member, now=_member(request, household))


def _show(request: ExchangeRequest) -> Callable[[UUID], HouseholdShown]:
    return lambda household: HouseholdShown.of(series.household(household, by=request.reader))


def _member(request: ExchangeRequest, household: UUID) -> Callable[[UUID], MemberShown]:
    """How one person's time in this household is read when somebody else changed it."""
    return lambda member: next(one for one in _show(request)(household).members if one.id == member)
