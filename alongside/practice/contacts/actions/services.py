"""Services that were given elsewhere and come by import."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.practice.contacts.enums import ContactMode
from alongside.practice.contacts.models import Contact, ContactPerson
from alongside.record.cases.models import Case


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
