"""Rows that link to people who are in: how they are related, and what happened with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TypeVar

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.agency.access import actions as access
from alongside.agency.access.models import CircleSubject
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.imports.actions.memory import Memory, Remembered, Staged
from alongside.oversight.imports.enums import Outcome
from alongside.oversight.imports.models import SheetRow
from alongside.oversight.imports.rules.lines import (
    ContactLine,
    RelationLine,
    Setting,
    read_contact,
    read_relation,
)
from alongside.practice.contacts import actions as contacts
from alongside.practice.contacts.actions import PastContact
from alongside.record.cases.models import Case, Participant
from alongside.record.people import actions as people
from alongside.record.people.actions import NewRelation
from alongside.record.people.models import Person, Relationship
from alongside.record.people.queries import inverse

Line = TypeVar("Line", RelationLine, ContactLine)
IN = (Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED)
Values = Mapping[int, Mapping[str, str]]
Read = Callable[[int, Mapping[str, str], Setting, Mapping[str, str] | None], Line]


@dataclass
class Linking:
    """One batch of rows about relationships or contacts on their way in."""

    run_id: int
    source: str
    setting: Setting
    memory: Memory
    titles: Mapping[str, Mapping[str, str]]
    by: Reader
    dry: bool = False

    def relate(self, rows: Sequence[Staged], values: Values) -> None:
        """Bring rows about relationships in."""
        read: list[tuple[Staged, RelationLine]] = []
        for row in rows:
            if line := self._tried(row, read_relation, values):
                read.append((row, line))
        self.memory.recall("relationship", (line.key for _row, line in read))
        numbers = {number for _row, line in read for number in (line.person, line.other)}
        persons, promised = self._people(numbers)
        for row, line in read:
            known = self.memory.of("relationship", line.key)
            absent = [
                number for number in (line.person, line.other) if number not in persons and number not in promised
            ]
            if known is not None and known.digest == line.digest:
                row.take(Outcome.UNCHANGED, known.row_id)
            elif absent:
                row.refuse(_absent(absent[0]))
            elif not {line.person, line.other} <= persons.keys():
                row.take(Outcome.CREATED, None)
            else:
                self._try(row, partial(self._relate, row, line, persons, known))
        self.memory.write()

    def _relate(self, row: Staged, line: RelationLine, persons: Mapping[str, Person], known: Remembered | None) -> None:
        person, other = persons[line.person], persons[line.other]
        held = Relationship.objects.filter(
            person=person, other=other, kind=line.kind, until_on=None
        ) | Relationship.objects.filter(person=other, other=person, kind=inverse(line.kind), until_on=None)
        present = held.filter(withdrawn_on=None).first()
        outcome, remarks = (Outcome.UPDATED if known else Outcome.CREATED), []
        if present is None:
            circle = self._circle(person, other)
            new = NewRelation(circle, person, other, line.kind, line.from_on, line.until_on, self.source)
            present = people.relate_many(relations=[new], by=self.by)[0]
        elif line.until_on is not None and line.until_on <= clock.today():
            people.end_relationship(relationship=present, version=present.version, on=line.until_on, by=self.by)
            outcome = Outcome.UPDATED
        else:
            outcome, remarks = Outcome.UNCHANGED, [_("This was written down already.")]
        self.memory.note({("relationship", line.key): Remembered(line.digest, present.id, {}, "relationship")})
        row.take(outcome, present.id, remarks)

    def _circle(self, person: Person, other: Person) -> int:
        """A circle that concerns both; the other is brought into the first one's when there is none."""
        circles = CircleSubject.objects.order_by("circle_id")
        mine = circles.filter(person_id=person.id).values_list("circle_id", flat=True)
        both = circles.filter(person_id=other.id, circle_id__in=list(mine)).first()
        if both is not None:
            return both.circle_id
        why = _("Brought in from %(source)s") % {"source": self.source}
        access.add_subject(circle=mine[0], person_id=other.id, why=why, by=self.by)
        return mine[0]

    def record(self, rows: Sequence[Staged], values: Values) -> None:
        """Bring rows about contacts in: each goes to the case of its person that was open then."""
        read: list[tuple[Staged, ContactLine]] = []
        for row in rows:
            if line := self._tried(row, read_contact, values):
                read.append((row, line))
        self.memory.recall("contact", (line.digest for _row, line in read))
        persons, promised = self._people({line.person for _row, line in read})
        parts = self._parts(persons)
        ready: dict[str, tuple[Staged, PastContact]] = {}
        for row, line in read:
            known = self.memory.of("contact", line.digest)
            if known is not None or line.digest in ready:
                row.take(Outcome.UNCHANGED, known.row_id if known else None)
            elif line.person in promised and line.person not in persons:
                row.take(Outcome.CREATED, None)
            elif line.person not in persons:
                row.refuse(_absent(line.person))
            elif (case := _case_at(parts.get(persons[line.person].id, ()), line)) is None:
                row.refuse(_("This person has no case, and a contact belongs to a case. Bring the case in first."))
            else:
                ready[line.digest] = row, PastContact(case, persons[line.person].id, line.at, line.mode, line.note)
        self._record(list(ready.items()))
        self.memory.write()

    def _record(self, ready: list[tuple[str, tuple[Staged, PastContact]]]) -> None:
        if not ready:
            return
        try:
            with transaction.atomic():
                made = contacts.bring_in_contacts(
                    contacts=[one for _key, (_row, one) in ready], source=self.source, by=self.by
                )
        except (Refused, DatabaseError) as refusal:
            if len(ready) == 1:
                ready[0][1][0].refuse(_plain(refusal))
                return
            half = len(ready) // 2
            self._record(ready[:half])
            self._record(ready[half:])
            return
        for (key, (row, _one)), contact in zip(ready, made, strict=True):
            self.memory.note({("contact", key): Remembered(key, contact.id, {}, "contact")})
            row.take(Outcome.CREATED, contact.id)

    def _parts(self, persons: Mapping[str, Person]) -> dict[int, list[Participant]]:
        found: dict[int, list[Participant]] = {}
        numbers = [person.id for person in persons.values()]
        parts = Participant.objects.filter(person_id__in=numbers).select_related("case").order_by("-from_on", "-id")
        for part in parts:
            found.setdefault(part.person_id, []).append(part)
        return found

    def _people(self, numbers: set[str]) -> tuple[dict[str, Person], set[str]]:
        """The persons whom the numbers of the file stand for, and in a dry run those who would be there by now."""
        self.memory.recall("people", numbers)
        known = {number: one for number in numbers if (one := self.memory.of("people", number)) and one.row_id}
        rows = Person.objects.in_bulk([one.row_id for one in known.values() if one.row_id])
        persons = {number: rows[one.row_id] for number, one in known.items() if one.row_id in rows}
        promised: set[str] = set()
        if self.dry:
            staged = SheetRow.objects.filter(run_id=self.run_id, sheet="people", key__in=numbers, outcome__in=IN)
            promised = set(staged.values_list("key", flat=True))
        return persons, promised

    def _tried(self, row: Staged, read: Read[Line], values: Values) -> Line | None:
        if row.fault:
            row.refuse(row.fault)
            return None
        try:
            return read(row.number, values[row.id], self.setting, self.titles.get(row.title))
        except Refused as refusal:
            row.refuse(str(refusal.message))
            return None

    def _try(self, row: Staged, act: Callable[[], None]) -> None:
        try:
            with transaction.atomic():
                act()
        except (Refused, DatabaseError) as refusal:
            row.refuse(_plain(refusal))


def _plain(error: Exception) -> str:
    return str(error.message) if isinstance(error, Refused) else _("The database refused this row.")


def _absent(number: str) -> str:
    return _("Nobody with the number %(id)s was brought in. Bring the people in first.") % {"id": number[:60]}


def _case_at(parts: Sequence[Participant], line: ContactLine) -> Case | None:
    """The case that was open at the time, else the last that was opened before, else the first of all."""
    day = timezone.localdate(line.at)
    cases = [part.case for part in parts]
    open_then = [one for one in cases if one.opened_on <= day and (one.closed_on is None or one.closed_on >= day)]
    before = [one for one in cases if one.opened_on <= day + timedelta(days=1)]
    return next(iter([*open_then, *before, *cases[-1:]]), None)
