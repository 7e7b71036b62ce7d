"""Replacing a consent, and what proves a signature: the scanned paper, the drawn lines, or a typed name alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from alongside.ground.foundation import clock
from alongside.practice.consents.models import Consent, ConsentFile
from alongside.practice.documents.models import Attachment
from alongside.record.cases.models import Case
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.consents import a_consent, an_asked_consent
from tests.factories.files import a_pdf, checked, sent

Visit = Callable[[str], Client]
LINES = "10,10 20,40 30,10 40,40 50,10 60,40 70,10 80,40"


@pytest.fixture
def case(become: Become) -> Case:
    return a_case(become("worker"))


def place(consent: Consent, tail: str = "") -> str:
    return f"/cases/{consent.case.public_id}/consents/{consent.public_id}/{tail}"


def a_signature(**other: str) -> dict[str, str]:
    day = clock.today().isoformat()
    return {"name": "Marta López", "capacity": "self", "how": "screen", "signed_on": day, "free": "on", **other}


def test_a_drawn_signature_is_kept_as_a_picture_and_a_typed_name_signs_without_one(
    case: Case, become: Become, visit: Visit
) -> None:
    by = become("worker")
    drawn, typed, bad = (an_asked_consent(case, by) for _number in range(3))
    client = visit("worker")
    page = client.get(place(drawn)).content.decode()
    assert "data-drawing hidden" in page
    assert "I sign by typing my name" in page
    for wrong in ("<svg onload=alert(1)>", "1,1", "900,900 1,1"):
        answer = client.post(place(bad, "sign/"), a_signature(drawn=wrong))
        assert answer.status_code == 422
        assert "Marta López" in answer.content.decode()
    assert client.post(place(drawn, "sign/"), a_signature(drawn=LINES)).status_code == 302
    assert client.post(place(typed, "sign/"), a_signature()).status_code == 302
    become("worker")
    assert {Consent.objects.get(id=one.id).signed_at is None for one in (drawn, typed)} == {False}
    assert Consent.objects.get(id=bad.id).signed_at is None
    kept = ConsentFile.objects.get()
    assert (kept.consent_id, kept.part) == (drawn.id, "drawn")
    picture = checked(Attachment.objects.get(id=kept.attachment_id), become("worker"))
    assert (picture.kind, picture.title) == ("png", "Signature of Marta López")
    assert f"{picture.public_id}/thumbnail/" in client.get(place(drawn)).content.decode()


def test_the_signed_paper_is_added_and_what_is_none_is_refused(case: Case, become: Become, visit: Visit) -> None:
    consent, client = a_consent(case, become("worker")), visit("worker")
    bad = client.post(place(consent, "file/"), {"upload": sent(b"MZ", "a.exe")})
    assert bad.status_code == 422
    assert "This is a program" in bad.content.decode()
    assert client.post(place(consent, "file/"), {"upload": sent(a_pdf(), "scan.pdf")}).status_code == 302
    become("worker")
    kept = ConsentFile.objects.get()
    assert (kept.part, kept.attachment.title) == ("paper", "Signed consent")
    assert "Signed consent" in client.get(place(consent)).content.decode()


def test_the_new_consent_says_what_changed_and_the_old_one_ends_when_it_is_signed(
    case: Case, become: Become, visit: Visit
) -> None:
    old, client = a_consent(case, become("worker")), visit("worker")
    form = client.get(place(old, "replace/")).content.decode()
    assert "City housing office" in form
    assert "Replace a consent" in form
    told = {
        "person": str(old.person.public_id),
        "regime": "hipaa",
        "recipient": "County school board",
        "recipient_kind": "organisation",
        "items": ["identity"],
        "purpose": "housing",
        "until_on": old.until_on.isoformat() if old.until_on else "",
    }
    assert client.post(place(old, "replace/"), {**told, "recipient": ""}).status_code == 422
    answer = client.post(place(old, "replace/"), told)
    become("worker")
    new = Consent.objects.get(replaces=old)
    assert answer.headers["Location"] == place(new)
    page = client.get(place(new)).content.decode()
    for words in ("What changed", "City housing office", "County school board", "holds until this one is signed"):
        assert words in page
    assert "The newer consent" in client.get(place(old)).content.decode()
    become("worker")
    assert Consent.objects.get(id=old.id).replaced_at is None
    assert client.post(place(new, "sign/"), a_signature()).status_code == 302
    become("worker")
    assert Consent.objects.get(id=old.id).replaced_at is not None
    again = client.post(place(old, "replace/"), told)
    assert again.status_code == 422
    assert "ended already" in again.content.decode()


def test_strangers_replace_nothing_and_add_nothing(case: Case, become: Become, visit: Visit) -> None:
    consent, stranger = a_consent(case, become("worker")), visit("elsewhere")
    other = a_case(become("worker"))
    for tail in ("replace/", "file/", "sign/"):
        assert stranger.post(place(consent, tail), {"upload": sent(a_pdf())}).status_code == 404
        elsewhere = f"/cases/{other.public_id}/consents/{consent.public_id}/{tail}"
        assert visit("worker").post(elsewhere, {"upload": sent(a_pdf())}).status_code == 404
    assert stranger.get(place(consent, "replace/")).status_code == 404
    become("worker")
    assert not ConsentFile.objects.exists()
