"""Health is noted as somebody told it on a day, and ended; it is never overwritten."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused, require
from alongside.ground.foundation.holding import held
from alongside.ground.foundation.reader import RESTRICTED, Reader
from alongside.record.people.actions.ending import ended, say
from alongside.record.people.actions.noting import refuse_strangers
from alongside.record.people.enums import HealthKind, HealthState
from alongside.record.people.models import HealthMark, Person
from alongside.record.people.queries.happenings import levels_held
from alongside.record.people.rules.happenings import may_keep_at
from alongside.record.people.rules.health import HEALTH_LEVELS, check_health
from alongside.record.people.rules.keeping import may_keep_people
from alongside.record.people.rules.ties import check_days


@transaction.atomic
def note_health(
    *,
    circle: int,
    person: Person,
    kind: HealthKind | str,
    state: HealthState | str = HealthState.KNOWN,
    basis: str,
    said_by: Person | None = None,
    said_on: date | None = None,
    from_on: date | None = None,
    level: int | None = None,
    why: str = "",
    by: Reader,
) -> HealthMark:
    """Note one thing of somebody's health, kept in ``circle`` with those who carry the case.

    ``said_by`` is who of the record told it, nobody where it comes from elsewhere; ``said_on`` the day (today when not
    given); ``basis`` on what it rests. ``why`` opens it to the whole team and is kept. Refused: no basis, days to come,
    a level that ``by`` does not hold, the same twice, somebody whom the circle does not concern.
    """
    require(may_keep_people(by))
    kept = RESTRICTED if level is None else level
    checked = check_health(str(kind), str(state), basis, kept, why)
    require(checked, field=checked.code.rpartition(".")[2] or None)
    day = said_on or clock.today()
    require(check_days(from_on, day, today=clock.today()), field="said_on")
    require(may_keep_at(kept, allowed=HEALTH_LEVELS, held=levels_held(circle, by)), field="level")
    refuse_strangers(circle, [person.id, *([said_by.id] if said_by else [])], "person")
    if HealthMark.objects.filter(circle_id=circle, person=person, kind=kind, state=state, until_on=None).exists():
        reason = _("This is written down already. End it first if it has changed.")
        raise Refused("people.health.twice", reason, fields={"kind": reason})
    say(why)
    return HealthMark.objects.create(
        circle_id=circle,
        level=kept,
        person=person,
        kind=kind,
        state=state,
        from_on=from_on,
        said_on=day,
        said_by=said_by,
        author_id=by.actor_id,
        basis=basis.strip(),
    )


@transaction.atomic
def end_health(*, mark: HealthMark, version: int, on: date | None = None, why: str = "", by: Reader) -> HealthMark:
    """Note that something of somebody's health is over from a day on (today when not given); it stays readable.

    Refused: a day before it began or still to come. Raises ``Stale`` when it was changed since ``version``.
    """
    require(may_keep_people(by))
    return ended(held(HealthMark.objects.filter(id=mark.id)), "people.health.ended", version, on, why)
