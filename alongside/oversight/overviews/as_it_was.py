"""A case, its people, its plan and who could see it, as they were on a day, and what changed between two days.

Nothing is kept twice: what stands there now is read, and history is undone from the newest change back to the moment.
History obeys the levels of what changed, as every row does, so that nobody reads in the past what is closed to her now.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext_lazy

from alongside.agency.access import queries as access
from alongside.agency.access.enums import GrantReason
from alongside.agency.access.models import CircleSubject, History
from alongside.oversight.overviews.past_words import Row, Then, names_for, then
from alongside.practice.plans.models import Goal, Plan, Step
from alongside.record.cases.models import Case, Participant
from alongside.record.cases.queries import CaseHead
from alongside.record.people.models import Household, HouseholdMember, Person, Relationship

PEOPLE: tuple[type[Model], ...] = (Person,)
OF_CIRCLE: tuple[type[Model], ...] = (Case, Participant, Household, HouseholdMember, Relationship, Plan, Goal, Step)
SECTIONS = (
    (gettext_lazy("People"), (Person, Participant)),
    (gettext_lazy("Family and household"), (Household, HouseholdMember, Relationship)),
    (gettext_lazy("Case"), (Case,)),
    (gettext_lazy("Plan"), (Plan, Goal, Step)),
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the page."""

    title: str
    rows: tuple[Then, ...]


@dataclass(frozen=True, slots=True)
class Could:
    """Somebody who could see the case at that moment, and on what ground."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class AsItWas:
    """Everything as it was at a moment."""

    at: datetime
    parts: tuple[Part, ...]
    could: tuple[Could, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """What differs of one row between two moments: label, before, after."""

    title: str
    kind: str
    fields: tuple[tuple[str, str, str], ...]


def as_it_was(head: CaseHead, at: datetime) -> AsItWas:
    """The case of ``head`` at a moment, for a reader who sees it now; noted as read."""
    rows = rows_at(head.circle_id, at)
    people = {row["id"]: row["display_name"] for row in rows.get(Person, ())}
    names = names_for(rows, people)
    parts = tuple(
        Part(str(title), tuple(then(model, row, names) for model in models for row in rows.get(model, ())))
        for title, models in SECTIONS
    )
    access.note_reading("as it was", circle=head.circle_id, people=list(people), kind="case", ids=[head.id])
    could = tuple(Could(name, reason_words(reason)) for name, reason in could_see(head.circle_id, at))
    return AsItWas(at, parts, could)


def changed_between(head: CaseHead, first: datetime, last: datetime) -> tuple[Changed, ...]:
    """What differs between two moments, row by row; a row that was not there yet has nothing before."""
    return differing(as_it_was(head, first).parts, as_it_was(head, last).parts)


def differing(before: Iterable[Part], after: Iterable[Part]) -> tuple[Changed, ...]:
    """What differs of each row of ``after`` from what stood in it ``before``."""
    old = {(row.table, row.number): row for part in before for row in part.rows}
    found = []
    for row in (row for part in after for row in part.rows):
        was = dict(old[row.table, row.number].facts) if (row.table, row.number) in old else {}
        fields = tuple((label, was.get(label, ""), value) for label, value in row.facts if was.get(label, "") != value)
        gone = tuple((label, value, "") for label, value in was.items() if label not in dict(row.facts))
        if fields or gone:
            found.append(Changed(row.title, row.kind, fields + gone))
    return tuple(found)


def rows_at(circle: int, at: datetime) -> dict[type[Model], list[Row]]:
    """Every row of a circle that the page shows, as it was at a moment; one query for each table and two besides."""
    people = list(CircleSubject.objects.filter(circle_id=circle, added_at__lte=at).values_list("person_id", flat=True))
    later = list(History.objects.filter(at__gt=at, circle_id=circle).order_by("-id"))
    later += History.objects.filter(at__gt=at, table_name=_table(Person), row_id__in=people).order_by("-id")
    found = {model: undone(present(model, "circle_id", [circle]), later, _table(model)) for model in OF_CIRCLE}
    return {Person: undone(present(Person, "id", people), later, _table(Person)), **found}


def present(model: type[Model], column: str, numbers: Sequence[int]) -> list[Row]:
    """Rows as they are now, in the form in which history keeps them."""
    sql = f"select to_jsonb(t) from {_table(model)} t where t.{column} = any (%s) order by t.id"  # noqa: S608 - our names
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(numbers)])
        return [_loaded(row[0]) for row in cursor.fetchall()]


def undone(rows: Iterable[Row], later: Iterable[History], table: str) -> list[Row]:
    """Rows with every later change taken back, the newest first; what was only added later is not there."""
    found = {row["id"]: dict(row) for row in rows}
    for change in later:
        if change.table_name != table or change.row_id not in found:
            continue
        if change.verb == "insert":
            del found[change.row_id]
        elif change.before:
            found[change.row_id].update(change.before)
    return list(found.values())


def could_see(circle: int, at: datetime) -> list[tuple[str, str]]:
    """Who could see a circle at a moment and on what ground, for a reader who sees it now."""
    with connection.cursor() as cursor:
        cursor.execute("select name, reason from app.could_see(%s, %s)", [circle, at])
        return list(cursor.fetchall())


def reason_words(reason: str) -> str:
    """The ground of an access in words."""
    return str(GrantReason(reason).label) if reason in GrantReason.values else reason


def _loaded(value: Any) -> Row:
    """A row as the driver gives it: as text, or read already."""
    return dict(json.loads(value) if isinstance(value, str) else value)


def _table(model: type[Model]) -> str:
    return model._meta.db_table
