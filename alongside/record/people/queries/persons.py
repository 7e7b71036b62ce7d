"""A person as pages show her: card, page, names, and the list of people whom a reader may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.agency.access.models import CircleSubject
from alongside.agency.access.queries import note_reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.record.people.enums import Answer, NameKind
from alongside.record.people.models import Person, PersonName
from alongside.record.people.queries.homes import HomeView, homes_of
from alongside.record.people.queries.reaching import PointView, contact_points, reach_words_of
from alongside.record.people.queries.relations import RelationView, relations_of
from alongside.record.people.rules.dates import age_on, age_words, birth_of, birth_words


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person in a list or a head: the name she likes, and what everyone who works with her must know."""

    id: int
    public_id: UUID
    version: int
    name: str
    pronouns: str
    age: str
    age_years: int | None
    birth: str
    born_on: date | None
    birth_precision: str
    died_on: date | None
    sex: str
    gender: str
    gender_words: str
    identity_words: str
    languages: tuple[str, ...]
    reads_best: str
    interpreter: str
    interpreter_language: str
    interpreter_words: str
    communication_note: str
    sealed: bool
    reach: str = ""


@dataclass(frozen=True, slots=True)
class NameView:
    """One name of a person."""

    public_id: UUID
    version: int
    kind: str
    kind_words: str
    full: str
    given: str
    family: str
    language: str
    from_on: date | None
    until_on: date | None


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything of this room that a person's page shows; ``circles`` are the circles through which it is seen."""

    person: PersonCard
    liked: str
    names: tuple[NameView, ...]
    points: tuple[PointView, ...]
    homes: tuple[HomeView, ...]
    relations: tuple[RelationView, ...]
    circles: tuple[int, ...]


def person_row(public_id: UUID) -> Person:
    """A person as a handle for an action; ``NotFound`` when absent or hidden."""
    row = Person.objects.filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def person_rows(ids: Iterable[int]) -> dict[int, Person]:
    """Persons by house number as handles, as far as this reader may see them."""
    return Person.objects.in_bulk(list(ids))


def person_numbers(public_ids: Iterable[UUID]) -> tuple[int, ...]:
    """House numbers of persons by their outside names, in that order; ``NotFound`` when one is absent or hidden."""
    names = list(public_ids)
    found = dict(Person.objects.filter(public_id__in=names).values_list("public_id", "id")) if names else {}
    if missing := set(names) - found.keys():
        raise NotFound from KeyError(len(missing))
    return tuple(found[name] for name in names)


def person_page(public_id: UUID, *, by: Reader) -> PersonPage:
    """A person with her names, ways to reach her, households and relationships; ``NotFound`` when absent or hidden.

    The same number of queries for few and many rows. Notes a reading for each circle through which she is seen.
    """
    row = person_row(public_id)
    names = names_of(row.id)
    points = contact_points(row.id, ended=True)
    circles = circles_of(row.id)
    page = PersonPage(
        person=card_of(row),
        liked=next((one.full for one in names if one.kind == NameKind.PREFERRED and one.until_on is None), ""),
        names=names,
        points=points,
        homes=homes_of(row.id),
        relations=relations_of(row.id),
        circles=circles,
    )
    for circle in circles or (None,):
        note_reading("person page", circle=circle, people=[row.id], kind="person", ids=[row.id])
    return page


def person_cards(ids: Iterable[int], *, by: Reader) -> dict[int, PersonCard]:
    """Cards of many persons, with how each may safely be reached; two queries, one reading."""
    numbers = list(dict.fromkeys(ids))
    rows = Person.objects.in_bulk(numbers)
    reach = reach_words_of(rows)
    if rows:
        note_reading("person card", people=list(rows), kind="person", ids=list(rows))
    return {number: card_of(rows[number], reach.get(number, "")) for number in numbers if number in rows}


def circles_of(person_id: int) -> tuple[int, ...]:
    """The circles through which this reader sees a person, newest first."""
    found = CircleSubject.objects.filter(person_id=person_id).order_by("-id")
    return tuple(found.values_list("circle_id", flat=True))


def people_of_circle(circle: int) -> tuple[PersonCard, ...]:
    """Everyone whom a circle concerns, by name; one query."""
    subjects = CircleSubject.objects.filter(circle_id=circle).values("person_id")
    return tuple(card_of(row) for row in Person.objects.filter(id__in=subjects).order_by("sort_key", "id"))


def names_of(person_id: int) -> tuple[NameView, ...]:
    """All names of a person: those borne now first, in the order in which they were written down."""
    rows = PersonName.objects.filter(person_id=person_id).order_by("id")
    views = [
        NameView(
            row.public_id,
            row.version,
            row.kind,
            row.get_kind_display(),
            row.full,
            row.given,
            row.family,
            row.language,
            row.from_on,
            row.until_on,
        )
        for row in rows
    ]
    return tuple(sorted(views, key=lambda one: one.until_on is not None))


def name_row(public_id: UUID) -> PersonName:
    """A name as a handle for an action; ``NotFound`` when absent or hidden."""
    row = PersonName.objects.select_related("person").filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def card_of(row: Person, reach: str = "") -> PersonCard:
    """The card of a person at hand."""
    birth = birth_of(row.born_on, row.birth_precision)
    return PersonCard(
        id=row.id,
        public_id=row.public_id,
        version=row.version,
        name=row.display_name,
        pronouns=row.pronouns,
        age="" if row.died_on else age_words(birth, clock.today()),
        age_years=None if row.died_on else age_on(birth, clock.today()),
        birth=birth_words(birth),
        born_on=row.born_on,
        birth_precision=row.birth_precision,
        died_on=row.died_on,
        sex=row.sex,
        gender=row.gender,
        gender_words=row.gender_words,
        identity_words=row.identity_words,
        languages=tuple(row.languages),
        reads_best=row.reads_best,
        interpreter=row.interpreter,
        interpreter_language=row.interpreter_language,
        interpreter_words=interpreter_words(row.interpreter, row.interpreter_language),
        communication_note=row.communication_note,
        sealed=row.sealed,
        reach=reach,
    )


def interpreter_words(answer: str, language: str) -> str:
    """Whether an interpreter is needed, in words (S-017)."""
    if answer == Answer.YES:
        return (
            _("Needs an interpreter: %(language)s") % {"language": language} if language else _("Needs an interpreter")
        )
    return _("No interpreter needed") if answer == Answer.NO else _("Not asked about an interpreter")
