"""What stands on a timeline: each thing in its lane, gains first, signs by what changed, nothing more than is seen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from alongside.agency.access.models import Reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.oversight.overviews.timeline import NAMES, Asked, Item, lanes, timeline_of, undated_lane
from alongside.record.people.actions import bring_into_circle
from alongside.record.people.models import Person
from alongside.record.people.rules.happenings import UNKNOWN
from tests.conftest import Become
from tests.factories.assessments import a_ready_case
from tests.factories.cases import a_case
from tests.factories.choices import a_choice, a_limit
from tests.factories.consents import a_consent
from tests.factories.contacts import a_contact
from tests.factories.happenings import a_life_event, a_placement, a_stay, an_order, day
from tests.factories.plans import an_agreed_plan


def test_each_thing_stands_in_its_lane(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    marta = Person.objects.filter(parts__case=case).order_by("id")[0]
    an_agreed_plan(case, by)
    a_contact(case, by)
    a_choice(case, by)
    a_limit(case, by)
    a_consent(case, by)
    a_life_event(case.circle_id, by, marta, words="Found work", gain=True, on=day(2025, 2))
    a_life_event(case.circle_id, by, marta, words="Somewhen", on=UNKNOWN)
    a_placement(marta, case.circle_id, by, a_stay(UNKNOWN, day(2020, 5, 1)))
    an_order(case.circle_id, by, about=[marta])
    page = timeline_of(case.public_id, asked=Asked(), by=by)
    found: dict[str, list[Item]] = {}
    for one in page.items:
        found.setdefault(one.entry.lane, []).append(one)
    assert set(found) >= {"gains", "life", "placements", "orders", "contacts", "measures", "decisions"}
    assert [lane.key for lane in lanes()] == list(NAMES)
    assert undated_lane().key == "undated"
    (gain,) = found["gains"]
    assert (gain.entry.sign, gain.when, gain.entry.vague) == ("gain", "February 2025", True)
    assert (gain.entry.first, gain.entry.last) == (date(2025, 2, 1), date(2025, 2, 28))
    assert [one.entry.first for one in found["life"]] == [None]
    (home,) = found["placements"]
    assert (home.entry.first, home.entry.last) == (date(2020, 5, 1), date(2020, 5, 1))
    assert any(one.entry.sign == "turn" and "in force" in one.entry.label for one in found["decisions"])
    assert page.items[-1].entry.first is None
    only = timeline_of(case.public_id, asked=Asked(goal=page.goals[0][1]), by=by)
    assert {one.entry.lane for one in only.items} <= {"measures", "decisions", "contacts"}
    assert only.items
    assert Reading.objects.filter(act="timeline", circle_id=case.circle_id).exists()
    become("elsewhere")
    with pytest.raises(NotFound):
        timeline_of(case.public_id, asked=Asked(), by=by)


def test_a_family_is_told_across_cases_as_far_as_the_reader_sees(become: Become) -> None:
    by = become("worker")
    case, other = a_case(by, family=True), a_case(by, people=["Adam Kowalczyk"])
    dani = Person.objects.get(display_name="Dani Prado")
    from_other = _in(other.circle_id, dani, by)
    own = timeline_of(case.public_id, asked=Asked(), by=by)
    assert from_other not in {one.entry.label for one in own.items}
    family = timeline_of(case.public_id, asked=Asked(whose="family"), by=by)
    (there,) = (one for one in family.items if one.entry.label == from_other)
    assert (there.own, there.entry.url) == (False, "")
    copy = timeline_of(case.public_id, asked=Asked(whose="family", for_person=True), by=by)
    assert from_other not in {one.entry.label for one in copy.items}
    today = clock.today()
    assert all(one.entry.first is None or one.entry.first <= today + timedelta(days=400) for one in family.items)


def _in(circle: int, person: Person, by: Reader) -> str:
    bring_into_circle(person_id=person.id, circle=circle, by=by)
    return str(a_life_event(circle, by, person, words="Told in another case", on=day(2020)).words)
