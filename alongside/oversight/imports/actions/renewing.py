"""A row that was brought in before has changed: what changed in the file changes in the record, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy_

from alongside.agency.organisation import queries as agency
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.imports.actions.cases import bring_in_their_cases, case_key
from alongside.oversight.imports.actions.homes import Homes
from alongside.oversight.imports.actions.memory import Memory, Remembered
from alongside.oversight.imports.actions.nearby import described
from alongside.oversight.imports.rules.lines import PersonLine
from alongside.record.cases import actions as cases
from alongside.record.cases.enums import ClosingReason
from alongside.record.cases.models import Case, Participant
from alongside.record.cases.rules.walk import OPEN_STATES
from alongside.record.people import actions as people
from alongside.record.people.actions import NewName
from alongside.record.people.enums import NameKind
from alongside.record.people.models import ContactPoint, HouseholdMember, Person, PersonName
from alongside.record.people.queries import kept as people_kept
from alongside.record.people.rules.dates import birth_of
from alongside.record.people.rules.keeping import parted
from alongside.record.people.rules.matching import Alike, Candidate, likeness

LEGAL = {"given_name", "family_name", "full_name"}
BY_HAND = {
    "case_opened_on": lazy_("The day of opening has changed in the file; it does not change here. Look at the case."),
    "worker": lazy_("The named worker has changed in the file; hand the case over here."),
    "relation_to_head": lazy_(
        "How the person stands to the head of the household has changed in the file; change it here."
    ),
}


@dataclass
class Renewing:
    """One changed row on its way in."""

    line: PersonLine
    known: Remembered
    memory: Memory
    source: str
    person: Person
    by: Reader
    changed: set[str]
    remarks: list[str] = field(default_factory=list)

    def all(self) -> None:
        """Bring everything that changed up to date."""
        steps: tuple[tuple[set[str], Callable[[], None]], ...] = (
            (LEGAL, self.names),
            ({"preferred_name"}, self.liked_name),
            ({"birth_date", "sex", "gender", "language"}, self.essentials),
            ({"phone", "email", "address"}, self.points),
            ({"household_id"}, self.household),
            ({"case_programme", "case_closed_on"}, self.case),
        )
        for columns, step in steps:
            if columns & self.changed:
                step()
        moved = {"relation_to_head"} if "household_id" in self.changed else set()
        opened = {"case_opened_on", "worker"} if "case_programme" in self.changed else set()
        self.remarks += [str(BY_HAND[name]) for name in BY_HAND if name in self.changed - moved - opened]

    def names(self) -> None:
        """A new legal name ends the one before, which is still found."""
        new = NewName(self.line.full_name, NameKind.LEGAL, self.line.given, self.line.family)
        there = PersonName.objects.filter(person=self.person, kind=NameKind.LEGAL, until_on=None, full=new.full)
        if not there.exists():
            people.add_name(person=self.person, name=new, by=self.by)

    def liked_name(self) -> None:
        """The name she likes to be called."""
        liked = self.line.preferred
        there = PersonName.objects.filter(person=self.person, kind=NameKind.PREFERRED, until_on=None, full=liked)
        if liked and not there.exists():
            people.add_name(person=self.person, name=NewName(liked, NameKind.PREFERRED), by=self.by)

    def essentials(self) -> None:
        """Birth, sex, gender, languages: what the file says now."""
        line = self.line
        facts: dict[str, dict[str, Any]] = {
            "birth_date": {"born_on": line.born_on, "birth_precision": line.precision},
            "sex": {"sex": line.sex},
            "gender": {"gender_words": line.gender},
            "language": {"languages": list(line.languages)},
        }
        wanted = {name: value for column in facts if column in self.changed for name, value in facts[column].items()}
        row = Person.objects.get(id=self.person.id)
        self.person = people.change_person(person=row, version=row.version, by=self.by, **wanted)

    def points(self) -> None:
        """A changed number or address takes the place of the one that the import wrote; what was said of it stays."""
        made = self.known.detail["points"]
        held = {point.id: point for point in ContactPoint.objects.filter(person=self.person, ended_on=None)}
        stands = set(people_kept.keys_of(held.values()))
        for kind, value in self.line.points:
            if kind.value not in self.changed or (self.person.id, kind, people_kept.key_of(kind, value)) in stands:
                continue
            old = held.get(made.get(kind.value, 0))
            if old is not None:
                why = _("Changed in %(source)s") % {"source": self.source}
                people.end_contact_point(point=old, version=old.version, why=why, by=self.by)
            new = people.add_contact_point(
                circle=self.known.detail["circle"], person=self.person, kind=kind, value=value, by=self.by
            )
            made[kind.value] = new.id

    def household(self) -> None:
        """She leaves the household in which the import put her, today, and joins the other."""
        before = self.known.detail["household"]
        self.memory.recall("household", [before, self.line.household])
        left = self.memory.of("household", before) if before else None
        if left is not None:
            stays = HouseholdMember.objects.filter(
                household_id=left.row_id or 0, person=self.person, until_on=None
            ).select_related("household")
            for stay in stays:
                people.leave_household(membership=stay, version=stay.version, by=self.by)
        homes = Homes(self.memory, self.source, self.by)
        homes.open_for([self.line])
        circle = homes.homes[self.line.home].circle
        people.bring_into_circle(person_id=self.person.id, circle=circle, by=self.by)
        remarks = homes.move_in([self.line], {self.line.number: self.person})
        self.remarks += remarks.get(self.line.number, [])
        self.memory.note(homes.notes())
        self.known.detail["household"] = self.line.household

    def case(self) -> None:
        """A case in another programme opens; the end of her part is written, and with the last part the case closes."""
        key = case_key(self.line)
        self.memory.recall("case", [key])
        known = self.memory.of("case", key)
        if known is None:
            homes = Homes(self.memory, self.source, self.by)
            self.memory.recall("household", [self.line.household])
            homes.open_for([self.line])
            circle = homes.homes[self.line.home].circle
            people.bring_into_circle(person_id=self.person.id, circle=circle, by=self.by)
            persons = {self.line.number: self.person}
            notes = bring_in_their_cases([self.line], persons, homes.homes, self.memory, source=self.source, by=self.by)
            self.memory.note(notes | homes.notes())
        elif self.line.closed_on is not None:
            self._leave(Case.objects.get(id=known.row_id or 0))

    def _leave(self, case: Case) -> None:
        day = self.line.closed_on or clock.today()
        part = Participant.objects.filter(case=case, person=self.person, until_on=None).first()
        if part is not None:
            Participant.objects.filter(id=part.id).update(until_on=max(day, part.from_on), version=part.version + 1)
        if case.state in OPEN_STATES and not Participant.objects.filter(case=case, until_on=None).exists():
            summary = _("Closed in another system on %(day)s; brought in from %(source)s.")
            closing = cases.write_closing(
                case=case,
                reasons=[ClosingReason.OTHER],
                reason_words=_("Closed in the system that it came from"),
                planned=False,
                summary=summary % {"day": day.isoformat(), "source": self.source},
                by=self.by,
            )
            met = [line.key for line in agency.rules_of(case.protocol_id).closing]
            cases.close(case=case, closing=closing, met=met, on=day, by=self.by)


def renew(
    line: PersonLine, known: Remembered, memory: Memory, *, source: str, by: Reader
) -> tuple[Remembered, list[str]]:
    """Bring a person up to date with her changed row; returns what is remembered now, and remarks.

    Only columns that changed in the file since the last run count: what was changed here by hand stays, and an emptied
    cell takes nothing away. Refused: somebody who is not to be seen any more, a row that is about somebody else now.
    """
    person = Person.objects.filter(id=known.row_id or 0).first()
    if person is None:
        raise Refused("import.gone", _("You cannot open this person any more, so nothing was changed."))
    before = known.detail["columns"]
    changed = {name for name, digest in line.columns.items() if before.get(name) != digest}
    if changed & LEGAL:
        _refuse_another(line, person)
    detail = {**known.detail, "points": dict(known.detail["points"]), "columns": {**before, **line.columns}}
    work = Renewing(line, Remembered(line.digest, person.id, detail, "person"), memory, source, person, by, changed)
    work.all()
    if before.keys() - line.columns.keys():
        work.remarks.append(_("Cells that are empty now take nothing away."))
    return work.known, work.remarks


def _refuse_another(line: PersonLine, person: Person) -> None:
    names = [parted(row.full, row.given, row.family) for row in PersonName.objects.filter(person=person).order_by("id")]
    candidate = Candidate(person.id, tuple(names), birth_of(person.born_on, person.birth_precision))
    if likeness(described(line).sought, candidate).alike == Alike.NOT:
        words = _(
            "This number belonged to %(name)s before, and this row is about somebody else. Give it its own number."
        )
        raise Refused("import.another", words % {"name": person.display_name})
