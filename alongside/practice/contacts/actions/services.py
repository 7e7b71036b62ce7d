"""Services and contacts that were given and kept elsewhere and come by import."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext as _

from alongside.agency.organisation import queries as organisation
from alongside.agency.staff.rules import signs_alone
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.many import insert_many
from alongside.ground.foundation.reader import Reader
from alongside.practice.contacts.enums import ContactMode
from alongside.practice.contacts.models import Contact, ContactPerson, Note
from alongside.practice.contacts.rules.contacts import Happened, Written
from alongside.practice.contacts.rules.notes import content_digest
from alongside.record.cases.models import Case

ABOUT = 300
"""How many letters of a contact that came from elsewhere stand beside it; more become a note."""

UNREAD_DAYS = 90
LAST_CONTACT = """
update cases_case c set last_contact_at = w.at
  from unnest(%s::bigint[], %s::timestamptz[]) as w(id, at)
 where c.id = w.id and (c.last_contact_at is null or c.last_contact_at < w.at)"""


@dataclass(frozen=True, slots=True)
class Service:
    """A service that was given, as an import brings it: when, to whom, what, and from which source."""

    at: datetime
    what: str
    people: Sequence[int] = ()
    ends_at: datetime | None = None
    place: str = ""


def record_service(*, case: Case, services: Sequence[Service], source: str, by: Reader) -> list[Contact]:
    """Record services that were given elsewhere, from an import: one contact each (mode "service"), no note to sign.

    ``source`` names where they come from. Refused: no source, an end before the start. Two statements for any number;
    returns the contacts in their order.
    """
    if not source.strip():
        raise Refused("service.source", _("Say where these services come from."))
    if any(one.ends_at is not None and one.ends_at < one.at for one in services):
        raise Refused("service.ends_at", _("A service ends before it starts. Put the two times right."))
    with transaction.atomic():
        rows = Contact.objects.bulk_create(
            [
                Contact(
                    circle_id=case.circle_id,
                    case_id=case.id,
                    mode=ContactMode.SERVICE,
                    at=one.at,
                    ends_at=one.ends_at,
                    place=one.place.strip()[:200],
                    about=one.what.strip()[:300],
                    source=source.strip()[:120],
                    recorded_at=clock.now(),
                    author_id=by.actor_id,
                )
                for one in services
            ]
        )
        ContactPerson.objects.bulk_create(
            [
                ContactPerson(circle_id=case.circle_id, contact=row, person_id=person)
                for row, one in zip(rows, services, strict=True)
                for person in one.people
            ]
        )
    return rows


@dataclass(frozen=True, slots=True)
class PastContact:
    """A contact that another system has kept: with whom of which case, when, how, and what was written of it."""

    case: Case
    person_id: int
    at: datetime
    mode: ContactMode = ContactMode.SERVICE
    note: str = ""


def bring_in_contacts(*, contacts: Sequence[PastContact], source: str, by: Reader) -> list[Contact]:
    """Write contacts down that another system has kept, from an import; returns them in their order.

    A short note says what the contact was about. A long one becomes a note, signed by ``by``: the signature binds the
    words as they came, and says nothing of who wrote them, which ``source`` does. It is held back from the person
    until somebody has read it, or for ``UNREAD_DAYS``. Refused: no source, a time to come. Five statements.
    """
    if not source.strip():
        raise Refused("service.source", _("Say where these services come from."))
    if any(one.at > clock.now() for one in contacts):
        reason = _("This time is still to come. Only what has happened is brought in.")
        raise Refused("service.at", reason, fields={"at": reason})
    with transaction.atomic():
        rows = insert_many([_past(one, source, by) for one in contacts])
        pairs = list(zip(rows, contacts, strict=True))
        insert_many(
            [ContactPerson(circle_id=row.circle_id, contact=row, person_id=one.person_id) for row, one in pairs]
        )
        insert_many([_note(row, one, source, by) for row, one in pairs if len(one.note) > ABOUT])
        newest: dict[int, datetime] = {}
        for one in contacts:
            newest[one.case.id] = max(one.at, newest.get(one.case.id, one.at))
        with connection.cursor() as cursor:
            cursor.execute(LAST_CONTACT, [list(newest), list(newest.values())])
    return rows


def _past(one: PastContact, source: str, by: Reader) -> Contact:
    return Contact(
        circle_id=one.case.circle_id,
        case_id=one.case.id,
        mode=one.mode,
        at=one.at,
        about=one.note if len(one.note) <= ABOUT else "",
        not_about_a_goal=True,
        source=source.strip()[:120],
        recorded_at=clock.now(),
        author_id=by.actor_id,
    )


def _note(row: Contact, one: PastContact, source: str, by: Reader) -> Note:
    rules = organisation.rules_of(one.case.protocol_id)
    reason = _("Brought in from %(source)s: read it before it is shared") % {"source": source.strip()}
    until = clock.today() + timedelta(days=UNREAD_DAYS)
    written = Written(rules.default_note_format, one.note, shared=False, hold_reason=reason[:300], hold_until=until)
    told = Happened(mode=row.mode, at=row.at, people=(one.person_id,), not_about_a_goal=True)
    return Note(
        circle_id=row.circle_id,
        contact=row,
        case_id=row.case_id,
        format=written.format,
        text=written.text,
        shared=False,
        hold_reason=written.hold_reason,
        hold_until=written.hold_until,
        signed_at=clock.now(),
        signed_by_id=by.actor_id,
        needs_cosign=not signs_alone(by.roles),
        digest=content_digest(row.public_id, by.actor_id, told, written),
        author_id=by.actor_id,
    )
