"""What the functions that look over the reading log find in entries made by hand, beside others nearly the same."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import pytest

from alongside.oversight.audit.gates.unusual import COMMON, IN_AN_HOUR, REFUSED_IN_AN_HOUR
from tests.conftest import Become
from tests.factories.by_hand import Owner, Rows, told

BEGINS, ENDS = datetime(2026, 1, 10, tzinfo=UTC), datetime(2026, 1, 11, tzinfo=UTC)
NOON = datetime(2026, 1, 10, 12, tzinfo=UTC)
CAUGHT = "select what, actor_id, circle_id, number, detail, sessions from app.unusual(%s, %s)"
NUMBERS = itertools.count(7_000_000)


class Cast(NamedTuple):
    """A worker's number, her actor's, and what she is sorted by."""

    id: int
    actor: int
    sort_key: str


class Hands:
    """Writes workers' readings, people and circles."""

    def __init__(self, owner: Owner) -> None:
        self.owner = owner
        rows = owner("select c.username, w.id, w.actor_id, w.sort_key from staff_worker w "
                     "join access_account c on c.actor_id = w.actor_id")  # fmt: skip
        self.workers = {username: Cast(*rest) for username, *rest in rows}
        self.sinead = self.workers["colleague"].actor

    def person(self, name: str, **values: Any) -> int:
        """Somebody of this name."""
        return self.owner.row("people_person", id=next(NUMBERS), display_name=name, sort_key=name.lower(), **values)

    def circle(self, *people: int, **values: Any) -> int:
        """A circle that concerns these people."""
        circle = self.owner.row("access_circle", **{"team_id": 1, "kind": "ordinary", "opened_by_id": 1} | values)
        for person in people:
            self.owner.row("access_circlesubject", circle_id=circle, person_id=person)
        return circle

    def reading(self, circle: int | None = None, **values: Any) -> int:
        """Sinéad opened a circle at noon, which her team carries, until something else is said."""
        given = {
            "actor_id": self.sinead, "circle_id": circle, "at": NOON, "act": "case page", "ground": "team",
            "result": "shown", "session_id": 4,
        }  # fmt: skip
        return self.owner.row("access_reading", **given | values)


@pytest.fixture
def hands(owner: Owner) -> Hands:
    return Hands(owner)


@pytest.fixture
def look(become: Become) -> Callable[..., Rows]:
    """What one of the cast, the privacy officer when nobody is named, is told of the tenth of January."""

    def asks(username: str = "privacy") -> Rows:
        become(username)
        return sorted(told(CAUGHT, BEGINS, ENDS))

    return asks


def of_reading(number: int) -> dict[str, str]:
    """What a reading may be that is no look into a record on that day."""
    return {
        "the day before": f"update access_reading set at = '2026-01-09T23:59:59Z' where id = {number}",
        "the day after": f"update access_reading set at = '2026-01-11T00:00:00Z' where id = {number}",
        "no record": f"update access_reading set circle_id = null where id = {number}",
        "not shown": f"update access_reading set result = 'masked' where id = {number}",
    }


def test_a_rare_surname_is_shared_with_whom_she_looked_at(hands: Hands, look: Callable[..., Rows]) -> None:
    for _number in range(COMMON + 1):
        hands.person("Ana Silva")
    orla = hands.person("Orla Byrne")
    circle = hands.circle(orla)
    number = hands.reading(circle)
    assert look() == [("same-name", hands.sinead, circle, 1, "", [4])]
    assert look("worker") == []
    wounds = of_reading(number) | {
        "another name": f"update people_person set sort_key = 'orla walsh' where id = {orla}",
        "one name only": "update staff_worker set sort_key = 'byrne' where sort_key like '%% byrne'",
        "common": "update people_person set sort_key = 'ana byrne' where sort_key = 'ana silva'",
    }
    assert hands.owner.unheeded(look, wounds) == []


def test_a_record_under_the_name_of_another_worker(hands: Hands, look: Callable[..., Rows]) -> None:
    name = hands.workers["elsewhere"].sort_key
    tomasz, herself = hands.person(name), hands.person(hands.workers["colleague"].sort_key)
    circle, own = hands.circle(tomasz), hands.circle(herself)
    number = hands.reading(circle)
    hands.reading(own)
    same = ("same-name", hands.sinead, own, 1, "", [4])
    assert look() == [same, ("staff-name", hands.sinead, circle, 1, "", [4])]
    wounds = {
        "another name": f"update people_person set sort_key = 'tomasz nowa' where id = {tomasz}",
        "carried": f"update access_reading set ground = 'assigned' where id = {number}",
    }
    assert hands.owner.unheeded(look, wounds, [same]) == []


