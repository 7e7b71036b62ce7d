"""Rows that left this house and come back: their number is the outside name of a person, who is therefore known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from alongside.agency.access.models import CircleSubject
from alongside.ground.foundation.text import fold
from alongside.oversight.imports.actions.memory import Remembered
from alongside.oversight.imports.rules.lines import PersonLine
from alongside.record.people.models import ContactPoint, Person, PersonName
from alongside.record.people.queries import kept as people_kept

NAMES = ("given_name", "family_name", "full_name")


def own_people(lines: Iterable[PersonLine]) -> dict[str, Remembered]:
    """What is remembered of each row whose number names a person whom the reader sees, as if it had come in before.

    Columns that say what the record says count as unchanged, so that only what somebody changed in the file changes
    here. Four statements at most, none when no number is such a name.
    """
    wanted = {name: line for line in lines if (name := _outside_name(line.key)) is not None}
    if not wanted:
        return {}
    people = list(Person.objects.filter(public_id__in=wanted))
    numbers = [person.id for person in people]
    names: dict[int, set[str]] = defaultdict(set)
    for number, full in PersonName.objects.filter(person_id__in=numbers).values_list("person_id", "full"):
        names[number].add(fold(full))
    points: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for person_id, kind, key in people_kept.keys_of(ContactPoint.objects.filter(person_id__in=numbers, ended_on=None)):
        points[person_id].add((kind, key))
    circles = dict(
        CircleSubject.objects.filter(person_id__in=numbers).order_by("id").values_list("person_id", "circle")
    )
    found = {}
    for person in people:
        line = wanted[person.public_id]
        said = names[person.id] | {fold(person.display_name)}
        same = {name for name in line.columns if _same(name, line, person, said, points[person.id])}
        detail = {"columns": {name: line.columns[name] for name in same}, "points": {},
                  "circle": circles[person.id], "household": ""}  # fmt: skip
        digest = line.digest if same == line.columns.keys() else ""
        found[line.key] = Remembered(digest, person.id, detail, "person")
    return found


def _outside_name(key: str) -> UUID | None:
    try:
        return UUID(key) if len(key) == 36 else None
    except ValueError:
        return None


def _same(name: str, line: PersonLine, person: Person, names: set[str], points: set[tuple[str, str]]) -> bool:
    """Whether a column of the row says what the record says already."""
    if name in ("phone", "email", "address"):
        value = next(value for kind, value in line.points if kind.value == name)
        return (name, people_kept.key_of(name, value)) in points
    if name in NAMES:
        return fold(line.full_name) in names
    facts = {
        "id": True,
        "preferred_name": fold(line.preferred or line.full_name) in names,
        "birth_date": (line.born_on, line.precision) == (person.born_on, person.birth_precision),
        "sex": line.sex == person.sex,
        "gender": line.gender == person.gender_words,
        "language": list(line.languages) == list(person.languages),
    }
    return facts.get(name, False)
