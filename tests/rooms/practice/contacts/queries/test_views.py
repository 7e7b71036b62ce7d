"""A contact as pages show it: people, goals and note in one statement for any number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from alongside.ground.foundation import clock
from alongside.practice.contacts.models import Contact
from alongside.practice.contacts.queries.views import ICONS, contact_views
from tests.conftest import Become
from tests.factories.cases import a_case


def test_every_mode_has_its_icon_and_many_contacts_take_one_statement(
    become: Become, queries: Callable[[], Any]
) -> None:
    by = become("worker")
    case = a_case(by)
    for mode in ICONS:
        Contact.objects.create(
            circle_id=case.circle_id,
            case=case,
            mode=mode,
            at=clock.now(),
            recorded_at=clock.now(),
            author_id=by.actor_id,
        )
    with queries() as seen:
        found = contact_views(Contact.objects.filter(case=case).order_by("id"))
    assert [view.icon for view in found] == list(ICONS.values())
    assert len(seen) <= 2
