"""Everything of one case that its reader sees, section by section, with outside names in place of numbers.

One statement for each section and each kind of thing that rows point at, whatever their number. A row that must point
at something the reader does not see is not shown to her either: its pages do the same.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import BinaryField, Field, Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from alongside.agency.access.enums import GrantReason, GrantScope
from alongside.agency.access.models import Actor, CircleRow, CircleSubject
from alongside.agency.access.queries import Opening, note_reading, who_can_see
from alongside.agency.keys.queries import opened_bytes, opened_text
from alongside.agency.keys.rules import encrypted_bytes, encrypted_columns
from alongside.agency.organisation import queries as organisation
from alongside.agency.organisation.models import Programme, Protocol, Team
from alongside.agency.staff.models import Worker
from alongside.ground.foundation import clock
from alongside.ground.foundation.encryption import Place
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import ORDINARY, Reader
from alongside.oversight.exports.queries.recipient import Recipient, recipient_of, rows_for, worded
from alongside.oversight.exports.rules.case_sections import (
    ACCESS,
    ALSO_LEFT_OUT,
    FOR_ONE,
    FORMAT,
    LEFT_OUT,
    LEVELS,
    OF_OTHERS,
    OMITTED,
    SECTIONS,
    STAYING,
    VERSION,
    Section,
    fields_of,
    pointers_of,
)
from alongside.practice.contacts.models import Note
from alongside.practice.documents.models import Attachment
from alongside.practice.plans.models import Agreement, Step
from alongside.record.cases.models import Case
from alongside.record.cases.queries import case_head
from alongside.record.intakes.models import Intake
from alongside.record.people.models import Person

ACT = "case taken out"
FOREVER = 9000
"""A grant until a year later than this has no end."""

NAMED: Mapping[type[Model], str] = {
    Person: "display_name",
    Attachment: "title",
    Actor: "name",
    Worker: "name",
    Programme: "name",
    Team: "name",
    Protocol: "title",
}
"""What is pointed at by name as well as by outside id."""

Pointer = dict[str, Any]
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class WholeCase:
    """A case as it leaves: ``content`` is plain JSON, ``rows`` how many rows there are in all its sections.

    ``to`` is the number of whoever of the family it is for, if it is for one of them.
    """

    number: str
    title: str
    circle_id: int
    content: dict[str, Any]
    rows: int
    to: int | None = None


def case_named(text: str) -> UUID:
    """The outside name of the case that ``text`` names, by its number or by its outside name; ``NotFound`` alike."""
    try:
        wanted = Q(public_id=UUID(text))
    except ValueError:
        wanted = Q(number__iexact=text.strip())
    found: UUID | None = Case.objects.filter(wanted).values_list("public_id", flat=True).first()
    if found is None:
        raise NotFound
    return found


def whole_case(public_id: UUID, *, why: str = "", to: UUID | None = None, by: Reader) -> WholeCase:
    """Everything of a case that ``by`` sees, with its manifest; ``NotFound`` when absent or hidden. Noted as read.

    ``to`` is one of the family: then only what they may be given (S-174), ``NotFound`` for anybody else.
    """
    head = case_head(public_id, by=by, act=ACT)
    case = Case.objects.get(id=head.id)
    people = list(CircleSubject.objects.filter(circle_id=case.circle_id).values_list("person_id", flat=True))
    read = [(section, list(_rows(section, case, people))) for section in SECTIONS]
    narrowed = recipient_of(case.id, to) if to else None
    if narrowed:
        read = [(section, rows_for(section.name, rows, narrowed)) for section, rows in read]
    sections = _sections(read, narrowed)
    openings = who_can_see(case.circle_id)
    sections[ACCESS] = [] if narrowed else [_opening(one) for one in openings]
    for section, rows in read:
        if rows:
            note_reading(
                ACT, circle=case.circle_id, people=_people_of(rows), kind=section.name, ids=[row.pk for row in rows]
            )
    levels = 0
    for one in openings:
        levels |= one.levels if one.actor_id == by.actor_id else 0
    levels &= ~sum(STAYING)
    content = {
        "format": FORMAT,
        "version": VERSION,
        "case": {
            "id": str(case.public_id),
            "number": case.number,
            "title": narrowed.name if narrowed else case.title,
        },
        "manifest": _manifest(sections, ORDINARY if narrowed else levels, why=why, to=narrowed, by=by),
        "sections": sections,
    }
    count = sum(len(rows) for rows in sections.values())
    return WholeCase(case.number, case.title, case.circle_id, content, count, narrowed.number if narrowed else None)


def _opening(one: Opening) -> Values:
    """Who can see the case, in words: through what, why, from when until when."""
    end = one.valid_until
    until = timezone.localtime(end).isoformat(timespec="seconds") if end.year < FOREVER else None
    return {
        "name": one.name,
        "through": str(GrantScope(one.scope).label),
        "why": str(GrantReason(one.reason).label),
        "words": one.why,
        "levels": [str(words) for bit, words in LEVELS.items() if one.levels & bit],
        "from_at": timezone.localtime(one.valid_from).isoformat(timespec="seconds"),
        "until_at": until,
    }


def digest_of(rows: Sequence[Values]) -> str:
    """The SHA-256 of a section: of its rows as JSON in UTF-8, keys in order, without blanks between them."""
    text = json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _manifest(
    sections: Mapping[str, Sequence[Values]], levels: int, *, why: str, to: Recipient | None, by: Reader
) -> dict[str, Any]:
    agency = organisation.the_agency()
    return {
        "agency": agency.name,
        "made_by": by.name,
        "made_at": timezone.localtime(clock.now()).isoformat(timespec="seconds"),
        "what_for": why.strip(),
        "language": get_language() or "en",
        "time_zone": timezone.get_current_timezone_name(),
        "sections": {name: {"rows": len(rows), "sha256": digest_of(rows)} for name, rows in sections.items()},
        "levels": {
            "included": [str(words) for bit, words in LEVELS.items() if levels & bit],
            "not_included": [str(words) for bit, words in LEVELS.items() if not levels & bit],
        },
        "left_out": [
            *([{"what": str(OF_OTHERS), "why": str(FOR_ONE)}] if to else []),
            *({"what": label, "why": str(reason)} for label, reason in LEFT_OUT.items()),
            *({"what": str(what), "why": str(reason)} for what, reason in ALSO_LEFT_OUT),
        ],
        "columns_left_out": {name: str(reason) for name, reason in OMITTED.items()},
    }


def _rows(section: Section, case: Case, people: Sequence[int]) -> QuerySet[Any]:
    rows = section.model._default_manager.order_by("pk")
    if issubclass(section.model, CircleRow):
        rows = rows.exclude(level__in=STAYING)
    if section.model is Note:
        rows = rows.exclude(needs_cosign=True, cosigned=None)
    if section.path == "people":
        return rows.filter(**{"id__in" if section.model is Person else "person_id__in": people})
    if section.path == "intake":
        return rows.filter(intake__in=_intakes(case))
    if section.path:
        return rows.filter(**{section.path: case.pk})
    return _intakes(case).order_by("pk") if section.model is Intake else rows.filter(circle_id=case.circle_id)


def _intakes(case: Case) -> QuerySet[Intake]:
    """The request that the case came from, and those of its circle that became no other case."""
    others = Case.objects.filter(circle_id=case.circle_id).exclude(id=case.id).exclude(intake=None)
    return Intake.objects.filter(
        Q(id=case.intake_id) | (Q(circle_id=case.circle_id) & ~Q(id__in=others.values("intake_id")))
    )


def _people_of(rows: Iterable[Model]) -> list[int]:
    found = {row.pk for row in rows if isinstance(row, Person)}
    for row in rows:
        pointers = [one for one in row._meta.concrete_fields if one.related_model is Person]
        found |= {number for one in pointers if (number := getattr(row, one.attname)) is not None}
    return sorted(found)


def _sections(read: Sequence[tuple[Section, Sequence[Model]]], to: Recipient | None) -> dict[str, list[Values]]:
    wanted: dict[type[Model], set[int]] = defaultdict(set)
    for section, rows in read:
        for one in pointers_of(section.model):
            wanted[_target(one)] |= {number for row in rows if (number := getattr(row, one.attname)) is not None}
    wanted[Step] |= {
        int(step) for _s, rows in read for row in rows if isinstance(row, Agreement) for step in row.covers
    }
    known = {model: _names(model, numbers) for model, numbers in wanted.items() if numbers}
    found: dict[str, list[Values]] = {}
    for section, rows in read:
        pairs = [(row, values) for row in rows if (values := _values(row, known))]
        found[section.name] = [worded(values, row, to) if to else values for row, values in pairs]
    return found


def _names(model: type[Model], numbers: Iterable[int]) -> dict[int, Pointer]:
    rows = model._default_manager.filter(pk__in=list(numbers))
    label = NAMED.get(model)
    if label is None:
        return {number: {"id": str(name)} for number, name in rows.values_list("pk", "public_id")}
    return {
        number: {"id": str(name), "name": words} for number, name, words in rows.values_list("pk", "public_id", label)
    }


def _target(one: Field[Any, Any]) -> type[Model]:
    found: Any = one.related_model
    return found  # type: ignore[no-any-return]


def _values(row: Model, known: Mapping[type[Model], Mapping[int, Pointer]]) -> Values | None:
    """One row as plain JSON; None when it must point at something of the case that the reader does not see."""
    values: Values = {"id": str(row.public_id)}  # type: ignore[attr-defined]  # every row of a section has one
    encrypted = {one.column for one in encrypted_columns(row._meta.db_table) if one.covers(getattr(row, "level", 0))}
    files = {column for _table, column in encrypted_bytes(row._meta.db_table)}
    for one in fields_of(type(row)):
        held = getattr(row, one.attname)
        if one.column in files:
            held = _file(row, one.column)
        if one.column in encrypted:
            held = opened_text(held, Place(row._meta.db_table, one.column, values["id"]))
        if one.is_relation:
            found = known.get(_target(one), {}).get(held)
            if found is None and not one.null and issubclass(_target(one), CircleRow):
                return None
            values[one.name] = found
        elif one.name == "level":
            values[one.name] = {"code": held, "label": str(LEVELS.get(held, held))}
        elif one.name == "covers":
            names = known.get(Step, {})
            values[one.name] = {names[int(step)]["id"]: to for step, to in held.items() if int(step) in names}
        else:
            values[one.name] = _plain(one, held)
    return values


def _file(row: Any, column: str) -> bytes | None:
    """The bytes of a file in clear, once it was made safe and while it is not withdrawn; else none."""
    held = getattr(row, column)
    if held is None or row.checked_at is None or row.withdrawn_at is not None:
        return None
    return opened_bytes(bytes(held), Place(row._meta.db_table, column, str(row.public_id)))


def _plain(one: Field[Any, Any], value: Any) -> Any:
    if isinstance(one, ArrayField):
        return [_plain(one.base_field, item) for item in value or ()]
    if isinstance(one, BinaryField):
        return base64.b64encode(bytes(value)).decode() if value is not None else None
    if one.choices:
        return (
            {"code": value, "label": str(dict(one.flatchoices).get(value, value))} if value not in (None, "") else None
        )
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    return value
