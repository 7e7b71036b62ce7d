"""What people are called in short, where the whole name stands elsewhere on the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db.models import QuerySet

from alongside.ground.foundation.shapes import shaped
from alongside.ground.foundation.together import together
from alongside.record.people.enums import NameKind
from alongside.record.people.models import Person, PersonName


def called(people: Mapping[int, str]) -> dict[int, str]:
    """The short name of each person, from ``people`` (number to whole name); whole where two would be called the same.

    The given name she likes to be called by, else her given name, else the first word of her whole name. One statement.
    """
    return _short(people, _names(people))


def _names(numbers: Iterable[int]) -> QuerySet[PersonName]:
    borne = PersonName.objects.filter(kind__in=(NameKind.LEGAL, NameKind.PREFERRED), until_on=None)
    return borne.filter(person_id__in=list(numbers)).order_by("id")


def _short(people: Mapping[int, str], names: Iterable[PersonName]) -> dict[int, str]:
    given: dict[int, str] = {}
    for name in sorted(names, key=lambda one: one.kind == NameKind.PREFERRED):
        wanted = name.given.strip() or (name.full.strip() if name.kind == NameKind.PREFERRED else "")
        if wanted:
            given[name.person_id] = wanted
    short = {number: given.get(number) or _first(whole) for number, whole in people.items()}
    taken = Counter(short.values())
    return {number: people[number] if taken[name] > 1 else name for number, name in short.items()}


def called_by_number(numbers: Collection[int | None]) -> dict[int, str]:
    """The short names of persons whom the reader may see, by number. One statement."""
    return faces_by_number(numbers)[0]


def faces_by_number(numbers: Collection[int | None]) -> tuple[dict[int, str], dict[int, str]]:
    """The short names of persons whom the reader may see, and the keys of their avatars, by number. One statement."""
    wanted = {number for number in numbers if number is not None}
    rows, names = _people(people=sorted(wanted)) if wanted else ([], [])
    return _short({row.id: row.display_name for row in rows}, names), {row.id: str(row.public_id) for row in rows}


@shaped
def _people(*, people: Sequence[int]) -> tuple[list[Person], list[PersonName]]:
    """The persons with these numbers, and the names that they bear."""
    return together(Person.objects.filter(id__in=people).only("display_name", "public_id"), _names(people))


def first_name(whole: str) -> str:
    """The first word of a worker's name, as colleagues and families call her."""
    return _first(whole)


def _first(whole: str) -> str:
    return (whole.split() or [""])[0]
