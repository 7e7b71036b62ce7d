"""A victim service: whoever is not in its team gets the same bytes for what is hidden and for what is not there.

Every route of every door is asked, whether a test ever heard of it or not (S-217, Practice B12.4, R-02).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from alongside.agency.tokens.actions import make_token
from alongside.agency.tokens.enums import SCOPES
from alongside.doors.exchange import pace
from alongside.doors.exchange.entrance import DOORS
from alongside.doors.exchange.pace import Pace
from alongside.practice.assessments.models import Assessment, Statement
from alongside.practice.consents.enums import Item, Regime
from alongside.practice.contacts.models import Appointment, Contact, Note
from alongside.practice.plans.models import Goal, Step
from alongside.record.cases.models import Participant
from alongside.record.people.models import ContactPoint, Person
from tests.conftest import Become
from tests.factories.assessments import a_ready_case
from tests.factories.consents import a_consent, lead
from tests.factories.contacts import a_contact, an_appointment
from tests.factories.people import a_phone
from tests.factories.plans import a_root, an_agreed_plan
from tests.routes import routes

pytestmark = pytest.mark.long
NAME = "Olena Kovalenko"
STRANGER = "Ulyana Petrivna"
"""Nobody is called so; as long as the name of her who is hidden."""
OUTSIDE = ("worker", "intake")
"""A colleague of another team, and who holds the index right on this one and took requests for it in."""
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
FLEETING = re.compile(rb"[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}|(?<=[\"'])[A-Za-z0-9]{64}(?=[\"'])")
"""Names of things, keys of forms and tokens against forgery: they stand in any answer and differ in each."""
TIMES = re.compile(
    rb'(?<=session-expires" content=")\d+|(?<=data-now=")\d+|(?<=/session/again/)[^/"]+'
    rb'|(?<="searched": ")[^"]+|(?<=name="searched" value=")[^"]*|(?<=class="paper-only">)[^<]*'
)
"""Seconds, what is signed with them, the minute of a print, and the receipt of a search, which says what was sought."""


def hidden_things(become: Become) -> dict[str, UUID]:
    """A whole case of the victim service: a thing for each name that an address may hold."""
    by = become("elsewhere")
    case = a_ready_case(by, people=[NAME], programme="safe")
    plan = an_agreed_plan(case, by)
    a_contact(case, by, goals=[(Goal.objects.get(case=case).id, 0)], sign=False)
    person = Person.objects.get(id=lead(case))
    a_phone(person, case.circle_id, by, "085 555 9003")
    consent = a_consent(case, by, regime=Regime.VICTIM, items=[Item.HOUSING])
    return {
        "case": case.public_id,
        "person": person.public_id,
        "participant": Participant.objects.get(case=case).public_id,
        "assessment": Assessment.objects.get(case=case).public_id,
        "statement": (a_root(case, by) and Statement.objects.filter(case=case).earliest("id")).public_id,
        "plan": plan.public_id,
        "goal": Goal.objects.get(case=case).public_id,
        "line": Step.objects.filter(case=case).earliest("id").public_id,
        "contact": Contact.objects.get(case=case).public_id,
        "note": Note.objects.get(case=case).public_id,
        "appointment": (
            an_appointment(case, by, mode="office") and Appointment.objects.filter(case=case).latest("id")
        ).public_id,
        "point": ContactPoint.objects.get(person=person).public_id,
        "consent": consent.public_id,
    }


def naming_routes() -> list[str]:
    """Every address that names something by its outside name."""
    return [route for route in routes() if "uuid" in route]


def address(route: str, names: Mapping[str, UUID], absent: UUID) -> str:
    def fill(found: re.Match[str]) -> str:
        kind, name = found.groups()
        if kind in ("uuid", "uuidstr"):
            return str(names.get(name, absent))
        return "1" if kind == "int" else "housing"

    return PARAMETER.sub(fill, route)


def bare(answer: Any) -> tuple[int, bytes, str]:
    """What a stranger can tell an answer by: its status, its bytes, where it leads."""
    where = FLEETING.sub(b"ID", answer.headers.get("Location", "").encode()).decode()
    return answer.status_code, TIMES.sub(b"T", FLEETING.sub(b"ID", answer.content)), where


@pytest.fixture
def comers(become: Become, visit: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch) -> Mapping[str, Client]:
    """Browsers and programs of everybody outside the team."""
    monkeypatch.setattr(pace, "STRANGERS", Pace(100_000))
    found = {name: visit(name) for name in OUTSIDE}
    for name in OUTSIDE:
        token = make_token(name="A program", scopes=SCOPES, by=become(name))
        found[f"{name}, by a program"] = Client(headers={"Authorization": f"Bearer {token}"})
    return found


def test_hidden_and_absent_are_the_same_bytes_at_every_address(become: Become, comers: Mapping[str, Client]) -> None:
    hidden = hidden_things(become)
    absent = uuid4()
    told, asked = [], 0
    for route in naming_routes():
        if not set(hidden) & {name for _kind, name in PARAMETER.findall(route)}:
            continue
        there, nowhere = address(route, hidden, absent), address(route, {}, absent)
        for name, client in comers.items():
            if there.startswith(DOORS) != ("program" in name):
                continue
            answers = [bare(client.get(one)) for one in (there, nowhere)]
            answers += [bare(client.post(one, {})) for one in (there, nowhere)] if name.startswith("worker") else []
            asked += 1
            pairs = zip(answers[::2], answers[1::2], strict=True)
            told += [(route, name, one[0], other[0]) for one, other in pairs if one != other]
    assert asked > 150
    assert not told


def test_looking_for_her_finds_what_looking_for_nobody_finds(become: Become, comers: Mapping[str, Client]) -> None:
    hidden_things(become)
    for name, client in comers.items():
        program = "program" in name
        for path, field in (
            (("/api/v1/people", "q"), ("/api/v1/people/matches", "full_name"))
            if program
            else (
                *(("/search/", "q"), ("/search/palette/", "q"), ("/people/", "q")),
                *(("/people/new/matches/", "name"), ("/intakes/new/matches/", "person_name")),
            )
        ):
            found = [bare(client.get(path, {field: sought})) for sought in (NAME, STRANGER)]
            pages = [
                page.replace(word.encode(), b"W") for (_s, page, _w), word in zip(found, (NAME, STRANGER), strict=True)
            ]
            assert found[0][0] == found[1][0], (name, path)
            masked = [re.sub(rb"(Olena|Ulyana|Kovalenko|Petrivna)(\+|%20)?", b"", page) for page in pages]
            assert masked[0] == masked[1], (name, path)
            for word in (b"085 555 9003", b"Safe at home team"):
                assert word not in found[0][1], (name, path)


def test_lists_totals_and_what_is_taken_out_hold_nothing_of_her(become: Become, comers: Mapping[str, Client]) -> None:
    before = {name: [bare(client.get(one)) for one in LISTS if one.startswith(DOORS) == ("program" in name)]
              for name, client in comers.items()}  # fmt: skip
    hidden_things(become)
    for name, client in comers.items():
        after = [bare(client.get(one)) for one in LISTS if one.startswith(DOORS) == ("program" in name)]
        assert [one[0] for one in after] == [one[0] for one in before[name]]
        assert after == before[name], name


LISTS = (
    *("/", "/cases/?whose=all", "/people/", "/intakes/", "/team/", "/take-out/cases/"),
    *(f"/api/v1/{noun}" for noun in ("people", "cases", "contacts", "notes", "goals", "plans", "consents")),
)
"""Pages and lists that count or show many rows: the numbers of another team do not move by hers."""
