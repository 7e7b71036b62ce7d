"""A story tells of kin with the product's own actions: who is who, who lives with whom, and how they stand."""

from __future__ import annotations

from alongside.ground.foundation import clock
from alongside.oversight.demonstration.telling_family import Circle, tell_around, tell_kin
from alongside.record.people import queries
from alongside.record.people.models import Household, Person
from tests.conftest import Become
from tests.factories.cases import a_case


def test_kin_and_the_world_around_them_are_told(become: Become) -> None:
    by = become("worker")
    case = a_case(by, people=["Mai Nguyễn"])
    circle = Circle(case.circle_id, {"mai": Person.objects.get(parts__case=case).id})
    tell_kin(
        circle,
        {
            "people": [{"key": "hoa", "name": "Hoa Nguyễn", "born": "1968", "sex": "f"}, {"key": "bo", "name": "Bo"}],
            "facts": {"mai": {"sex": "f"}},
            "is": [["mai", "parent", "hoa", {"source": "Mai"}], ["hoa", "spouse", "bo", {"from": "1996-05-18"}]],
            "homes": [{"label": "In Cork", "members": {"hoa": "head"}}],
            "bonds": [{"who": "mai", "to": "hoa", "how": "close", "said_by": "mai", "basis": "Mai said so"}],
        },
        clock.now(),
        by,
    )
    assert circle.one("hoa").born_on is not None
    assert [one.kind for one in queries.relations_of(circle.persons["mai"])] == ["child"]
    assert Household.objects.get(circle_id=case.circle_id).label == "In Cork"
    tell_around(circle, {"said_by": "mai", "ties": {"Temple": {"kind": "faith", "strength": "weak"}}}, clock.now(), by)
    again = {"Temple": {"kind": "faith", "strength": "strong"}}
    tell_around(circle, {"ties": again}, clock.now(), by)
    (temple,) = queries.systems_of(case.circle_id, day=clock.today())
    assert [(one.rated_by, one.strength) for one in temple.ties] == [("worker", "strong"), ("person", "weak")]
    tell_around(circle, {"ties": {}, "gone": ["Temple"]}, clock.now(), by)
    assert queries.systems_of(case.circle_id, day=clock.today()) == ()
