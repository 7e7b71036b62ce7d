"""What one tap on a drawing wrote, each fact as a mark for an address; taking back goes through them backwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.agency.access.models import CircleRow
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import Reader
from alongside.record.cases.queries import case_row
from alongside.record.people import actions as people
from alongside.record.people.models import (
    Bond,
    DrawingWish,
    Household,
    HouseholdMember,
    Person,
    Relationship,
    System,
    Tie,
)

Kept = TypeVar("Kept", bound=CircleRow)
ENDED: Mapping[str, type[CircleRow]] = {"R": Relationship, "M": HouseholdMember, "B": Bond}
"""Marks of what was ended, each with the version that this made."""
WRITTEN: Mapping[str, type[Bond] | type[Household] | type[HouseholdMember] | type[System] | type[Tie]] = {
    "b": Bond,
    "h": Household,
    "m": HouseholdMember,
    "s": System,
    "t": Tie,
}
"""Marks of rows that gate ``take_back_row`` takes back."""
KINDS = frozenset({*ENDED, *WRITTEN, "r", "p", "w"})


@dataclass(frozen=True, slots=True)
class Mark:
    """One fact that a tap wrote: its kind, its outside name, and the version of what was ended."""

    kind: str
    id: UUID
    version: int = 0

    def __str__(self) -> str:
        return f"{self.kind}{self.id.hex}" + (f".{self.version}" if self.version else "")

    @staticmethod
    def read(text: str) -> Mark:
        """The mark that ``str`` made; ValueError for anything else."""
        name, _dot, version = text[1:].partition(".")
        if text[:1] not in KINDS:
            raise ValueError(f"no mark: {text}")
        return Mark(text[0], UUID(name), int(version or 0))


@transaction.atomic
def take_back(*, case: UUID, marks: Sequence[Mark], by: Reader) -> tuple[str, ...]:
    """Take back what one tap wrote in a case; the names of people who stay in it because something hangs on them.

    Facts stay in the history and hold on no day. What was ended goes on. Somebody whom the tap brought in leaves the
    circle again, and whoever came into the record by it is found by nobody any more. Refused, with nothing done: marks
    of another case, what somebody has changed since, what is older than a day.
    """
    circle = case_row(case).circle_id
    stay: list[str] = []
    for mark in reversed(marks):
        try:
            stay += _taken(mark, circle, by)
        except NotFound:
            raise _gone() from None
    return tuple(stay)


def _taken(mark: Mark, circle: int, by: Reader) -> list[str]:
    if mark.kind == "p":
        return _person(mark, circle, by)
    if mark.kind in WRITTEN:
        people.take_back_row(row=_row(WRITTEN[mark.kind], mark, circle), by=by)
    else:
        UNDO[mark.kind](mark, circle, by)
    return []


def _person(mark: Mark, circle: int, by: Reader) -> list[str]:
    person = Person.objects.filter(public_id=mark.id).first()
    if person is None:
        raise NotFound
    fate = people.take_back_person(person=person, circle=circle, by=by)
    return [person.display_name] if fate == "kept" else []


def _relation(mark: Mark, circle: int, by: Reader) -> None:
    people.take_back_relationship(relationship=_row(Relationship, mark, circle), by=by)


def _wish(mark: Mark, circle: int, by: Reader) -> None:
    people.take_back_wish(wish=_row(DrawingWish, mark, circle), by=by)


def _goes_on(mark: Mark, circle: int, by: Reader) -> None:
    people.undo_end_of_relationship(relationship=_row(Relationship, mark, circle), version=mark.version, by=by)


def _lives_on(mark: Mark, circle: int, by: Reader) -> None:
    people.undo_leaving_household(membership=_row(HouseholdMember, mark, circle), version=mark.version, by=by)


def _stands_so(mark: Mark, circle: int, by: Reader) -> None:
    people.undo_end_of_bond(bond=_row(Bond, mark, circle), version=mark.version, by=by)


UNDO: Mapping[str, Callable[[Mark, int, Reader], None]] = {
    "r": _relation,
    "w": _wish,
    "R": _goes_on,
    "M": _lives_on,
    "B": _stands_so,
}


def _row(model: type[Kept], mark: Mark, circle: int) -> Kept:
    row = model._default_manager.filter(public_id=mark.id, circle_id=circle).first()
    if row is None:
        raise _gone()
    return row


def _gone() -> Refused:
    reason = _("This is not in the drawing any more; there is nothing to take back.")
    return Refused("family.take_back.gone", reason)
