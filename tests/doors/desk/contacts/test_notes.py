"""A contact's page, signing, changing and amending through the desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import RESTRICTED, Reader
from alongside.practice.contacts import actions as contacts
from alongside.practice.contacts.models import Amendment, Note
from alongside.practice.contacts.queries import note_row
from alongside.practice.contacts.rules.contacts import Written
from tests.doors.desk.contacts.pages import fields_of, send
from tests.factories.assessments import a_ready_case
from tests.factories.cases import a_case
from tests.factories.contacts import TEXT, a_contact, an_hour_ago
from tests.factories.plans import a_goal

Become = Callable[[str], Reader]
Visit = Callable[[str], Client]


def test_a_page_shows_the_three_voices_and_what_was_amended(become: Become, visit: Visit) -> None:
    by = become("worker")
    contact = a_contact(a_case(by), by, own_words="We eat together now.", opinion="The routine holds.")
    contacts.amend_note(note=note_row(contact.public_id), text="It was 10:00.", reason="Wrong time", by=by)
    page = visit("worker").get(f"/contacts/{contact.public_id}/").content.decode()
    for words in (TEXT, "We eat together now.", "The routine holds.", "It was 10:00.", "Wrong time", "can see this"):
        assert words in page
    assert "Sign note" not in page


def test_a_late_entry_shows_both_times(become: Become, visit: Visit) -> None:
    by = become("worker")
    contact = a_contact(a_case(by), by, at=an_hour_ago() - timedelta(days=4))
    assert "written down" in visit("worker").get(f"/contacts/{contact.public_id}/").content.decode()


def test_one_press_signs(become: Become, visit: Visit) -> None:
    by = become("worker")
    contact = a_contact(a_case(by), by, sign=False)
    client = visit("worker")
    assert "Sign note" in client.get(f"/contacts/{contact.public_id}/").content.decode()
    answer = client.post(f"/contacts/{contact.public_id}/sign/", follow=True)
    assert "Signed by Dele Akande" in answer.content.decode()
    assert client.post(f"/contacts/{contact.public_id}/sign/").status_code == 302


def test_what_a_note_lacks_is_said_before_it_is_signed(become: Become, visit: Visit) -> None:
    by = become("worker")
    contact = a_contact(a_case(by), by, sign=False, not_about_a_goal=False)
    answer = visit("worker").post(f"/contacts/{contact.public_id}/sign/")
    assert answer.status_code == 422
    assert "Choose the goal" in answer.content.decode()
    assert "Put it right" in answer.content.decode()


def test_a_colleague_reads_and_does_not_sign_or_change(become: Become, visit: Visit) -> None:
    by = become("worker")
    contact = a_contact(a_case(by), by, sign=False)
    client = visit("colleague")
    page = client.get(f"/contacts/{contact.public_id}/").content.decode()
    assert TEXT in page
    assert "Sign note" not in page
    assert client.post(f"/contacts/{contact.public_id}/sign/").status_code == 422
    assert client.get(f"/contacts/{contact.public_id}/change/").status_code == 422


def test_a_restricted_contact_is_not_there_for_a_colleague(become: Become, visit: Visit) -> None:
    by = become("worker")
    contact = a_contact(a_case(by), by, level=RESTRICTED)
    assert visit("colleague").get(f"/contacts/{contact.public_id}/").status_code == 404
    assert "Only those who carry" in visit("worker").get(f"/contacts/{contact.public_id}/").content.decode()


def test_a_note_is_changed_and_signed_in_one_press(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    goal = a_goal(case, by)
    contact = a_contact(case, by, sign=False, not_about_a_goal=False)
    client = visit("worker")
    answer = send(client, f"/contacts/{contact.public_id}/change/", text="Other words", goals=str(goal.public_id))
    assert answer.status_code == 302
    become("worker")
    note = Note.objects.get()
    assert (note.text, note.signed_by_id) == ("Other words", by.actor_id)


def test_two_edits_are_both_shown_and_the_writer_chooses(become: Become, visit: Visit) -> None:
    by = become("worker")
    contact = a_contact(a_case(by), by, sign=False)
    client = visit("worker")
    address = f"/contacts/{contact.public_id}/change/"
    mine = {**fields_of(client.get(address)), "text": "Mine", "save": "1"}
    by = become("worker")
    note = note_row(contact.public_id)
    contacts.change_note(note=note, version=note.version, written=Written("girp", "The other"), by=by)
    answer = client.post(address, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mine" in page
    assert "The other" in page
    kept = {**fields_of(answer), "keep": "mine", "save": "1"}
    assert client.post(address, kept).status_code == 302
    become("worker")
    assert note_row(contact.public_id).text == "Mine"


def test_the_other_text_can_be_taken(become: Become, visit: Visit) -> None:
    by = become("worker")
    contact = a_contact(a_case(by), by, sign=False)
    answer = send(visit("worker"), f"/contacts/{contact.public_id}/change/", press="keep", keep="theirs", text="Mine")
    assert answer.status_code == 302
    become("worker")
    assert note_row(contact.public_id).text == TEXT


def test_an_amendment_is_added_once(become: Become, visit: Visit) -> None:
    by = become("worker")
    contact = a_contact(a_case(by), by)
    client = visit("worker")
    fields = {**fields_of(client.get(f"/contacts/{contact.public_id}/")), "text": "It was 10:00.", "reason": "Time"}
    for _ in range(2):
        answer = client.post(f"/contacts/{contact.public_id}/amend/", fields)
        assert answer["Location"].endswith("#amendments")
    empty = client.post(f"/contacts/{contact.public_id}/amend/", {"text": "Kept", "reason": ""})
    assert empty.status_code == 422
    assert "Kept" in empty.content.decode()
    become("worker")
    assert Amendment.objects.count() == 1


def test_several_are_read_and_signed_together(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_case(by)
    ready = a_contact(case, by, sign=False)
    lacking = a_contact(case, by, sign=False, not_about_a_goal=False, text="Lacking")
    client = visit("worker")
    names = [str(ready.public_id), str(lacking.public_id)]
    page = client.post("/contacts/sign/", {"contact": names})
    assert (page.status_code, page.content.decode().count("Sign this one")) == (200, 2)
    become("worker")
    assert not Note.objects.exclude(signed_at=None).exists()
    answer = client.post("/contacts/sign/", {"contact": [*names, "nonsense"], "sign": "1"})
    assert answer.status_code == 422
    assert "Choose the goal" in answer.content.decode()
    become("worker")
    assert note_row(ready.public_id).signed_at
    assert note_row(lacking.public_id).signed_at is None
    assert "Lacking" in client.get("/contacts/sign/").content.decode()


def test_nobody_signs_for_another(become: Become, visit: Visit) -> None:
    by = become("worker")
    contact = a_contact(a_case(by), by, sign=False)
    visit("colleague").post("/contacts/sign/", {"contact": str(contact.public_id), "sign": "1"})
    become("worker")
    assert note_row(contact.public_id).signed_at is None


def test_a_note_is_held_back_and_shared_again(become: Become, visit: Visit) -> None:
    by = become("worker")
    contact = a_contact(a_case(by), by)
    client = visit("worker")
    bad = client.post(f"/contacts/{contact.public_id}/hold/", {"hold_reason": "First in person", "hold_until": ""})
    assert bad.status_code == 422
    day = clock.today() + timedelta(days=3)
    client.post(f"/contacts/{contact.public_id}/hold/", {"hold_reason": "First in person", "hold_until": str(day)})
    assert "Held back until" in client.get(f"/contacts/{contact.public_id}/").content.decode()
    client.post(f"/contacts/{contact.public_id}/share/")
    become("worker")
    assert note_row(contact.public_id).shared


@pytest.mark.parametrize("number", [1, 12])
def test_the_page_takes_the_same_statements(become: Become, visit: Visit, queries, number: int) -> None:  # type: ignore[no-untyped-def]
    by = become("worker")
    contact = a_contact(a_case(by), by)
    for each in range(number):
        contacts.amend_note(note=note_row(contact.public_id), text=f"{each}", reason="More", by=by)
    client = visit("worker")
    client.get("/contacts/new/")
    with queries() as seen:
        client.get(f"/contacts/{contact.public_id}/")
    assert len(seen) <= 14
