"""Files at the desk: added without scripts, refused in plain words, given to nobody but those who may (R-37)."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from PIL import Image

from alongside.agency.access.models import Reading
from alongside.ground.foundation.reader import RESTRICTED
from alongside.practice.documents import actions
from alongside.practice.documents.models import Attachment
from alongside.practice.documents.rules.attaching import words_of_refusal
from alongside.record.cases.models import Case
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.files import SECRET, a_file, a_pdf, a_telling_photo, checked, sent, unfit_files

Visit = Callable[[str], Client]
ASKED: tuple[dict[str, Any], ...] = (
    {},
    {"HTTP_RANGE": "bytes=0-10"},
    {"HTTP_IF_MODIFIED_SINCE": "Sun, 06 Nov 2033 08:49:37 GMT"},
    {"HTTP_IF_NONE_MATCH": "*"},
)


@pytest.fixture
def case(become: Become) -> Case:
    return a_case(become("worker"))


def address(case: Case, file: UUID, tail: str = "") -> str:
    return f"/cases/{case.public_id}/files/{file}/{tail}"


def test_several_files_are_added_at_once_and_opened_when_they_are_checked(
    case: Case, become: Become, visit: Visit
) -> None:
    client, here = visit("worker"), f"/cases/{case.public_id}/files/"
    page = client.get(here).content.decode()
    assert 'enctype="multipart/form-data"' in page
    assert "Nothing was added yet" in page
    given: dict[str, Any] = {
        "upload": [sent(a_telling_photo(), "../IMG.jpg"), sent(a_pdf(), "scan.pdf")],
        "title": "Letter of the school",
        "level": "1",
        "idempotency_key": uuid4().hex,
    }
    answer = client.post(here, given)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{here}#list")
    for file in given["upload"]:
        file.seek(0)
    assert client.post(here, given).status_code == 302
    rows = list(Attachment.objects.filter(case=case).order_by("id"))
    assert [row.title for row in rows] == ["Letter of the school (1)", "Letter of the school (2)"]
    page = client.get(here).content.decode()
    assert page.count("Being checked") >= 2
    assert "/content/" not in page
    assert client.get(address(case, rows[0].public_id, "content/")).status_code == 404
    for row in rows:
        checked(row, become("worker"))
    page = client.get(here).content.decode()
    assert page.count("/thumbnail/") == 1
    assert page.count("/content/") == 2


def test_a_file_leaves_as_something_that_no_browser_runs_or_keeps(case: Case, become: Become, visit: Visit) -> None:
    row = a_file(case, become("worker"), content=a_telling_photo(), name=f"{SECRET}.jpg", title=SECRET)
    client = visit("worker")
    for tail in ("content/", "thumbnail/"):
        before = Reading.objects.filter(object_kind="attachment", object_ids=[row.id]).count()
        whole = client.get(address(case, row.public_id, tail))
        assert Reading.objects.filter(object_kind="attachment", object_ids=[row.id]).count() == before + 1
        assert Image.open(BytesIO(whole.content)).format == "JPEG"
        assert SECRET.encode() not in whole.content
        for asked in ASKED:
            answer = client.get(address(case, row.public_id, tail), **asked)
            assert (answer.status_code, answer.content) == (200, whole.content)
            head = answer.headers
            assert head["Content-Type"] == "image/jpeg"
            assert head["Content-Disposition"].startswith("attachment; filename=")
            assert SECRET not in str(head)
            assert head["Content-Security-Policy"] == "sandbox; default-src 'none'"
            assert head["X-Content-Type-Options"] == "nosniff"
            assert head["Cache-Control"] == "no-store"
            assert not {"ETag", "Last-Modified", "Content-Range"} & set(head)
        assert client.head(address(case, row.public_id, tail)).status_code == 200
        assert client.post(address(case, row.public_id, tail)).status_code == 405


@pytest.mark.parametrize("name", ["elsewhere", "evaluator", "admin"])
def test_no_stranger_gets_a_byte_by_any_way(case: Case, become: Become, visit: Visit, name: str) -> None:
    by = become("worker")
    row, other = a_file(case, by), a_case(by)
    nothing = visit(name).get(address(case, uuid4(), "content/"))
    assert nothing.status_code == 404
    client = visit(name)
    for tail in ("", "content/", "thumbnail/"):
        for asked in ASKED:
            for call in (client.get, client.head):
                answer = call(address(case, row.public_id, tail), **asked)
                assert answer.status_code == 404
                assert b"JFIF" not in answer.content
                assert not {"Content-Disposition", "ETag", "Last-Modified"} & set(answer.headers)
    for tail in ("replace/", "withdraw/", "check/"):
        assert client.post(address(case, row.public_id, tail), {"why": "Mine"}).status_code == 404
    assert client.post(f"/cases/{case.public_id}/files/", {"upload": sent(a_pdf())}).status_code == 404
    assert visit("worker").get(address(other, row.public_id, "content/")).status_code == 404
    assert Client().get(address(case, row.public_id, "content/")).status_code in (302, 403)


def test_levels_revocation_and_withdrawal_answer_like_nothing(case: Case, become: Become, visit: Visit) -> None:
    by = become("worker")
    close, gone = a_file(case, by, title="Kept close", level=RESTRICTED), a_file(case, by, title="Wrong one")
    client = visit("colleague")
    page = client.get(f"/cases/{case.public_id}/files/").content.decode()
    assert "Wrong one" in page
    assert "Kept close" not in page
    absent = client.get(address(case, uuid4(), "content/"))
    for tail in ("", "content/", "thumbnail/"):
        assert client.get(address(case, close.public_id, tail)).status_code == 404
    hidden = client.get(address(case, close.public_id, "content/"))
    assert len(hidden.content) == len(absent.content)
    actions.withdraw_file(attachment=gone, why="Another case", by=become("worker"))
    for tail in ("content/", "thumbnail/"):
        assert visit("worker").get(address(case, gone.public_id, tail)).status_code == 404
    assert "Another case" in visit("worker").get(address(case, gone.public_id)).content.decode()


def test_a_file_that_cannot_be_kept_is_named_and_nothing_typed_is_lost(case: Case, visit: Visit) -> None:
    client, here = visit("worker"), f"/cases/{case.public_id}/files/"
    for code, content in unfit_files().items():
        given = {"upload": sent(content, "photo.jpg"), "title": "What I typed", "level": "1"}
        answer = client.post(here, given)
        assert answer.status_code == 422, code
        page = answer.content.decode()
        assert "What I typed" in page
        assert words_of_refusal(code).split("“")[0].split("(")[0].strip() in page
    both = {"upload": [sent(a_pdf(), "scan.pdf"), sent(b"MZ", "run<b>.exe")], "title": "", "level": "1"}
    answer = client.post(here, both)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "1 file added" in page
    assert "run&lt;b&gt;.exe: This is a program." in page
    assert [row.title for row in Attachment.objects.filter(case=case)] == ["scan"]
    many = {"upload": [sent(a_pdf(), f"{n}.pdf") for n in range(11)], "level": "1"}
    assert "at most 10 files" in client.post(here, many).content.decode()
    assert client.post(here, {"title": "No file", "level": "1"}).status_code == 422


def test_one_file_is_replaced_withdrawn_and_checked_again(case: Case, become: Become, visit: Visit) -> None:
    row, client = a_file(case, become("worker"), title="Letter"), visit("worker")
    bad = client.post(address(case, row.public_id, "replace/"), {"file": sent(b"MZ", "a.exe")})
    assert bad.status_code == 422
    assert "This is a program" in bad.content.decode()
    good = client.post(address(case, row.public_id, "replace/"), {"file": sent(a_pdf(), "b.pdf")})
    new = Attachment.objects.get(replaces=row)
    assert good.headers["Location"] == address(case, new.public_id)
    assert "The earlier version" in client.get(good.headers["Location"]).content.decode()
    empty = client.post(address(case, new.public_id, "withdraw/"), {"why": "", "version": new.version})
    assert empty.status_code == 422
    stale = client.post(address(case, new.public_id, "withdraw/"), {"why": "Wrong", "version": new.version + 7})
    assert stale.status_code == 409
    assert client.post(address(case, new.public_id, "check/")).status_code == 302
    done = client.post(address(case, new.public_id, "withdraw/"), {"why": "Wrong", "version": new.version})
    assert done.status_code == 302
    assert Attachment.objects.get(id=new.id).withdrawn_why == "Wrong"
