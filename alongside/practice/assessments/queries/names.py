"""What people are called in short, where the whole name stands elsewhere on the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from alongside.record.people.enums import NameKind
from alongside.record.people.models import Person, PersonName


def called(people: Mapping[int, str]) -> dict[int, str]:
    """The short name of each person, from ``people`` (number to whole name); whole where two would be called the same.

    The given name she likes to be called by, else her given name, else the first word of her whole name. One statement.
    """
    given: dict[int, str] = {}
    names = PersonName.objects.filter(
        person_id__in=people, kind__in=(NameKind.LEGAL, NameKind.PREFERRED), until_on=None
    ).order_by("id")
    for name in sorted(names, key=lambda one: one.kind == NameKind.PREFERRED):
        wanted = name.given.strip() or (name.full.strip() if name.kind == NameKind.PREFERRED else "")
        if wanted:
            given[name.person_id] = wanted
    short = {number: given.get(number) or _first(whole) for number, whole in people.items()}
    taken = Counter(short.values())
    return {number: people[number] if taken[name] > 1 else name for number, name in short.items()}


def called_by_number(numbers: Collection[int | None]) -> dict[int, str]:
    """The short names of persons whom the reader may see, by number. Two statements."""
    wanted = {number for number in numbers if number is not None}
    return called(dict(Person.objects.filter(id__in=wanted).values_list("id", "display_name"))) if wanted else {}


def first_name(whole: str) -> str:
    """The first word of a worker's name, as colleagues and families call her."""
    return _first(whole)


def _first(whole: str) -> str:
    return (whole.split() or [""])[0]
