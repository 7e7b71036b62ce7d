"""Rows about people: those that are known stay or change, those that are new are looked for first, then created."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from alongside.agency.access import actions as access
from alongside.agency.access.enums import CircleKind
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.text import joined
from alongside.oversight.imports.actions.cases import bring_in_their_cases
from alongside.oversight.imports.actions.homes import Homes, circle_kind
from alongside.oversight.imports.actions.memory import Memory, Remembered, Staged
from alongside.oversight.imports.actions.nearby import Nearby, described
from alongside.oversight.imports.actions.own import own_people
from alongside.oversight.imports.actions.renewing import renew
from alongside.oversight.imports.enums import Outcome, RowDecision
from alongside.oversight.imports.models import SheetRow
from alongside.oversight.imports.rules.lines import PersonLine, Setting, read_person
from alongside.record.people import actions as people
from alongside.record.people.actions import NewPerson, NewPoint
from alongside.record.people.models import ContactPoint, Person
from alongside.record.people.queries import NearMatches
from alongside.record.people.queries import kept as people_kept
from alongside.record.people.queries.surely import very_alike

NO_MATCH = NearMatches((), "")


@dataclass(slots=True)
class Wanted:
    """A row that is to become a person, or a part of somebody who is in the record already (``same``, her number)."""

    row: Staged
    line: PersonLine
    found: NearMatches = NO_MATCH
    same: int | None = None
    masked: bool = False


@dataclass
class Arriving:
    """One batch of rows about people on their way in. ``nearby`` are new persons that no query finds yet."""

    run_id: int
    source: str
    setting: Setting
    memory: Memory
    nearby: Nearby
    titles: Mapping[str, Mapping[str, str]]
    by: Reader
    create_all: bool = False
    dry: bool = False
    batch: frozenset[int] = frozenset()

    def bring(self, rows: Sequence[Staged], values: Mapping[int, Mapping[str, str]]) -> None:
        """Bring in ``rows``, whose ``values`` are by our columns; each has its outcome then, or is put off."""
        self.batch = frozenset(row.id for row in rows)
        read = [(row, line) for row in rows if (line := self._read(row, values[row.id]))]
        self.memory.recall("people", (line.key for _row, line in read))
        self.memory.recall("household", (line.household for _row, line in read))
        own = own_people(line for _row, line in read if self.memory.of("people", line.key) is None)
        gone = self.memory.disposed_of("people", (line.key for _row, line in read))
        twice = self._twice([row for row, _line in read])
        new: list[Wanted] = []
        for row, line in read:
            known = self.memory.of("people", line.key) or own.get(line.key)
            if row.id in twice:
                words = _("The number %(id)s stands in row %(row)d of this file too. Each person has one row.")
                row.refuse(words % {"id": line.key, "row": twice[row.id]})
            elif line.key in gone and known is None:
                words = _("This record was disposed of here on %(day)s. Give whoever comes anew a new number.")
                row.refuse(words % {"day": gone[line.key].isoformat()})
            elif known is not None and known.digest == line.digest:
                row.take(Outcome.UNCHANGED, known.row_id)
            elif known is not None:
                self._renew(row, line, known)
            else:
                new.append(Wanted(row, line))
        wanted = self._decided(new)
        self.memory.recall(
            "case", (f"{one.line.home}|{one.line.programme.code}" for one in wanted if one.line.programme)
        )
        self._create(wanted)
        self.memory.write()

    def _read(self, row: Staged, values: Mapping[str, str]) -> PersonLine | None:
        if row.decision == RowDecision.LEAVE:
            row.refuse(_("Left out, as you decided."))
            return None
        if row.fault:
            row.refuse(row.fault)
            return None
        try:
            return read_person(row.number, values, self.setting, self.titles.get(row.title))
        except Refused as refusal:
            row.refuse(str(refusal.message))
            return None

    def _twice(self, rows: Sequence[Staged]) -> dict[int, int]:
        """Rows whose number stood in an earlier row of the same sheet with other cells, with that row's number."""
        keys = [row.key for row in rows if row.key]
        first: dict[str, tuple[int, int]] = {}
        same = SheetRow.objects.filter(run_id=self.run_id, sheet="people", key__in=keys).order_by("number", "id")
        for number, pk, key in same.values_list("number", "id", "key"):
            first.setdefault(key, (number, pk))
        return {row.id: first[row.key][0] for row in rows if row.key in first and first[row.key][1] != row.id}

    def _renew(self, row: Staged, line: PersonLine, known: Remembered) -> None:
        try:
            with transaction.atomic():
                remembered, remarks = renew(line, known, self.memory, source=self.source, by=self.by)
            self.memory.note({("people", line.key): remembered})
            row.take(Outcome.UPDATED, remembered.row_id, remarks)
        except Refused as refusal:
            row.refuse(str(refusal.message))
        except DatabaseError:
            row.refuse(_("The database refused this row."))

    def _decided(self, new: Sequence[Wanted]) -> list[Wanted]:
        """Look everybody up; who is very like somebody waits for a decision, unless it was made."""
        for one, found in zip(new, very_alike([described(one.line) for one in new], by=self.by), strict=True):
            one.found = found
        wanted: list[Wanted] = []
        for one in new:
            try:
                if self._may_go_on(one):
                    wanted.append(one)
                    self.nearby.add(one.line)
            except Refused as refusal:
                one.row.refuse(str(refusal.message))
        if not self.dry:
            self.nearby = Nearby()
        return wanted

    def _may_go_on(self, one: Wanted) -> bool:
        row, line = one.row, one.line
        if line.key in self.nearby.keys:
            row.later = not self.dry
            if self.dry:
                row.take(Outcome.UNCHANGED, None)
            return False
        home = self.memory.of("household", line.household) if line.household else None
        if home is not None and circle_kind(line) != home.detail["kind"] == CircleKind.ORDINARY:
            words = _("This household is kept less confidentially than the programme asks. Leave household_id empty.")
            raise Refused("import.confidential", words)
        if row.decision == RowDecision.SAME:
            return self._be_same(one)
        look = self.nearby.find(line)
        if row.decision == RowDecision.NEW or (self.create_all and (one.found.matches or look)):
            return True
        if one.found.matches:
            row.refuse(_alike_words(one.found), [_likely(match) for match in one.found.matches])
            return False
        if look is not None and not self.dry:
            row.later = True
            return False
        if look is not None:
            words = _("Looks like %(name)s in row %(row)d of this file (%(why)s). Say whether it is the same person.")
            why = joined(look.likeness.reasons_for, last=_("and"))
            row.refuse(words % {"name": look.name, "row": look.number, "why": why}, [{"row": look.number}])
            return False
        return True

    def _be_same(self, one: Wanted) -> bool:
        """Find the person of whom somebody said that she is the same; False when that row comes in before this one."""
        chosen = one.row.same_as
        if chosen.startswith("row:"):
            other = self._earlier(one.row, chosen.removeprefix("row:"))
            if other is not None and self.dry:
                return True
            if other is not None and not other.outcome and other.id in self.batch:
                one.row.later = True
                return False
            one.same = other.became if other else None
        else:
            match = next((match for match in one.found.matches if str(match.public_id) == chosen), None)
            one.masked = match is not None and match.masked
            one.same = match.person_id if match else _number_of(chosen)
        if one.same is None:
            raise Refused("import.same", _("The person whom you chose is not to be found. Decide again."))
        return True

    def _earlier(self, row: Staged, number: str) -> SheetRow | None:
        if not number.isdecimal():
            return None
        earlier = SheetRow.objects.filter(run_id=self.run_id, sheet="people", number__lt=row.number)
        return earlier.filter(number=int(number)).first()

    def _create(self, wanted: Sequence[Wanted]) -> None:
        """Create all at once; what is refused is tried in halves, until the row at fault stands alone."""
        if not wanted:
            return
        try:
            with transaction.atomic():
                notes, remarks = self._write(wanted)
        except (Refused, DatabaseError) as refusal:
            if len(wanted) == 1:
                plain = str(refusal.message) if isinstance(refusal, Refused) else _("The database refused this row.")
                wanted[0].row.refuse(plain)
                return
            half = len(wanted) // 2
            self._create(wanted[:half])
            self._create(wanted[half:])
            return
        self.memory.note(notes)
        for one in wanted:
            person = notes["people", one.line.key].row_id
            outcome = Outcome.UPDATED if one.row.decision == RowDecision.SAME else Outcome.CREATED
            said = list(remarks.get(one.line.number, ()))
            if one.found.matches and one.row.decision == RowDecision.NONE:
                said.append(_alike_words(one.found))
            one.row.take(outcome, person, said)

    def _write(self, wanted: Sequence[Wanted]) -> tuple[dict[tuple[str, str], Remembered], dict[int, list[str]]]:
        lines = [one.line for one in wanted]
        homes = Homes(self.memory, self.source, self.by)
        homes.open_for(lines)
        persons = self._persons(wanted, homes)
        points = self._points(wanted, persons, homes)
        remarks = homes.move_in(lines, persons)
        notes = bring_in_their_cases(lines, persons, homes.homes, self.memory, source=self.source, by=self.by)
        notes |= homes.notes()
        for one in wanted:
            home = homes.homes[one.line.home]
            detail = {"columns": dict(one.line.columns), "points": points.get(one.line.number, {}),
                      "circle": home.circle, "household": one.line.household}  # fmt: skip
            notes["people", one.line.key] = Remembered(one.line.digest, persons[one.line.number].id, detail, "person")
            if one.row.decision == RowDecision.NEW:
                self._say_apart(one, persons[one.line.number])
        return notes, remarks

    def _persons(self, wanted: Sequence[Wanted], homes: Homes) -> dict[int, Person]:
        new = [one for one in wanted if one.same is None]
        rows = people.add_people(
            people=[_new_person(one, homes.homes[one.line.home].circle) for one in new], by=self.by
        )
        persons = {one.line.number: row for one, row in zip(new, rows, strict=True)}
        same = [one for one in wanted if one.same is not None]
        if same:
            why = _("Said to be the same person, bringing in %(source)s") % {"source": self.source}
            pairs = [(homes.homes[one.line.home].circle, one.same) for one in same]
            access.add_subjects(pairs=pairs, why=why, by=self.by)
            found = Person.objects.in_bulk([one.same for one in same if one.same])
            persons |= {one.line.number: found[one.same or 0] for one in same}
        return persons

    def _points(
        self, wanted: Sequence[Wanted], persons: Mapping[int, Person], homes: Homes
    ) -> dict[int, dict[str, int]]:
        """Write the ways to reach them; what is in the record of somebody already is not written twice."""
        same = [persons[one.line.number].id for one in wanted if one.same is not None]
        there = set()
        if same:
            held = ContactPoint.objects.filter(person_id__in=same, ended_on=None)
            there = set(people_kept.keys_of(held))
        places: list[tuple[int, str]] = []
        points: list[NewPoint] = []
        for one in wanted:
            person = persons[one.line.number]
            for kind, value in one.line.points:
                if (person.id, kind, people_kept.key_of(kind, value)) not in there:
                    points.append(NewPoint(homes.homes[one.line.home].circle, person, kind, value))
                    places.append((one.line.number, kind.value))
        rows = people.add_contact_points(points=points, by=self.by)
        made: dict[int, dict[str, int]] = {}
        for (number, kind_name), row in zip(places, rows, strict=True):
            made.setdefault(number, {})[kind_name] = row.id
        return made

    def _say_apart(self, one: Wanted, person: Person) -> None:
        why = _("Decided when %(source)s was brought in") % {"source": self.source}
        for match in one.found.matches:
            if not match.masked:
                people.remember_not_same(person=person, other_id=match.person_id, why=why, by=self.by)


def _new_person(one: Wanted, circle: int) -> NewPerson:
    line = one.line
    return NewPerson(
        circle=circle,
        full_name=line.full_name,
        searched=one.found.receipt,
        given=line.given,
        family=line.family,
        preferred=line.preferred,
        born_on=line.born_on,
        birth_precision=line.precision,
        sex=line.sex,
        gender_words=line.gender,
        languages=line.languages,
    )


def _number_of(public_id: str) -> int | None:
    try:
        return Person.objects.filter(public_id=UUID(public_id)).values_list("id", flat=True).first()
    except ValueError:
        return None


def _alike_words(found: NearMatches) -> str:
    match = found.matches[0]
    name = f"{match.name} ({match.team})" if match.masked else match.name
    words = _("Looks like %(name)s in the record (%(why)s). Say whether it is the same person.")
    return words % {"name": name, "why": joined(match.reasons_for, last=_("and"))}


def _likely(match: Any) -> dict[str, Any]:
    return {"person": str(match.public_id), "why": list(match.reasons_for), "against": list(match.reasons_against)}
