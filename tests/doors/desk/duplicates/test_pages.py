"""People who are in twice: found by the house, compared by somebody who sees both, made one, and two again."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connections
from django.test import Client

from alongside.agency.access import actions as access
from alongside.agency.access.enums import SessionKind
from alongside.agency.access.models import Reading
from alongside.doors.commands.matching import compare, compare_all_people, compare_new_people, tell_of_merge
from alongside.ground.foundation import clock
from alongside.oversight.journeys.merging import merge_persons
from alongside.oversight.overviews.merge_page import merge_preview
from alongside.oversight.overviews.my_day import my_day
from alongside.record.cases import actions as cases
from alongside.record.people import actions
from alongside.record.people.actions.comparing import compare_people
from alongside.record.people.models import LikelyPair, Merge, NotSamePerson, Person
from alongside.record.people.queries.likely import likely_pairs, pairs_of
from tests.conftest import Become
from tests.factories.cases import a_case, a_circle
from tests.factories.cast import house
from tests.factories.people import a_person, a_phone

Visit = Callable[[str], Client]


def both(become: Become) -> tuple[Person, Person]:
    """Marta López and Marta Lopes, born the same day, each in a case of the worker."""
    by = become("worker")
    first, second = (a_case(by, people=[name]) for name in ("Adam Kowalczyk", "Rosario Vega"))
    keep = a_person(
        first.circle_id, "Marta López", by, born=date(1992, 3, 1), pronouns="she/her", languages=["Spanish"]
    )
    lose = a_person(second.circle_id, "Marta Lopes", by, born=date(1992, 3, 1), pronouns="they", languages=["English"])
    a_phone(lose, second.circle_id, by)
    cases.add_participant(case=second, person_id=lose.id, role="parent", by=by)
    return keep, lose


def compared(become: Become, back_to: str = "worker") -> None:
    """The house compares everybody who waits; afterwards the worker reads again."""
    with access.acting(actor_id=house(), kind=SessionKind.JOB) as by:
        while compare_people(count=50, by=by):
            pass
    become(back_to)


def address(keep: Person, lose: Person, tail: str = "") -> str:
    return f"/duplicates/{keep.public_id}/{lose.public_id}/{tail}"


def sent(page: str, **more: str) -> dict[str, str]:
    """The form as the page has it."""
    hidden = re.findall(r'<input type="hidden" name="(seen|idempotency_key)" value="([^"]*)"', page)
    return {**dict(hidden), "why": "She says so", **more}


def test_the_house_finds_them_and_the_list_says_why(become: Become, visit: Visit) -> None:
    keep, lose = both(become)
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
    keep, lose = both(become)
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


def test_half_a_pair_is_no_pair(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    mine = a_person(circle, "Zofia Nowak", by, born=date(1984, 5, 3))
    other = become("elsewhere")
    a_person(a_circle(other), "Zofia Nowak", other, born=date(1984, 5, 3))
    compared(become, "worker")
    assert likely_pairs(by=become("worker")).pairs == ()
    assert pairs_of(mine.id, by=become("worker")) == ()
    assert likely_pairs(by=become("elsewhere")).pairs == ()


def test_a_page_goes_on_where_the_last_one_ended(become: Become, queries: Any) -> None:
    by = become("worker")
    circle = a_circle(by)
    for _turn in range(4):
        a_person(circle, "Ines Ruiz", by, born=date(2001, 2, 3))
    compared(become)
    by = become("worker")
    with queries() as few:
        first = likely_pairs(size=1, by=by)
    with queries() as many:
        rest = likely_pairs(after=first.more, size=10, by=by)
    assert (len(first.pairs), len(rest.pairs), rest.more) == (1, 5, None)
    assert first.pairs[0].public_id not in {pair.public_id for pair in rest.pairs}
    assert len(many) <= len(few) + 1  # the pair from which it goes on
    assert likely_pairs(after=uuid4(), by=by).pairs == ()


def test_not_the_same_is_remembered_and_can_be_taken_back(become: Become, visit: Visit) -> None:
    keep, lose = both(become)
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


def test_later_comes_back_after_a_month(become: Become, visit: Visit) -> None:
    both(become)
    compared(become)
    pair = LikelyPair.objects.get()
    visit("worker").post(f"/duplicates/pairs/{pair.public_id}/later/")
    by = become("worker")
    assert likely_pairs(by=by).pairs == ()
    with clock.standing_at(clock.now() + timedelta(days=31)):
        assert len(likely_pairs(by=by).pairs) == 1


def test_a_pair_that_is_alike_no_more_goes(become: Become) -> None:
    by = become("worker")
    keep, _lose = both(become)
    compared(become)
    by = become("worker")
    row = Person.objects.get(id=keep.id)
    actions.change_person(person=row, version=row.version, born_on=date(1961, 7, 9), by=by)
    compared(become)
    assert likely_pairs(by=become("worker")).pairs == ()


def test_the_same_phone_counts_only_within_one_team(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    for name in ("Ana Silva", "Ana da Silva Costa"):
        a_phone(a_person(circle, name, by), circle, by, "085 555 0123")
    compared(become)
    assert [pair.reasons_for[-1] for pair in likely_pairs(by=become("worker")).pairs] == ["Same phone"]


def test_side_by_side_then_one_then_two_again(become: Become, visit: Visit) -> None:
    keep, lose = both(become)
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
    keep, lose = both(become)
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
    keep, lose = both(become)
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
    keep, lose = both(become)
    page = visit("worker").get(f"/duplicates/with/{keep.public_id}/?q=Marta").content.decode()
    assert address(keep, lose) in page
    assert address(keep, keep) not in page


def test_whoever_carries_the_case_is_told(become: Become) -> None:
    keep, lose = both(become)
    by = become("supervisor")
    preview = merge_preview(keep.public_id, lose.public_id, by=by)
    made = merge_persons(
        keep=keep.public_id, lose=lose.public_id, sides={}, why="Same papers", seen=preview.seen, by=by
    )
    lines = [line for line in my_day(by=become("worker")).needs if "one person now" in line.title]
    assert [line.url for line in lines] == [f"/people/{keep.public_id}/"]
    assert "Amina Yusuf: Same papers" in lines[0].why
    assert not [line for line in my_day(by=become("colleague")).needs if "one person now" in line.title]
    told: list[str] = []
    mail.outbox.clear()
    tell_of_merge(merge=str(made), undone=False)
    tell_of_merge(merge=str(made), undone=True)
    told += [letter.subject for letter in mail.outbox]
    assert told == []  # they wait for the end of the transaction


@pytest.mark.committed
def test_the_jobs_run_and_find_nothing_to_do_twice() -> None:
    compare_new_people(timestamp=0)
    compare_all_people(timestamp=0)
    assert compare(1) == 0
    tell_of_merge(merge=str(uuid4()), undone=False)
    with connections["owner"].cursor() as cursor:
        cursor.execute("select count(*) from people_likelypair")
        assert cursor.fetchone() == (0,)
