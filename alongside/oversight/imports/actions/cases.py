"""Cases of a spreadsheet: one for each household and programme, each person with her own days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from alongside.agency.access import actions as access
from alongside.agency.access.enums import GrantReason
from alongside.ground.foundation.reader import Reader
from alongside.oversight.imports.actions.homes import Home, circle_kind
from alongside.oversight.imports.actions.memory import Key, Memory, Remembered
from alongside.oversight.imports.rules.lines import PersonLine
from alongside.record.cases import actions as cases
from alongside.record.cases.actions import Part, PastCase
from alongside.record.cases.enums import ParticipantRole
from alongside.record.cases.models import Case, Participant
from alongside.record.people.enums import HouseholdPart
from alongside.record.people.models import Person

ROLES = {
    HouseholdPart.PARTNER: ParticipantRole.PARTNER,
    HouseholdPart.CHILD: ParticipantRole.CHILD,
    HouseholdPart.PARENT: ParticipantRole.PARENT,
    HouseholdPart.RELATIVE: ParticipantRole.RELATIVE,
    HouseholdPart.OTHER: ParticipantRole.OTHER,
}


def case_key(line: PersonLine) -> str:
    """By which a later run knows the case of a row again: its home and its programme."""
    return f"{line.home}|{line.programme.code if line.programme else ''}"


@dataclass
class Group:
    """The rows of one case."""

    home: Home
    lines: list[PersonLine] = field(default_factory=list)
    circle: int = 0

    @property
    def focus(self) -> PersonLine:
        """Whose case it is: the head of the household, else the first."""
        return next((line for line in self.lines if line.part == HouseholdPart.HEAD), self.lines[0])

    @property
    def closed_on(self) -> date | None:
        """The day on which the last of them left, when all have."""
        days = [line.closed_on for line in self.lines]
        return max(day for day in days if day) if all(days) else None


def bring_in_their_cases(
    lines: Sequence[PersonLine],
    persons: Mapping[int, Person],
    homes: Mapping[str, Home],
    memory: Memory,
    *,
    source: str,
    by: Reader,
) -> dict[Key, Remembered]:
    """Open the cases of ``lines``; who joins a case that an earlier row opened takes part in it from her own day.

    Returns what later runs must know of the cases.
    """
    groups: dict[str, Group] = {}
    for line in lines:
        if line.programme is None:
            continue
        known = memory.of("case", case_key(line))
        if known is not None:
            _join(line, persons[line.number], known.row_id or 0, by=by)
        else:
            groups.setdefault(case_key(line), Group(homes[line.home])).lines.append(line)
    if not groups:
        return {}
    _circles(groups, persons, source, by)
    why = _("Brought in from %(source)s") % {"source": source}
    rows = cases.bring_in_cases(cases=[_past(group, persons, source, why) for group in groups.values()], by=by)
    return {
        ("case", key): Remembered("", row.id, {"circle": row.circle_id}, "case")
        for key, row in zip(groups, rows, strict=True)
    }


def _circles(groups: Mapping[str, Group], persons: Mapping[int, Person], source: str, by: Reader) -> None:
    """The first case of a home lives in its circle, every other one in a circle of its own."""
    apart: list[Group] = []
    for key, group in groups.items():
        home, first = group.home, group.lines[0]
        if not home.hosted and home.kind == circle_kind(first) and home.team_id == first.team_id:
            home.hosted, group.circle = key, home.circle
        else:
            apart.append(group)
    why = _("Brought in from %(source)s") % {"source": source}
    wanted = [(group.lines[0].team_id, circle_kind(group.lines[0])) for group in apart]
    circles = access.open_circles(wanted=wanted, ground=GrantReason.IMPORT, why=why, by=by) if apart else []
    for group, circle in zip(apart, circles, strict=True):
        group.circle = circle
    pairs = [(group.circle, persons[line.number].id) for group in apart for line in group.lines]
    if pairs:
        access.add_subjects(pairs=pairs, why=why, by=by)


def _past(group: Group, persons: Mapping[int, Person], source: str, why: str) -> PastCase:
    focus, closed = group.focus, group.closed_on
    opened = min(line.opened_on for line in group.lines if line.opened_on)
    parts: dict[int, Part] = {}
    for line in group.lines:
        number = persons[line.number].id
        parts.setdefault(
            number,
            Part(number, ROLES.get(line.part, ParticipantRole.PERSON), focus=line is focus, from_on=line.opened_on),
        )
    summary = _("Closed in another system on %(day)s; brought in from %(source)s.")
    return PastCase(
        circle=group.circle,
        programme_id=focus.programme.id if focus.programme else 0,
        people=tuple(parts.values()),
        opened_on=opened,
        closed_on=closed,
        worker_id=next((line.worker_id for line in group.lines if line.worker_id), None),
        until={persons[line.number].id: line.closed_on for line in group.lines if line.closed_on},
        why=why,
        summary=summary % {"day": closed.isoformat(), "source": source} if closed else "",
    )


def _join(line: PersonLine, person: Person, case_id: int, *, by: Reader) -> None:
    """Take part in a case that is there; somebody who has left again has an end."""
    case = Case.objects.get(id=case_id)
    if Participant.objects.filter(case=case, person=person, until_on=None).exists():
        return
    begin = max(line.opened_on or case.opened_on, case.opened_on)
    part = cases.add_participant(
        case=case, person_id=person.id, role=ROLES.get(line.part, ParticipantRole.PERSON), from_on=begin, by=by
    )
    if line.closed_on:
        Participant.objects.filter(id=part.id).update(until_on=max(line.closed_on, begin), version=part.version + 1)
