"""The forms about a person: saved, refused with the reason at the field, and both versions when two people wrote."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from alongside.record.cases.models import Case
from alongside.record.people import actions, queries
from alongside.record.people.models import Household, HouseholdMember, Person, PersonName, Relationship, WorkerPerson
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.people import a_person, a_phone

Visit = Callable[[str], Client]
ASKED = {"call_ok": "not_asked", "text_ok": "yes", "voicemail_ok": "no", "letter_ok": "not_asked", "level": "1"}


def marta(become: Become) -> tuple[Case, Person, str]:
    by = become("worker")
    case = a_case(by, people=["Adam Kowalczyk"])
    person = a_person(case.circle_id, "Marta López", by, born=date(1992, 3, 1))
    return case, person, f"/people/{person.public_id}/"


def test_essentials_are_changed(become: Become, visit: Visit) -> None:
    _case, person, base = marta(become)
    client = visit("worker")
    page = client.get(base + "change/").content.decode()
    assert 'value="1992-03-01"' in page
    form = {"version": "1", "born": "May 1992", "interpreter": "yes", "languages": "Spanish, English", "sex": "f"}
    assert client.post(base + "change/", form).headers["Location"] == base
    become("worker")
    person.refresh_from_db()
    assert (person.birth_precision, person.languages, person.sex) == ("month", ["Spanish", "English"], "f")
    assert 'value="1992-05"' in client.get(base + "change/").content.decode()


def test_a_stale_edit_shows_both_versions_and_saving_again_keeps_ours(become: Become, visit: Visit) -> None:
    _case, person, base = marta(become)
    client = visit("worker")
    actions.change_person(person=person, version=1, pronouns="she/they", by=become("colleague"))
    form = {"version": "1", "born": "1992-03-01", "interpreter": "not_asked", "pronouns": "she/her"}
    both = client.post(base + "change/", form)
    text = both.content.decode()
    assert both.status_code == 409
    assert "Changed in two places" in text
    assert "she/they" in text
    assert 'name="version" value="2"' in text
    assert text.count('data-label="Typed by you"') == 1
    assert client.post(base + "change/", {**form, "version": "2"}).status_code == 302
    become("worker")
    person.refresh_from_db()
    assert person.pronouns == "she/her"


@pytest.mark.parametrize(
    ("said", "words"),
    [({"born": "2999"}, "future"), ({"born": "gibberish"}, "cannot read"), ({"died_on": "1980-01-01"}, "before")],
)
def test_impossible_dates_are_refused_at_their_field(become: Become, visit: Visit, said: dict, words: str) -> None:  # type: ignore[type-arg]
    _case, _person, base = marta(become)
    form = {"version": "1", "born": "1992-03-01", "interpreter": "no", "pronouns": "kept words", **said}
    answer = visit("worker").post(base + "change/", form)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "kept words" in answer.content.decode()


def test_names_come_and_go(become: Become, visit: Visit) -> None:
    _case, person, base = marta(become)
    client = visit("worker")
    client.post(base + "names/new/", {"full": "Марта Лопес", "kind": "other_script", "language": "ru"})
    assert client.post(base + "names/new/", {"full": "", "kind": "alias"}).status_code == 422
    twice = client.post(base + "names/new/", {"full": "Марта Лопес", "kind": "other_script"})
    assert "already" in twice.content.decode()
    become("worker")
    name = PersonName.objects.get(person=person, full="Марта Лопес")
    ending = f"{base}names/{name.public_id}/end/"
    assert "Марта Лопес is not used any more" in client.get(ending).content.decode()
    assert client.post(ending, {"version": "1"}).status_code == 302
    assert client.post(ending, {"version": "1"}).status_code == 409
    assert client.get(f"{base}names/{uuid4()}/end/").status_code == 404
    other = a_person(marta(become)[0].circle_id, "Somebody Else", become("worker"))
    theirs = PersonName.objects.get(person=other)
    assert client.get(f"{base}names/{theirs.public_id}/end/").status_code == 404


def test_a_way_to_reach_is_added_changed_and_ended(become: Become, visit: Visit) -> None:
    _case, person, base = marta(become)
    client = visit("worker")
    form = {**ASKED, "kind": "phone", "value": "085 555 4471", "hours_from": "18:00", "say_as": "LB"}
    assert client.post(base + "reach/new/", {**form, "value": "none"}).status_code == 422
    assert client.post(base + "reach/new/", form).headers["Location"] == base + "#reach"
    become("worker")
    (point,) = queries.contact_points(person.id)
    assert point.words == "Text after 18:00. No voicemail. Say “LB”"
    address = f"{base}reach/{point.public_id}/"
    assert "085 555 4471" in client.get(address).content.decode()
    changed = {**form, "version": "1", "text_ok": "no"}
    assert client.post(address, changed).status_code == 302
    both = client.post(address, {**changed, "note": "Mine"})
    assert both.status_code == 409
    assert "Mine" in both.content.decode()
    assert "•••• 4471 is not used any more" in client.get(address + "end/").content.decode()
    assert client.post(address + "end/", {"version": "2", "why": "New number"}).status_code == 302
    assert client.get(address).status_code == 404
    assert "Not used any more" in client.get(base).content.decode()


def test_households_begin_fill_and_empty(become: Become, visit: Visit) -> None:
    case, _person, base = marta(become)
    other = a_person(case.circle_id, "Rosario Vega", become("worker"))
    client = visit("worker")
    assert "Rosario Vega" in client.get(base + "homes/new/").content.decode()
    form = {"label": "Quay Row", "part": "head", "from_on": "2020-01-01", "others": [str(other.public_id)]}
    assert client.post(base + "homes/new/", {**form, "from_on": "2999-01-01"}).status_code == 422
    assert client.post(base + "homes/new/", form).status_code == 302
    become("worker")
    home = Household.objects.get()
    assert home.members.count() == 2
    joining = f"{base}homes/{home.public_id}/join/"
    assert "Somebody lives at Quay Row" in client.get(joining).content.decode()
    twice = client.post(joining, {"person": str(other.public_id), "part": "parent"})
    assert "already" in twice.content.decode()
    become("worker")
    stay = HouseholdMember.objects.get(person=other)
    leaving = f"{base}homes/stays/{stay.public_id}/end/"
    assert "Rosario Vega has left Quay Row" in client.get(leaving).content.decode()
    assert client.post(leaving, {"version": "1", "on": "2019-01-01"}).status_code == 422
    assert client.post(leaving, {"version": "1", "on": "2021-01-01"}).status_code == 302
    back = {"person": str(other.public_id), "part": "parent", "from_on": "2022-01-01"}
    assert client.post(joining, back).status_code == 302
    for absent in (f"{base}homes/{uuid4()}/join/", f"{base}homes/stays/{uuid4()}/end/"):
        assert client.get(absent).status_code == 404


def test_relationships_are_written_and_end(become: Become, visit: Visit) -> None:
    case, _person, base = marta(become)
    other = a_person(case.circle_id, "Rosario Vega", become("worker"), born=date(2001, 1, 1))
    client = visit("worker")
    form = {"other": str(other.public_id), "kind": "parent"}
    asked = client.post(base + "relations/new/", form)
    assert asked.status_code == 422
    assert "say why it is right" in asked.content.decode()
    assert client.post(base + "relations/new/", {**form, "why": "Adopted her"}).status_code == 302
    become("worker")
    row = Relationship.objects.get()
    assert (row.person_id, row.kind) == (other.id, "parent")
    assert "Parent of Marta López" in client.get(base).content.decode()
    ending = f"{base}relations/{row.public_id}/end/"
    assert "this has ended" in client.get(ending).content.decode()
    assert client.post(ending, {"version": "1", "on": "2999-01-01"}).status_code == 422
    assert client.post(ending, {"version": "1"}).status_code == 302
    assert client.get(f"{base}relations/{uuid4()}/end/").status_code == 404
    elsewhere = f"/people/{a_person(case.circle_id, 'Third', become('worker')).public_id}/relations/"
    assert client.get(f"{elsewhere}{row.public_id}/end/").status_code == 404


def test_with_nobody_else_in_the_case_the_form_says_so(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"), people=["Adam Kowalczyk"])
    person = case.participants.get().person
    page = visit("worker").get(f"/people/{person.public_id}/relations/new/").content.decode()
    assert "Bring the other person into the case first" in page


def test_a_colleague_is_kept_out_of_her_own_record(become: Become, visit: Visit) -> None:
    _case, person, base = marta(become)
    client = visit("worker")
    page = client.get(base + "worker/").content.decode()
    assert "Sinéad Byrne" in page
    assert "Dele Akande</option>" not in page
    chosen = page.split("Sinéad Byrne</option>")[0].rsplit('value="', 1)[1].split('"')[0]
    assert client.post(base + "worker/", {"worker": "nobody"}).status_code == 422
    assert client.post(base + "worker/", {"worker": chosen}).status_code == 302
    become("worker")
    assert WorkerPerson.objects.filter(person=person).exists()
    assert visit("colleague").get(base).status_code == 404


def test_strangers_change_nothing(become: Become, visit: Visit) -> None:
    case, person, base = marta(become)
    by = become("worker")
    point = a_phone(person, case.circle_id, by)
    for username in ("elsewhere", "intake", "evaluator", "privacy", "admin"):
        client = visit(username)
        for tail in ("change/", "names/new/", "reach/new/", f"reach/{point.public_id}/", "homes/new/", "worker/"):
            assert client.post(base + tail, {"version": "1"}).status_code == 404, (username, tail)


def test_with_several_cases_the_place_is_chosen(become: Become, visit: Visit) -> None:
    _case, person, base = marta(become)
    by = become("worker")
    second = a_case(by, people=["Second Case"])
    actions.bring_into_circle(person_id=person.id, circle=second.circle_id, by=by)
    client = visit("worker")
    page = client.get(base + "reach/new/").content.decode()
    assert f"Second Case ({second.number})" in page
    form = {**ASKED, "kind": "phone", "value": "085 555 4471"}
    assert client.post(base + "reach/new/", form).status_code == 422
    chosen = page.split(f"Second Case ({second.number})")[0].rsplit('value="', 1)[1].split('"')[0]
    assert client.post(base + "reach/new/", {**form, "kept": chosen}).status_code == 302
    become("worker")
    assert queries.contact_points(person.id)[0].circle_id == second.circle_id


def test_a_birth_that_is_not_known_stays_open(become: Become, visit: Visit) -> None:
    _case, person, base = marta(become)
    client = visit("worker")
    for version, born in (("1", ""), ("2", "about 30")):
        assert client.post(base + "change/", {"version": version, "born": born, "interpreter": "no"}).status_code == 302
        page = client.get(base + "change/").content.decode()
        assert ('value="about ' in page) is bool(born)
    become("worker")
    person.refresh_from_db()
    assert person.birth_precision == "estimated"


def test_with_two_cases_in_common_somebody_is_offered_once(become: Become, visit: Visit) -> None:
    case, person, base = marta(become)
    by = become("worker")
    other, second = a_person(case.circle_id, "Rosario Vega", by), a_case(by, people=["Second Case"])
    for one in (person, other):
        actions.bring_into_circle(person_id=one.id, circle=second.circle_id, by=by)
    page = visit("worker").get(base + "relations/new/").content.decode()
    assert page.count(str(other.public_id)) == 1
