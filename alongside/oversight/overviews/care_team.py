"""Everybody who works with a person: workers by their grants, professionals of other agencies by what is shared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.agency.access import queries as access
from alongside.agency.access.enums import GrantReason, GrantScope
from alongside.agency.access.queries import Opening
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import PSYCHOTHERAPY, RESTRICTED, SAFE_LOCATION, SUBSTANCE_USE
from alongside.ground.foundation.text import joined
from alongside.practice.careteams.models import CareTeamMember
from alongside.practice.careteams.queries import MemberLine, care_team, member_line
from alongside.practice.plans.queries.sharing import (
    ShareableLine,
    UpdateLine,
    shareable_lines,
    shared_counts,
    unseen_updates,
    updates_of,
)
from alongside.record.cases.queries import CaseHead
from alongside.record.cases.rules.events import local_day

FOREVER = 9000


@dataclass(frozen=True, slots=True)
class WorkerLine:
    """A worker of the agency in the care team: what she does, what she may see, until when (None: no end)."""

    actor_id: int
    name: str
    does: str
    sees: str
    until_on: date | None


@dataclass(frozen=True, slots=True)
class OutsideLine:
    """A professional of another agency: their place, how many lines they see, whether something new was told."""

    line: MemberLine
    sees: str
    told: int
    ends_in: int | None


@dataclass(frozen=True, slots=True)
class CareTeamPage:
    """Everybody who works with the person of a case."""

    workers: tuple[WorkerLine, ...]
    others: tuple[OutsideLine, ...]
    before: tuple[OutsideLine, ...]


@dataclass(frozen=True, slots=True)
class MemberPage:
    """One professional: their place, the lines they see or could be shown, what they told."""

    line: MemberLine
    shown: tuple[ShareableLine, ...]
    offered: tuple[ShareableLine, ...]
    updates: tuple[UpdateLine, ...]
    ends_in: int | None


def care_team_page(head: CaseHead) -> CareTeamPage:
    """The care team of a case: the same few statements for one member and for fifty; the reading is noted."""
    members = care_team(head.id, head.circle_id)
    counts = shared_counts([one.actor_id for one in members if one.live])
    told: dict[int, int] = {}
    for words in unseen_updates([head.id]):
        told[words.member_id] = told.get(words.member_id, 0) + 1
    lines = [_outside(one, counts, told) for one in members]
    return CareTeamPage(
        workers=tuple(_workers(head)),
        others=tuple(one for one in lines if one.line.live),
        before=tuple(one for one in lines if not one.line.live),
    )


def member_page(row: CareTeamMember) -> MemberPage:
    """One professional of a care team."""
    line = member_line(row)
    lines = shareable_lines(row.case_id, row.actor_id) if line.live else ()
    return MemberPage(
        line=line,
        shown=tuple(one for one in lines if one.shared),
        offered=tuple(one for one in lines if not one.shared),
        updates=updates_of(row.id),
        ends_in=_ends_in(line),
    )


def _ends_in(line: MemberLine) -> int | None:
    """In how many days a place ends that ends soon."""
    return (line.until_on - clock.today()).days if line.state == "ending" else None


def _outside(line: MemberLine, counts: Mapping[int, int], told: Mapping[int, int]) -> OutsideLine:
    n = counts.get(line.actor_id, 0)
    sees = ngettext("One line of the plan", "%(n)d lines of the plan", n) % {"n": n} if n else _("No line yet")
    return OutsideLine(line, sees, told.get(line.number, 0), _ends_in(line))


def _workers(head: CaseHead) -> Iterable[WorkerLine]:
    """Those whose grant opens this case: who carries it first, then who supervises or looks in an emergency."""
    carriers = {one.actor_id: one for one in head.carriers}
    strongest: dict[int, Opening] = {}
    levels: dict[int, int] = {}
    for one in access.who_can_see(head.circle_id):
        levels[one.actor_id] = levels.get(one.actor_id, 0) | one.levels
        if one.scope == GrantScope.CIRCLE or one.reason == GrantReason.SUPERVISOR:
            strongest.setdefault(one.actor_id, one)
    for actor_id, one in sorted(strongest.items(), key=lambda item: item[0] not in carriers):
        carrier = carriers.get(actor_id)
        does = carrier.role_words if carrier else str(GrantReason(one.reason).label)
        yield WorkerLine(actor_id, one.name, does, _sees(levels[actor_id]), _until(one))


def _until(one: Opening) -> date | None:
    day = local_day(one.valid_until)
    return day if day.year < FOREVER else None


def _sees(levels: int) -> str:
    """What the levels of a grant open, in words."""
    more = (
        (RESTRICTED, _("restricted entries")),
        (SAFE_LOCATION, _("hidden addresses")),
        (PSYCHOTHERAPY | SUBSTANCE_USE, _("counselling notes")),
    )
    words = [_("The ordinary part"), *(name for bit, name in more if levels & bit)]
    return joined(words, last=_("and"))
