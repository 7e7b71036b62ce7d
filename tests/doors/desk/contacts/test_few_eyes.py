"""A counselling note at the desk: the choice and the note stand before counsellors only (R-25, S-054)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client, override_settings

from alongside.agency.access import actions as access
from alongside.agency.drafts.models import Draft
from alongside.agency.staff.enums import Role
from alongside.agency.tokens.actions import make_token
from alongside.agency.tokens.enums import SCOPES
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import PSYCHOTHERAPY, Reader
from alongside.practice.contacts.models import Contact, Note
from alongside.record.cases.models import Case
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.doors.desk.contacts.pages import send
from tests.doors.test_victim_service import bare
from tests.factories.assessments import a_ready_case, lead
from tests.factories.contacts import TEXT, a_contact, an_appointment
from tests.factories.eyes import CANARY, a_note_for_few, credential
from tests.factories.plans import a_goal

Visit = Callable[[str], Client]
COUNSELLING = "Counselling note: only counsellors who carry this case"
TREATMENT = "Substance use treatment: only those of that programme who carry this case"


def form_of(case: Case) -> str:
    return f"/contacts/new/?case={case.public_id}"


def test_a_counsellor_chooses_writes_reads_and_is_told_what_it_means(become: Become, visit: Visit) -> None:
    case = a_ready_case(become("worker"))
    client = visit("worker")
    plain = client.get(form_of(case)).content.decode()
    assert COUNSELLING not in plain
    assert TREATMENT not in plain
    assert "Notes for few eyes" not in plain
    refused = send(client, form_of(case), level="8", text=CANARY, not_about_a_goal="on")
    assert refused.status_code == 422
    assert CANARY in refused.content.decode()  # what was typed is kept
    credential(become, "worker")
    page = client.get(form_of(case)).content.decode()
    assert COUNSELLING in page
    assert TREATMENT not in page
    assert "nobody else sees that it is there" in page
    answer = send(client, form_of(case), level="8", text=f"{CANARY} said", not_about_a_goal="on")
    shown = client.get(answer["Location"]).content.decode()
    assert f"{CANARY} said" in shown
    assert "Only counsellors who carry this case" in shown
    become("worker")
    assert Note.objects.get().level == PSYCHOTHERAPY
    credential(become, "worker", Role.TREATMENT)
    assert TREATMENT in client.get(form_of(case)).content.decode()
    assert COUNSELLING not in visit("supervisor").get(form_of(case)).content.decode()


def test_what_is_typed_is_kept_encrypted_until_it_is_saved(become: Become, visit: Visit) -> None:
    credential(become, "worker")
    case = a_ready_case(become("worker"))
    client = visit("worker")
    client.get(form_of(case))
    typed = f'{{"text": "{CANARY} typed", "level": "8", "people": ["a", "b"]}}'
    assert client.post(f"/drafts/contact-{case.public_id}/", {"data": typed, "base": "0"}).status_code == 200
    become("worker")
    assert CANARY not in str(Draft.objects.get().data)
    assert f"{CANARY} typed" in client.get(form_of(case)).content.decode()
    assert f"{CANARY} typed" in client.get("/drafts/").content.decode()


def pages_of(case: Case, person: Person) -> list[str]:
    """Every place at which a contact could be told of: page, list, count, timeline, day, search, print, calendar."""
    here = f"/cases/{case.public_id}"
    return [
        *("/", "/cases/?whose=all", "/people/", "/team/", "/drafts/", "/contacts/sign/", "/take-out/cases/"),
        *(f"/search/?q={CANARY}", "/search/?q=Marta", f"/people/{person.public_id}/"),
        *(f"{here}/timeline/", f"{here}/happened/", f"{here}/events/"),
        *(f"{here}/", f"{here}/stages/", f"{here}/people/", f"{here}/carry/", f"{here}/close/"),
        *(f"{here}/plan/", f"{here}/assessment/", f"{here}/access/as-it-was/", form_of(case)),
    ]


CALLS = ("contacts", "notes", "cases", "goals", "plans")


def seen_by(client: Client, program: Client, case: Case, person: Person) -> dict[str, tuple[int, bytes, str]]:
    """Everything that somebody sees, without what differs from one answer to the next."""
    found = {one: bare(client.get(one)) for one in pages_of(case, person)}
    found |= {one: bare(program.get(f"/api/v1/{one}")) for one in CALLS}
    return found


def at_work(become: Become, visit: Visit, username: str) -> tuple[Client, Client]:
    """Her browser, and a program with her rights."""
    token = make_token(name="A program", scopes=SCOPES, by=become(username))
    return visit(username), Client(headers={"Authorization": f"Bearer {token}"})


def written(case: Case, by: Reader) -> Contact:
    """A signed counselling note and one that waits, with all that may hang on them."""
    a_note_for_few(case, by, sign=False)
    return a_note_for_few(case, by, at=clock.now() - timedelta(minutes=70))


@pytest.mark.long
def test_nobody_else_sees_by_anything_that_such_notes_exist(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    a_goal(case, by)
    a_contact(case, by, text=TEXT)
    an_appointment(case, by)
    person = Person.objects.get(id=lead(case))
    credential(become, "worker")
    credential(become, "elsewhere")
    others = {name: at_work(become, visit, name) for name in ("colleague", "supervisor", "elsewhere", "evaluator")}
    moment = clock.now()
    with clock.standing_at(moment):
        before = {name: seen_by(*one, case, person) for name, one in others.items()}
        contact = written(case, become("worker"))
        note = Note.objects.get(contact=contact).public_id
        after = {name: seen_by(*one, case, person) for name, one in others.items()}
    assert before["supervisor"][f"/cases/{case.public_id}/"][0] == 200
    for name in others:
        told = [page for page in before[name] if before[name][page] != after[name][page]]
        assert not told, (name, told)
    for name, (client, program) in others.items():
        assert client.get(f"/contacts/{contact.public_id}/").status_code == 404, name
        for path in (f"/api/v1/contacts/{contact.public_id}", f"/api/v1/notes/{note}"):
            assert program.get(path).status_code == 404, (name, path)
    looked = others["supervisor"][0].get(f"/cases/{case.public_id}/access/looked/").content.decode()
    assert "Dele Akande" in looked
    assert "Counselling" not in looked
    with clock.standing_at(moment):
        a_contact(case, become("worker"), text="Seen by everyone")
        control = seen_by(*others["supervisor"], case, person)
    assert sum(control[page] != before["supervisor"][page] for page in control) > 5  # the pages tell of what they may
    access.assign(circle=case.circle_id, actor_id=become("colleague").actor_id, by=become("worker"))
    assert others["colleague"][0].get(f"/contacts/{contact.public_id}/").status_code == 404  # she is no counsellor


def test_a_missing_key_says_so_and_shows_nothing_as_empty(
    become: Become, visit: Visit, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    credential(become, "worker")
    by = become("worker")
    case = a_ready_case(by)
    contact = a_note_for_few(case, by)
    browser, program = at_work(become, visit, "worker")
    browser.raise_request_exception = False
    with override_settings(MASTER_KEYS=str(tmp_path / "gone.key")), caplog.at_level(logging.ERROR):
        page = browser.get(f"/contacts/{contact.public_id}/")
        called = program.get(f"/api/v1/contacts/{contact.public_id}")
        other = browser.get("/people/")
    assert (page.status_code, called.status_code, other.status_code) == (503, 503, 200)
    assert "A key is missing" in page.content.decode()
    assert called.json()["code"] == "locked"
    assert "gone.key" in caplog.text
    assert CANARY not in caplog.text
