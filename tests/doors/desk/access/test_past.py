"""As it was, what a colleague would see: the pages, and who gets them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from alongside.agency.access.models import Reading
from alongside.agency.staff.models import Worker
from alongside.ground.foundation.reader import RESTRICTED
from alongside.oversight.overviews.person_access import would_see
from alongside.practice.assessments.models import Fact
from alongside.record.cases.queries import case_head
from tests.conftest import Become
from tests.factories.cases import a_case

Visit = Callable[[str], Client]


def test_a_case_is_shown_as_it_was_and_what_changed(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"), family=True)
    base = f"/cases/{case.public_id}/access/as-it-was/"
    today = timezone.localdate()
    page = visit("worker").get(base).content.decode()
    assert "Marta López" in page
    assert "Amina Yusuf" in page
    before = visit("worker").get(f"{base}?on={today - timedelta(days=3)}").content.decode()
    assert "Nothing was written down by then." in before
    changed = visit("worker").get(f"{base}?on={today - timedelta(days=3)}&until={today}").content.decode()
    assert "Dani Prado" in changed
    assert visit("worker").get(f"{base}?on=never").status_code == 422
    assert visit("elsewhere").get(base).status_code == 404
    become("privacy")
    assert Reading.objects.filter(act="as it was", circle_id=case.circle_id).exists()


def test_a_supervisor_learns_in_numbers_what_a_colleague_would_see(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    person = case.participants.get().person_id
    for level in (1, RESTRICTED):
        Fact.objects.create(
            circle_id=case.circle_id, case=case, person_id=person, level=level, domain="safety", key=f"k{level}",
            label="L", value="x", on=case.opened_on, source="observation",
        )  # fmt: skip
    base = f"/cases/{case.public_id}/access/seen-by/"
    become("admin")
    workers = {row.name: row for row in Worker.objects.all()}
    page = visit("supervisor").get(base, {"worker": str(workers["Sinéad Byrne"].public_id)}).content.decode()
    assert "Facts" in page
    other = visit("supervisor").get(base, {"worker": str(workers["Tomasz Nowak"].public_id)}).content.decode()
    assert "would see nothing of this case" in other
    assert visit("worker").get(base).status_code == 404
    by = become("supervisor")
    head = case_head(case.public_id, by=by, act="case page")
    for name, username, count in (("Sinéad Byrne", "colleague", 1), ("Dele Akande", "worker", 2)):
        by = become("supervisor")
        told = would_see(head, workers[name].actor_id, by=by)
        assert told is not None
        assert dict(told.counts)["Facts"] == count
        become(username)
        assert Fact.objects.filter(case=case).count() == count
    assert would_see(head, workers["Sinéad Byrne"].actor_id, by=become("worker")) is None
