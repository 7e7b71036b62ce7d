"""People who are in twice: found by the house, compared by somebody who sees both, made one, and two again."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from alongside.agency.access.models import Reading
from alongside.record.people import actions
from alongside.record.people.models import LikelyPair, Merge, NotSamePerson, Person
from tests.conftest import Become
from tests.factories.twins import compared, twins

Visit = Callable[[str], Client]


def address(keep: Person, lose: Person, tail: str = "") -> str:
    return f"/duplicates/{keep.public_id}/{lose.public_id}/{tail}"


def sent(page: str, **more: str) -> dict[str, str]:
    """The form as the page has it."""
    hidden = re.findall(r'<input type="hidden" name="(seen|idempotency_key)" value="([^"]*)"', page)
    return {**dict(hidden), "why": "She says so", **more}


def test_the_house_finds_them_and_the_list_says_why(become: Become, visit: Visit) -> None:
    keep, lose = twins(become("worker"))
    compared(become)
    page = visit("worker").get("/duplicates/").content.decode()
    assert "Almost certainly the same person" in page
    assert "Same date of birth" in page
    assert "Same spelling but one letter" in page
    assert address(keep, lose) in page
    for person in (keep, lose):
        assert "Could be the same as" in visit("worker").get(f"/people/{person.public_id}/").content.decode()
    become("worker")
    assert Reading.objects.filter(act="people alike", person_ids__contains=[keep.id, lose.id]).exists()


@pytest.mark.parametrize("username", ["elsewhere", "intake", "evaluator", "privacy", "admin"])
def test_who_does_not_see_both_sees_nothing_of_a_pair(become: Become, visit: Visit, username: str) -> None:
    keep, lose = twins(become("worker"))
    compared(become)
    pair = LikelyPair.objects.get()
    client = visit(username)
    page = client.get("/duplicates/")
    assert page.status_code == (200 if username in ("elsewhere", "intake") else 403)
    assert b"Marta" not in page.content
    for where in (address(keep, lose), f"/duplicates/with/{keep.public_id}/"):
        found, absent = client.get(where), client.get(where.replace(str(keep.public_id), str(uuid4())))
        assert found.status_code == absent.status_code
        assert found.status_code in (403, 404)
    assert client.post(address(keep, lose), {"why": "She says so", "seen": "x"}).status_code == 404
    assert client.post(address(keep, lose, "apart/")).status_code == 404
    assert client.post(f"/duplicates/pairs/{pair.public_id}/later/").status_code == 404


def test_not_the_same_is_remembered_and_can_be_taken_back(become: Become, visit: Visit) -> None:
    keep, lose = twins(become("worker"))
    compared(become)
    client = visit("worker")
    answer = client.post(address(keep, lose, "apart/"), follow=True)
    assert "are two people" in answer.content.decode()
    assert "Nobody seems to be in twice" in answer.content.decode()
    compared(become)
    assert "Marta" not in client.get("/duplicates/").content.decode()
    assert "Marta Lopes" in client.get("/duplicates/apart/").content.decode()
    client.post(address(keep, lose, "apart/back/"))
    assert "Marta Lopes" in client.get("/duplicates/").content.decode()
    assert client.post(address(keep, lose, "apart/back/")).status_code == 404
    assert not NotSamePerson.objects.filter(ended_at=None).exists()


def test_side_by_side_then_one_then_two_again(become: Become, visit: Visit) -> None:
    keep, lose = twins(become("worker"))
    client = visit("worker")
    page = client.get(address(keep, lose)).content.decode()
    for words in ("Side by side", "she/her", "they", "Spanish, English", "Ways to reach the person: 1", "Marta Lopes"):
        assert words in page
    form = sent(page, stays_pronouns="lose", stays_languages="both", stays_name="keep")
    answer = client.post(address(keep, lose), form)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/people/{keep.public_id}/")
    assert client.post(address(keep, lose), form).headers["Location"] == f"/people/{keep.public_id}/"  # pressed twice
    moved = client.get(f"/people/{lose.public_id}/")
    assert moved.headers["Location"] == f"/people/{keep.public_id}/"
    page = client.get(f"/people/{keep.public_id}/").content.decode()
    for words in ("they.", "Spanish and English", "Was in twice", "Marta Lopes", "She says so"):
        assert words in page
    become("worker")
    assert Merge.objects.count() == 1
    assert Reading.objects.filter(act="merge").exists()
    undo = f"/duplicates/merges/{Merge.objects.get().public_id}/undo/"
    page = client.get(undo).content.decode()
    assert "Goes back to Marta Lopes" in page
    assert client.post(undo, {"why": ""}).status_code == 422
    answer = client.post(undo, {"why": "Two sisters", "idempotency_key": "u1"})
    assert answer.headers["Location"] == f"/people/{keep.public_id}/"
    assert client.get(f"/people/{lose.public_id}/").status_code == 200
    assert "undone already" in client.get(undo).content.decode()


def test_a_page_that_is_not_current_is_shown_again(become: Become, visit: Visit) -> None:
    keep, lose = twins(become("worker"))
    client = visit("worker")
    page = client.get(address(keep, lose)).content.decode()
    by = become("worker")
    row = Person.objects.get(id=lose.id)
    actions.change_person(person=row, version=row.version, pronouns="he", by=by)
    answer = client.post(address(keep, lose), sent(page, stays_pronouns="keep"))
    again = answer.content.decode()
    assert answer.status_code == 409
    assert "Something was changed" in again
    assert "She says so" in again
    assert client.post(address(keep, lose), sent(again)).status_code == 302


def test_bad_input_is_refused_in_words(become: Become, visit: Visit) -> None:
    keep, lose = twins(become("worker"))
    client = visit("worker")
    page = client.get(address(keep, lose)).content.decode()
    for wrong in ({"why": ""}, {"stays_pronouns": "somebody"}, {"seen": ""}):
        assert client.post(address(keep, lose), sent(page, **wrong)).status_code == 422
    assert client.get(address(keep, keep)).status_code == 404
    assert visit("colleague").post(address(keep, lose), sent(page)).status_code == 422
    answer = visit("colleague").get(address(keep, lose)).content.decode()
    assert "Someone who carries a case of each" in answer
    assert "Make them one person" not in answer


def test_looking_for_the_other_entry(become: Become, visit: Visit) -> None:
    keep, lose = twins(become("worker"))
    page = visit("worker").get(f"/duplicates/with/{keep.public_id}/?q=Marta").content.decode()
    assert address(keep, lose) in page
    assert address(keep, keep) not in page
