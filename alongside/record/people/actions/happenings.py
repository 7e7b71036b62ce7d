"""Events of a life: written down, changed, taken back."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.agency.access import actions as access
from alongside.agency.access.models import Circle
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, require
from alongside.ground.foundation.reader import ORDINARY, Reader
from alongside.record.people.actions.noting import fresh, name_people, refuse_all
from alongside.record.people.models import LifeEvent, LifeEventPerson
from alongside.record.people.queries.happenings import levels_held
from alongside.record.people.rules.happenings import EVENT_LEVELS, UNKNOWN, EventText, event_faults, may_keep_at
from alongside.record.people.rules.keeping import may_keep_people


@transaction.atomic
def add_life_event(
    *,
    circle: int,
    people: Sequence[int],
    text: EventText,
    level: int = ORDINARY,
    by: Reader,
) -> LifeEvent:
    """Write down what happened to ``people``, kept in ``circle``, on a day as exactly as it is known.

    Timelines tell gains first (S-241). ``level`` is ORDINARY or RESTRICTED. Refused:
    nothing said, nobody named, somebody whom the circle does not concern, a day to come, a level not held.
    """
    require(may_keep_people(by))
    if not Circle.objects.filter(id=circle).exists():
        raise NotFound
    require(may_keep_at(level, allowed=EVENT_LEVELS, held=levels_held(circle, by)), field="level")
    refuse_all("people.event.incomplete", event_faults(text, people, today=clock.today()))
    row = LifeEvent(circle_id=circle, level=level, author_id=by.actor_id)
    _fill(row, text)
    row.save(force_insert=True)
    name_people(LifeEventPerson, row, "event", people, field="people")
    return row


@transaction.atomic
def change_life_event(
    *,
    event: LifeEvent,
    version: int,
    people: Sequence[int],
    text: EventText,
    by: Reader,
) -> LifeEvent:
    """Put a life event right; who may see it stays as it is.

    Raises ``Stale`` when somebody changed it since ``version``. Refused as in ``add_life_event``.
    """
    require(may_keep_people(by))
    row = fresh(LifeEvent.objects.filter(id=event.id), version)
    refuse_all("people.event.incomplete", event_faults(text, people, today=clock.today()))
    _fill(row, text)
    row.version += 1
    row.save(update_fields=["kind", "words", "told_by", "gain", "on", "precision", "version"])
    name_people(LifeEventPerson, row, "event", people, field="people")
    return row


@transaction.atomic
def take_back_life_event(*, event: LifeEvent, version: int, why: str, by: Reader) -> None:
    """Take back a life event that was written down by mistake; history keeps it, with ``why``.

    Raises ``Stale`` when it was changed since ``version``. Refused without a reason.
    """
    require(may_keep_people(by))
    row = fresh(LifeEvent.objects.filter(id=event.id), version)
    if not why.strip():
        reason = _("Say what was wrong with it.")
        raise Refused("people.event.why", reason, fields={"why": reason})
    access.say_why(why.strip())
    row.withdrawn_on = clock.today()
    row.version += 1
    row.save(update_fields=["withdrawn_on", "version"])


def _fill(row: LifeEvent, text: EventText) -> None:
    row.kind, row.words, row.told_by, row.gain = text.kind, text.words.strip(), text.told_by.strip(), text.gain
    row.on, row.precision = text.on.first, text.on.precision if text.on.known else UNKNOWN.precision
