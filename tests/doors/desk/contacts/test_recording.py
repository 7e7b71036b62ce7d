"""Recording a contact through the desk."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from alongside.agency.access import actions as access
from alongside.agency.access.enums import SessionKind
from alongside.agency.access.models import Account
from alongside.agency.drafts import queries as drafts
from alongside.agency.drafts.models import Draft
from alongside.agency.staff import queries as staff
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.practice.contacts.models import Appointment, Contact, ContactGoal, Note
from alongside.practice.plans.models import Step
from alongside.record.cases.models import Case
from tests.database.copies import own_copy
from tests.doors.desk.contacts.pages import fields_of, send
from tests.factories.assessments import a_ready_case, lead
from tests.factories.cases import a_case
from tests.factories.contacts import TEXT, a_contact, a_past_appointment, an_hour_ago
from tests.factories.plans import a_goal

Become = Callable[[str], Reader]
Visit = Callable[[str], Client]


def address_of(case: Case) -> str:
    return f"/contacts/new/?case={case.public_id}"


def test_the_form_comes_filled_in_and_a_press_signs_and_saves(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    goal = a_goal(case, by, start_level=-1)
    agreed = a_past_appointment(case, by, language="Spanish")
    client = visit("worker")
    answer = send(
        client, f"/contacts/new/?appointment={agreed.public_id}", text=TEXT, **{f"goal_{goal.public_id.hex}": "0"}
    )
    become("worker")
    contact = Contact.objects.get()
    note = Note.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/contacts/{contact.public_id}/")
    assert (contact.appointment_id, contact.language, contact.at) == (agreed.id, "Spanish", agreed.starts_at)
    assert (note.text, note.signed_by_id) == (TEXT, by.actor_id)
    assert ContactGoal.objects.get().progress_id is not None
    page = client.get(answer["Location"]).content.decode()
    assert "Signed and saved." in page
    assert TEXT in page


def test_saved_without_signature_it_waits(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    client = visit("worker")
    answer = send(client, address_of(case), press="save", text="Two words", not_about_a_goal=None)
    assert answer.status_code == 302
    become("worker")
    assert Note.objects.get().signed_at is None
    assert "Not signed yet" in client.get(answer["Location"]).content.decode()


def test_what_is_wrong_is_named_and_every_word_comes_back(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by, family=True)
    a_goal(case, by)
    a_goal(case, by, title="Care course")
    people = [str(one) for one in case.participants.values_list("person__public_id", flat=True)]
    client = visit("worker")
    answer = send(
        client,
        address_of(case),
        text="Kept",
        own_words="We eat together now.",
        people=people,
        starts="10:00",
        until="09:00",
        step_what="Ring",
        step_due_on="",
        on=str(timezone.localdate() - timedelta(days=1)),
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("before it starts", "Whose words", "Say by when", "Choose the goal"):
        assert words in page
    again = fields_of(answer)
    assert (again["text"], again["own_words"], again["step_what"]) == (["Kept"], ["We eat together now."], ["Ring"])
    assert again["people"] == people
    by = become("worker")
    assert not Contact.objects.exists()
    assert drafts.draft(f"contact-{case.public_id}", by=by).data["text"] == "Kept"


def test_a_refused_form_can_be_put_right_with_the_same_key(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    client = visit("worker")
    answer = send(client, address_of(case), text="")
    assert answer.status_code == 422
    fields = {**fields_of(answer), "text": TEXT, "sign": "1"}
    assert client.post(address_of(case), fields).status_code == 302
    become("worker")
    assert Contact.objects.count() == 1


def test_a_second_press_is_one_record_and_another_text_is_refused(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    client = visit("worker")
    fields = {**fields_of(client.get(address_of(case))), "text": TEXT, "sign": "1"}
    first = client.post(address_of(case), fields)
    again = client.post(address_of(case), fields)
    assert first["Location"] == again["Location"]
    other = client.post(address_of(case), {**fields, "text": "Something else"})
    assert other.status_code == 422
    assert "was sent before" in other.content.decode()
    become("worker")
    assert Contact.objects.count() == 1


def test_what_was_typed_comes_back_and_goes_when_it_is_saved(become: Become, visit: Visit) -> None:
    case = a_ready_case(become("worker"))
    client = visit("worker")
    key = f"contact-{case.public_id}"
    client.post(f"/drafts/{key}/", {"data": '{"text": "Half a sent", "people": "", "mode": "call"}', "base": "0"})
    fields = fields_of(client.get(address_of(case)))
    assert (fields["text"], fields["mode"]) == (["Half a sent"], ["call"])
    assert "people" not in fields
    send(client, address_of(case), not_about_a_goal="on")
    by = become("worker")
    assert drafts.my_drafts(by=by) == []
    assert Draft.objects.get(key=key).ended


def test_another_format_keeps_every_word_and_saves_nothing(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    client = visit("worker")
    answer = send(client, address_of(case), press="switch", switch="soap", text=TEXT, people=None)
    fields = fields_of(answer)
    assert (answer.status_code, fields["text"], fields["format"]) == (200, [TEXT], ["soap"])
    assert {"section_subjective", "section_objective", "section_assessment", "section_plan"} <= set(fields)
    assert "people" not in fields
    parts = {**fields, "section_subjective": "Tired", "section_plan": "Ring", "switch": "dap"}
    fields = fields_of(client.post(address_of(case), parts))
    assert fields["section_plan"] == ["Ring"]
    assert fields["text"] == [f"{TEXT}\n\nSubjective: Tired"]
    become("worker")
    assert not Contact.objects.exists()


def test_a_time_to_come_becomes_an_appointment_and_keeps_the_words(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_case(by)
    client = visit("worker")
    later = timezone.localtime(clock.now() + timedelta(days=2))
    when = {"on": str(later.date()), "starts": "10:00", "until": "11:00"}
    answer = send(client, address_of(case), text=TEXT, own_words="Bring the letters.", step_what="Find them", **when)
    assert answer["Location"] == f"/cases/{case.public_id}/"
    assert "booked as an appointment" in client.get(answer["Location"]).content.decode()
    by = become("worker")
    booked = Appointment.objects.get()
    assert not Contact.objects.exists()
    kept = drafts.draft(f"contact-{booked.public_id}", by=by).data
    assert (kept["text"], kept["own_words"], kept["step_what"]) == (TEXT, "Bring the letters.", "Find them")
    assert kept.keys().isdisjoint({*when, "people", "mode"})
    assert drafts.draft(f"contact-{case.public_id}", by=by).data == {}


def test_a_next_step_and_a_next_time(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_case(by)
    person = case.participants.get().person
    tomorrow = str(timezone.localdate() + timedelta(days=1))
    answer = send(
        visit("worker"),
        address_of(case),
        text=TEXT,
        step_what="Asks the choir",
        step_owner=f"p:{person.public_id}",
        step_due_on=tomorrow,
        next_on=tomorrow,
        next_from="10:00",
    )
    assert answer.status_code == 302
    become("worker")
    step = Step.objects.get()
    assert (step.owner, step.person_id) == ("person", person.id)
    assert Appointment.objects.get().ends_at - Appointment.objects.get().starts_at == timedelta(minutes=45)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"next_on": "2999-01-01"}, "At what time?"),
        ({"next_from": "10:00"}, "On which day?"),
        ({"step_due_on": "2999-01-01"}, "What will be done"),
        ({"on": "not a day"}, "not a day we can read"),
        ({"starts": ""}, "still empty"),
        ({"mode": "pigeon"}, "not offered any more"),
        ({"people": "nobody"}, "not offered any more"),
    ],
)
def test_bad_input_is_answered_in_words(become: Become, visit: Visit, typed: dict[str, str], words: str) -> None:
    case = a_case(become("worker"))
    answer = send(visit("worker"), address_of(case), text=TEXT, **typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_jump_asks_and_is_confirmed(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    goal = a_goal(case, by, start_level=-2)
    client = visit("worker")
    answer = send(client, address_of(case), text=TEXT, **{f"goal_{goal.public_id.hex}": "1"})
    assert answer.status_code == 422
    assert 'name="confirmed"' in answer.content.decode()
    sent = {**fields_of(answer), "confirmed": "on", "sign": "1"}
    assert client.post(address_of(case), sent).status_code == 302


def test_an_interpreter_is_asked_for_where_one_is_needed(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_case(by)
    person = case.participants.get().person
    person.interpreter, person.interpreter_language = "yes", "Somali"
    person.save(update_fields=["interpreter", "interpreter_language"])
    client = visit("worker")
    answer = send(client, address_of(case), text=TEXT)
    assert answer.status_code == 422
    assert "Somali" in answer.content.decode()
    said = {**fields_of(answer), "interpreter": "no", "interpreter_words": "Her sister translated", "sign": "1"}
    assert client.post(address_of(case), said).status_code == 302


@pytest.mark.parametrize("who", ["elsewhere", "intake", "evaluator", "privacy", "admin"])
def test_hidden_and_absent_answer_the_same(become: Become, visit: Visit, who: str) -> None:
    by = become("worker")
    case = a_case(by)
    agreed = a_past_appointment(case, by)
    contact = a_contact(case, by)
    client = visit(who)
    absent = client.get(f"/contacts/new/?case={uuid4()}")
    assert absent.status_code == 404
    for address in (
        address_of(case),
        f"/contacts/new/?appointment={agreed.public_id}",
        f"/contacts/{contact.public_id}/",
        f"/contacts/{contact.public_id}/change/",
        f"/appointments/{agreed.public_id}/move/",
        f"/appointments/new/?case={case.public_id}",
    ):
        answer = client.get(address)
        assert (answer.status_code, answer.content) == (404, absent.content), address
    for address in (
        address_of(case),
        f"/contacts/{contact.public_id}/sign/",
        f"/contacts/{contact.public_id}/amend/",
        f"/contacts/{contact.public_id}/share/",
        f"/appointments/{agreed.public_id}/settle/",
        f"/appointments/{agreed.public_id}/take-back/",
    ):
        assert client.post(address, {"outcome": "came", "text": "x", "reason": "y"}).status_code == 404, address


def test_signed_out_the_form_leads_to_the_sign_in(become: Become) -> None:
    answer = Client().get(address_of(a_case(become("worker"))))
    assert answer["Location"].startswith("/sign-in/?next=/contacts/new/")


def test_recording_stays_within_its_budget(become: Become, visit: Visit, queries) -> None:  # type: ignore[no-untyped-def]
    by = become("worker")
    case = a_ready_case(by, family=True)
    goals = [a_goal(case, by, title=f"Goal {number}", start_level=-1) for number in range(4)]
    people = [str(one) for one in case.participants.values_list("person__public_id", flat=True)]
    a_contact(case, by, people=list(case.participants.values_list("person_id", flat=True)))
    client = visit("worker")
    client.get("/contacts/new/")
    counts = []
    for several in (1, 4):
        become("worker")
        agreed = a_past_appointment(case, by)
        address = f"/contacts/new/?appointment={agreed.public_id}"
        moved = {f"goal_{goal.public_id.hex}": "0" if several == 1 else "1" for goal in goals[:several]}
        fields = {
            **fields_of(client.get(address)),
            **moved,
            "confirmed": "on",
            "text": TEXT,
            "people": people[:several],
            "step_what": "Ring",
            "step_due_on": str(timezone.localdate()),
            "sign": "1",
        }
        with queries() as seen:
            assert client.post(address, fields).status_code == 302
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 16


@pytest.mark.committed
def test_ten_presses_at_once_make_one_contact() -> None:
    with own_copy():
        account = Account.objects.get(username="worker")
        with access.acting(actor_id=account.actor_id, kind=SessionKind.COMMAND, note="test") as reader:
            by = staff.with_roles(reader)
            case = a_case(by, people=["Ten Presses"])
            people = [str(one) for one in case.participants.values_list("person__public_id", flat=True)]
        at = timezone.localtime(an_hour_ago())
        fields = {
            "people": people,
            "mode": "visit",
            "on": str(at.date()),
            "starts": at.strftime("%H:%M"),
            "text": TEXT,
            "not_about_a_goal": "on",
            "shared": "on",
            "sign": "1",
            "idempotency_key": uuid4().hex,
        }
        answers: list[str] = []
        start = threading.Barrier(10)

        def press() -> None:
            client = Client()
            client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
            start.wait()
            answer = client.post(address_of(case), fields)
            answers.append(answer.headers.get("Location", str(answer.status_code)))
            connection.close()

        threads = [threading.Thread(target=press) for _ in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(set(answers)) == 1
        assert answers[0].startswith("/contacts/")
        with access.acting(actor_id=account.actor_id, kind=SessionKind.COMMAND, note="test"):
            assert Contact.objects.filter(case=case).count() == 1
            assert lead(case)
