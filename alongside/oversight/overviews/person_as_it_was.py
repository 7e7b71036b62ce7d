"""A person as she was on a day: names, ways to reach her, households, relationships; what changed; who could see her.

Only what the reader may read now is undone to what it was then. A sealed record opens in the past to whom it opens
now; that it was sealed on that day is said to those alone, since to everybody else it was not there at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.agency.access import queries as access
from alongside.agency.access.models import CircleSubject, History
from alongside.agency.keys.queries import Kept, in_clear
from alongside.oversight.overviews.as_it_was import (
    Changed,
    Could,
    Part,
    could_see,
    differing,
    present,
    reason_words,
    undone,
)
from alongside.oversight.overviews.past_words import Row, names_for, then
from alongside.record.people.models import (
    ContactPoint,
    Household,
    HouseholdMember,
    Person,
    PersonName,
    Relationship,
)
from alongside.record.people.queries import PersonCard

SECTIONS = (
    (gettext_lazy("The person"), (Person, PersonName)),
    (gettext_lazy("Ways to reach them"), (ContactPoint,)),
    (gettext_lazy("Households"), (Household, HouseholdMember)),
    (gettext_lazy("Relationships"), (Relationship,)),
)


@dataclass(frozen=True, slots=True)
class PersonThen:
    """A person at a moment. ``sealed`` is None for whoever may not know whether she was sealed."""

    at: datetime
    parts: tuple[Part, ...]
    could: tuple[Could, ...]
    sealed: bool | None


def person_as_it_was(card: PersonCard, at: datetime) -> PersonThen:
    """The person of ``card`` at a moment, for a reader who sees her now; noted as read. Thirteen statements at most."""
    rows, circles = rows_of(card.id, at), _circles(card.id, at)
    others = {row["other_id"] for row in rows[Relationship]} | {row["person_id"] for row in rows[Relationship]}
    names = dict(Person.objects.filter(id__in=others | {card.id}).values_list("id", "display_name"))
    named = names_for(rows, names | {row["id"]: row["display_name"] for row in rows[Person]})
    parts = tuple(
        Part(str(title), tuple(then(model, row, named) for model in models for row in rows[model]))
        for title, models in SECTIONS
    )
    access.note_reading("as it was", people=[card.id], kind="person", ids=[card.id])
    seen = dict.fromkeys(one for circle in circles for one in could_see(circle, at))
    could = tuple(Could(name, reason_words(reason)) for name, reason in seen)
    was_sealed = bool(rows[Person] and rows[Person][0].get("sealed"))
    return PersonThen(at, parts, could, was_sealed if card.sealed else None)


def person_changed(card: PersonCard, first: datetime, last: datetime) -> tuple[Changed, ...]:
    """What differs of a person between two moments, row by row."""
    return differing(person_as_it_was(card, first).parts, person_as_it_was(card, last).parts)


def rows_of(person: int, at: datetime) -> dict[type[Model], list[Row]]:
    """Every row of a person that the page shows, as it was at a moment."""
    found = {
        Person: _at(present(Person, "id", [person]), Person, at),
        PersonName: _at(present(PersonName, "person_id", [person]), PersonName, at),
        ContactPoint: _opened(_at(present(ContactPoint, "person_id", [person]), ContactPoint, at)),
        HouseholdMember: _at(present(HouseholdMember, "person_id", [person]), HouseholdMember, at),
        Relationship: _at(
            [*present(Relationship, "person_id", [person]), *present(Relationship, "other_id", [person])],
            Relationship,
            at,
        ),
    }
    homes = sorted({row["household_id"] for row in found[HouseholdMember]})
    return {**found, Household: _at(present(Household, "id", homes), Household, at)}


def _at(rows: Iterable[Row], model: type[Model], at: datetime) -> list[Row]:
    """Rows with every change after ``at`` taken back; what was written before there was any history stays."""
    held = [row for row in rows if row.get("merged_into_id") is None]
    table = model._meta.db_table
    later = History.objects.filter(at__gt=at, table_name=table, row_id__in=[row["id"] for row in held])
    return undone(held, later.order_by("-id"), table)


def _opened(rows: list[Row]) -> list[Row]:
    """Contact points with what stands in them, where it is encrypted, in clear for whoever reads the row."""
    table = ContactPoint._meta.db_table
    clear = in_clear(Kept(table, row["level"], str(row["public_id"]), {"value": row["value"]}) for row in rows)
    return [{**row, **values, "label": row["label"] or _kind(row)} for row, values in zip(rows, clear, strict=True)]


def _kind(row: Row) -> str:
    return str(dict(ContactPoint._meta.get_field("kind").flatchoices or ()).get(row["kind"], _("Other way")))


def _circles(person: int, at: datetime) -> list[int]:
    return list(CircleSubject.objects.filter(person_id=person, added_at__lte=at).values_list("circle_id", flat=True))
