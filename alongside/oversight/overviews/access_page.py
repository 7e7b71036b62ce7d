"""Why can I see this: the ground of access in one sentence, what it opens, who else can and when they looked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.agency.access import queries as access
from alongside.agency.access.enums import GrantReason, GrantScope, ShareGround, act_words
from alongside.agency.access.queries import Look, Masked, Opening
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import ORDINARY, PSYCHOTHERAPY, RESTRICTED, SAFE_LOCATION, SUBSTANCE_USE, Reader
from alongside.ground.foundation.text import joined
from alongside.practice.careteams import queries as careteams
from alongside.record.cases import queries as cases
from alongside.record.cases.enums import AssignmentRole, EventKind, Milestone
from alongside.record.cases.queries import CarrierLine, CaseHead
from alongside.record.cases.rules.events import day_words, local_day

FOREVER = 9000
LOOKS = 200
GROUNDS = {one.value: one.label for one in (*ShareGround, *GrantReason)}
"""On what ground somebody looked: a grant, or for somebody outside what was shared with them."""


@dataclass(frozen=True, slots=True)
class OpensLine:
    """One kind of entry and whether it is open to the reader; ``closed`` says whom to ask when it is not."""

    what: str
    open: bool
    words: str


@dataclass(frozen=True, slots=True)
class SeerLine:
    """Somebody who can see the case: on what ground, until when, and when she last looked."""

    actor_id: int
    name: str
    why: str
    looked: str
    me: bool


@dataclass(frozen=True, slots=True)
class LookLine:
    """One reading of the case."""

    at: datetime
    name: str
    act: str
    ground: str


@dataclass(frozen=True, slots=True)
class AccessPage:
    """Why the reader sees a case: ``because`` in bold, ``since`` after it; what it opens; who else can."""

    because: str
    since: str
    told: str
    opens: tuple[OpensLine, ...]
    seers: tuple[SeerLine, ...]


@dataclass(frozen=True, slots=True)
class MaskedPage:
    """What the index right alone shows of a case: whose team it is, whom to ask, whom an emergency tells."""

    circle: UUID
    name: str
    born_year: int | None
    team: str
    ask: tuple[str, ...]
    told: tuple[str, ...]


def access_page(head: CaseHead, *, by: Reader) -> AccessPage:
    """The page for a reader who sees the case of ``head``; two statements besides the head's."""
    openings = access.who_can_see(head.circle_id)
    mine = [one for one in openings if one.actor_id == by.actor_id]
    because, since = _ground(head, mine, by)
    return AccessPage(
        because=because,
        since=since,
        told=_told(head),
        opens=_opens(head, _levels(mine)),
        seers=_seers(head, openings, by),
    )


def who_looked(head: CaseHead) -> tuple[LookLine, ...]:
    """The newest readings of the case, whoever it was."""
    return tuple(_look(one) for one in access.who_looked(head.circle_id, LOOKS))


def masked_page(case: UUID) -> MaskedPage | None:
    """What may be known of a case with the index right alone; None when absent, hidden, or of a victim service."""
    known = cases.masked_case(case)
    masked: Masked | None = access.masked_circle(known.circle) if known else None
    if known is None or masked is None:
        return None
    access.note_reading("masked case", circle=masked.circle_id, kind="case", result="masked")
    told = cases.reviewers(masked.team)
    supervisors = [one.name for one in told if one.supervises]
    carriers = [name for name in (masked.carriers or "").split(", ") if name]
    return MaskedPage(
        known.circle,
        known.name,
        known.born_year,
        masked.team,
        tuple(carriers or supervisors),
        tuple(one.name for one in told),
    )


def _ground(head: CaseHead, mine: Sequence[Opening], by: Reader) -> tuple[str, str]:
    """The strongest ground of access as a sentence: what it is, and since when or until when."""
    carrier = next((one for one in head.carriers if one.worker_id == by.worker_id), None)
    if carrier:
        return _carrier_sentence(head, carrier)
    by_reason = {one.reason: one for one in mine}
    since = {one.reason: day_words(local_day(one.valid_from), clock.today()) for one in mine}
    if GrantReason.ASSIGNED in by_reason:
        until = day_words(local_day(by_reason[GrantReason.ASSIGNED].valid_until), clock.today())
        return _("You carried this case."), _("You see it until %(day)s, to finish what is open.") % {"day": until}
    if head.standing.supervises:
        return _("You supervise the %(team)s, which carries this case.") % {"team": head.team}, ""
    if GrantReason.INTAKE in by_reason:
        return _("You took this request in"), _("on %(day)s.") % {"day": since[GrantReason.INTAKE]}
    if GrantReason.IMPORT in by_reason:
        return _("You brought this record in"), _("on %(day)s.") % {"day": since[GrantReason.IMPORT]}
    if head.standing.in_team:
        return _("You work in the %(team)s, which carries this case.") % {"team": head.team}, ""
    emergency = by_reason.get(GrantReason.EMERGENCY)
    if emergency:
        until = f"{timezone.localtime(emergency.valid_until):%H:%M}"
        words = _("until %(time)s. You wrote: “%(why)s”") % {"time": until, "why": emergency.why}
        return _("You opened this in an emergency,"), words
    return _("You may see this case."), ""


