"""Sealing by the pages: one asks at the person's page, the privacy officer decides, and the record is gone."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from alongside.record.people.models import Person
from alongside.record.people.queries.sealing import seal_acts
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.staff import said_again

Visit = Callable[[str], Client]
WHY = "She works in the office next door and asked for it."


def test_two_people_seal_a_record_by_the_pages_and_open_it_to_a_third(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    person = Person.objects.get(id=case.participants.get().person_id)
    page, seal = f"/people/{person.public_id}/", f"/people/{person.public_id}/seal/"
    worker = visit("worker")
    assert "Seal this record" in worker.get(page).content.decode()
    assert worker.post(seal, {"why": "too short"}).status_code == 422
    assert worker.post(seal, {"why": WHY}).status_code == 302
    become("privacy")
    (act,) = seal_acts()
    officer, decide = visit("privacy"), f"/privacy/sealed/{act.act}/"
    assert "Marta López" in officer.get("/privacy/sealed/").content.decode()
    assert visit("supervisor").get("/privacy/sealed/").status_code == 403
    assert officer.get(decide).status_code == 200
    unsure = officer.post(decide, {"agree": "yes", "answer": "Agreed, as she asked."})
    assert unsure.headers["Location"].startswith("/sign-in/again/"), "who decides says again who she is"
    said_again(officer)
    assert officer.post(decide, {"agree": "yes", "answer": "ok"}).status_code == 422
    assert officer.post(decide, {"agree": "yes", "answer": "Agreed, as she asked."}).status_code == 302
    assert officer.get(decide).status_code == 404
    supervisor = visit("supervisor")
    assert supervisor.get(page).status_code == 404
    assert supervisor.get(f"/cases/{case.public_id}/").status_code == 404
    assert "Take the seal away" in worker.get(page).content.decode()
    assert "Open to Dele Akande" in officer.get("/privacy/sealed/").content.decode()
    asked = supervisor.post(
        "/people/sealed/", {"words": "Marta López", "why": "The court asks me today.", "hours": "1"}
    )
    assert asked.status_code == 302
    become("privacy")
    waiting = next(one for one in seal_acts() if one.decided_at is None)
    decide = f"/privacy/sealed/{waiting.act}/"
    yes = {"agree": "yes", "answer": "Open for the hearing."}
    assert officer.post(decide, yes).status_code == 422
    assert officer.post(decide, yes | {"person": str(person.public_id)}).status_code == 302
    assert supervisor.get(page).status_code == 200
    assert "Open for the hearing." in supervisor.get("/people/sealed/").content.decode()


def test_who_works_with_nobody_asks_about_nobody(visit: Visit) -> None:
    for username in ("privacy", "admin", "evaluator"):
        assert visit(username).get("/people/sealed/").status_code == 403
    assert visit("worker").post("/people/sealed/", {"words": "", "why": "", "hours": "9"}).status_code == 422
