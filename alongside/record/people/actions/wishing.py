"""Wishes for drawings: who should stand to the left of whom. They change no fact, and a drawing may refuse them."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from alongside.agency.access.models import CircleSubject
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused, require
from alongside.ground.foundation.reader import Reader
from alongside.record.people.models import DrawingWish, Person
from alongside.record.people.rules.keeping import may_keep_people
from alongside.record.people.rules.kin import loop_through


@transaction.atomic
def add_wish(*, circle: int, left: Person, right: Person, by: Reader) -> DrawingWish:
    """Wish that ``left`` stands to the left of ``right``, kept in ``circle``; the opposite wish, if there is one, ends.

    Saying it twice is once. Refused: a person and herself, persons whom the circle does not concern, a wish that goes
    round in a circle with others.
    """
    require(may_keep_people(by))
    if left.id == right.id:
        reason = _("Choose two people: one stands to the left of the other.")
        raise Refused("people.wish.self", reason, fields={"right": reason})
    if CircleSubject.objects.filter(circle_id=circle, person_id__in=(left.id, right.id)).count() < 2:
        reason = _("Bring both persons into the case first.")
        raise Refused("people.wish.people", reason, fields={"right": reason})
    drop_wish(circle=circle, left=right, right=left, by=by)
    standing = DrawingWish.objects.filter(circle_id=circle, ended_at=None)
    if (there := standing.filter(left=left, right=right).first()) is not None:
        return there
    beside: dict[int, list[int]] = {}
    for one, other in standing.values_list("left_id", "right_id"):
        beside.setdefault(one, []).append(other)
    if loop_through(right.id, left.id, beside):
        reason = _("With the wishes before it, this goes round in a circle. Take one of them back first.")
        raise Refused("people.wish.loop", reason, fields={"right": reason})
    return DrawingWish.objects.create(circle_id=circle, left=left, right=right, author_id=by.actor_id)


@transaction.atomic
def drop_wish(*, circle: int, left: Person, right: Person, by: Reader) -> bool:
    """Take back the wish that ``left`` stands to the left of ``right``; whether there was one."""
    require(may_keep_people(by))
    wish = Q(circle_id=circle, left=left, right=right, ended_at=None)
    return bool(DrawingWish.objects.filter(wish).update(ended_at=clock.now()))