def test_many_records_that_a_worker_does_not_carry(hands: Hands, look: Callable[..., Rows]) -> None:
    circles = [hands.circle() for _number in range(IN_AN_HOUR)]
    for place, circle in enumerate(circles):
        hands.reading(circle, at=NOON + timedelta(minutes=place))
        hands.reading(circle, actor_id=hands.workers["worker"].actor, ground="assigned")
    hands.owner("update access_reading set ground = 'assigned' where circle_id = %s", circles[0])
    hands.reading(at=NOON)
    assert look() == []
    for ground in ("supervisor", "", "team"):
        hands.owner("update access_reading set ground = %s where circle_id = %s and actor_id = %s",
                    ground, circles[0], hands.sinead)  # fmt: skip
        assert look() == [("many", hands.sinead, None, IN_AN_HOUR, "", [4])]


def test_asking_in_vain_again_and_again(hands: Hands, look: Callable[..., Rows]) -> None:
    asked: dict[str, Any] = {"act": "refused", "result": "refused"}
    for place in range(REFUSED_IN_AN_HOUR):
        number = hands.reading(asked=f"case {place}", **asked)
    hands.reading(asked="once", actor_id=hands.workers["worker"].actor, **asked)
    told_of = look()
    assert [one[:4] for one in told_of] == [("refused", hands.sinead, None, REFUSED_IN_AN_HOUR)]
    assert look("worker") == []
    moved = "update access_reading set at = '{}'; update access_reading set at = '{}' where id = {}"
    wounds = {
        "the day before": moved.format("2026-01-10T00:00:00Z", "2026-01-09T23:59:59Z", number),
        "the day after": moved.format("2026-01-10T23:59:59Z", "2026-01-11T00:00:00Z", number),
        "not refused": f"update access_reading set result = 'shown' where id = {number}",
        "another act": f"update access_reading set act = 'search' where id = {number}",
        "nothing said": f"update access_reading set asked = '' where id = {number}",
    }
    assert hands.owner.unheeded(look, wounds) == []


def test_herself_her_relatives_and_those_she_lives_with(hands: Hands, look: Callable[..., Rows]) -> None:
    names = ("Sal", "Rita", "Rosa", "Mo", "Xenia", "Yara")
    people = {name: hands.person(name) for name in names}
    hands.owner.row("people_workerperson", worker_id=hands.workers["colleague"].id, person_id=people["Sal"])
    for one, other in (("Sal", "Rita"), ("Rosa", "Sal"), ("Rita", "Xenia"), ("Xenia", "Rosa")):
        hands.owner.row("people_relationship", person_id=people[one], other_id=people[other], kind="sibling")
    for household, members in enumerate((("Sal", "Mo"), ("Rita", "Yara"), ("Xenia",)), start=900):
        for name in members:
            hands.owner.row("people_householdmember", household_id=household, person_id=people[name])
    circles = {name: hands.circle(number) for name, number in people.items()}
    for circle in circles.values():
        hands.reading(circle)
    kinds = {"Sal": "1self", "Rita": "2sibling", "Rosa": "2sibling", "Mo": "3household"}
    assert look() == sorted(("related", hands.sinead, circles[name], 1, kind, [4]) for name, kind in kinds.items())


def test_emergency_access_by_the_hours_of_the_night(hands: Hands, look: Callable[..., Rows]) -> None:
    moments = {
        "05:59": (10, 5, 59), "06:00": (10, 6, 0), "20:59": (10, 20, 59), "21:00": (10, 21, 0),
        "before": (9, 23, 0), "23:00": (10, 23, 0), "after": (11, 0, 0), "carried": (10, 23, 0),
    }  # fmt: skip
    circles = {name: hands.circle() for name in moments}
    for name, (day, hour, minute) in moments.items():
        hands.owner.row(
            "access_grant", actor_id=hands.sinead, scope="c", scope_id=circles[name], levels=1, why="She rang",
            reason="assigned" if name == "carried" else "emergency", valid_until=ENDS,
            valid_from=datetime(2026, 1, day, hour, minute, tzinfo=UTC),
        )  # fmt: skip
    hands.reading(circles["23:00"])
    sessions = {"05:59": None, "21:00": None, "23:00": [4]}
    assert look() == sorted(
        ("night", hands.sinead, circles[name], 1, "She rang", opened) for name, opened in sessions.items()
    )
    assert look("worker") == []


