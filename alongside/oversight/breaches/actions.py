"""A breach is taken down, what was done is added to its diary, harm is weighed, and it is closed with what was learned.

Nothing that was written is changed: what turns out otherwise is a further entry.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused, require
from alongside.ground.foundation.reader import READS_LOGS, Reader
from alongside.oversight.breaches.enums import BreachLaw, EntryKind, Noticed
from alongside.oversight.breaches.models import Breach, BreachAssessment, BreachEntry, BreachPerson
from alongside.oversight.breaches.queries import breach_line, breach_row, last_harm
from alongside.oversight.breaches.rules import may_close

WORDS = 10
NEEDS_WHOM = (EntryKind.TOLD_HOUSE, EntryKind.TOLD_AUTHORITY, EntryKind.TOLD_PEOPLE)


@transaction.atomic
def take_breach(
    *,
    kind: str,
    title: str,
    happened: str,
    found_at: datetime,
    happened_on: date | None = None,
    people: int | None = None,
    law: str = BreachLaw.UNSURE,
    own_hours: int = 24,
    noticed: str = Noticed.TOLD,
    about_id: int | None = None,
    by: Reader,
) -> Breach:
    """Take a breach down; its clocks run from ``found_at``, when the agency came to know.

    ``about_id`` is the worker whom it is about: she does not see the entry. ``law`` says which
    clocks run. Refused: a time that lies ahead, too few
    words, to whoever is no privacy officer, and about oneself.
    """
    if not by.holds(READS_LOGS):
        raise Refused("breach.officer", _("Privacy officers keep the register. Tell one of them what happened."))
    if about_id == by.actor_id:
        raise Refused("breach.self", _("This is about you. Another privacy officer takes it down."))
    if found_at > clock.now():
        raise _field("found_at", _("This moment lies ahead. Write when somebody here came to know of it."))
    _need(happened, "happened", _("Write what happened: at least 10 letters."))
    return Breach.objects.create(
        kind=kind,
        noticed=noticed,
        title=title.strip(),
        happened=happened.strip(),
        happened_on=happened_on,
        found_at=found_at,
        people=people,
        law=law,
        own_hours=own_hours,
        about_id=about_id,
        taken_by_id=by.actor_id,
    )


@transaction.atomic
def add_breach_entry(
    *,
    breach: UUID,
    kind: str,
    words: str,
    at: datetime | None = None,
    whom: str = "",
    people: int | None = None,
    by: Reader,
) -> BreachEntry:
    """Add to the diary of a breach: what was done, who was told and when, or that it is closed.

    Refused: a time that lies ahead, nobody named who was told, closing before everybody was told, anything after it.
    """
    row = breach_row(breach)
    line = breach_line(row)
    moment = at or clock.now()
    if line.closed_at is not None:
        raise Refused("breach.closed", _("This entry is closed. Take a new one down and name this one in it."))
    if moment > clock.now():
        raise _field("at", _("This moment lies ahead."))
    if kind in NEEDS_WHOM and len(whom.strip()) < 2:
        raise _field("whom", _("Write who was told."))
    if kind == EntryKind.COUNTED and people is None:
        raise _field("people", _("Write how many people it touches."))
    _need(words, "words", _("Write what it was: at least 10 letters."))
    if kind == EntryKind.CLOSED:
        require(may_close(lines=line.clocks, harm=last_harm(row.id), words=words), field="words")
    return BreachEntry.objects.create(
        breach=row, kind=kind, at=moment, whom=whom.strip(), people=people, words=words.strip(), by_id=by.actor_id
    )


@transaction.atomic
def weigh_harm(
    *, breach: UUID, what_kind: str, who_got_it: str, was_it_seen: str, what_limits_it: str, harm: str, by: Reader
) -> BreachAssessment:
    """Answer the four questions of 45 CFR 164.402(2), each in words, and say what they come to."""
    row = breach_row(breach)
    answers = {
        "what_kind": what_kind,
        "who_got_it": who_got_it,
        "was_it_seen": was_it_seen,
        "what_limits_it": what_limits_it,
    }
    for field, words in answers.items():
        _need(words, field, _("Answer in at least 10 letters; “not known yet” is an answer."))
    return BreachAssessment.objects.create(
        breach=row, harm=harm, by_id=by.actor_id, **{field: words.strip() for field, words in answers.items()}
    )


@transaction.atomic
def add_breach_person(*, breach: UUID, case_number: str, person: UUID | None, by: Reader) -> None:
    """Write down somebody whom a breach touches, found by the number of a case; refused as absent is."""
    row = breach_row(breach)
    with connection.cursor() as cursor:
        cursor.execute("select * from app.request_person(%s, %s)", [case_number.strip(), person])
        found = cursor.fetchone()
    if found is None:
        raise _field("person", _("Choose the person. A case that is not in the list is not one that you may know of."))
    if not BreachPerson.objects.filter(breach=row, person_id=found[0]).exists():
        BreachPerson.objects.create(breach=row, person_id=found[0], person_name=found[1], by_id=by.actor_id)


def _need(text: str, field: str, words: str) -> None:
    if len(text.strip()) < WORDS:
        raise _field(field, words)


def _field(field: str, words: str) -> Refused:
    return Refused(f"breach.{field}", words, fields={field: words})
