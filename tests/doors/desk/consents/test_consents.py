"""Lists of consents: where each stands, what left beside it; every reading is noted."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from alongside.agency.access.models import Reading
from alongside.practice.consents import actions
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.consents import a_consent, an_asked_consent, lead


def test_each_stands_with_its_state_and_what_was_shown_is_noted(become: Become, visit: Callable[[str], Client]) -> None:
    by = become("worker")
    case = a_case(by)
    gone = actions.withdraw_consent(consent=a_consent(case, by), how="spoken", by=by)
    asked = an_asked_consent(case, by)
    person = Person.objects.get(id=lead(case)).public_id
    worker = visit("worker")
    page = worker.get(f"/cases/{case.public_id}/consents/").content.decode()
    assert page.index("Not signed yet") < page.index("Taken back")
    assert "Nothing has left." in page
    assert worker.get(f"/people/{person}/consents/").status_code == 200
    assert b"Nothing has left." in worker.get(f"/people/{person}/what-left/").content
    become("worker")
    noted = {row.act: row.object_ids for row in Reading.objects.filter(object_kind__in=["consent", "disclosure"])}
    assert noted["consents page"] == noted["consents of a person"] == [asked.id, gone.id]
    assert {"disclosure", "what left page"} <= set(noted)
    for path in (f"/people/{person}/consents/", f"/people/{person}/what-left/"):
        assert visit("elsewhere").get(path).status_code == 404
