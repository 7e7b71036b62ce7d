"""Essentials and names of a person change; a colleague who is in the record herself is kept out."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from django.test import Client

from alongside.record.people import actions
from alongside.record.people.models import PersonName, WorkerPerson
from tests.conftest import Become
from tests.doors.desk.people.known import marta
from tests.factories.people import a_person

Visit = Callable[[str], Client]


def test_essentials_are_changed(become: Become, visit: Visit) -> None:
    _case, person, base = marta(become)
    client = visit("worker")
    page = client.get(base + "change/").content.decode()
    assert 'value="1992-03-01"' in page
    form = {"version": "1", "born": "May 1992", "interpreter": "yes", "languages": "Spanish, English", "sex": "f"}
    assert client.post(base + "change/", form).headers["Location"] == base
    become("worker")
    person.refresh_from_db()
    assert (person.birth_precision, person.languages, person.sex) == ("month", ["Spanish", "English"], "f")
    assert 'value="1992-05"' in client.get(base + "change/").content.decode()


def test_a_stale_edit_shows_both_versions_and_saving_again_keeps_ours(become: Become, visit: Visit) -> None:
    _case, person, base = marta(become)
    client = visit("worker")
    actions.change_person(person=person, version=1, pronouns="she/they", by=become("colleague"))
    form = {"version": "1", "born": "1992-03-01", "interpreter": "not_asked", "pronouns": "she/her"}
    both = client.post(base + "change/", form)
    text = both.content.decode()
    assert both.status_code == 409
    assert "Changed in two places" in text
    assert "she/they" in text
    assert 'name="version" value="2"' in text
    assert text.count('data-label="Typed by you"') == 1
    assert client.post(base + "change/", {**form, "version": "2"}).status_code == 302
    become("worker")
    person.refresh_from_db()
    assert person.pronouns == "she/her"


def test_names_come_and_go(become: Become, visit: Visit) -> None:
    _case, person, base = marta(become)
    client = visit("worker")
    client.post(base + "names/new/", {"full": "Марта Лопес", "kind": "other_script", "language": "ru"})
    assert client.post(base + "names/new/", {"full": "", "kind": "alias"}).status_code == 422
    twice = client.post(base + "names/new/", {"full": "Марта Лопес", "kind": "other_script"})
    assert "already" in twice.content.decode()
    become("worker")
    name = PersonName.objects.get(person=person, full="Марта Лопес")
    ending = f"{base}names/{name.public_id}/end/"
    assert "Марта Лопес is not used any more" in client.get(ending).content.decode()
    assert client.post(ending, {"version": "1"}).status_code == 302
    assert client.post(ending, {"version": "1"}).status_code == 409
    assert client.get(f"{base}names/{uuid4()}/end/").status_code == 404
    other = a_person(marta(become)[0].circle_id, "Somebody Else", become("worker"))
    theirs = PersonName.objects.get(person=other)
    assert client.get(f"{base}names/{theirs.public_id}/end/").status_code == 404


def test_a_colleague_is_kept_out_of_her_own_record(become: Become, visit: Visit) -> None:
    _case, person, base = marta(become)
    client = visit("worker")
    page = client.get(base + "worker/").content.decode()
    assert "Sinéad Byrne" in page
    assert "Dele Akande</option>" not in page
    chosen = page.split("Sinéad Byrne</option>")[0].rsplit('value="', 1)[1].split('"')[0]
    assert client.post(base + "worker/", {"worker": "nobody"}).status_code == 422
    assert client.post(base + "worker/", {"worker": chosen}).status_code == 302
    become("worker")
    assert WorkerPerson.objects.filter(person=person).exists()
    assert visit("colleague").get(base).status_code == 404
