"""How a case ends and what follows: the closing's facts, its signature, closing itself, after-care, reopening.

Whether plans, notes and contacts are ready for closing is judged above this room, in the journeys; here stand the
facts and what the case itself requires.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.agency.access import actions as access
from alongside.agency.organisation import queries as organisation
from alongside.agency.staff.models import Worker
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, Stale, require
from alongside.ground.foundation.holding import held, held_if_any
from alongside.ground.foundation.reader import Reader
from alongside.record.cases.actions.spine import locked, moment_of, write_events
from alongside.record.cases.enums import AssignmentRole, ClosingReason, EventKind, Milestone, Stage
from alongside.record.cases.models import AfterCare, Assignment, Case, Closing, Participant
from alongside.record.cases.queries import carrying_on, events_of, standing
from alongside.record.cases.rules.events import SpineEvent
from alongside.record.cases.rules.moves import Attempt, may_close, may_reopen
from alongside.record.cases.rules.standing import may_end
from alongside.record.cases.rules.walk import OPEN_STATES

FINISHING_DAYS = 30
"""How long after closing (or after the last line of after-care is due) those who carried the case still see it."""

SIGNED_FIELDS = (
    "reasons",
    "reason_words",
    "planned",
    "agreed_with",
    "person_view",
    "recommendations",
    "destination",
    "summary",
)


@transaction.atomic
def write_closing(
    *,
    case: Case,
    reasons: Sequence[ClosingReason | str] = (),
    reason_words: str = "",
    planned: bool = True,
    agreed_with: str = "",
    person_view: str = "",
    person_view_by_id: int | None = None,
    recommendations: str = "",
    destination: str = "",
    summary: str = "",
    handed_over: Mapping[str, str] | None = None,
    version: int | None = None,
    by: Reader,
) -> Closing:
    """Write, or write again, how this episode of the case ends. Nothing is closed by it.

    ``handed_over`` says for each open requirement who takes it over. ``version`` is the version that was edited; a
    stale one raises Stale with what stands there now. Refused: a closing that is signed, a reason that does not exist,
    someone's view who takes no part, a closed case, anyone but carriers and their supervisor.
    """
    row = _open_case(case, by)
    _known(reasons)
    if person_view_by_id and not Participant.objects.filter(case=row, person_id=person_view_by_id).exists():
        reason = _("Choose someone who takes part in this case.")
        raise Refused("case.closing.person_view_by", reason, fields={"person_view_by": reason})
    values: dict[str, Any] = {
        "reasons": [str(ClosingReason(one)) for one in dict.fromkeys(reasons)],
        "reason_words": reason_words.strip(),
        "planned": planned,
        "agreed_with": agreed_with.strip(),
        "person_view": person_view.strip(),
        "person_view_by_id": person_view_by_id,
        "recommendations": recommendations.strip(),
        "destination": destination.strip(),
        "summary": summary.strip(),
        "handed_over": {key: who.strip() for key, who in (handed_over or {}).items() if who.strip()},
    }
    closing = held_if_any(Closing.objects.filter(case=row, episode=row.episode))
    if closing is None:
        return Closing.objects.create(circle_id=row.circle_id, case=row, episode=row.episode, **values)
    _unsigned(closing)
    if version is not None and version != closing.version:
        theirs = {name: str(getattr(closing, name)) for name in SIGNED_FIELDS}
        raise Stale(_("Somebody else wrote in this closing meanwhile. Choose which text stays."), theirs)
    for name, value in values.items():
        setattr(closing, name, value)
    closing.version += 1
    closing.save(update_fields=[*values, "version"])
    return closing


@transaction.atomic
def sign_closing(*, closing: Closing, by: Reader) -> Closing:
    """Sign the closing summary: a digest binds its words to the signature, and nothing changes it afterwards.

    Refused: signed already, no summary, no reason for closing, anyone but carriers and their supervisor.
    """
    row = locked(closing.case)
    require(may_end(by, standing(row, by)))
    signed = held(Closing.objects.filter(id=closing.id))
    _unsigned(signed)
    if not signed.summary:
        reason = _("Write a short summary of what happened before you sign.")
        raise Refused("case.closing.summary_required", reason, fields={"summary": reason})
    if not signed.reasons:
        reason = _("Choose why the case closes before you sign.")
        raise Refused("case.closing.reason_required", reason, fields={"reasons": reason})
    signed.summary_digest, signed.signed_at, signed.signed_by_id = closing_digest(signed), clock.now(), by.actor_id
    signed.version += 1
    signed.save(update_fields=["summary_digest", "signed_at", "signed_by_id", "version"])
    return signed


def closing_digest(closing: Closing) -> str:
    """The digest that a signature binds: SHA-256 over the words of the closing as sorted JSON."""
    words = {name: getattr(closing, name) for name in SIGNED_FIELDS}
    return hashlib.sha256(json.dumps(words, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def close(
    *,
    case: Case,
    closing: Closing,
    met: Collection[str] = (),
    attempts: Sequence[Attempt] = (),
    on: date | None = None,
    by: Reader,
) -> Case:
    """Close the case with the facts of ``closing``; after-care begins when lines of it wait.

    ``met`` are the protocol's requirements that other rooms found settled, ``attempts`` those to reach the person when
    contact is lost. Assignments end; whoever carried the case sees it for thirty days more (or until after-care ends).

    Refused, with the protocol's basis: no reason, contact lost without enough attempts, a requirement neither settled
    nor handed over; and for anyone but carriers and their supervisor.
    """
    row = _open_case(case, by)
    if closing.case_id != row.id or closing.episode != row.episode:
        raise NotFound
    events, protocol, at = events_of(row.id), organisation.rules_of(row.protocol_id), moment_of(on)
    require(
        may_close(
            events,
            protocol,
            reasons=closing.reasons,
            why=closing.reason_words,
            met=met,
            handed_over=closing.handed_over,
            attempts=attempts,
        )
    )
    access.say_why(closing.reason_words)
    closed = SpineEvent(EventKind.CLOSED, at, why=closing.reason_words, closing_reason=next(iter(closing.reasons), ""))
    waiting = list(AfterCare.objects.filter(closing=closing, done_on=None))
    after = [SpineEvent(EventKind.AFTER_CARE_STARTED, at)] if waiting else []
    view = write_events(row, [closed, *after], by=by)
    Closing.objects.filter(id=closing.id).update(closed_on=view.closed_on)
    _let_go(row, max([clock.today(), *(line.due_on for line in waiting)]), by=by)
    return row


def _let_go(case: Case, last_on: date, *, by: Reader) -> None:
    """End the assignments of a closed case; let each grant run out ``FINISHING_DAYS`` after ``last_on``."""
    until = moment_of(None) + timedelta(days=(last_on - clock.today()).days + FINISHING_DAYS)
    carrying = Assignment.objects.select_related("worker").filter(carrying_on(clock.today()), case=case)
    for one in carrying.order_by("id"):
        one.until_on = max(case.closed_on or clock.today(), one.from_on)
        one.version += 1
        one.save(update_fields=["until_on", "version"])
        access.assign(
            circle=case.circle_id, actor_id=one.worker.actor_id, why=_("Carried the case"), until=until, by=by
        )


@transaction.atomic
def add_after_care(
    *, closing: Closing, what: str, due_on: date, worker_id: int | None = None, owner_name: str = "", by: Reader
) -> AfterCare:
    """Add a line of after-care: what, who does it, by when.

    Refused without what it is, without somebody who does it (S-162), and for anyone but carriers and their supervisor.
    """
    row = locked(closing.case)
    require(may_end(by, standing(row, by)))
    problems = {}
    if not what.strip():
        problems["what"] = _("Say what will be done.")
    if worker_id is None and not owner_name.strip():
        problems["owner"] = _("Say who does it: a worker, the person herself, or somebody else by name.")
    if worker_id is not None and not Worker.objects.filter(id=worker_id, left_on=None).exists():
        problems["owner"] = _("Choose a worker who works here.")
    if problems:
        raise Refused("case.after_care.incomplete", " ".join(problems.values()), fields=problems)
    return AfterCare.objects.create(
        circle_id=row.circle_id,
        case=row,
        closing=closing,
        what=what.strip(),
        worker_id=worker_id,
        owner_name=owner_name.strip(),
        due_on=due_on,
    )


@transaction.atomic
def finish_after_care(*, line: AfterCare, outcome: str, on: date | None = None, by: Reader) -> None:
    """Record what came of a line of after-care; with the last one after-care ends.

    Refused without an outcome, for a line that is done, on a day still to come, and for anyone but those who carried
    the case, its team and their supervisor.
    """
    row = locked(line.case)
    require(may_end(by, standing(row, by)))
    line_now = held(AfterCare.objects.filter(id=line.id))
    if line_now.done_on is not None:
        raise Refused("case.after_care.done", _("This is done already."))
    if not outcome.strip():
        reason = _("Say in a few words what came of it.")
        raise Refused("case.after_care.outcome_required", reason, fields={"outcome": reason})
    moment_of(on)
    line_now.done_on, line_now.outcome = on or clock.today(), outcome.strip()
    line_now.version += 1
    line_now.save(update_fields=["done_on", "outcome", "version"])
    waiting = AfterCare.objects.filter(case=row, closing=line_now.closing, done_on=None).exists()
    if not waiting and row.state == "after_care":
        write_events(row, [SpineEvent(EventKind.AFTER_CARE_ENDED, clock.now())], by=by)


@transaction.atomic
def reopen(*, case: Case, why: str, to: Stage | str | None = None, worker_id: int | None = None, by: Reader) -> Case:
    """Open a closed case again as its next episode; earlier episodes stay as they were.

    ``to`` is the stage at which it opens (the protocol's own by default), ``worker_id`` who carries it from now on.
    Refused: a case that is not closed, no reason, a worker who has left, anyone but those who carried it and the
    supervisor of its team.
    """
    row = locked(case)
    require(may_end(by, standing(row, by)))
    protocol = organisation.rules_of(row.protocol_id)
    require(may_reopen(events_of(row.id), protocol, why), field="why")
    access.say_why(why.strip())
    worker = Worker.objects.filter(id=worker_id, left_on=None).first() if worker_id is not None else None
    if worker_id is not None and worker is None:
        reason = _("Choose a worker who works here.")
        raise Refused("case.worker.unknown", reason, fields={"worker": reason})
    now = clock.now()
    events = [SpineEvent(EventKind.REOPENED, now, why=why, stage=Stage(to) if to else None)]
    if worker is not None:
        events.append(SpineEvent(EventKind.MILESTONE, now, milestone=Milestone.WORKER_NAMED))
    write_events(row, events, by=by)
    if worker is not None:
        Assignment.objects.create(
            circle_id=row.circle_id, case=row, worker=worker, role=AssignmentRole.PRIMARY, from_on=clock.today()
        )
        access.assign(circle=row.circle_id, actor_id=worker.actor_id, why=_("Named worker"), by=by)
    return row


def _open_case(case: Case, by: Reader) -> Case:
    row = locked(case)
    require(may_end(by, standing(row, by)))
    if row.state not in OPEN_STATES:
        raise Refused("case.closed", _("This case is closed. Reopen it first."))
    return row


def _unsigned(closing: Closing) -> None:
    if closing.signed_at is not None:
        raise Refused("case.closing.signed", _("This closing is signed. What was signed does not change."))


def _known(reasons: Sequence[ClosingReason | str]) -> None:
    if not set(reasons) <= set(ClosingReason.values):
        reason = _("Choose a reason from the list.")
        raise Refused("case.closing.reason_unknown", reason, fields={"reasons": reason})
