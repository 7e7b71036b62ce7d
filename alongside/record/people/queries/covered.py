"""How people may be told something, for whoever writes to them and sees no record: what is safe, never where."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.ground.foundation import clock
from alongside.record.people.models import ContactPoint
from alongside.record.people.queries.reaching import preferences_of, reach_by_person
from alongside.record.people.rules.contact import Channel, Purpose, may_contact, unsafe_way
from alongside.record.people.rules.wording import safe_words


@dataclass(frozen=True, slots=True)
class Posting:
    """Whether a letter may go by post, and in words where or why not."""

    may: bool
    words: str


def covered_points(people: Collection[int]) -> list[ContactPoint]:
    """What these people called safe, the newest first, without a number or an address; privacy officers only.

    Whatever a programme for victims holds, sealed people and the officer's own relatives are not in it.
    """
    with connection.cursor() as cursor:
        cursor.execute("select * from app.covered_points(%s)", [sorted(people)])
        names = [column.name for column in cursor.description or ()]
        return [ContactPoint(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def ways_to_tell(people: Collection[int]) -> dict[int, str]:
    """How each person may safely be told something, in a few words; who has no way to be reached is left out."""
    return reach_by_person(covered_points(people))


def posting(person: int) -> Posting:
    """Whether a letter to this person may go by post (R-28): only to an address that she called safe for letters.

    What was never asked counts as no: a letter lies in the hall before anybody can ask.
    """
    points = covered_points([person])
    at = timezone.localtime(clock.now())
    for point in points:
        if may_contact(preferences_of(point), Channel.LETTER, at, Purpose.WORK):
            safe = safe_words(preferences_of(point), say_as=point.say_as, today=clock.today())
            place = point.label or point.get_kind_display()
            return Posting(True, _("By post only to: %(place)s. %(safe)s.") % {"place": place, "safe": safe})
    why = unsafe_way([preferences_of(one) for one in points], Channel.LETTER, at, guarded=True).reason
    return Posting(False, _("Do not post this letter. %(why)s You can hand it over.") % {"why": why})
