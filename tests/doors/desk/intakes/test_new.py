"""Taking a request in: twelve questions, near matches first, one press one record, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

import pytest
from django.test import Client

from alongside.agency.drafts.models import Draft
from alongside.record.cases.models import Case
from alongside.record.intakes.models import Intake, Screening
from alongside.record.people.models import ContactPoint, NotSamePerson, Person
from tests.conftest import Become
from tests.doors.desk.intakes.pages import Reading, a_call, hidden
from tests.factories.cases import a_case
from tests.factories.intakes import programme_id

Visit = Callable[[str], Client]
Queries = Callable[[], AbstractContextManager[list[str]]]
ADDRESS = "/intakes/new/"
ACCEPT = {"outcome": "accept", "criterion_accept": "child_in_household", "reason": "Rent arrears", "whose": "family"}


@pytest.fixture(autouse=True)
def at_the_desk(become: Become) -> None:
    """Somebody at the front desk looks up what the forms name."""
    become("intake")


def person_named(name: str) -> Person:
    return Person.objects.get(display_name=name)


@pytest.mark.parametrize(
    ("username", "status"),
    [
        ("intake", 200),
        *((name, 403) for name in ("worker", "colleague", "supervisor", "elsewhere", "evaluator", "privacy", "admin")),
    ],
)
def test_only_intake_takes_requests_in(visit: Visit, username: str, status: int) -> None:
    client = visit(username)
    assert client.get(ADDRESS).status_code == status
    assert client.post("/intakes/new/beside/", a_call()).status_code == status
    if status == 403:
        assert client.post(ADDRESS, a_call()).status_code == 403


def test_the_page_asks_at_most_twelve_things(visit: Visit) -> None:
    page = Reading(visit("intake").get(ADDRESS).content.decode())
    assert page.asks <= 12
    outside = [name for name, _kind, asked in page.controls if not asked]
    assert outside == []


def test_the_page_says_the_names_of_the_contract_and_the_worry_line(visit: Visit) -> None:
    text = Reading(visit("intake").get(ADDRESS).content.decode()).text
    for words in ("New intake", "Open case", "Do we know this person?", "Show the number", "01 555 0100", "Not asked"):
        assert words in text
    assert "What you tell us stays with the people who help you here." in text
    assert "A child or an expected child lives in the household" in text


def test_a_request_without_a_decision_waits(visit: Visit, become: Become) -> None:
    answer = visit("intake").post(ADDRESS, a_call(notice_given="on", notice_how="Read aloud", safe_text=""))
    become("intake")
    row = Intake.objects.get()
    assert answer.url == f"/intakes/{row.public_id}/"  # type: ignore[attr-defined]  # a redirect
    assert (row.state, row.safe_text, row.notice_how, row.notice_language) == (
        "new",
        "not_asked",
        "Read aloud",
        "Spanish",
    )
    assert not Person.objects.exists()


def test_a_page_with_nothing_but_words_is_enough(visit: Visit, become: Become) -> None:
    answer = visit("intake").post(ADDRESS, {"words": "Asked for food", "programme": programme_id()})
    assert answer.status_code == 302
    become("intake")
    row = Intake.objects.get()
    assert (row.urgency, row.channel, row.caller, row.safe_call) == ("this_week", "phone", "self", "not_asked")


def test_a_yes_opens_the_case_and_intake_learns_where_it_went(visit: Visit, become: Become) -> None:
    client = visit("intake")
    answer = client.post(ADDRESS, a_call(**ACCEPT), follow=True)
    page = Reading(answer.content.decode())
    assert "The Family team has it now" in page.text
    assert "Marta" not in page.text
    become("supervisor")
    case = Case.objects.get()
    assert (case.title, case.family) == ("Marta Lopes and family", True)
    assert ContactPoint.objects.get().hours_from is not None
    become("intake")
    assert not Case.objects.exists()


def test_pressing_twice_makes_one_record(visit: Visit, become: Become) -> None:
    client, key = visit("intake"), str(uuid4())
    first = client.post(ADDRESS, a_call(**ACCEPT, idempotency_key=key))
    second = client.post(ADDRESS, a_call(**ACCEPT, idempotency_key=key))
    assert first.url == second.url  # type: ignore[attr-defined]
    become("supervisor")
    assert (Intake.objects.count(), Case.objects.count(), Person.objects.count()) == (1, 1, 1)


def test_somebody_alike_is_shown_before_anything_is_created(visit: Visit, become: Become) -> None:
    a_case(become("worker"), people=["Marta López"])
    client = visit("intake")
    shown = client.post(ADDRESS, a_call(**ACCEPT))
    page = shown.content.decode()
    assert shown.status_code == 200
    text = Reading(page).text
    assert "Somebody like this is in the record" in text
    assert "Known to the Family team." in text
    assert "Lost her care home job" in text
    become("intake")
    assert not Intake.objects.exists()
    (seen,) = hidden(page, "seen")
    saved = client.post(ADDRESS, a_call(**ACCEPT, seen=seen))
    assert saved.status_code == 302
    become("supervisor")
    assert Person.objects.count() == 2


def test_the_same_person_is_chosen_and_taken_back_without_losing_a_word(visit: Visit, become: Become) -> None:
    a_case(become("worker"), people=["Marta López"])
    marta = str(person_named("Marta López").public_id)
    client = visit("intake")
    chosen = client.post(ADDRESS, a_call(**ACCEPT, same=marta)).content.decode()
    assert hidden(chosen, "person") == [marta]
    assert "5 people, 3 under 18" in chosen
    assert "Rent arrears" in chosen
    back = client.post(ADDRESS, a_call(**ACCEPT, person=marta, take_back="1")).content.decode()
    assert hidden(back, "person") == []
    saved = client.post(ADDRESS, a_call(**ACCEPT, person=marta))
    assert saved.status_code == 302
    become("supervisor")
    assert Person.objects.count() == 1
    assert Case.objects.count() == 2


def test_not_the_same_is_remembered_when_she_is_added(visit: Visit, become: Become) -> None:
    a_case(become("worker"), people=["Marta López"])
    marta = str(person_named("Marta López").public_id)
    client = visit("intake")
    page = client.post(ADDRESS, a_call(**ACCEPT, not_same=marta)).content.decode()
    assert hidden(page, "apart") == [marta]
    again = client.post(ADDRESS, a_call(**ACCEPT, apart=marta, not_same=marta)).content.decode()
    assert hidden(again, "apart") == []
    assert client.post(ADDRESS, a_call(**ACCEPT, apart=marta)).status_code == 302
    become("supervisor")
    assert NotSamePerson.objects.count() == 1


def test_a_person_of_a_victim_service_is_never_among_the_matches(visit: Visit, become: Become) -> None:
    a_case(become("elsewhere"), programme="safe", people=["Nadia Rahimi"])
    page = visit("intake").post("/intakes/new/beside/", a_call(person_name="Nadia Rahimi")).content.decode()
    assert "Nobody alike whom you may know of." in page
    assert "Nadia" not in page


def test_matches_and_what_comes_next_follow_while_typing(visit: Visit, become: Become) -> None:
    a_case(become("worker"), people=["Marta López"])
    client = visit("intake")
    page = client.post("/intakes/new/beside/", a_call(outcome="accept", safe_from="18:00")).content.decode()
    text = Reading(page).text
    assert "Marta López" in text
    assert "Only by: text, after 18:00." in text
    assert "Somebody of the Family team gets in touch by" in text
    empty = Reading(client.post("/intakes/new/beside/", {}).content.decode()).text
    assert "Write a name or a phone number" in empty
    odd = client.post(
        "/intakes/new/beside/", a_call(person="nobody", safe_from="25:99", birth_words="31.2.1992", team="x")
    )
    assert odd.status_code == 200


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"words": ""}, "Write in a sentence what is happening"),
        ({"birth_words": "31 February 1992"}, "There is no such day"),
        ({"birth_words": "2999"}, "lies in the future"),
        ({"received_at": "2999-01-01T10:00"}, "cannot have come in later than now"),
        ({"received_at": "soon"}, "day"),
        ({"outcome": "decline", "reason": "Too far"}, "Write what you offered instead"),
        ({"outcome": "inform", "alternative": "Opening hours"}, "Say why"),
        ({**ACCEPT, "criterion_accept": "", "reason": ""}, "Say why"),
        ({**ACCEPT, "criterion_accept": "no_room"}, "not offered any more"),
        ({**ACCEPT, "person_name": ""}, "A case is for somebody"),
        ({"programme": "0"}, "choose"),
        ({"safe_text": "perhaps"}, "choose"),
    ],
)
def test_what_is_to_put_right_is_said_and_nothing_typed_is_lost(
    visit: Visit, become: Become, typed: dict[str, str], says: str
) -> None:
    answer = visit("intake").post(ADDRESS, a_call(**typed))
    assert answer.status_code == 422
    text = Reading(answer.content.decode()).text
    assert says in text
    assert "What you typed is still here." in text
    assert "5 people, 3 under 18" in answer.content.decode()
    become("intake")
    assert not Intake.objects.exists()


def test_a_no_keeps_reason_and_alternative(visit: Visit, become: Become) -> None:
    typed = {"outcome": "refer_on", "criterion_refer_on": "other_service_fits", "alternative": "Debt advice"}
    answer = visit("intake").post(ADDRESS, a_call(**typed), follow=True)
    assert "Debt advice" in answer.content.decode()
    become("intake")
    assert Screening.objects.get().criterion == "other_service_fits"


def test_a_request_is_passed_on_without_a_case(visit: Visit, become: Become) -> None:
    answer = visit("intake").post(ADDRESS, a_call(**ACCEPT, pass_on="1"), follow=True)
    assert "decides whether to reopen earlier work" in answer.content.decode()
    become("supervisor")
    assert Intake.objects.get().state == "decided"
    assert not Case.objects.exists()


def test_what_was_typed_comes_back_until_it_is_saved_or_thrown_away(visit: Visit, become: Become) -> None:
    client = visit("intake")
    client.post("/drafts/intake-new/", {"data": '{"words": "Rent is late", "person_name": "Marta"}', "base": "0"})
    page = client.get(ADDRESS).content.decode()
    assert "Rent is late" in page
    assert "have not saved it yet" in page
    client.post(ADDRESS, {"afresh": "1"})
    assert "Rent is late" not in client.get(ADDRESS).content.decode()
    client.post("/drafts/intake-new/", {"data": '{"words": "Rent is late"}', "base": "9"})
    client.post(ADDRESS, a_call())
    become("intake")
    assert not Draft.objects.filter(ended=False).exclude(data={}).exists()


def test_another_programme_shows_its_rules_and_keeps_the_words(visit: Visit, become: Become) -> None:
    become("intake")
    page = visit("intake").post(ADDRESS, a_call(programme=str(programme_id("safe")), turn="1")).content.decode()
    assert "Lost her care home job" in page
    assert f'<option value="{programme_id("safe")}" selected' in page


def test_saving_with_a_look_for_near_matches_costs_sixteen_statements(
    visit: Visit, become: Become, queries: Queries
) -> None:
    a_case(become("worker"), people=["Marta López"])
    client = visit("intake")
    page = client.get(ADDRESS).content.decode()
    sent = a_call(idempotency_key=hidden(page, "idempotency_key")[0])
    with queries() as seen:
        assert client.post(ADDRESS, sent).status_code == 302
    asked = [sql for sql in seen if not sql.upper().startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) <= 16, "\n".join(asked)
