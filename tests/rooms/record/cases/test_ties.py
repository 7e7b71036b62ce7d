"""Who of the workers may know somebody in a case: found by name, phone or address, beside what ties nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.record.cases.queries.waiting import supervisor_waits
from tests.conftest import Become
from tests.database.putting import many, number, put, seen
from tests.factories.cases import a_case
from tests.factories.cast import entered_house

pytestmark = pytest.mark.usefixtures("administer")
TODAY = date(2026, 3, 10)
BEFORE, TOMORROW = TODAY - timedelta(days=30), TODAY + timedelta(days=1)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
STREET, OTHER_STREET = "7 Elm Road, Leeds LS1 4AP", "7 Oak Road, Leeds LS1 4AP"
Said = dict[str, Any]
LEFT: Said = {"left_on": BEFORE}
SEALED: Said = {"sealed": True}
ENDED: Said = {"ended_on": BEFORE}
HIDDEN: Said = {"level": SAFE_LOCATION}


class Tie:
    """A worker, somebody of an open case in a team, and what lies between them; no other worker or person has any."""

    def __init__(self, *, worker: Said | None = None, person: Said | None = None, **case: Any) -> None:
        self.actor, self.team, self.worker = number(), number(), number()
        named = {"id": self.worker, "actor_id": self.actor, "sort_key": f"worker {self.worker}"}
        put("staff_worker", **named | (worker or {}))
        self.person = put("people_person", **{"sort_key": f"person {self.worker}"} | (person or {}))
        self.circle = put("access_circle", kind=case.pop("kind", "ordinary"), team_id=self.team)
        put("access_circlesubject", circle_id=self.circle, person_id=self.person)
        self.number = f"HF-{self.worker}"
        self.case = put("cases_case", **{"circle_id": self.circle, "number": self.number, "state": "open"} | case)

    def carries(self, **said: Any) -> Tie:
        """The worker carries the case, or what is said of it is otherwise."""
        put("cases_assignment", **{"worker_id": self.worker, "case_id": self.case, "circle_id": self.circle} | said)
        return self

    def holds(self, **said: Any) -> Tie:
        """The worker works in the team of the case."""
        put("staff_roleheld", **{"worker_id": self.worker, "team_id": self.team, "role": "worker"} | said)
        return self

    def shut(self, **said: Any) -> Tie:
        """The worker is kept out of the record."""
        put("access_exclusion", **{"actor_id": self.actor, "circle_id": self.circle} | said)
        return self

    def known(self, *, role: str = "supervisor", team: int = 0, **said: Any) -> Tie:
        """A supervisor of the team has written into the register that the worker knows somebody in the case."""
        chief = number()
        put("staff_worker", id=chief, actor_id=chief)
        for who in (chief, self.worker):
            put("staff_roleheld", worker_id=who, team_id=team or self.team, role=role)
        entry = {"worker_id": self.worker, "actor_id": chief, "kind": "known", "case_number": self.number}
        put("staff_boundaryentry", **entry | said)
        return self

    def marked(self, **said: int) -> Tie:
        """The house has found the tie before."""
        keys = {"worker": self.worker, "person": self.person, "kase": self.case} | said
        ((mark,),) = seen("select app.tie_mark(%s, %s, %s)", *keys.values())
        put("staff_boundaryentry", worker_id=self.worker, actor_id=1, kind="known", mark=mark)
        return self

    def point(self, **said: Any) -> Tie:
        """How the person may be reached, for everybody of the case to see."""
        put("people_contactpoint", **{"person_id": self.person, "circle_id": self.circle, "level": 1} | said)
        return self

    def lives(self, **said: Any) -> Tie:
        """The worker is in the record as a person herself, with an address."""
        own, circle = number(), put("access_circle", kind="ordinary")
        put("people_workerperson", worker_id=self.worker, person_id=own)
        home: Said = {"person_id": own, "circle_id": circle, "kind": "address", "value": STREET, "level": 1}
        put("people_contactpoint", **home | said)
        return self


def namesake(*, worker: Said | None = None, person: Said | None = None, **case: Any) -> Tie:
    """A worker who is named as somebody in a case is."""
    name = {"sort_key": f"name {number()}"}
    return Tie(worker=name | (worker or {}), person=name | (person or {}), **case)


def caller(*, worker: Said | None = None, **point: Any) -> Tie:
    """A worker in a team, with the phone number of somebody in a case of it."""
    last = str(number())[-9:]
    return (
        Tie(worker={"phone": f"+353 {last[:3]} {last[3:]}"} | (worker or {}))
        .holds()
        .point(**{"kind": "phone", "phone_key": last} | point)
    )


def neighbour(*, worker: Said | None = None, own: Said | None = None, **point: Any) -> Tie:
    """A worker who lives in the street of somebody whose case she carries."""
    address: Said = {"kind": "address", "value": STREET.replace("7", "9")}
    return Tie(worker=worker).carries().lives(**own or {}).point(**address | point)


def found(ties: dict[str, Tie]) -> dict[str, list[str]]:
    """What the house finds of these, by name."""
    names = {(tie.worker, tie.number): name for name, tie in ties.items()}
    entered_house()
    with connection.cursor() as cursor:
        cursor.execute("select worker, case_number, by_what from app.found_ties(%s)", [TODAY])
        return {names[worker, case]: by_what for worker, case, by_what in cursor.fetchall()}


def test_a_namesake_is_found_in_a_case_that_she_carries_or_that_is_of_her_team() -> None:
    with many():
        ties = {
            "carries": namesake().carries(),
            "carries it until tomorrow": namesake().carries(until_on=TOMORROW),
            "works in the team": namesake().holds(),
            "works there until tomorrow": namesake().holds(until_on=TOMORROW),
            "has opened again": namesake(state="reopened").carries(),
            "has another name": Tie().carries(),
            "carries it until today": namesake().carries(until_on=TODAY),
            "carries another": namesake().carries(case_id=number()),
            "another carries it": namesake().carries(worker_id=number()),
            "works there until today": namesake().holds(until_on=TODAY),
            "works in another team": namesake().holds(team_id=number()),
            "another works there": namesake().holds(worker_id=number()),
            "has left": namesake(worker=LEFT).carries(),
            "is sealed": namesake(person=SEALED).carries(),
            "is another now": namesake(person={"merged_into_id": 1}).carries(),
            "is of a victim service": namesake(kind="victim-service").carries(),
            "is closed": namesake(state="closed").carries(),
        }
    assert found(ties) == {key: ["name"] for key in list(ties)[:5]}


def test_a_tie_that_somebody_has_seen_to_is_not_found() -> None:
    with many():
        ties = {
            "another is kept out": namesake().carries().shut(actor_id=number()),
            "kept out of another": namesake().carries().shut(circle_id=number()),
            "was kept out": namesake().carries().shut(ended_at=LONG_AGO),
            "of another worker": namesake().carries().known(worker_id=number()),
            "of another kind": namesake().carries().known(kind="gift"),
            "of another case": namesake().carries().known(case_number="HF-0"),
            "by a worker": namesake().carries().known(role="worker"),
            "by a supervisor of another team": namesake().carries().known(team=number()),
            "found of another case": namesake().carries().marked(kase=number()),
            "kept out": namesake().carries().shut(),
            "known": namesake().carries().known(),
            "found before": namesake().carries().marked(),
        }
        hers = ties["by herself, who supervises"] = namesake().carries()
        hers.known(actor_id=hers.actor)
    told = [name for name in ties if name not in ("kept out", "known", "found before")]
    assert found(ties) == {key: ["name"] for key in told}


def test_who_has_the_phone_number_of_somebody_is_found() -> None:
    with many():
        shelter = put("access_circle", kind="victim-service")
        ties = {
            "the same": caller(),
            "of a victim service": caller(circle_id=shelter),
            "no number": caller(worker={"phone": ""}, phone_key=""),
            "another number": caller(phone_key="085555447"),
            "hidden": caller(**HIDDEN),
            "ended": caller(**ENDED),
            "has left": caller(worker=LEFT),
        }
    assert found(ties) == {"the same": ["phone"]}


def test_who_lives_near_somebody_whose_case_she_carries_is_found() -> None:
    with many():
        shelter: Said = {"circle_id": put("access_circle", kind="victim-service")}
        ties = {
            "the same street": neighbour(),
            "of a victim service": neighbour(**shelter),
            "a victim service's own client": neighbour(own=shelter),
            "another street": neighbour(value=OTHER_STREET),
            "hidden": neighbour(**HIDDEN),
            "hides": neighbour(own=HIDDEN),
            "moved": neighbour(**ENDED),
            "has moved": neighbour(own=ENDED),
            "no address": neighbour(kind="email"),
            "has no address": neighbour(own={"kind": "email"}),
            "has left": neighbour(worker=LEFT),
            "works there only": Tie().holds().lives().point(kind="address", value=STREET),
        }
        both = ties["her name too"] = neighbour()
        seen("update people_person set sort_key = %s where id = %s", f"worker {both.worker}", both.person)
    assert found(ties) == {"the same street": ["address"], "her name too": ["address", "name"]}


def test_the_house_alone_is_told(become: Become) -> None:
    with many():
        ties = {"a namesake": namesake().carries()}
    for who in ("supervisor", "worker", "privacy", "admin"):
        become(who)
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from app.found_ties(%s)", [TODAY])
            assert cursor.fetchall() == [(0,)], who
    assert found(ties) == {"a namesake": ["name"]}


def test_a_supervisor_is_told_by_no_number_of_a_victim_service_that_is_shut_to_her(become: Become) -> None:
    worker = become("worker")
    case = a_case(worker, people=["Ana Sol"])
    seen("update staff_worker set phone = '+353 85 555 4471' where id = %s", worker.worker_id)
    said: Said = {"person_id": case.participants.get().person_id, "level": 1, "phone_key": "855554471"}
    shelter = put("access_circle", kind="victim-service")
    put("people_contactpoint", circle_id=shelter, **said)
    become("supervisor")
    assert supervisor_waits() == ()
    put("people_contactpoint", circle_id=case.circle_id, **said)
    for kind in ("ordinary", "victim-service"):
        seen("update access_circle set kind = %s where id = %s", kind, case.circle_id)
        become("supervisor")
        assert [line.what for line in supervisor_waits()] == ["phone"], kind
