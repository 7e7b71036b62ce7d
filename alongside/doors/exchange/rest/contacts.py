"""Contacts: what happened, recorded in one go with its note."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router

from alongside.agency.tokens.enums import Noun
from alongside.doors.exchange.api import begins, reads
from alongside.doors.exchange.entrance import ExchangeRequest
from alongside.doors.exchange.paging import page_of
from alongside.doors.exchange.rest.naming import worker_named
from alongside.doors.exchange.rest.pointing import called, people_named, person_named
from alongside.doors.exchange.rest.shapes_contacts import (
    ContactShown,
    ContactsSought,
    GoalTouched,
    NewContact,
    NextStepGiven,
)
from alongside.doors.exchange.shapes import Page
from alongside.doors.exchange.writing import shown, written
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import RESTRICTED, Reader
from alongside.practice.contacts import actions
from alongside.practice.contacts.actions import NextStep, NextTime
from alongside.practice.contacts.enums import LEVEL_OF, NoteKind
from alongside.practice.contacts.queries import CaseFacts, recording_facts, series
from alongside.practice.contacts.rules.formats import format_faults
from alongside.practice.plans.enums import StepOwner

router = Router()
OWN = (
    *("mode", "at", "ends_at", "place", "language", "interpreter", "interpreter_words", "not_about_a_goal"),
    *("confirmed", "text", "format", "sections", "own_words", "opinion", "shared", "hold_reason", "hold_until", "sign"),
)
"""Fields that the action knows by the same name."""
NAMES = {"co_author": "other_worker", "step_what": "next_step.what", "step_due_on": "next_step.due_on"}


@router.get("/contacts", **reads(Noun.CONTACTS, Page[ContactShown]))
def list_contacts(request: ExchangeRequest, sought: Query[ContactsSought]) -> Page[ContactShown]:
    """Contacts, the last written first."""
    found = series.contacts_after(
        after=sought.after,
        size=sought.limit,
        case=sought.case,
        person=sought.person,
        begins=sought.from_at,
        ends=sought.until_at,
        by=request.reader,
    )
    return page_of(found.items, found.after, ContactShown.of)


@router.get("/contacts/{uuid:contact}", **reads(Noun.CONTACTS, ContactShown))
def read_contact(request: ExchangeRequest, contact: UUID) -> HttpResponse:
    """One contact."""
    return shown(request, _show(request)(contact))


@router.post("/contacts", **begins(Noun.CONTACTS, ContactShown))
def record_contact(request: ExchangeRequest, given: NewContact) -> HttpResponse:
    """Record what happened, with its note, the goals that moved, the next step and the next time."""

    def act() -> UUID:
        facts = recording_facts(case=given.case, appointment=given.appointment, by=request.reader)
        goals = _goals(facts, given.goals)
        names = {f"goal_{goal}": f"goals.{place}.level" for place, (goal, _level) in enumerate(goals)}
        with called(
            {**NAMES, **names, "level": "restricted" if given.restricted else "kind"},
            section_="sections.",
            step_="next_step.",
            next_="next_appointment.",
        ):
            if given.format or given.sections:
                _check_format(facts, given)
            return actions.record_contact(
                case=facts.case,
                facts=facts,
                public_id=uuid4(),
                goals=goals,
                people=people_named(given.people, "people"),
                seen_alone=people_named(given.seen_alone, "seen_alone"),
                said_by_id=person_named(given.said_by, "said_by"),
                co_author_id=_other_worker(facts, given.other_worker),
                level=_level(given),
                next_step=_next_step(given.next_step, request.reader) if given.next_step else None,
                next_appointment=NextTime(**given.next_appointment.model_dump()) if given.next_appointment else None,
                by=request.reader,
                **given.model_dump(include=set(OWN)),
            ).public_id

    return written(request, act, _show(request), status=201)


def _show(request: ExchangeRequest) -> Callable[[UUID], ContactShown]:
    return lambda name: ContactShown.of(series.contact_fact(name, by=request.reader))


def _level(given: NewContact) -> int:
    """The level of an entry: that of its kind; ``restricted`` is the older way to say one of the kinds."""
    return RESTRICTED if given.restricted and given.kind == NoteKind.ORDINARY else LEVEL_OF[given.kind]


def _goals(facts: CaseFacts, given: list[GoalTouched]) -> list[tuple[int, int | None]]:
    """The house numbers of the open goals named, each with its level. Refused at the field of one that is not open."""
    known = {goal.public_id: goal.id for goal in facts.goals}
    reason = _("This is not an open goal of the case. Use an id from its goals.")
    faults = {f"goals.{place}.goal": reason for place, one in enumerate(given) if one.goal not in known}
    if len({one.goal for one in given}) < len(given):
        faults["goals"] = _("Name each goal once.")
    if faults:
        raise Refused("contact.goals", next(iter(faults.values())), fields=faults)
    return [(known[one.goal], one.level) for one in given]


def _check_format(facts: CaseFacts, given: NewContact) -> None:
    faults = format_faults(facts.rules, given.format or facts.rules.default_note_format, given.sections)
    if faults:
        raise Refused("note.format", next(iter(faults.values())), fields=faults)


def _other_worker(facts: CaseFacts, name: UUID | None) -> int | None:
    """The actor of a second worker who carries the case; None for None. Refused when nobody of it has the name."""
    if name is None:
        return None
    for carrier in facts.carriers:
        if carrier.public_id == name:
            return carrier.actor_id
    reason = _("Nobody who carries this case has this name. The case tells who does.")
    raise Refused("contact.other_worker", reason, fields={"other_worker": reason})


def _next_step(given: NextStepGiven, by: Reader) -> NextStep:
    own: dict[str, Any] = given.model_dump(include={"what", "due_on", "owner", "owner_name"})
    worker = worker_named(given.worker)
    if given.owner == StepOwner.WORKER and worker is None:
        worker = by.worker_id
    return NextStep(worker_id=worker, person_id=person_named(given.person, "next_step.person"), **own)
