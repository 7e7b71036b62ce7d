"""Where a person of a spreadsheet belongs: her circle of care, her household, how she stands to its head."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from alongside.agency.access import actions as access
from alongside.agency.access.enums import CircleKind, GrantReason
from alongside.agency.organisation.enums import ProgrammeKind
from alongside.ground.foundation.reader import Reader
from alongside.oversight.imports.actions.memory import Key, Memory, Remembered
from alongside.oversight.imports.rules.lines import PersonLine
from alongside.record.people import actions as people
from alongside.record.people.actions import NewMember, NewRelation
from alongside.record.people.enums import HouseholdPart, RelationshipKind
from alongside.record.people.models import Household, HouseholdMember, Person, Relationship
from alongside.record.people.rules.dates import birth_of, check_relationship

MIRROR = {HouseholdPart.PARTNER: RelationshipKind.PARTNER, HouseholdPart.CHILD: RelationshipKind.CHILD,
          HouseholdPart.PARENT: RelationshipKind.PARENT}  # fmt: skip


@dataclass
class Home:
    """One household of the file, or one person without: its circle, and what of it is in the record already.

    ``hosted`` is the key of the case that lives in this circle; ``waiting`` are persons (numbers) whose head is not
    known yet, with how they stand to her.
    """

    name: str
    household_key: str
    circle: int = 0
    kind: str = CircleKind.ORDINARY
    team_id: int = 0
    household_id: int | None = None
    head: int | None = None
    hosted: str = ""
    waiting: dict[str, str] = field(default_factory=dict)

    def remembered(self) -> Remembered:
        """What later runs must know of it."""
        detail = {"circle": self.circle, "kind": self.kind, "team": self.team_id, "head": self.head,
                  "hosted": self.hosted, "waiting": self.waiting}  # fmt: skip
        return Remembered("", self.household_id, detail, "household")


def circle_kind(line: PersonLine) -> str:
    """The kind of circle that the programme of a row asks for."""
    victim = line.programme is not None and line.programme.kind == ProgrammeKind.VICTIM_SERVICE
    return CircleKind.VICTIM_SERVICE if victim else CircleKind.ORDINARY


class Homes:
    """The homes of one batch of rows."""

    def __init__(self, memory: Memory, source: str, by: Reader) -> None:
        self.memory, self.source, self.by = memory, source, by
        self.homes: dict[str, Home] = {}

    def open_for(self, lines: Sequence[PersonLine]) -> None:
        """Find the home of every row; those that are new get a circle of care for the importing worker's team.

        The circle is that of a victim service as soon as one of its rows names such a programme.
        """
        for line in lines:
            known = self.memory.of("household", line.household) if line.household else None
            if line.home not in self.homes:
                self.homes[line.home] = self._home(line, known)
        new = [home for home in self.homes.values() if not home.circle]
        own: dict[str, list[PersonLine]] = {}
        for line in lines:
            own.setdefault(line.home, []).append(line)
        for home in new:
            self._choose(home, own[home.name])
        why = _("Brought in from %(source)s") % {"source": self.source}
        circles = access.open_circles(
            wanted=[(home.team_id, home.kind) for home in new], ground=GrantReason.IMPORT, why=why, by=self.by
        )
        for home, circle in zip(new, circles, strict=True):
            home.circle = circle

    def _home(self, line: PersonLine, known: Remembered | None) -> Home:
        if known is None:
            return Home(line.home, line.household)
        detail = known.detail
        return Home(
            line.home,
            line.household,
            circle=detail["circle"],
            kind=detail["kind"],
            team_id=detail["team"],
            household_id=known.row_id,
            head=detail["head"],
            hosted=detail["hosted"],
            waiting=dict(detail["waiting"]),
        )

    def _choose(self, home: Home, lines: Sequence[PersonLine]) -> None:
        first = next((line for line in lines if line.programme), lines[0])
        strict = next((line for line in lines if circle_kind(line) == CircleKind.VICTIM_SERVICE), first)
        home.team_id, home.kind = strict.team_id, circle_kind(strict)

    def move_in(self, lines: Sequence[PersonLine], persons: Mapping[int, Person]) -> dict[int, list[str]]:
        """Put every person of a household into it, and write how she is related to its head.

        ``persons`` are by the number of the row. Returns remarks by the number of the row.
        """
        housed = [line for line in lines if line.household]
        remarks: dict[int, list[str]] = {}
        self._start(housed, persons)
        rows = Household.objects.in_bulk({self.homes[line.home].household_id for line in housed})
        inside = set(
            HouseholdMember.objects.filter(household__in=rows.values(), until_on=None).values_list(
                "household_id", "person_id"
            )
        )
        members = []
        for line in housed:
            household, person = rows[self.homes[line.home].household_id or 0], persons[line.number]
            if (household.id, person.id) not in inside:
                members.append(NewMember(household, person, line.part))
        people.join_households(members=members, by=self.by)
        self._relate(housed, persons, remarks)
        return remarks

    def _start(self, lines: Sequence[PersonLine], persons: Mapping[int, Person]) -> None:
        new: dict[str, PersonLine] = {}
        for line in lines:
            if self.homes[line.home].household_id is None and (
                line.home not in new or (line.part == HouseholdPart.HEAD and new[line.home].part != HouseholdPart.HEAD)
            ):
                new[line.home] = line
        label = _("Household of %(name)s")
        rows = people.start_households(
            wanted=[
                (self.homes[home].circle, label % {"name": persons[line.number].display_name})
                for home, line in new.items()
            ],
            by=self.by,
        )
        for home, row in zip(new, rows, strict=True):
            self.homes[home].household_id = row.id

    def _relate(
        self, lines: Sequence[PersonLine], persons: Mapping[int, Person], remarks: dict[int, list[str]]
    ) -> None:
        """Heads first; whoever came before her head waited for her."""
        wanted: list[tuple[Home, int, int, RelationshipKind, int]] = []
        for line in lines:
            home, person = self.homes[line.home], persons[line.number]
            if line.part != HouseholdPart.HEAD:
                continue
            if home.head not in (None, person.id):
                remarks.setdefault(line.number, []).append(
                    _("This household has a head already; look at it and choose one.")
                )
                continue
            home.head = person.id
            wanted += [
                (home, int(number), person.id, RelationshipKind(kind), line.number)
                for number, kind in home.waiting.items()
            ]
            home.waiting = {}
        for line in lines:
            home, person = self.homes[line.home], persons[line.number]
            if line.relation is None or line.part == HouseholdPart.HEAD:
                continue
            if home.head is None:
                home.waiting[str(person.id)] = line.relation.value
            elif home.head != person.id:
                wanted.append((home, person.id, home.head, line.relation, line.number))
        self._write_relations(wanted, {one.id: one for one in persons.values()}, remarks)

    def _write_relations(
        self,
        wanted: Sequence[tuple[Home, int, int, RelationshipKind, int]],
        persons: dict[int, Person],
        remarks: dict[int, list[str]],
    ) -> None:
        if not wanted:
            return
        missing = {number for _home, one, two, _kind, _row in wanted for number in (one, two)} - persons.keys()
        persons |= Person.objects.in_bulk(missing)
        circles = {home.circle for home, *_rest in wanted}
        there = {
            frozenset(pair)
            for pair in Relationship.objects.filter(
                circle_id__in=circles, until_on=None, withdrawn_on=None
            ).values_list("person_id", "other_id")
        }
        relations = []
        for home, one, two, kind, row in wanted:
            person, other = persons.get(one), persons.get(two)
            if person is None or other is None or frozenset((one, two)) in there:
                continue
            births = [birth_of(each.born_on, each.birth_precision) for each in (person, other)]
            if decision := check_relationship(kind, births[0], births[1]):
                relations.append(NewRelation(home.circle, person, other, kind, source=self.source))
            else:
                words = _("Not written how the two are related: %(reason)s")
                remarks.setdefault(row, []).append(words % {"reason": decision.reason})
        people.relate_many(relations=relations, by=self.by)

    def notes(self) -> dict[Key, Remembered]:
        """What later runs must know of the households."""
        return {
            ("household", home.household_key): home.remembered()
            for home in self.homes.values()
            if home.household_key and home.household_id is not None
        }
