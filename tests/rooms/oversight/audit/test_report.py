"""Who saw a person: the list is what an independent replay of the visits says (R-20)."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from alongside.agency.access import actions as access
from alongside.agency.access import queries as readings
from alongside.agency.access.models import Account, Reading
from alongside.oversight.audit.queries.report import access_report, letter_lines, people_of_case
from alongside.record.people.models import Person
from tests.conftest import Become, answered
from tests.database.putting import many, put
from tests.factories.cases import a_case

Visit = Callable[[str], Client]
WHY = "The school rang: nobody has collected the child."


def test_the_report_is_what_a_replay_of_the_visits_says(become: Become, visit: Visit) -> None:
    """Visitors wander over pages; whenever an answer holds her name, somebody saw her, whatever our log thinks."""
    by = become("worker")
    cases = [a_case(by, people=[name]) for name in ("Ludmila Ostrava", "Ana Silva", "Bo Chen")]
    person = Person.objects.get(display_name="Ludmila Ostrava")
    people = [Person.objects.get(display_name=name).public_id for name in ("Ludmila Ostrava", "Ana Silva")]
    addresses = [f"/cases/{case.public_id}/{part}" for case in cases for part in ("", "people/", "access/", "stages/")]
    addresses += [f"/people/{one}/" for one in people]
    addresses += ["/cases/", "/people/", "/search/?q=Ludmila", "/search/?q=Chen", "/team/", "/", "/contacts/"]
    choice = random.Random(20)  # noqa: S311 - a walk
    walkers = {name: visit(name) for name in ("worker", "colleague", "supervisor", "elsewhere", "intake")}
    saw: list[tuple[str, str]] = []
    known = told(become, person)
    for _step in range(70):
        name, address = choice.choice(sorted(walkers)), choice.choice(addresses)
        answer = walkers[name].get(address)
        shown = answer.status_code == 200 and "Ostrava" in re.sub(r"<input[^>]*>", "", answer.content.decode())
        now = told(become, person)
        new = {actor for number, actor in now.items() if number not in known}
        actor = Account.objects.get(username=name).actor_id
        assert new == ({actor} if shown else set()), (name, address)
        known = now
        saw += [(name, address)] if shown else []
    assert len(saw) > 15
    assert len({name for name, _address in saw}) > 2


def told(become: Become, person: Person) -> dict[int, int]:
    """The events of the report but the officer's own, and whose they are."""
    by = become("privacy")
    report = access_report(person.public_id)
    assert report
    return {one.number: one.actor_id for one in report.seen if one.actor_id != by.actor_id}


def test_it_says_who_in_which_role_and_why(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"), people=["Ludmila Ostrava"])
    person = Person.objects.get(display_name="Ludmila Ostrava")
    public = readings.circle_public_id(case.circle_id)
    assert public
    access.break_glass(circle_public=public, why=WHY, by=become("intake"))
    visit("intake").get(f"/cases/{case.public_id}/")
    visit("supervisor").get(f"/cases/{case.public_id}/")
    become("privacy")
    report = access_report(person.public_id)
    assert report
    assert report.name == "Ludmila Ostrava"
    by_name = {one.name: one for one in reversed(report.seen)}
    assert by_name["Róisín Clarke"].role == "Intake, Front desk"
    assert (by_name["Róisín Clarke"].ground, by_name["Róisín Clarke"].why) == ("Emergency access", WHY)
    assert by_name["Amina Yusuf"].ground == "Supervises the team"
    plain = letter_lines(report, names=False)
    assert not [line for line in plain if "Clarke" in line.who or "Akande" in line.who]
    assert (timezone.localdate(), "Intake, Front desk") in {(line.on, line.who) for line in plain}
    assert "Emergency access" in {line.why for line in plain}, "and not her sentence, which may tell of others"
    assert any(line.who.startswith("Róisín Clarke, ") for line in letter_lines(report, names=True))
    assert [name for _public, name in people_of_case(f" {case.number} ")] == ["Ludmila Ostrava"]


def test_only_a_privacy_officer_is_answered_and_never_about_a_victim_service(become: Become) -> None:
    case = a_case(become("worker"), people=["Ludmila Ostrava"])
    person = Person.objects.get(display_name="Ludmila Ostrava")
    for name in ("worker", "supervisor", "admin", "evaluator"):
        become(name)
        assert access_report(person.public_id) is None
        assert people_of_case(case.number) == []
    hidden = a_case(become("elsewhere"), people=["Zoe Hart"], programme="safe")
    zoe = Person.objects.get(display_name="Zoe Hart")
    become("privacy")
    assert people_of_case(hidden.number) == []
    assert access_report(zoe.public_id) is None
    assert access_report(uuid4()) is None
    assert Reading.objects.filter(act="access report", person_ids=[person.id]).count() == 0
    assert access_report(person.public_id) is not None
    assert Reading.objects.filter(act="access report", person_ids=[person.id]).count() == 1


@pytest.mark.usefixtures("administer")
def test_of_a_case_an_officer_learns_the_people_and_the_circle_but_not_of_what_is_shut(become: Become) -> None:
    circles = {}
    with many():
        for number, kind, sealed in (
            ("HF-OPEN", "ordinary", ()),
            ("HF-SAFE", "victim-service", ()),
            ("HF-SHUT", "ordinary", ("Bo Chen",)),
        ):
            circles[number] = put("access_circle", kind=kind)
            put("cases_case", number=number, circle_id=circles[number])
            for name in ("Ana Silva", *sealed):
                person = put("people_person", display_name=f"{name} {number}", sealed=name in sealed)
                put("access_circlesubject", circle_id=circles[number], person_id=person, sealed=name in sealed)
    become("worker")
    assert {answered("circle_of_case", number) for number in circles} == {None}
    assert people_of_case("HF-OPEN") == []
    become("privacy")
    assert [answered("circle_of_case", number) for number in circles] == [circles["HF-OPEN"], None, None]
    names = {number: [name for _public, name in people_of_case(number)] for number in circles}
    assert names == {"HF-OPEN": ["Ana Silva HF-OPEN"], "HF-SAFE": [], "HF-SHUT": ["Ana Silva HF-SHUT"]}
