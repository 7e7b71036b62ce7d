"""People: found, read, added to a case or a request, changed."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router

from alongside.agency.tokens.enums import Noun
from alongside.doors.exchange.api import begins, reads, writes
from alongside.doors.exchange.entrance import ExchangeRequest
from alongside.doors.exchange.paging import Sought, page_of
from alongside.doors.exchange.rest.shapes_kept import Ending
from alongside.doors.exchange.rest.shapes_people import (
    Description,
    KnownPerson,
    Matches,
    MatchShown,
    NameGiven,
    NewPerson,
    PersonChange,
    PersonLine,
    PersonShown,
    PointChange,
    PointGiven,
    PointShown,
)
from alongside.doors.exchange.shapes import Page
from alongside.doors.exchange.writing import shown, unchanged, version_seen, written
from alongside.oversight.journeys.joining import Newcomer, add_to_case, add_to_intake, bring_in
from alongside.record.people import actions
from alongside.record.people import queries as people
from alongside.record.people.actions import NewName
from alongside.record.people.rules.matching import Alike

router = Router()


@router.get("/people", **reads(Noun.PEOPLE, Page[PersonLine]))
def list_people(request: ExchangeRequest, sought: Query[Sought]) -> Page[PersonLine]:
    """The people whom the token's worker may see, newest first."""
    found = people.people_page(by_name=False, after=sought.after, size=sought.limit, by=request.reader)
    return page_of(found.cards, found.more, PersonLine.of)


@router.get("/people/matches", **reads(Noun.PEOPLE, Matches))
def find_matches(request: ExchangeRequest, sought: Query[Description]) -> Matches:
    """Who in the record is like the person described, with reasons, and the receipt that a new person needs."""
    phones = [sought.phone] if sought.phone else []
    found = people.near_matches(full_name=sought.full_name, phones=phones, by=request.reader)
    items = [
        MatchShown(
            id=one.public_id,
            name=one.name,
            born_year=one.born_year,
            alike=Alike(one.alike),
            reasons_for=[str(words) for words in one.reasons_for],
            reasons_against=[str(words) for words in one.reasons_against],
            masked=one.masked,
            team=one.team,
        )
        for one in found.matches
    ]
    return Matches(items=items, searched=found.receipt)


@router.get("/people/{uuid:person}", **reads(Noun.PEOPLE, PersonShown))
def read_person(request: ExchangeRequest, person: UUID) -> HttpResponse:
    """A person with her names and the ways to reach her."""
    return shown(request, _show(request)(person))


@router.post("/people", **begins(Noun.PEOPLE, PersonShown))
def add_person(request: ExchangeRequest, given: NewPerson) -> HttpResponse:
    """Somebody who is not in the record yet joins a case or a request."""

    def act() -> UUID:
        apart = people.person_numbers(given.not_same)
        said = given.model_dump(exclude={"case", "intake", "role", "not_same", "languages"})
        newcomer = Newcomer(**said, languages=tuple(given.languages), not_same=apart)
        if given.case is not None:
            return add_to_case(case=given.case, newcomer=newcomer, role=given.role, by=request.reader).public_id
        return add_to_intake(intake=given.request_named(), newcomer=newcomer, by=request.reader).public_id

    return written(request, act, _show(request), status=201)


@router.post("/people/{uuid:person}/join", **writes(Noun.PEOPLE, PersonShown))
def join(request: ExchangeRequest, person: UUID, given: KnownPerson) -> HttpResponse:
    """Somebody who is in the record already joins a case or a request."""

    def act() -> UUID:
        row = people.person_row(person)
        unchanged(request, row)
        bring_in(person_id=row.id, case=given.case, intake=given.intake, role=given.role, by=request.reader)
        return person

    return written(request, act, _show(request), sent=given, at=person)


@router.patch("/people/{uuid:person}", **writes(Noun.PEOPLE, PersonShown))
def change_person(request: ExchangeRequest, person: UUID, given: PersonChange) -> HttpResponse:
    """Change essentials of a person."""

    def act() -> UUID:
        row = people.person_row(person)
        seen = version_seen(request, row.version)
        return actions.change_person(person=row, version=seen, by=request.reader, **given.said()).public_id

    return written(request, act, _show(request), sent=given, at=person)


@router.post("/people/{uuid:person}/names", **writes(Noun.PEOPLE, PersonShown, status=201))
def add_name(request: ExchangeRequest, person: UUID, given: NameGiven) -> HttpResponse:
    """Add a name; earlier names stay, so that nobody is lost."""

    def act() -> UUID:
        row = people.person_row(person)
        unchanged(request, row)
        name = NewName(given.full, given.kind, given.given, given.family, given.language)
        actions.add_name(person=row, name=name, from_on=given.from_on, by=request.reader)
        return person

    return written(request, act, _show(request), status=201, sent=given, at=person)


@router.post("/people/{uuid:person}/contact-points", **writes(Noun.PEOPLE, PersonShown, status=201))
def add_contact_point(request: ExchangeRequest, person: UUID, given: PointGiven) -> HttpResponse:
    """Add a way to reach a person, with what she says is safe on it."""

    def act() -> UUID:
        facts = given.model_dump(exclude_unset=True, exclude={"case", "intake"})
        row = people.person_row(person)
        unchanged(request, row)
        actions.add_contact_point(person=row, circle=given.circle(), by=request.reader, **facts)
        return person

    return written(request, act, _show(request), status=201, sent=given, at=person)


@router.patch("/people/{uuid:person}/contact-points/{uuid:point}", **writes(Noun.PEOPLE, PersonShown))
def change_contact_point(request: ExchangeRequest, person: UUID, point: UUID, given: PointChange) -> HttpResponse:
    """Change a way to reach a person; ``If-Match`` names the version of the contact point."""

    def act() -> UUID:
        row = people.point_of(person, point)
        seen = version_seen(request, row.version)
        actions.change_contact_point(point=row, version=seen, by=request.reader, **given.said())
        return person

    return written(request, act, _show(request), sent=given, at=point, now=_point(request, person))


@router.post("/people/{uuid:person}/contact-points/{uuid:point}/end", **writes(Noun.PEOPLE, PersonShown))
def end_contact_point(request: ExchangeRequest, person: UUID, point: UUID, given: Ending) -> HttpResponse:
    """A number or address is not used any more; ``If-Match`` names the version of the contact point."""

    def act() -> UUID:
        row = people.point_of(person, point)
        seen = version_seen(request, row.version)
        actions.end_contact_point(point=row, version=seen, on=given.on, why=given.why, by=request.reader)
        return person

    return written(request, act, _show(request), sent=given, at=point, now=_point(request, person))


def _show(request: ExchangeRequest) -> Callable[[UUID], PersonShown]:
    return lambda person: PersonShown.page(people.person_page(person, by=request.reader))


def _point(request: ExchangeRequest, person: UUID) -> Callable[[UUID], PointShown]:
    """How a way to reach this person is read when somebody else changed it."""
    return lambda point: next(one for one in _show(request)(person).contact_points if one.id == point)
