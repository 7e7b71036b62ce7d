"""Ways to reach a person: added, changed, ended, each in its case."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from alongside.record.people import actions, queries
from tests.conftest import Become
from tests.doors.desk.people.known import marta
from tests.factories.cases import a_case

Visit = Callable[[str], Client]
ASKED = {"call_ok": "not_asked", "text_ok": "yes", "voicemail_ok": "no", "letter_ok": "not_asked", "level": "1"}


def test_a_way_to_reach_is_added_changed_and_ended(become: Become, visit: Visit) -> None:
    _case, person, base = marta(become)
    client = visit("worker")
    form = {**ASKED, "kind": "phone", "value": "085 555 4471", "hours_from": "18:00", "say_as": "LB"}
    assert client.post(base + "reach/new/", {**form, "value": "none"}).status_code == 422
    assert client.post(base + "reach/new/", form).headers["Location"] == base + "#reach"
    become("worker")
    (point,) = queries.contact_points(person.id)
    assert point.words == "Text after 18:00. No voicemail. Say “LB”"
    address = f"{base}reach/{point.public_id}/"
    assert "085 555 4471" in client.get(address).content.decode()
    changed = {**form, "version": "1", "text_ok": "no"}
    assert client.post(address, changed).status_code == 302
    both = client.post(address, {**changed, "note": "Mine"})
    assert both.status_code == 409
    assert "Mine" in both.content.decode()
    assert "•••• 4471 is not used any more" in client.get(address + "end/").content.decode()
    assert client.post(address + "end/", {"version": "2", "why": "New number"}).status_code == 302
    assert client.get(address).status_code == 404
    assert "Not used any more" in client.get(base).content.decode()


def test_with_several_cases_the_place_is_chosen(become: Become, visit: Visit) -> None:
    _case, person, base = marta(become)
    by = become("worker")
    second = a_case(by, people=["Second Case"])
    actions.bring_into_circle(person_id=person.id, circle=second.circle_id, by=by)
    client = visit("worker")
    page = client.get(base + "reach/new/").content.decode()
    assert f"Second Case ({second.number})" in page
    form = {**ASKED, "kind": "phone", "value": "085 555 4471"}
    assert client.post(base + "reach/new/", form).status_code == 422
    chosen = page.split(f"Second Case ({second.number})")[0].rsplit('value="', 1)[1].split('"')[0]
    assert client.post(base + "reach/new/", {**form, "kept": chosen}).status_code == 302
    become("worker")
    assert queries.contact_points(person.id)[0].circle_id == second.circle_id
