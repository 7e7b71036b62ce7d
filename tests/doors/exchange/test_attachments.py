"""Files through the API: added, given once they are ready, and nothing to anybody else."""

from __future__ import annotations

import base64
from uuid import uuid4

import pytest

from alongside.agency.tokens.enums import SCOPES
from alongside.practice.contacts.models import ContactFile
from alongside.practice.documents.models import Attachment
from tests.conftest import Become
from tests.doors.exchange.conftest import CAST, SEES, Call
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact
from tests.factories.files import SECRET, a_file, a_telling_photo, checked


def letters(content: bytes) -> str:
    return base64.b64encode(content).decode()


def test_a_file_is_added_once_made_anew_given_and_withdrawn(become: Become, call: Call) -> None:
    by = become("worker")
    case = a_case(by)
    contact = a_contact(case, by)
    program = call("worker")
    body = {"case": str(case.public_id), "contact": str(contact.public_id), "content": letters(a_telling_photo())}
    key = uuid4().hex
    made = [program.post("/attachments", {**body, "name": "a/b.jpg"}, Idempotency_Key=key) for _press in range(2)]
    assert (program.status, made[0]["id"], made[0]["state"], made[0]["title"]) == (201, made[1]["id"], "checking", "b")
    assert ContactFile.objects.filter(contact=contact).count() == 1
    path = f"/attachments/{made[0]['id']}"
    program.get(f"{path}/content")
    assert program.status == 404
    checked(Attachment.objects.get(public_id=made[0]["id"]), become("worker"))
    given = program.get(f"{path}/content")
    content = base64.b64decode(given["content"])
    assert (given["media_type"], content[:3], SECRET.encode() in content) == ("image/jpeg", b"\xff\xd8\xff", False)
    assert program.response.headers["Cache-Control"] == "no-store"
    assert program.get("/attachments", case=str(case.public_id))["items"][0] == program.get(path)
    program.post(f"{path}/withdraw", {"why": "Another case"}, If_Match='"1"')
    assert program.status == 409
    assert program.post(f"{path}/withdraw", {"why": "Another case"})["withdrawn_why"] == "Another case"
    program.get(f"{path}/content")
    assert program.status == 404


def test_what_cannot_be_kept_is_told_at_its_field(become: Become, call: Call) -> None:
    by = become("worker")
    case, other = a_case(by), a_case(by)
    contact, program = a_contact(other, by), call("worker")
    body = {"case": str(case.public_id), "content": letters(b"MZ a program")}
    assert "program" in program.post("/attachments", body)["fields"]["content"]
    assert program.status == 422
    for wrong in ("abc", "=", "é", ""):
        assert "content" in program.post("/attachments", {**body, "content": wrong})["fields"]
    program.post("/attachments", {**body, "content": letters(b"hello"), "contact": str(contact.public_id)})
    assert program.status == 404
    large = letters(b"words " * 1_000_000)
    assert program.post("/attachments", {**body, "content": large})["size"] == 6_000_000
    assert program.post("/attachments", {**body, "content": "A" * 28_000_000})["code"] == "too_large"
    program.post("/intakes", {"words": "A" * 2_000_000})
    assert program.status == 413


@pytest.mark.parametrize("username", CAST)
def test_each_of_the_cast_reads_what_the_desk_shows_her(become: Become, call: Call, username: str) -> None:
    by = become("worker")
    case = a_case(by)
    row = a_file(case, by)
    program = call(username)
    program.get(f"/attachments/{uuid4()}")
    nothing = program.response.content
    found = program.get(f"/attachments/{row.public_id}/content")
    if username in (*SEES, "excluded"):
        assert base64.b64decode(found["content"])[:3] == b"\xff\xd8\xff"
        narrow = call(username, scopes=SCOPES - {"attachments:read"})
        narrow.get(f"/attachments/{row.public_id}/content")
        assert narrow.status == 403
    else:
        for path in ("", "/content"):
            program.get(f"/attachments/{row.public_id}{path}")
            assert (program.status, program.response.content) == (404, nothing)
        assert program.get("/attachments")["items"] == []
        program.post("/attachments", {"case": str(case.public_id), "content": letters(b"hello")})
        assert (program.status, program.response.content) == (404, nothing)
