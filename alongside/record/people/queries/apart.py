"""Who must be kept apart from whom today, by an order or by what the law makes of a relationship."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from alongside.ground.foundation import clock
from alongside.ground.foundation.text import joined
from alongside.record.people.enums import GUARDING, LegalRole, OrderKind, OrderPart
from alongside.record.people.models import LegalOrder, LegalOrderPerson, Relationship
from alongside.record.people.rules.dates import day_in_words
from alongside.record.people.rules.happenings import STANDING, order_state


@dataclass(frozen=True, slots=True)
class GuardMark:
    """That somebody must keep away from somebody, in words, with the numbers of the people."""

    words: str
    people: frozenset[int]


def guarding_parts(*, circle: int = 0, people: Collection[int] = ()) -> QuerySet[LegalOrderPerson]:
    """Every part in the orders of a circle, and in those about ``people``, that keep people apart; not asked yet."""
    parts = LegalOrderPerson.objects.filter(withdrawn_on=None)
    about = Q(order__circle_id=circle) | Q(order_id__in=parts.filter(person_id__in=people).values("order_id"))
    live = Q(order__kind__in=GUARDING, order__withdrawn_on=None, order__superseded_by=None)
    return parts.filter(about, live).select_related("order", "person").order_by("-order__from_on", "order_id", "id")


def parted_by_law(*, circle: int = 0, people: Collection[int] = (), today: date) -> QuerySet[Relationship]:
    """The relationships of a circle, and those of ``people``, that allow no contact by order; not asked yet."""
    about = Q(circle_id=circle) | Q(person_id__in=people) | Q(other_id__in=people)
    holds = Q(until_on=None) | Q(until_on__gt=today)
    rows = Relationship.objects.filter(about, holds, legal_role=LegalRole.NO_CONTACT)
    return rows.select_related("person", "other").order_by("id")


def marks_of(parts: Iterable[LegalOrderPerson], relations: Iterable[Relationship]) -> tuple[GuardMark, ...]:
    """The marks of what binds today: first the orders, then the relationships that no order names."""
    by_order: dict[int, list[LegalOrderPerson]] = {}
    for part in parts:
        by_order.setdefault(part.order_id, []).append(part)
    marks = [_of_order(rows[0].order, rows) for rows in by_order.values() if _binds(rows[0].order)]
    for row in relations:
        pair = frozenset((row.person_id, row.other_id))
        if not any(pair <= mark.people for mark in marks):
            names = {"one": row.person.display_name, "other": row.other.display_name}
            marks.append(GuardMark(_("No contact by order: %(one)s and %(other)s") % names, pair))
    return tuple(marks)


def guard_marks(person_id: int) -> tuple[GuardMark, ...]:
    """From whom a person must keep away, and who from them. Two statements."""
    return marks_of(guarding_parts(people=[person_id]), parted_by_law(people=[person_id], today=clock.today()))


def _binds(order: LegalOrder) -> bool:
    state = order_state(
        from_on=order.from_on,
        until_on=order.until_on,
        ended_on=order.ended_on,
        superseded=order.superseded_by_id is not None,
        today=clock.today(),
    )
    return state in STANDING


def _of_order(order: LegalOrder, rows: Iterable[LegalOrderPerson]) -> GuardMark:
    held = list(rows)
    away = [row.person.display_name for row in held if row.part == OrderPart.RESTRAINED]
    others = [row.person.display_name for row in held if row.part != OrderPart.RESTRAINED]
    names = {
        "kind": OrderKind(order.kind).label,
        "away": joined(away, last=_("and")),
        "others": joined(list(dict.fromkeys(others)), last=_("and")),
    }
    words = _("%(kind)s: %(away)s keeps away from %(others)s") if away else _("%(kind)s: %(others)s")
    return GuardMark(f"{words % names}{_until(order.until_on)}", frozenset(row.person_id for row in held))


def _until(day: date | None) -> str:
    return " " + _("(until %(day)s)") % {"day": day_in_words(day)} if day else ""
