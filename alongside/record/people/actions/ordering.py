"""Orders of courts and authorities: written down with checked dates, changed, replaced, ended, taken back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.agency.access import actions as access
from alongside.agency.access.models import Circle
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, require
from alongside.ground.foundation.holding import hold
from alongside.ground.foundation.reader import ORDINARY, Reader
from alongside.record.people.actions.noting import fresh, name_people, refuse_all
from alongside.record.people.enums import OrderPart
from alongside.record.people.models import LegalOrder, LegalOrderPerson
from alongside.record.people.queries.happenings import levels_held
from alongside.record.people.rules.happenings import EVENT_LEVELS, OrderText, may_keep_at, order_faults
from alongside.record.people.rules.keeping import may_keep_people

Parts = Collection[tuple[int, str]]


@transaction.atomic
def add_order(
    *,
    circle: int,
    text: OrderText,
    parts: Parts,
    replaces: LegalOrder | None = None,
    level: int = ORDINARY,
    by: Reader,
) -> LegalOrder:
    """Write down an order, kept in ``circle``.

    ``parts`` are (person, OrderPart); ``text.seen_on`` says that ``by`` read the paper on that day. ``replaces`` is an
    order of the same circle that this one takes the place of.

    Refused: an end before the beginning, days that cannot be, nobody whom it is about, somebody kept away from
    themselves, one that is replaced already, a level that ``by`` does not hold.
    """
    require(may_keep_people(by))
    if not Circle.objects.filter(id=circle).exists():
        raise NotFound
    require(may_keep_at(level, allowed=EVENT_LEVELS, held=levels_held(circle, by)), field="level")
    refuse_all("people.order.incomplete", order_faults(text, parts, today=clock.today()))
    row = LegalOrder(circle_id=circle, level=level, author_id=by.actor_id)
    _fill(row, text, by)
    row.save(force_insert=True)
    _name(row, parts)
    if replaces is not None:
        _replace(replaces, row)
    return row


@transaction.atomic
def change_order(*, order: LegalOrder, version: int, text: OrderText, parts: Parts, by: Reader) -> LegalOrder:
    """Put right what was written down of an order; who may see it stays as it is.

    Raises ``Stale`` when somebody changed it since ``version``. Refused as in ``add_order``.
    """
    require(may_keep_people(by))
    row = fresh(LegalOrder.objects.filter(id=order.id), version)
    refuse_all("people.order.incomplete", order_faults(text, parts, today=clock.today()))
    _fill(row, text, by)
    row.version += 1
    row.save(
        update_fields=[
            *("kind", "terms", "authority", "reference", "made_on", "from_on", "until_on", "seen_on", "seen_by"),
            "version",
        ]
    )
    _name(row, parts)
    return row


@transaction.atomic
def end_order(*, order: LegalOrder, version: int, on: date | None = None, why: str, by: Reader) -> LegalOrder:
    """Note that an order was ended before its day, or without one: by whom and why, on a day (today when not given).

    Raises ``Stale`` when it was changed since ``version``. Refused: one that is over, no reason, a day to come or
    before it began.
    """
    require(may_keep_people(by))
    row, day = fresh(LegalOrder.objects.filter(id=order.id), version), on or clock.today()
    if row.ended_on or row.superseded_by_id:
        raise Refused("people.order.over", _("This order is over already."))
    faults = {}
    if not row.from_on <= day <= clock.today():
        faults["on"] = _("Choose a day between the beginning of the order and today.")
    if not why.strip():
        faults["why"] = _("Say who ended it and why.")
    refuse_all("people.order.end", faults)
    row.ended_on, row.ended_why = day, why.strip()
    row.version += 1
    row.save(update_fields=["ended_on", "ended_why", "version"])
    return row


@transaction.atomic
def take_back_order(*, order: LegalOrder, version: int, why: str, by: Reader) -> None:
    """Take back an order that was written down by mistake; history keeps it, with ``why``. What it replaced stands.

    Raises ``Stale`` when it was changed since ``version``. Refused without a reason.
    """
    require(may_keep_people(by))
    row = fresh(LegalOrder.objects.filter(id=order.id), version)
    if not why.strip():
        reason = _("Say what was wrong with it.")
        raise Refused("people.order.why", reason, fields={"why": reason})
    access.say_why(why.strip())
    row.withdrawn_on = clock.today()
    row.version += 1
    row.save(update_fields=["withdrawn_on", "version"])
    for before in LegalOrder.objects.filter(superseded_by=row):
        before.superseded_by = None
        before.version += 1
        before.save(update_fields=["superseded_by", "version"])


def _fill(row: LegalOrder, text: OrderText, by: Reader) -> None:
    row.kind, row.terms, row.authority = text.kind, text.terms.strip(), text.authority.strip()
    row.reference, row.made_on = text.reference.strip(), text.made_on
    row.from_on = text.from_on or clock.today()
    row.until_on = text.until_on
    if text.seen_on != row.seen_on:
        row.seen_on, row.seen_by_id = text.seen_on, by.actor_id if text.seen_on else None


def _name(row: LegalOrder, parts: Parts) -> None:
    for part in OrderPart.values:
        people = [person for person, theirs in parts if theirs == part]
        name_people(LegalOrderPerson, row, "order", people, field=part, parts=part)


def _replace(before: LegalOrder, row: LegalOrder) -> None:
    hold(before)
    if before.superseded_by_id is not None or before.circle_id != row.circle_id:
        reason = _("That order is replaced already, or belongs to another case. Choose another.")
        raise Refused("people.order.replaced", reason, fields={"replaces": reason})
    before.superseded_by = row
    before.version += 1
    before.save(update_fields=["superseded_by", "version"])
