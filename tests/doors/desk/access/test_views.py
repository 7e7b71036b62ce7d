"""Why can I see this; stepping out; emergency access from the first press to the look afterwards."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from alongside.agency.access import actions as access
from alongside.agency.access.models import Grant
from alongside.record.cases.actions import Reached
from alongside.record.cases.models import Assignment
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.cast import PASSWORD

Visit = Callable[[str], Client]
SENTENCE = "Marta did not answer at the agreed time and Rosario is worried."
EMERGENCY = {"ground": "danger", "sentence": SENTENCE, "minutes": "60", "password": PASSWORD}


def test_the_ground_of_access_in_one_sentence(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"), milestones=[Reached("notice_given")])
    grounds = {
        "worker": "You are Marta López’s named worker",
        "colleague": "You work in the Family team, which carries this case.",
        "supervisor": "You supervise the Family team, which carries this case.",
    }
    for who, words in grounds.items():
        page = visit(who).get(f"/cases/{case.public_id}/access/").content.decode()
        assert words in page
        assert "Marta López was told on" in page
        for name in ("Dele Akande", "Sinéad Byrne", "Amina Yusuf", "Grace Osei"):
            assert name in page


def test_everyone_who_has_looked(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    visit("colleague").get(f"/cases/{case.public_id}/")
    page = visit("worker").get(f"/cases/{case.public_id}/access/looked/").content.decode()
    assert "Sinéad Byrne" in page
    assert "Page of a case" in page


def test_stepping_out_ends_access_at_once_and_for_good(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_case(by)
    client = visit("worker")
    assert client.post(f"/cases/{case.public_id}/access/conflict/", {"why": ""}).status_code == 422
    answer = client.post(f"/cases/{case.public_id}/access/conflict/", {"why": "She is my cousin"})
    assert answer.headers["Location"] == "/cases/"
    assert client.get(f"/cases/{case.public_id}/").status_code == 404
    assert client.get(f"/cases/{case.public_id}/access/").status_code == 404
    become("supervisor")
    assert not Assignment.objects.filter(case=case, until_on=None).exists()


def test_with_the_index_right_alone_the_page_says_whom_to_ask_and_nothing_else(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"), family=True)
    answer = visit("intake").get(f"/cases/{case.public_id}/access/")
    page = answer.content.decode()
    assert "Marta López" in page
    assert "Family team works with this person" in page
    assert "Dele Akande" in page
    for secret in (case.number, "Dani Prado", "Family support", "stage"):
        assert secret not in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sentence": "Too short"}, "at least 20 letters"),
        ({"sentence": " " * 30}, "This is still empty"),
        ({"ground": ""}, "Nothing is chosen yet"),
        ({"minutes": "600"}, "not offered"),
        ({"password": "wrong"}, "This is not your password"),
    ],
)
def test_an_emergency_needs_ground_sentence_time_and_password(
    become: Become, visit: Visit, change: dict[str, str], words: str
) -> None:
    case = a_case(become("worker"))
    answer = visit("intake").post(f"/cases/{case.public_id}/access/emergency/", {**EMERGENCY, **change})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Grant.objects.filter(reason="emergency").exists()


def test_an_emergency_opens_the_ordinary_part_and_is_looked_at_afterwards(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"), milestones=[Reached("notice_given")])
    intake = visit("intake")
    opened = intake.post(f"/cases/{case.public_id}/access/emergency/", EMERGENCY)
    assert opened.headers["Location"] == f"/cases/{case.public_id}/"
    page = intake.get(f"/cases/{case.public_id}/").content.decode()
    assert "Emergency access until" in page
    assert "You opened this in an emergency" in intake.get(f"/cases/{case.public_id}/access/").content.decode()
    moved = intake.post(f"/cases/{case.public_id}/stages/move/", {"to": "work", "why": "To help"})
    assert moved.status_code == 422
    for reviewer in ("supervisor", "privacy"):
        assert SENTENCE in visit(reviewer).get("/team/").content.decode()
    become("intake")
    grant = Grant.objects.get(reason="emergency").public_id
    assert intake.get(f"/team/emergencies/{grant}/").status_code == 404
    assert visit("worker").get(f"/team/emergencies/{grant}/").status_code == 404
    supervisor = visit("supervisor")
    assert case.number in supervisor.get(f"/team/emergencies/{grant}/").content.decode()
    assert supervisor.post(f"/team/emergencies/{grant}/", {"note": "ok"}).status_code == 422
    assert supervisor.post(f"/team/emergencies/{grant}/", {"note": "Needed, Marta was told."}).status_code == 302
    assert SENTENCE not in visit("privacy").get("/team/").content.decode()


def test_the_privacy_officer_looks_without_seeing_the_case(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    visit("intake").post(f"/cases/{case.public_id}/access/emergency/", EMERGENCY)
    become("intake")
    grant = Grant.objects.get(reason="emergency").public_id
    page = visit("privacy").get(f"/team/emergencies/{grant}/").content.decode()
    assert SENTENCE in page
    assert case.number not in page
    assert "Marta López" not in page


def test_no_emergency_where_the_record_is_not_known_or_there_is_a_conflict(become: Become, visit: Visit) -> None:
    safe = a_case(become("elsewhere"), programme="safe")
    assert visit("intake").post(f"/cases/{safe.public_id}/access/emergency/", EMERGENCY).status_code == 404
    case = a_case(become("worker"))
    assert visit("elsewhere").post(f"/cases/{case.public_id}/access/emergency/", EMERGENCY).status_code == 404
    intake = become("intake")
    by = become("supervisor")
    access.exclude(circle=case.circle_id, actor_id=intake.actor_id, why="Sister of Marta", by=by)
    assert visit("intake").get(f"/cases/{case.public_id}/access/").status_code == 404
    assert visit("intake").post(f"/cases/{case.public_id}/access/emergency/", EMERGENCY).status_code == 404


def test_whoever_sees_the_case_needs_no_emergency(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    answer = visit("colleague").post(f"/cases/{case.public_id}/access/emergency/", EMERGENCY)
    assert answer.headers["Location"] == f"/cases/{case.public_id}/"
    become("colleague")
    assert not Grant.objects.filter(reason="emergency").exists()
