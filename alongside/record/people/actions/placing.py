"""Where somebody is placed: written down, changed, ended, taken back."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.agency.access import actions as access
from alongside.agency.access.models import CircleSubject
from alongside.agency.keys.actions import encrypt_values_with_key
from alongside.agency.keys.queries import in_clear, kept_of
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, require
from alongside.ground.foundation.holding import held
from alongside.ground.foundation.reader import ORDINARY, Reader
from alongside.record.people.actions.noting import fresh, name_people, refuse_all
from alongside.record.people.models import Person, Placement, PlacementCarer
from alongside.record.people.queries.happenings import levels_held, placements_of, stay_of
from alongside.record.people.rules.happenings import (
    PLACEMENT_LEVELS,
    UNKNOWN,
    PlacementText,
    Stay,
    When,
    may_keep_at,
    overlap,
    placement_faults,
)
from alongside.record.people.rules.keeping import may_keep_people


@transaction.atomic
def add_placement(
    *,
    circle: int,
    person: Person,
    text: PlacementText,
    carers: Sequence[int] = (),
    level: int = ORDINARY,
    by: Reader,
) -> Placement:
    """Write down where a person is placed, kept in ``circle``, of which they are a subject, as are all ``carers``.

    ``level`` is ORDINARY, or SAFE_LOCATION for a place that only those who carry the case
    may know; its name is then encrypted. Refused: days to come or out of order, a time that surely overlaps another
    placement of theirs (which is named), a carer who is the person, a level that ``by`` does not hold.
    """
    require(may_keep_people(by))
    if not CircleSubject.objects.filter(circle_id=circle, person_id=person.id).exists():
        raise NotFound
    require(may_keep_at(level, allowed=PLACEMENT_LEVELS, held=levels_held(circle, by)), field="level")
    held(Person.objects.filter(id=person.id))
    _check(text, person, carers)
    _alone(text.stay, person, but=0)
    row = Placement(circle_id=circle, person=person, level=level, author_id=by.actor_id)
    _fill(row, text, by=by)
    row.save(force_insert=True)
    name_people(PlacementCarer, row, "placement", carers)
    return row


@transaction.atomic
def change_placement(
    *,
    placement: Placement,
    version: int,
    text: PlacementText,
    carers: Sequence[int] = (),
    by: Reader,
) -> Placement:
    """Put a placement right; who may see it stays as it is.

    Raises ``Stale`` when somebody changed it since ``version``. Refused as in ``add_placement``.
    """
    require(may_keep_people(by))
    held(Person.objects.filter(id=placement.person_id))
    row = fresh(Placement.objects.filter(id=placement.id), version)
    _check(text, row.person, carers)
    _alone(text.stay, row.person, but=row.id)
    _fill(row, text, by=by)
    row.version += 1
    row.save(
        update_fields=[
            *("kind", "place", "legal_basis", "from_on", "from_precision", "until_on", "until_precision"),
            *("ended_why", "version"),
        ]
    )
    name_people(PlacementCarer, row, "placement", carers)
    return row


@transaction.atomic
def end_placement(*, placement: Placement, version: int, until: When, why: str, by: Reader) -> Placement:
    """Note that a placement has ended, when as far as it is known, and why; that it was stays.

    Raises ``Stale`` when it was changed since ``version``. Refused: one that has ended, no reason, a day to come or
    before the beginning.
    """
    require(may_keep_people(by))
    row = fresh(Placement.objects.filter(id=placement.id), version)
    if row.until_precision:
        raise Refused("people.placement.ended", _("This placement has ended already."))
    text = PlacementText(row.kind, Stay(stay_of(row).begin, until), ended_why=why)
    faults = placement_faults(text, today=clock.today())
    if not why.strip():
        faults["why"] = _("Say in a few words why it ended.")
    refuse_all("people.placement.end", faults)
    row.until_on, row.until_precision = until.on, until.precision
    row.ended_why = why.strip()
    row.version += 1
    row.save(update_fields=["until_on", "until_precision", "ended_why", "version"])
    return row


@transaction.atomic
def take_back_placement(*, placement: Placement, version: int, why: str, by: Reader) -> None:
    """Take back a placement that was written down by mistake; history keeps it, with ``why``.

    Raises ``Stale`` when it was changed since ``version``. Refused without a reason.
    """
    require(may_keep_people(by))
    row = fresh(Placement.objects.filter(id=placement.id), version)
    if not why.strip():
        reason = _("Say what was wrong with it.")
        raise Refused("people.placement.why", reason, fields={"why": reason})
    access.say_why(why.strip())
    row.withdrawn_on = clock.today()
    row.version += 1
    row.save(update_fields=["withdrawn_on", "version"])


def _check(text: PlacementText, person: Person, carers: Sequence[int]) -> None:
    faults = placement_faults(text, today=clock.today())
    if person.id in carers:
        faults["carers"] = _("Nobody is placed with themselves. Choose who cares for them there.")
    refuse_all("people.placement.incomplete", faults)


def _alone(stay: Stay, person: Person, *, but: int) -> None:
    """Refuse a time that surely overlaps another placement that the reader sees, and name that one."""
    for other in placements_of(person.id):
        if other.id != but and overlap(stay, other.stay, clock.today()):
            since = other.stay.begin.words or _("a day that is not known")
            reason = _("%(name)s is at another place on these days: %(place)s, from %(day)s. End that first.") % {
                "name": person.display_name,
                "place": other.title,
                "day": since,
            }
            raise Refused("people.placement.overlaps", reason, fields={"begin": reason})


def _fill(row: Placement, text: PlacementText, *, by: Reader) -> None:
    begin, until = text.stay.begin, text.stay.until
    row.kind, row.legal_basis, row.ended_why = text.kind, text.legal_basis.strip(), text.ended_why.strip()
    row.from_on, row.from_precision = begin.first, begin.precision if begin.known else UNKNOWN.precision
    row.until_on = until.first if until else None
    row.until_precision = until.precision if until else ""
    said = " ".join(text.place.split())
    if row.pk is not None and in_clear([kept_of(row)])[0]["place"] == said:
        return
    row.place = encrypt_values_with_key(
        table=Placement._meta.db_table,
        level=row.level,
        circle=row.circle_id,
        public_id=row.public_id,
        values={"place": said},
        by=by,
    )["place"]
