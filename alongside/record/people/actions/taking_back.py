"""Taking back what was written by mistake a moment ago: no page tells it any more, history keeps that it was."""

from __future__ import annotations

from typing import Literal

from django.db import transaction

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, require
from alongside.ground.foundation.gate_calls import GateRefusal, call_gate
from alongside.ground.foundation.holding import held
from alongside.ground.foundation.reader import Reader
from alongside.record.people.actions.ending import going_on
from alongside.record.people.enums import CoupleEnding
from alongside.record.people.models import (
    Bond,
    DrawingWish,
    Household,
    HouseholdMember,
    Person,
    PersonKey,
    Relationship,
    System,
    Tie,
)
from alongside.record.people.rules.keeping import may_keep_people
from alongside.record.people.rules.taking_back import refusal_words

Standing = Bond | Household | HouseholdMember | System | Tie
Fate = Literal["gone", "left", "kept"]


@transaction.atomic
def take_back_row(*, row: Standing, by: Reader) -> None:
    """Take back a bond, a household, a stay in one, a system or a rating that was written down by mistake.

    History keeps that it was written and taken back. Refused: what somebody has changed or ended since, what is older
    than a day, a household in which somebody lives and a system that is rated; NotFound for what is gone already.
    """
    require(may_keep_people(by))
    try:
        call_gate("take_back_row", [row._meta.db_table, row.pk])
    except GateRefusal as refusal:
        if refusal.hint == "absent":
            raise NotFound from None
        raise Refused(f"people.take_back.{refusal.hint}", refusal_words(refusal.hint)) from None


@transaction.atomic
def take_back_person(*, person: Person, circle: int, by: Reader) -> Fate:
    """Let a person who came into a circle by mistake go again, where nothing hangs on her there.

    "gone": she came into the record with this circle and is found by nobody any more; "left": the circle does not know
    her any more; "kept": something hangs on her, she was changed, or more than a day has passed, and she stays.
    """
    require(may_keep_people(by))
    number = person.id
    try:
        fate: Fate = call_gate("take_back_person", [circle, number])
    except GateRefusal:
        raise NotFound from None
    if fate == "gone":
        PersonKey.objects.filter(person_id=number).delete()
    return fate


@transaction.atomic
def undo_end_of_relationship(*, relationship: Relationship, version: int, by: Reader) -> Relationship:
    """Take back that a relationship has ended: it goes on. Refused when somebody has changed it since ``version``."""
    require(may_keep_people(by))
    row = held(Relationship.objects.filter(id=relationship.id))
    row.ending = CoupleEnding.NONE
    return going_on(row, version, "ending")


@transaction.atomic
def undo_leaving_household(*, membership: HouseholdMember, version: int, by: Reader) -> HouseholdMember:
    """Take back that somebody has left a household. Refused when somebody has changed it since ``version``."""
    require(may_keep_people(by))
    return going_on(held(HouseholdMember.objects.filter(id=membership.id)), version)


@transaction.atomic
def undo_end_of_bond(*, bond: Bond, version: int, by: Reader) -> Bond:
    """Take back that two do not stand so any more. Refused when somebody has changed it since ``version``."""
    require(may_keep_people(by))
    return going_on(held(Bond.objects.filter(id=bond.id)), version)


@transaction.atomic
def take_back_wish(*, wish: DrawingWish, by: Reader) -> None:
    """Let a wish for drawings go; nothing of the record changes."""
    require(may_keep_people(by))
    DrawingWish.objects.filter(id=wish.id, ended_at=None).update(ended_at=clock.now())
