"""Households begin, people join and leave them, with dates."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from alongside.agency.access import actions as access
from alongside.agency.access.models import Circle, CircleSubject
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, Stale, require
from alongside.ground.foundation.holding import held
from alongside.ground.foundation.reader import Reader
from alongside.record.people.enums import HouseholdPart
from alongside.record.people.models import Household, HouseholdMember, Person
from alongside.record.people.rules.keeping import may_keep_people


@transaction.atomic
def start_household(*, circle: int, label: str, from_on: date | None = None, by: Reader) -> Household:
    """Begin a household, kept in ``circle``. ``label`` names it in words ("14 Quay Row", "Rosario's flat").

    Refused: no label, a day still to come, a circle that ``by`` does not see.
    """
    require(may_keep_people(by))
    name = " ".join(label.split())
    if not name:
        reason = _("Give the household a name, such as the street or whose home it is.")
        raise Refused("people.household.label", reason, fields={"label": reason})
    _not_to_come(from_on, "from_on")
    if not Circle.objects.filter(id=circle).exists():
        raise NotFound
    return Household.objects.create(circle_id=circle, label=name[:200], from_on=from_on)


@transaction.atomic
def join_household(
    *,
    household: Household,
    person: Person,
    part: HouseholdPart | str = HouseholdPart.UNKNOWN,
    from_on: date | None = None,
    until_on: date | None = None,
    by: Reader,
) -> HouseholdMember:
    """Note that a person lives, or lived, in a household; unknown days stay open.

    Refused: an end before the beginning, days still to come, a second stay that overlaps the first, a person whom the
    household's circle does not concern.
    """
    require(may_keep_people(by))
    _not_to_come(from_on, "from_on")
    _in_order(from_on, until_on)
    if part not in HouseholdPart.values:
        reason = _("Choose how this person stands to the head of the household, or “Not known”.")
        raise Refused("people.household.part", reason, fields={"part": reason})
    if not CircleSubject.objects.filter(circle_id=household.circle_id, person_id=person.id).exists():
        reason = _("Bring this person into the case first; then they can be put into its households.")
        raise Refused("people.household.person", reason, fields={"person": reason})
    stays = HouseholdMember.objects.filter(household=household, person=person)
    if from_on:
        stays = stays.filter(Q(until_on=None) | Q(until_on__gt=from_on))
    if until_on:
        stays = stays.filter(Q(from_on=None) | Q(from_on__lt=until_on))
    if stays.exists():
        reason = _("This person is in this household on these days already. End that stay first, or change the days.")
        raise Refused("people.household.twice", reason, fields={"person": reason})
    return HouseholdMember.objects.create(
        circle_id=household.circle_id, household=household, person=person, part=part, from_on=from_on, until_on=until_on
    )


@transaction.atomic
def leave_household(
    *, membership: HouseholdMember, version: int, on: date | None = None, why: str = "", by: Reader
) -> HouseholdMember:
    """Note that a person has left a household on a day (today when not given); that she lived there stays.

    Refused: a day before she came, a day still to come. Raises ``Stale`` when it was changed since ``version``.
    """
    require(may_keep_people(by))
    row = held(HouseholdMember.objects.filter(id=membership.id))
    if row.version != version:
        raise Stale(
            _("Somebody else has changed this meanwhile."), {"on": str(row.until_on or ""), "version": str(row.version)}
        )
    day = on or clock.today()
    if row.until_on is not None:
        raise Refused("people.household.left", _("This person has left this household already."))
    _not_to_come(day, "on")
    _in_order(row.from_on, day, field="on")
    if why.strip():
        access.say_why(why.strip())
    row.until_on = day
    row.version += 1
    row.save(update_fields=["until_on", "version"])
    return row


def _not_to_come(day: date | None, field: str) -> None:
    if day and day > clock.today():
        reason = _("This day is still to come. Write it down on the day.")
        raise Refused("people.household.future", reason, fields={field: reason})


def _in_order(begin: date | None, end: date | None, *, field: str = "until_on") -> None:
    if begin and end and end < begin:
        reason = _("The end lies before the beginning; check both days.")
        raise Refused("people.household.dates", reason, fields={field: reason})
