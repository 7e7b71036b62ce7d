"""One entry for several files at the desk, and taking it out of one of them (S-175)."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from alongside.practice.contacts.models import Contact, ContactPart, ContactRemoval
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.doors.desk.contacts.pages import fields_of, send
from tests.factories.contacts import TEXT
from tests.factories.dynamics import members
from tests.factories.several import siblings


def test_it_is_written_once_and_each_file_gets_its_part(become: Become, visit: Callable[[str], Client]) -> None:
    case, his = siblings(become("worker"))
    client, address = visit("worker"), f"/contacts/new/?case={case.public_id}"
    plain = client.get(address).content.decode()
    assert "Write it in several files" in plain
    assert "part_" not in plain
    widened = send(client, address, press="widen", text=TEXT)
    assert widened.status_code == 200
    shown = widened.content.decode()
    assert TEXT in shown
    assert f"Also in the file of Tomás Ruiz ({his.number})" in shown
    become("worker")
    dani, tomas = Person.objects.get(id=members(case)[1]), Person.objects.get(id=members(his)[0])
    own, theirs = (f"part_{file.public_id.hex}_{one.public_id.hex}" for file, one in ((case, dani), (his, tomas)))
    typed = {**fields_of(widened), own: "He misses the old school.", theirs: "He wants to stay.", "sign": "1"}
    wrong = client.post(address, typed)
    assert wrong.status_code == 422
    assert "Choose who of this file was there." in wrong.content.decode()
    assert "He wants to stay." in wrong.content.decode()
    there = {f"there_{his.public_id.hex}": [str(tomas.public_id)]}
    named = client.post(address, {**typed, **there, "text": "Dani and Tomás baked."})
    assert named.status_code == 422
    assert "has no part in every file" in named.content.decode()
    assert 'name="despite"' in named.content.decode()
    assert not Contact.objects.exists()
    done = client.post(address, {**typed, **there, "text": "They baked together."})
    assert done.status_code == 302
    become("worker")
    assert sorted(Contact.objects.values_list("case_id", flat=True)) == sorted([case.id, his.id])
    assert set(ContactPart.objects.values_list("person_id", flat=True)) == {dani.id, tomas.id}
    assert "For the file of Dani Prado alone" in client.get(done["Location"]).content.decode()
    address = f"{done['Location']}take-out/"
    asked = client.get(address).content.decode()
    assert "checked" not in asked
    assert "Only the file of Dani Prado" in asked
    assert client.post(address, {"why": "Not theirs."}).status_code == 422
    assert not ContactRemoval.objects.exists()
    assert client.post(address, {"where": "all", "why": "It was another family."}).status_code == 302
    become("worker")
    assert ContactRemoval.objects.count() == 2
    assert "It was another family." in client.get(done["Location"]).content.decode()
