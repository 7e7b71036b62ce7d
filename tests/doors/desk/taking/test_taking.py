"""Taking out at the desk: a list, a case, and what left; for whom, with what asked, and nothing for strangers."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from alongside.doors.commands.jobs import make_case_paper
from alongside.doors.desk.taking import lists
from alongside.oversight.exports.models import CasePaper, Export
from alongside.oversight.exports.rules import limits
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.staff import PASSWORD

Visit = Callable[[str], Client]
WHY = "For the court in May"


def body(response: Any) -> bytes:
    """What a download holds."""
    return b"".join(response.streaming_content)


@pytest.mark.parametrize(
    ("who", "page", "name"),
    [
        ("worker", "/people/?order=newest", "people"),
        ("worker", "/cases/?whose=all&state=any", "cases"),
        ("intake", "/intakes/", "intakes"),
        ("worker", "/drafts/", "drafts"),
        ("supervisor", "/team/", "team"),
        ("worker", "/duplicates/", "duplicates"),
        ("privacy", "/privacy/", "log"),
        ("worker", "/take-out/", "left"),
    ],
)
def test_each_list_leads_to_its_file(become: Become, visit: Visit, who: str, page: str, name: str) -> None:
    a_case(become("worker"))
    client = visit(who)
    html = client.get(page).content.decode()
    found = re.search(rf'href="(/take-out/{name}/[^"]*)"', html)
    assert found is not None
    address = found[1].replace("&amp;", "&")
    assert address.partition("?")[2] == page.partition("?")[2]
    asked = client.get(address)
    assert asked.status_code == 200
    assert "What is it for?" in asked.content.decode()
    for form in ("csv", "xlsx"):
        given = client.post(address, {"form": form, "why": WHY})
        assert given["Content-Disposition"].startswith(f'attachment; filename="{name}_')
        assert given["Cache-Control"] == "no-store"
        assert body(given)


def test_the_file_is_narrowed_as_the_page_and_on_record(become: Become, visit: Visit) -> None:
    a_case(become("worker"), people=["Marta López"])
    client = visit("worker")
    given = client.post("/take-out/cases/?whose=all&state=any&after=x", {"form": "xlsx", "why": ""})
    rows = list(load_workbook(io.BytesIO(body(given))).worksheets[0].iter_rows(values_only=True))
    assert [row[2] for row in rows[1:]] == ["Marta López"]
    closed = client.post("/take-out/cases/?state=closed", {"form": "csv", "why": ""})
    assert body(closed).decode("utf-8-sig").count("\r\n") == 1
    left = client.get("/take-out/").content.decode()
    assert "Cases that are: Open or closed" in left
    become("worker")
    assert Export.objects.count() == 2


def test_a_reason_is_asked_for_and_what_was_typed_stays(
    become: Become, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_case(become("worker"), family=True)
    for module in (lists, limits):
        monkeypatch.setattr(module, "WHY_ABOVE", 2)
    client = visit("worker")
    for why in ("", "short"):
        answer = client.post("/take-out/people/", {"form": "csv", "why": why})
        assert answer.status_code == 422
        assert f'value="{why}"' in answer.content.decode() or not why
    assert client.post("/take-out/people/", {"form": "pdf", "why": WHY}).status_code == 422
    assert client.post("/take-out/people/", {"form": "csv", "why": WHY}).status_code == 200


def test_too_much_names_the_command_and_gives_nothing(
    become: Become, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_case(become("worker"), family=True)
    for module in (lists, limits):
        monkeypatch.setattr(module, "MOST", 2)
    client = visit("worker")
    page = client.get("/take-out/people/").content.decode()
    assert "alongside export list people" in page
    assert "<button" not in page.split("<main")[1].split("</main")[0]
    assert client.post("/take-out/people/", {"form": "csv", "why": WHY}).status_code == 422
    become("worker")
    assert not Export.objects.exists()


def test_who_takes_much_says_again_who_she_is(become: Become, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    a_case(become("worker"), family=True)
    monkeypatch.setattr(lists, "AGAIN_ABOVE", 2)
    client = visit("worker")
    assert client.get("/take-out/people/").status_code == 200
    answer = client.post("/take-out/people/", {"form": "csv", "why": WHY})
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    given = client.post(answer["Location"], {"password": PASSWORD}, follow=True)
    assert given["Content-Disposition"].startswith('attachment; filename="people_3-rows_')


def test_lists_of_others_are_absent(visit: Visit) -> None:
    for who, name in (("worker", "log"), ("evaluator", "people"), ("privacy", "cases"), ("intake", "team")):
        for method in ("get", "post"):
            assert getattr(visit(who), method)(f"/take-out/{name}/").status_code == 404
    assert visit("worker").get("/take-out/nothing/").status_code == 404
    assert visit("worker").get(f"/take-out/?after={uuid4()}").status_code == 404
    assert Client().get("/take-out/people/").status_code == 302


def test_a_case_as_json_at_once(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    client, address = visit("worker"), f"/cases/{case.public_id}/take-out/"
    assert address in client.get(f"/cases/{case.public_id}/").content.decode()
    given = client.post(address, {"form": "json", "why": WHY})
    assert given["Content-Disposition"] == f'attachment; filename="{case.number}.json"'
    assert json.loads(given.content)["manifest"]["what_for"] == WHY
    assert client.post(address, {"form": "json", "why": ""}).status_code == 422
    assert client.post(address, {"form": "json", "why": "short"}).status_code == 422


def test_a_case_as_pdf_by_the_job(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    client, address = visit("worker"), f"/cases/{case.public_id}/take-out/"
    assert client.post(address, {"form": "pdf", "why": WHY})["Location"] == address
    assert "Being made" in client.get(address).content.decode()
    by = become("worker")
    paper = CasePaper.objects.get()
    assert client.get(f"{address}{paper.public_id}/").status_code == 404
    make_case_paper(paper=str(paper.public_id), actor=by.actor_id)
    assert f"{address}{paper.public_id}/" in client.get(address).content.decode()
    given = client.get(f"{address}{paper.public_id}/")
    assert given["Content-Type"] == "application/pdf"
    assert given.content.startswith(b"%PDF")
    for other in ("supervisor", "colleague", "elsewhere"):
        assert visit(other).get(f"{address}{paper.public_id}/").status_code == 404


def test_a_hidden_case_is_an_absent_one(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    client = visit("elsewhere")
    for name in (case.public_id, uuid4()):
        assert client.get(f"/cases/{name}/take-out/").status_code == 404
        assert client.post(f"/cases/{name}/take-out/", {"form": "json", "why": WHY}).status_code == 404
