"""The search keys of a person, written again whenever a name or the birth changes."""

from __future__ import annotations

from alongside.record.people.models import Person, PersonKey, PersonName
from alongside.record.people.rules.dates import birth_of
from alongside.record.people.rules.keeping import parted
from alongside.record.people.rules.names import name_keys


def write_keys(person: Person) -> None:
    """Compute the keys of all names and the birth of ``person``, and store what changed."""
    names = [parted(row.full, row.given, row.family) for row in PersonName.objects.filter(person=person).order_by("id")]
    birth = birth_of(person.born_on, person.birth_precision)
    wanted = name_keys(names, born_on=birth.on, born_year=birth.year)
    stored = dict(PersonKey.objects.filter(person=person).values_list("key", "id"))
    gone = [number for key, number in stored.items() if key not in wanted]
    if gone:
        PersonKey.objects.filter(id__in=gone).delete()
    PersonKey.objects.bulk_create(PersonKey(person=person, key=key) for key in sorted(wanted - stored.keys()))
