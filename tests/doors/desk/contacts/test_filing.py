"""Files of a contact at the desk: on its page, and while it is recorded; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from alongside.practice.contacts.models import ContactFile
from alongside.practice.documents.models import Attachment
from alongside.record.cases.models import Case
from tests.conftest import Become
from tests.doors.desk.contacts.pages import send
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact
from tests.factories.files import a_pdf, sent

Visit = Callable[[str], Client]


@pytest.fixture
def case(become: Become) -> Case:
    return a_case(become("worker"))


def test_files_are_added_to_a_contact_when_it_is_recorded_and_afterwards(
    case: Case, become: Become, visit: Visit
) -> None:
    by = become("worker")
    contact, client = a_contact(case, by), visit("worker")
    here = f"/contacts/{contact.public_id}/"
    assert 'enctype="multipart/form-data"' in client.get(here).content.decode()
    bad = client.post(f"{here}files/", {"upload": sent(b"MZ", "a.exe"), "title": "My words", "level": "1"})
    assert bad.status_code == 422
    assert "My words" in bad.content.decode()
    good = client.post(f"{here}files/", {"upload": sent(a_pdf(), "scan.pdf"), "level": "1"})
    assert good.headers["Location"] == f"{here}#files"
    page = client.get(here).content.decode()
    assert "scan" in page
    assert "Being checked" in page
    form = client.get(f"/contacts/new/?case={case.public_id}").content.decode()
    assert 'name="upload"' in form
    assert "data-draft-skip" in form
    told = {"mode": "visit", "on": "2026-01-05", "starts": "10:00", "people": [], "text": "My long text", "level": "1"}
    again = client.post(f"/contacts/new/?case={case.public_id}", {**told, "save": "1", "upload": sent(b"MZ", "a.exe")})
    assert again.status_code == 422
    assert "My long text" in again.content.decode()
    assert "a.exe: This is a program" in again.content.decode()
    stranger = visit("elsewhere")
    assert stranger.post(f"{here}files/", {"upload": sent(a_pdf())}).status_code == 404
    assert Attachment.objects.filter(case=case).count() in (0, 1)


def test_a_contact_recorded_with_a_file_keeps_both(case: Case, become: Become, visit: Visit) -> None:
    client = visit("worker")
    answer = send(
        client, f"/contacts/new/?case={case.public_id}", text="They sent the letter.", upload=sent(a_pdf(), "scan.pdf")
    )
    assert answer.status_code == 302
    become("worker")
    assert ContactFile.objects.get().attachment.title == "scan"
    timeline = client.get(f"/cases/{case.public_id}/happened/").content.decode()
    assert f"/files/{Attachment.objects.get(case=case).public_id}/" in timeline