def test_whose_name_a_privacy_officer_learns(become: Become, hands: Hands) -> None:
    ana, ivo = hands.person("Ana"), hands.person("Ivo")
    circle, _other = hands.circle(ana), hands.circle(ivo, kind="victim-service")
    ((public,),) = hands.owner("select public_id from people_person where id = %s", ana)

    def look(who: str = "privacy") -> Rows:
        become(who)
        return told("select * from app.report_person(%s)", public)

    assert look() == [(ana, "Ana")]
    assert look("worker") == []
    wounds = {
        "another": f"update people_person set public_id = gen_random_uuid() where id = {ana}",
        "sealed": f"update people_person set sealed = true where id = {ana}",
        "victim service": f"update access_circle set kind = 'victim-service' where id = {circle}",
    }
    assert hands.owner.unheeded(look, wounds) == []


def was_subject(hands: Hands, circle: int, person: int, **values: Any) -> None:
    """A circle concerned the person once, until something else is said."""
    given = {"table_name": "access_circlesubject", "verb": "delete", "person_id": person}
    hands.owner.row("access_history", before={"circle_id": circle}, **given | values)


def test_every_look_at_a_person_and_at_whom_she_was_taken_for(become: Become, hands: Hands) -> None:
    ana = hands.person("Ana")
    twin, ivo = hands.person("Ana too", merged_into_id=ana), hands.person("Ivo", merged_into_id=5)
    hers, of_twin, once, others, elsewhere, changed = (
        hands.circle(*people) for people in ((ana,), (twin,), (), (ivo,), (), ())
    )
    was_subject(hands, once, ana)
    was_subject(hands, elsewhere, ana, table_name="cases_participant")
    was_subject(hands, changed, ana, verb="update")
    was_subject(hands, others, ivo)
    number = hands.owner.row("cases_case", circle_id=hers, number="HF-1")
    seen = [
        hands.reading(hers), hands.reading(of_twin, result="masked"), hands.reading(once),
        hands.reading(person_ids=[ivo, ana]), hands.reading(person_ids=[twin]),
        hands.reading(object_kind="case", object_ids=[number]),
    ]  # fmt: skip
    for circle in (others, elsewhere, changed):
        hands.reading(circle)
    hands.reading(person_ids=[ivo])
    hands.reading(object_kind="note", object_ids=[number])
    hands.reading(hers, result="refused")

    def look(who: str) -> Rows:
        become(who)
        return told("select number from app.looks_at_person(%s)", ana)

    assert look("privacy") == [(one,) for one in reversed(seen)]
    assert look("worker") == []


def test_the_roles_and_teams_of_whoever_looked_are_those_of_that_day(become: Become, hands: Hands) -> None:
    ana = hands.person("Ana")
    hands.reading(hands.circle(ana))
    hands.owner.asleep("delete from staff_roleheld")
    held = (
        ("worker", "2026-01-10", None), ("intake", "2020-01-01", "2026-01-10"),
        ("admin", "2026-01-11", None), ("privacy", "2020-01-01", "2026-01-09"),
    )  # fmt: skip
    for role, begins, ends in held:
        team = hands.owner.row("organisation_team", name=f"Team {role}")
        values = {"role": role, "team_id": team, "from_on": begins, "until_on": ends}
        hands.owner.row("staff_roleheld", worker_id=hands.workers["colleague"].id, **values)
    team = hands.owner.row("organisation_team", name="Hers alone")
    hands.owner.row("staff_roleheld", worker_id=hands.workers["worker"].id, role="evaluator", team_id=team,
                    from_on="2020-01-01")  # fmt: skip
    become("privacy")
    ((roles, teams),) = told("select roles, teams from app.looks_at_person(%s)", ana)
    assert (set(roles), set(teams)) == ({"worker", "intake"}, {"Team worker", "Team intake"})