def _carrier_sentence(head: CaseHead, carrier: CarrierLine) -> tuple[str, str]:
    name = head.banner.called or head.banner.name
    sentences = {
        AssignmentRole.PRIMARY: _("You are %(name)s’s named worker"),
        AssignmentRole.CO_WORKER: _("You work with %(name)s together with the named worker"),
        AssignmentRole.COVER: _("You cover for %(name)s’s named worker"),
    }
    what = {"day": day_words(carrier.from_on, clock.today()), "team": head.team}
    since = _("since %(day)s, %(team)s.") % what
    if carrier.until_on:
        until = day_words(carrier.until_on, clock.today())
        since = _("since %(day)s, until %(until)s, %(team)s.") % {**what, "until": until}
    return sentences[AssignmentRole(carrier.role)] % {"name": name}, since


def _told(head: CaseHead) -> str:
    """When confidentiality was explained, or that it was not yet."""
    given = [
        event
        for event in head.events
        if event.kind == EventKind.MILESTONE and event.milestone == Milestone.NOTICE_GIVEN
    ]
    name = head.banner.called or head.banner.name
    if not given:
        return _("%(name)s has not been told yet who can see this.") % {"name": name}
    day = day_words(local_day(given[-1].at), clock.today())
    return _("%(name)s was told on %(day)s.") % {"name": name, "day": day}


def _levels(mine: Iterable[Opening]) -> int:
    bits = 0
    for one in mine:
        bits |= one.levels
    return bits


def _opens(head: CaseHead, levels: int) -> tuple[OpensLine, ...]:
    asked = joined([one.name for one in head.carriers], last=_("or"))
    ask = _("Closed to you. Ask %(names)s") % {"names": asked} if asked else _("Closed to you. Ask the supervisor")
    own = _("Read and write")
    return (
        OpensLine(_("Plan, contacts, goals, assessment"), bool(levels & ORDINARY), own if levels & ORDINARY else ask),
        OpensLine(_("Restricted entries"), bool(levels & RESTRICTED), own if levels & RESTRICTED else ask),
        OpensLine(_("Addresses kept hidden"), bool(levels & SAFE_LOCATION), own if levels & SAFE_LOCATION else ask),
        OpensLine(
            _("Notes of counselling and substance use treatment"),
            bool(levels & (PSYCHOTHERAPY | SUBSTANCE_USE)),
            own if levels & (PSYCHOTHERAPY | SUBSTANCE_USE) else _("Closed to you. Only for those who write them"),
        ),
        OpensLine(_("Supervision notes, other workers’ drafts"), False, _("Never part of a case")),
    )


def _seers(head: CaseHead, openings: Sequence[Opening], by: Reader) -> tuple[SeerLine, ...]:
    """Everyone who can see the case, once each, on the strongest ground; the reader last."""
    strongest: dict[int, Opening] = {}
    for one in sorted(openings, key=_strength):
        strongest.setdefault(one.actor_id, one)
    carriers = {one.actor_id: one for one in head.carriers}
    lines = [
        SeerLine(
            one.actor_id,
            one.name,
            _("You") if one.actor_id == by.actor_id else _why(head, one, carriers.get(one.actor_id)),
            _looked(one.looked_at),
            one.actor_id == by.actor_id,
        )
        for one in strongest.values()
    ]
    officers = [one for one in cases.reviewers(head.team) if not one.supervises and one.actor_id not in strongest]
    words = _("Privacy officer. Sees who looked, not what")
    lines += [SeerLine(one.actor_id, one.name, words, "", one.actor_id == by.actor_id) for one in officers]
    lines += list(_outside(head))
    return tuple(sorted(lines, key=lambda line: line.me))


def _outside(head: CaseHead) -> Iterable[SeerLine]:
    """Professionals of other agencies, who see what was shared with them and nothing else."""
    for one in careteams.care_team(head.id, head.circle_id):
        if one.live:
            until = day_words(one.until_on, clock.today())
            words = _("Only lines of the plan shared with them, until %(day)s") % {"day": until}
            yield SeerLine(one.actor_id, f"{one.name}, {one.organisation}", words, "", me=False)


def _strength(one: Opening) -> tuple[bool, int]:
    order = [*(GrantReason.ASSIGNED, GrantReason.SUPERVISOR, GrantReason.INTAKE, GrantReason.IMPORT), GrantReason.TEAM]
    place = order.index(GrantReason(one.reason)) if one.reason in order else len(order)
    return one.scope != GrantScope.CIRCLE and one.reason == GrantReason.TEAM, place


def _why(head: CaseHead, one: Opening, carrier: CarrierLine | None) -> str:
    if carrier:
        until = _(" to %(day)s") % {"day": day_words(carrier.until_on, clock.today())} if carrier.until_on else ""
        return f"{carrier.role_words}{until}"
    end = local_day(one.valid_until)
    last = f"{timezone.localtime(one.valid_until):%H:%M}" if end == clock.today() else day_words(end, clock.today())
    until = _(", until %(day)s") % {"day": last} if end.year < FOREVER else ""
    words = {
        GrantReason.ASSIGNED: _("Carried the case"),
        GrantReason.SUPERVISOR: _("Supervises the %(team)s") % {"team": head.team},
        GrantReason.TEAM: _("Works in the %(team)s. Ordinary part only") % {"team": head.team},
        GrantReason.INTAKE: _("Took the request in"),
        GrantReason.IMPORT: _("Brought the record in"),
        GrantReason.EMERGENCY: _("Emergency access"),
    }.get(GrantReason(one.reason), str(GrantReason(one.reason).label))
    return f"{words}{until}"


def _looked(at: datetime | None) -> str:
    if at is None:
        return _("Never")
    day: date = local_day(at)
    if day == clock.today():
        return _("Looked today")
    return _("Looked %(day)s") % {"day": day_words(day, clock.today())}


def _look(one: Look) -> LookLine:
    ground = str(GROUNDS.get(one.ground, ""))
    return LookLine(one.at, one.name, act_words(one.act), ground)
