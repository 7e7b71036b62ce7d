"""The case page: hope, goals, what comes next, strengths, and everything that happened, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.shapes import shaped
from alongside.ground.foundation.together import together
from alongside.oversight.disposals.queries.holding import hold_stands
from alongside.practice.assessments.enums import StatementKind, StatementUrgency
from alongside.practice.assessments.models import Statement
from alongside.practice.assessments.queries import Hope, hope_among, said_hopes
from alongside.practice.contacts.queries import ContactView, Timeline, timeline
from alongside.practice.plans.queries import GoalCard, LineDue, StrengthInUse
from alongside.practice.plans.queries.goals import card_of, strengths_among
from alongside.practice.plans.queries.rows import rows_of
from alongside.practice.plans.queries.work import coming_among
from alongside.record.cases.enums import EventKind, Milestone, Stage
from alongside.record.cases.queries import CaseHead, case_head
from alongside.record.cases.rules.events import SpineEvent

SHOWN = ("all", "contacts", "steps")


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of the timeline: a contact, or a step of the case with who and why."""

    at: datetime
    contact: ContactView | None = None
    icon: str = ""
    role: str = "stone"
    title: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class KeepInMind:
    """Something that must not be forgotten at the next contact."""

    icon: str
    words: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything that the case page shows below its head."""

    head: CaseHead
    hope: Hope | None
    goals: tuple[GoalCard, ...]
    coming: tuple[LineDue, ...]
    strengths: tuple[StrengthInUse, ...]
    mind: tuple[KeepInMind, ...]
    moments: tuple[Moment, ...]
    more: str
    show: str
    held: bool = False

    @property
    def stuck(self) -> tuple[GoalCard, ...]:
        """The goals that have not moved, each with the rule in words."""
        return tuple(goal for goal in self.goals if goal.stuck)


def case_page(public_id: UUID, *, show: str = "all", after: str = "", by: Reader) -> CasePage:
    """The page of the case with this outside name; NotFound when absent or hidden. The reading is logged.

    ``show`` is one of ``SHOWN``; ``after`` is the mark at which the next page of the timeline begins. Eight statements,
    for a case with ten entries or with five hundred.
    """
    head = case_head(public_id, by=by)
    moments, more = _timeline(head, show, after)
    (statements,) = _statements(case=head.id)
    rows = rows_of([head.id], with_ended=False, also=said_hopes(statements))
    return CasePage(
        head=head,
        hope=hope_among(statements, rows.names),
        goals=tuple(card_of(goal, rows) for goal in rows.goals),
        coming=tuple(coming_among(rows, head)),
        strengths=tuple(strengths_among(statements, rows)),
        mind=tuple(_mind(head, statements)),
        moments=moments,
        more=more,
        show=show,
        held=hold_stands(head.circle_id),
    )


def case_timeline(public_id: UUID, *, show: str = "all", after: str = "", by: Reader) -> CasePage:
    """The timeline alone, for its own page."""
    head = case_head(public_id, by=by, act="timeline")
    moments, more = _timeline(head, show, after)
    return CasePage(head, None, (), (), (), (), moments, more, show)


def _timeline(head: CaseHead, show: str, after: str) -> tuple[tuple[Moment, ...], str]:
    found = timeline(head.id, after=after) if show != "steps" else Timeline((), "")
    moments = [Moment(one.at, contact=one) for one in found.entries]
    if show != "contacts":
        oldest = min((one.at for one in found.entries), default=None) if found.more else None
        newest = max((one.at for one in found.entries), default=None) if after else None
        moments += [
            moment
            for moment in _steps(head.events)
            if (oldest is None or moment.at >= oldest) and (newest is None or moment.at <= newest)
        ]
    moments.sort(key=lambda moment: moment.at, reverse=True)
    return tuple(moments), found.more


ROLES = {EventKind.CLOSED: "stone", EventKind.REOPENED: "sky", EventKind.OPENED: "sky", EventKind.MOVED: "ochre"}
ICONS = {EventKind.CLOSED: "door-exit", EventKind.REOPENED: "door", EventKind.OPENED: "door", EventKind.MOVED: "route"}


def _steps(events: Iterable[SpineEvent]) -> list[Moment]:
    """The steps of the case; what one worker recorded on one day without a reason stands in one line."""
    lines: list[Moment] = []
    for event in sorted(events, key=lambda one: one.at):
        moment = _moment(event)
        last = lines[-1] if lines else None
        plain = event.kind == EventKind.MILESTONE and not event.why
        if last and plain and last.role == "pine" and last.words == moment.words and last.at.date() == moment.at.date():
            lines[-1] = replace(last, title=f"{last.title}, {moment.title[:1].lower()}{moment.title[1:]}")
        else:
            lines.append(moment)
    return lines


def _moment(event: SpineEvent) -> Moment:
    kind = EventKind(event.kind)
    title = str(kind.label)
    if kind == EventKind.MILESTONE and event.milestone:
        title = str(Milestone(event.milestone).label)
    elif kind == EventKind.MOVED and event.stage:
        title = _("Moved to %(stage)s") % {"stage": Stage(event.stage).label}
    words = ". ".join(part for part in (str(event.by), event.why) if part)
    return Moment(event.at, None, ICONS.get(kind, "check"), ROLES.get(kind, "pine"), title, words)


@shaped
def _statements(*, case: int) -> tuple[list[Statement]]:
    """What the page shows of what was said and still holds: hopes, strengths and urgent needs."""
    kinds = Q(kind__in=(StatementKind.HOPE, StatementKind.STRENGTH))
    urgent = Q(kind=StatementKind.NEED, urgency=StatementUrgency.NOW)
    return together(Statement.objects.filter(kinds | urgent, case_id=case, ended_on=None).order_by("id"))


def _mind(head: CaseHead, statements: Iterable[Statement]) -> list[KeepInMind]:
    """What the next contact must not forget: urgent needs, interpreter, hidden places, an ending emergency access."""
    needs = [one for one in statements if one.kind == StatementKind.NEED]
    urgent = sorted(needs, key=lambda one: (one.said_on, one.id))
    lines = [KeepInMind("alert-triangle", need.words or need.own_words) for need in urgent[:5]]
    lines.append(KeepInMind("language", head.banner.interpreter))
    lines += [KeepInMind("lock", words) for words in head.banner.hidden]
    return lines
