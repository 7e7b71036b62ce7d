"""A request on the pages of the privacy officer: every step with its form, and nobody else at any door."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.oversight.requests.actions import making_paper
from alongside.oversight.requests.models import RecordRequest
from alongside.oversight.requests.queries.passages import passage_lines
from alongside.record.people.actions import add_contact_point, change_contact_point
from alongside.record.people.models import Person
from tests.factories.cases import a_case
from tests.factories.cast import PASSWORD
from tests.factories.contacts import a_contact
from tests.factories.files import a_file
from tests.factories.requests import a_request, gathered, known

Become = Callable[[str], Reader]
Visit = Callable[[str], Client]


def test_the_whole_way_on_its_pages(become: Become, visit: Visit) -> None:
    worker = become("worker")
    case = a_case(worker, family=True)
    a_contact(case, worker, text="Dani showed his drawing.")
    a_file(case, worker, content=b"A letter of Marta.", name="letter.txt")
    person = Person.objects.get(display_name="Marta López")
    client = visit("privacy")
    wrong = client.post("/privacy/requests/new/", {"asker": "person", "wanted": "Everything of 2025"})
    assert wrong.status_code == 422
    assert "Everything of 2025" in wrong.content.decode(), "nothing typed is lost"
    said = {"asker": "person", "asker_name": "Marta López", "arrival": "letter", "law": "hipaa"}
    here = client.post("/privacy/requests/new/", said | {"received_on": clock.today().isoformat()}).headers["Location"]
    assert "Check who asks" in client.get(here).content.decode()
    client.post(f"{here}do/gather/")
    assert "not the turn" in client.get(here).content.decode()
    found = client.get(f"{here}check/", {"number": case.number}).content.decode()
    assert "Dani Prado" in found
    known = {"case_number": case.number, "person": str(person.public_id), "proof": "document"}
    assert client.post(f"{here}check/", known | {"proof_words": ""}).status_code == 422
    assert client.post(f"{here}check/", known | {"proof_words": "Her passport"}).status_code == 302
    assert client.post(f"{here}do/gather/").status_code == 302
    page = client.get(here).content.decode()
    assert "wait for your decision" in page
    counts = [int(found) for found in re.findall(r"<details[^>]*><summary>[^(]*\((\d+)\)", page)]
    assert page.count(f'"{here}passages/') - page.count('data-primary href="') == sum(counts)
    assert page.index("<summary>To look at") < page.index("<summary>Waiting; nothing was found in them")
    assert page.count('<details class="disclosure" open>') == 1, "what nobody has to look at is folded away"
    client.post(f"{here}do/rest/")
    page = client.get(here).content.decode()
    assert f"<summary>To look at ({counts[0]})" in page
    assert f"<summary>Decided ({counts[1]})" in page
    become("privacy")
    asked = UUID(here.split("/")[3])
    waiting = [one for one in passage_lines(asked) if one.undecided]
    note = next(one for one in waiting if one.section == "Notes")
    text = client.get(f"{here}passages/{note.public_id}/").content.decode()
    assert "<mark>Dani</mark>" in text
    nothing = {"version": 1, "choice": "part", "reason": "other_person", "also": "no such words"}
    refused = client.post(f"{here}passages/{note.public_id}/", nothing)
    assert refused.status_code == 422
    assert "does not stand in this passage" in refused.content.decode()
    letter = waiting.pop()
    look = client.get(f"{here}passages/{letter.public_id}/file/")
    assert (look.content, look.headers["Cache-Control"]) == (b"A letter of Marta.", "no-store")
    assert look.headers["Content-Disposition"].startswith('attachment; filename="R-')
    assert "sandbox" in look.headers["Content-Security-Policy"]
    assert client.get(f"{here}passages/{note.public_id}/file/").status_code == 404, "it is no file"
    blind = client.post(f"{here}passages/{letter.public_id}/", {"version": 1, "choice": "whole"})
    assert "Open the file and look at all of it" in blind.content.decode()
    client.post(f"{here}passages/{letter.public_id}/", {"version": 1, "choice": "whole", "looked": "on"})
    for line in waiting:
        answer = {"version": 1, "choice": "part" if line == note else "none", "held": ["0"] if line == note else []}
        more = {"reason": "other_person", "words": "It is about her child"}
        assert client.post(f"{here}passages/{line.public_id}/", answer | more).status_code == 302
    assert client.post(f"{here}do/make/").status_code == 302
    making_paper.make_copy(request=asked, by=become("privacy"))
    page = client.get(here).content.decode()
    assert "Ready to hand over" in page
    papers = [part.split("/")[0] for part in page.split("/papers/")[1:]]
    made = {
        found.headers["Content-Type"]: found.content[:4]
        for found in (client.get(f"{here}papers/{one}/") for one in papers)
    }
    assert made == {"application/pdf": b"%PDF", "application/zip": b"PK\x03\x04"}
    again = client.post(f"{here}hand-over/", {"way": "letter"})
    assert again.headers["Location"].startswith("/sign-in/"), "who hands over says again who she is"
    resumed = client.post(again.headers["Location"], {"password": PASSWORD})
    assert "Choose one of the ways" in resumed.content.decode()
    given = client.post(f"{here}hand-over/", {"way": "handed"})
    assert given.status_code == 302, given.context["form"].errors
    assert "SHA-256" in client.get(here).content.decode()
    assert "It is about her child" in client.get(f"{here}log/").content.decode()
    left = visit("worker").get(f"/people/{person.public_id}/what-left/").content.decode()
    assert "own copy" in left


def test_letters_are_printed(become: Become, visit: Visit) -> None:
    request = a_request(become("privacy"))
    client, here = visit("privacy"), f"/privacy/requests/{request.public_id}/"
    assert client.get(f"{here}letter/longer/").status_code == 404
    assert client.post(f"{here}longer/", {"why": "Busy"}).status_code == 422
    client.post(f"{here}longer/", {"why": "Two files lie in another building"})
    letter = client.get(f"{here}letter/longer/").content.decode()
    assert "another building" in letter
    assert "Ask how the answer may come" in letter
    client.post(f"{here}refuse/", {"ground": "not_known", "words": "Nobody answered when we rang."})
    letter = client.get(f"{here}letter/refusal/").content.decode()
    assert "Nobody answered when we rang." in letter
    assert "hhs.gov" in letter


def test_every_letter_says_whether_post_is_safe(become: Become, visit: Visit) -> None:
    worker = become("worker")
    case = a_case(worker)
    person = Person.objects.get(display_name="Marta López")
    point = add_contact_point(
        person=person, circle=case.circle_id, kind="address", value="7 Elm Road", letter_ok="no", by=worker
    )
    officer = become("privacy")
    own = known(a_request(officer), case.number, person, officer)
    other = a_request(officer, asker="representative", asker_name="J. Byrne")
    client = visit("privacy")
    for request in (own, other):
        client.post(f"/privacy/requests/{request.public_id}/longer/", {"why": "Two files lie elsewhere"})
    access = f"/privacy/people/{person.public_id}/letter/"
    for path in (f"/privacy/requests/{own.public_id}/letter/longer/", access):
        assert "Do not post this letter" in client.get(path).content.decode(), path
    paper = client.get(f"/privacy/requests/{other.public_id}/letter/longer/").content.decode()
    assert "the address on the signed paper" in paper
    assert "Elm Road" not in paper
    worker = become("worker")
    change_contact_point(point=point, version=point.version, letter_ok="yes", by=worker)
    assert "By post only to" in client.get(access).content.decode()


@pytest.mark.parametrize("who", ["worker", "supervisor", "intake", "evaluator", "admin", "client"])
def test_the_pages_are_the_privacy_officer_s(become: Become, visit: Visit, who: str) -> None:
    worker = become("worker")
    case = a_case(worker)
    person = Person.objects.get(display_name="Marta López")
    request = gathered(case, person, become("privacy"))
    passage = passage_lines(request.public_id)[0].public_id
    client, here = visit(who), f"/privacy/requests/{request.public_id}/"
    for path in (
        "",
        "check/",
        "log/",
        "longer/",
        "refuse/",
        "hand-over/",
        f"passages/{passage}/",
        f"passages/{passage}/file/",
    ):
        assert client.get(here + path).status_code == 403, path
    for path in ("do/gather/", "do/make/", "hand-over/", f"passages/{passage}/"):
        assert client.post(here + path).status_code == 403, path
    for path in ("/privacy/desk/", "/privacy/requests/", "/privacy/requests/new/", "/privacy/breaches/"):
        assert client.get(path).status_code == 403, path
    become("privacy")
    assert RecordRequest.objects.get().state == "gathered"
