"""Orders with checked dates: who is named, which one replaces which, who read the paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from alongside.agency.access.queries import changes_of
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.ground.foundation.reader import RESTRICTED
from alongside.record.people import actions
from alongside.record.people.models import LegalOrder
from alongside.record.people.queries.happenings import happenings_of, order_row
from alongside.record.people.rules.happenings import OrderText
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.happenings import an_order
from tests.factories.people import a_person

TEXT = OrderText(kind="care", terms="Lives with the Keanes", authority="District Court", from_on=date(2025, 1, 1))


def test_an_order_is_read_changed_replaced_and_ended(become: Become) -> None:
    by = become("worker")
    circle, today = a_circle(by), clock.today()
    dani, nora, andres = (a_person(circle, name, by) for name in ("Dani Prado", "Nora Keane", "Andrés Ruiz"))
    heard = an_order(circle, by, about=[dani], until_on=today + timedelta(days=10))
    (shown,) = happenings_of([circle]).orders
    assert (shown.seen_by, shown.state, shown.standing, shown.guards) == ("", "ends_soon", True, False)
    parts = [(dani.id, "concerned"), (nora.id, "holder")]
    actions.change_order(order=heard, version=1, text=replace(TEXT, seen_on=today), parts=parts, by=by)
    (shown,) = happenings_of([], [nora.id]).orders
    assert (shown.seen_on, shown.seen_by, shown.terms) == (today, by.name, "Lives with the Keanes")
    assert [(one.person.name, one.part) for one in shown.parts] == [
        ("Dani Prado", "concerned"),
        ("Nora Keane", "holder"),
    ]
    later = an_order(circle, by, about=[dani], restrained=[andres], replaces=heard)
    newest, before = sorted(happenings_of([circle]).orders, key=lambda one: one.id, reverse=True)
    assert (before.state, before.superseded_by, newest.guards) == ("replaced", later.public_id, True)
    with pytest.raises(Refused, match="replaced already"):
        an_order(circle, by, about=[dani], replaces=heard)
    with pytest.raises(Refused, match="over already"):
        actions.end_order(order=heard, version=3, why="Court", by=by)
    with pytest.raises(Refused, match="2 things"):
        actions.end_order(order=later, version=1, on=today + timedelta(days=1), why="", by=by)
    actions.end_order(order=later, version=1, why="Court, 3 May", by=by)
    assert {one.state for one in happenings_of([circle]).orders} == {"over", "replaced"}
    actions.take_back_order(order=later, version=2, why="Other family", by=by)
    assert [(one.state, one.superseded_by) for one in happenings_of([circle]).orders] == [("in_force", None)]
    assert changes_of("people_legalorder", later.id)[0].why == "Other family"


def test_refusals_name_the_field(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    dani, stranger = a_person(circle, "Dani Prado", by), a_person(a_circle(by), "Rosario Vega", by)
    with pytest.raises(Refused) as refused:
        an_order(circle, by, about=[dani], until_on=date(2000, 1, 1))
    assert refused.value.fields == {"until_on": "The order ends before it begins; check both days on the paper."}
    with pytest.raises(Refused, match="into the case first"):
        an_order(circle, by, about=[dani, stranger])
    with pytest.raises(NotFound):
        an_order(0, by, about=[dani])
    row = an_order(circle, by, about=[dani])
    with pytest.raises(Stale):
        actions.change_order(order=row, version=2, text=TEXT, parts=[(dani.id, "concerned")], by=by)
    with pytest.raises(Refused, match="what was wrong"):
        actions.take_back_order(order=row, version=1, why=" ", by=by)
    with pytest.raises(IntegrityError, match="order_dates"), transaction.atomic():
        LegalOrder.objects.filter(id=row.id).update(until_on=date(2000, 1, 1))


def test_a_restricted_order_is_for_those_who_carry_the_case(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    dani = a_person(circle, "Dani Prado", by)
    row = an_order(circle, by, about=[dani], level=RESTRICTED)
    colleague = become("colleague")
    assert happenings_of([circle], [dani.id]).orders == ()
    with pytest.raises(NotFound):
        order_row(row.public_id)
    with pytest.raises(Refused, match="not at this level"):
        an_order(circle, colleague, about=[dani], level=RESTRICTED)
    become("supervisor")
    assert len(happenings_of([circle]).orders) == 1
    become("elsewhere")
    assert happenings_of([circle], [dani.id]).orders == ()
