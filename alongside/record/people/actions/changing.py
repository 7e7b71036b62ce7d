"""What is known of a person changes: essentials, names, and that a worker is herself in the record."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.agency.access import actions as access
from alongside.agency.access.actions import REFUSALS
from alongside.agency.staff.models import Worker
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, Stale, require
from alongside.ground.foundation.holding import held
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.text import sort_key
from alongside.record.people.actions.adding import LONGEST_NAME, NewName, check_birth, one_name, tidy_languages
from alongside.record.people.actions.keys import write_keys
from alongside.record.people.enums import BirthPrecision, NameKind
from alongside.record.people.models import Person, PersonName, WorkerPerson
from alongside.record.people.rules.dates import typed_birth
from alongside.record.people.rules.keeping import may_keep_people, parted, shown_as

CHANGEABLE = frozenset(
    {
        *("pronouns", "born_on", "birth_precision", "died_on", "sex", "gender", "gender_words", "identity_words"),
        "languages",
        *("reads_best", "interpreter", "interpreter_language", "communication_note"),
    }
)
"""What ``change_person`` may change; names change by ``add_name`` and ``end_name``, so that none is lost."""


@transaction.atomic
def change_person(*, person: Person, version: int, by: Reader, **facts: Any) -> Person:
    """Change essentials of a person; ``facts`` holds the fields of ``CHANGEABLE`` that change.

    Raises ``Stale`` with the present values of the same fields when somebody else changed her since ``version``.
    Refused: an impossible date. A day of birth is exact unless something else is said. The keys by which she is found
    follow.
    """
    require(may_keep_people(by))
    if unknown := facts.keys() - CHANGEABLE:
        raise TypeError(f"A person is not changed by {', '.join(sorted(unknown))}.")
    row = _locked(person)
    if row.version != version:
        raise Stale(_("Somebody else has changed this meanwhile. Both versions are shown."), _now(row, facts))
    for name, value in facts.items():
        setattr(row, name, _tidy(value) if name != "languages" else tidy_languages(value))
    if row.born_on is None:
        row.birth_precision = BirthPrecision.UNKNOWN
    elif row.birth_precision == BirthPrecision.UNKNOWN:
        row.birth_precision = BirthPrecision.EXACT
    check_birth(row.born_on, row.birth_precision, row.died_on)
    _save(row, *facts, "birth_precision")
    if facts.keys() & {"born_on", "birth_precision"}:
        write_keys(row)
    return row


@transaction.atomic
def add_name(*, person: Person, name: NewName, from_on: date | None = None, by: Reader) -> PersonName:
    """Add a name that a person bears. A new legal name or name she likes ends the present one of its kind.

    How she is called on pages, how she is sorted and found, follow. Refused: an empty name, a name she has already.
    """
    require(may_keep_people(by))
    row = _locked(person)
    new = one_name(row, name)
    new.from_on = from_on
    present = PersonName.objects.filter(person=row, until_on=None)
    if present.filter(kind=new.kind, full=new.full).exists():
        reason = _("This person has this name already.")
        raise Refused("people.name.twice", reason, fields={"full": reason})
    if new.kind in (NameKind.LEGAL, NameKind.PREFERRED):
        for old in present.filter(kind=new.kind):
            _end(old, from_on or clock.today())
    new.save(force_insert=True)
    _call_her(row)
    return new


@transaction.atomic
def end_name(*, name: PersonName, version: int, on: date | None = None, by: Reader) -> None:
    """End a name: it stays in the record and is still found, but she is not called by it any more.

    Refused: a day before the name began, her only name. Raises ``Stale`` when it was changed since ``version``.
    """
    require(may_keep_people(by))
    person = _locked(name.person)
    row = held(PersonName.objects.filter(id=name.id))
    day = on or clock.today()
    if row.version != version:
        raise Stale(
            _("Somebody else has changed this name meanwhile."), {"full": row.full, "version": str(row.version)}
        )
    if row.until_on is not None:
        raise Refused("people.name.ended", _("This name has ended already."))
    if row.from_on and day < row.from_on:
        reason = _("A name cannot end before it began. Choose a later day.")
        raise Refused("people.name.dates", reason, fields={"on": reason})
    if not PersonName.objects.filter(person=person, until_on=None).exclude(id=row.id).exists():
        raise Refused("people.name.last", _("Everybody has a name. Add the new one first, then end this one."))
    _end(row, day)
    _call_her(person)


@transaction.atomic
def link_worker(*, person: Person, worker_id: int, relative: bool = False, by: Reader) -> None:
    """Note that a worker is this person herself, or that this is a ``relative`` whom the worker named.

    She is kept out of every circle that concerns this person or anybody recorded as related to this person: her grants
    in them end at once and none can follow, emergency access and sealed records included (Access D3, R-27).

    Refused: a worker about herself (a colleague writes it), an unknown worker. Saying it twice is once.
    """
    require(may_keep_people(by))
    if not Worker.objects.filter(id=worker_id).exists():
        raise NotFound
    if worker_id == by.worker_id:
        raise Refused("access.conflict", REFUSALS["conflict"])
    access.say_why(
        _("A worker has a relative in the record") if relative else _("A worker is herself a person in the record")
    )
    if not WorkerPerson.objects.filter(worker_id=worker_id, person=person).exists():
        WorkerPerson.objects.create(worker_id=worker_id, person=person, relative=relative)


def _locked(person: Person) -> Person:
    return held(Person.objects.filter(id=person.id))


def _save(row: Person, *names: str) -> None:
    row.version += 1
    row.save(update_fields=sorted({*names, "version"}))


def _tidy(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _now(row: Person, facts: dict[str, Any]) -> dict[str, str]:
    """The present values of the fields that somebody wants to change, as text, and the version to go on from."""
    values = {name: getattr(row, name) for name in facts}
    words = {name: ", ".join(v) if isinstance(v, list) else "" if v is None else str(v) for name, v in values.items()}
    if "born_on" in words:
        words["born_on"] = typed_birth(row.born_on, row.birth_precision)
    return {**words, "version": str(row.version)}


def _end(row: PersonName, day: date) -> None:
    row.until_on = max(day, row.from_on) if row.from_on else day
    row.version += 1
    row.save(update_fields=["until_on", "version"])


def _call_her(row: Person) -> None:
    """Write again how a person is called on pages, by the names she bears now, and how she is found."""
    names = list(PersonName.objects.filter(person=row, until_on=None).order_by("id"))
    liked = next((one.full for one in names if one.kind == NameKind.PREFERRED), "")
    full = next((one for one in names if one.kind == NameKind.LEGAL), None) or next(
        (one for one in names if one.kind != NameKind.PREFERRED), names[0]
    )
    parts = parted(full.full, full.given, full.family)
    shown = shown_as(full.full, given=parts.given, family=parts.family, preferred=liked)
    row.display_name, row.sort_key = shown, sort_key(shown)[:LONGEST_NAME]
    _save(row, "display_name", "sort_key")
    write_keys(row)
