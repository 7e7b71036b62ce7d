"""Lines of my day that ask for something: their form, and those that come from care teams."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy_

from alongside.ground.foundation import clock
from alongside.practice.careteams.models import CareTeamMember
from alongside.practice.plans.models import StepUpdate
from alongside.record.cases.models import Case
from alongside.record.cases.queries.waiting import SIDES, WaitLine

KNOWN_BY = {
    "name": lazy_("Somebody in it bears the same name."),
    "phone": lazy_("Somebody in it has the same phone number."),
    "address": lazy_("Somebody in it lives at the same address, or near it."),
}
"""By what a worker and somebody in a record may know each other."""


@dataclass(frozen=True, slots=True)
class NeedLine:
    """Something that needs me: what, why in one sentence, by when, and the one thing to press."""

    icon: str
    role: str
    title: str
    why: str
    due_on: date | None
    overdue: bool
    url: str
    act: str


def partner_needs(
    mine: Mapping[int, Case], told: Iterable[StepUpdate], ending: Iterable[CareTeamMember]
) -> Iterable[NeedLine]:
    """What my day shows of care teams: what partners told and nobody has seen, and places that end within 14 days."""
    for words in told:
        member = words.member
        yield NeedLine(
            icon="message",
            role="sky",
            title=_("%(name)s told of “%(what)s”") % {"name": member.name, "what": words.step.what},
            why=_("%(case)s: %(words)s") % {"case": mine[words.step.case_id].title, "words": words.words},
            due_on=timezone.localdate(words.at),
            overdue=False,
            url=_url(mine[words.step.case_id].public_id, member.public_id),
            act=_("Look"),
        )
    for member in ending:
        day = date_format(member.until_on, "D j M")
        yield NeedLine(
            icon="clock",
            role="ochre",
            title=_("%(name)s leaves the care team") % {"name": member.name},
            why=_("%(case)s, last day %(day)s") % {"case": mine[member.case_id].title, "day": day},
            due_on=member.until_on,
            overdue=False,
            url=_url(mine[member.case_id].public_id, member.public_id),
            act=_("Look"),
        )


def supervisor_needs(lines: Iterable[WaitLine]) -> Iterable[NeedLine]:
    """What my day shows a supervisor: who works with two sides (S-177), who may know somebody in a case (S-203)."""
    today = clock.today()
    for line in lines:
        if line.what == SIDES:
            title, why = _("Who works with whom: %(case)s"), _("Two people of it stand against each other.")
            url = f"/cases/{line.case}/sides/{line.interest}/"
        else:
            title, why = _("%(name)s may know somebody: %(case)s"), str(KNOWN_BY[line.what])
            url = f"/boundaries/{line.case}/{line.worker}/"
        yield NeedLine(
            icon="scale" if line.what == SIDES else "shield",
            role="ochre",
            title=title % {"case": line.title, "name": line.name},
            why=why,
            due_on=line.due_on,
            overdue=line.due_on < today,
            url=url,
            act=_("Decide"),
        )


def _url(case: UUID, member: UUID) -> str:
    return f"/cases/{case}/team/{member}/"
