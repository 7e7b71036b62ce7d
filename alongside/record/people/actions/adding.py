"""A person comes into the record, or into another circle of care; look-alikes are remembered as different."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from alongside.agency.access import actions as access
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, require
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.text import sort_key
from alongside.record.people.actions.keys import write_keys
from alongside.record.people.enums import Answer, BirthPrecision, Gender, NameKind
from alongside.record.people.models import NotSamePerson, Person, PersonName
from alongside.record.people.rules.dates import birth_of, check_dates
from alongside.record.people.rules.keeping import may_add_person, may_keep_people, parted, shown_as

LONGEST_NAME = 250


@dataclass(frozen=True, slots=True)
class NewName:
    """One more name of a person: the whole of it in its own script, its kind, and what is known of its parts."""

    full: str
    kind: NameKind | str = NameKind.ALIAS
    given: str = ""
    family: str = ""
    language: str = ""


@transaction.atomic
def add_person(
    *,
    circle: int,
    full_name: str,
    given: str = "",
    family: str = "",
    preferred: str = "",
    other_names: Iterable[NewName] = (),
    pronouns: str = "",
    born_on: date | None = None,
    birth_precision: BirthPrecision | str = BirthPrecision.EXACT,
    died_on: date | None = None,
    sex: str = "",
    gender: Gender | str = Gender.NOT_ASKED,
    gender_words: str = "",
    identity_words: str = "",
    languages: Sequence[str] = (),
    reads_best: str = "",
    interpreter: Answer | str = Answer.NOT_ASKED,
    interpreter_language: str = "",
    communication_note: str = "",
    searched: str,
    by: Reader,
) -> Person:
    """Add a person to the record as a subject of ``circle`` (a circle's house number that ``by`` works in).

    ``full_name`` is the name in one line, any script; ``given`` and ``family`` its parts if known; ``preferred`` what
    she likes to be called. ``birth_precision`` says how much of ``born_on`` is known. ``searched`` is the receipt that
    ``queries.near_matches`` handed out for the same name within the hour (S-001).

    Refused: no name, no receipt, an impossible date, a circle that ``by`` does not see. Writes person, names and keys.
    """
    full = _name(full_name)
    require(may_add_person(by, full_name=full, searched=searched))
    check_birth(born_on, birth_precision, died_on)
    number = access.add_subject(circle=circle, by=by)
    liked = " ".join(preferred.split())
    shown = shown_as(full, given=given, family=family, preferred=liked)
    person = Person.objects.create(
        id=number,
        display_name=shown,
        sort_key=sort_key(shown)[:LONGEST_NAME],
        pronouns=pronouns.strip(),
        born_on=born_on,
        birth_precision=birth_precision if born_on else BirthPrecision.UNKNOWN,
        died_on=died_on,
        sex=sex,
        gender=gender,
        gender_words=gender_words.strip(),
        identity_words=identity_words.strip(),
        languages=tidy_languages(languages),
        reads_best=reads_best.strip(),
        interpreter=interpreter,
        interpreter_language=interpreter_language.strip(),
        communication_note=communication_note.strip(),
    )
    _write_names(person, NewName(full, NameKind.LEGAL, given, family), liked, other_names)
    return person


def _write_names(person: Person, legal: NewName, liked: str, others: Iterable[NewName]) -> None:
    names = [legal]
    if liked and liked != legal.full:
        names.append(NewName(liked, NameKind.PREFERRED))
    names += [each for each in others if each.full.strip()]
    PersonName.objects.bulk_create(one_name(person, each) for each in names)
    write_keys(person)


@transaction.atomic
def bring_into_circle(*, person_id: int, circle: int, why: str = "", by: Reader) -> Person:
    """Make a person who is in the record a subject of one more circle of care.

    ``why`` is needed for a person whom ``by`` may know of but not see (the index right), and is kept. Refused: a
    person or circle that ``by`` does not see, a worker's own record.
    """
    require(may_keep_people(by))
    if why:
        access.say_why(why)
    access.add_subject(circle=circle, person_id=person_id, why=why, by=by)
    found = Person.objects.filter(id=person_id).first()
    if found is None:
        raise NotFound
    return found


@transaction.atomic
def remember_not_same(*, person: Person, other_id: int, why: str = "", by: Reader) -> None:
    """Remember that two persons who look alike are two; the search says so from now on. Saying it twice is once."""
    require(may_keep_people(by))
    if other_id == person.id:
        raise Refused("people.not_same.self", _("This is one and the same entry. Choose another."))
    known = Q(person=person, other_id=other_id) | Q(person_id=other_id, other=person)
    if not NotSamePerson.objects.filter(known, ended_at=None).exists():
        NotSamePerson.objects.create(person=person, other_id=other_id, why=why.strip()[:200])


def check_birth(born_on: date | None, precision: BirthPrecision | str, died_on: date | None) -> None:
    """Refuse the dates of an impossible life, naming the field at fault."""
    decision = check_dates(birth_of(born_on, precision), died_on, today=clock.today())
    if not decision:
        field = "died_on" if decision.code.startswith("people.death") else "born_on"
        require(decision, field=field)


def tidy_languages(languages: Sequence[str]) -> list[str]:
    """The names of languages without blanks and repetitions, in their order."""
    return list(dict.fromkeys(word for each in languages if (word := " ".join(each.split()))))


def _name(full_name: str) -> str:
    full = " ".join(full_name.split())
    if not full:
        reason = _("Write a name, as far as it is known. Words such as “Marta’s brother” will do.")
        raise Refused("people.name.required", reason, fields={"full_name": reason})
    if len(full) > LONGEST_NAME:
        reason = _("A name has at most %(count)d letters. Shorten it.") % {"count": LONGEST_NAME}
        raise Refused("people.name.too_long", reason, fields={"full_name": reason})
    return full


def one_name(person: Person, each: NewName) -> PersonName:
    """A name of ``person``, not yet written; refused when it is empty or too long."""
    full = _name(each.full)
    name = parted(full, each.given, each.family)
    return PersonName(
        person=person, kind=each.kind, full=full, given=name.given, family=name.family, language=each.language.strip()
    )
