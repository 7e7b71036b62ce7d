"""From which day a period counts, of people and parts written by hand."""

from __future__ import annotations

from datetime import date

from tests.factories.by_hand import Owner

ENDED, GROWN = date(2020, 3, 1), date(2038, 3, 1)


def test_a_period_counts_from_the_day_on_which_the_youngest_of_the_circle_comes_of_age(owner: Owner) -> None:
    circle, other = 9_000_001, 9_000_002
    people = [owner.row("people_person", id=6_000_000 + at, display_name=f"P{at}", birth_precision="unknown")
              for at in range(4)]  # fmt: skip
    for person, where in zip(people, (circle, circle, other, other), strict=True):
        owner.row("access_circlesubject", circle_id=where, person_id=person)
    for person, where, role in (
        (people[0], circle, "person"), (people[0], other, "child"), (people[3], circle, "child"),
    ):  # fmt: skip
        owner.row("cases_participant", person_id=person, circle_id=where, role=role)
    owner.asleep("update people_person set born_on = '2019-05-01' where id = %s", people[2])

    def counts(majority: int | None = 18, ended: date | None = ENDED, where: int = circle) -> date | None:
        ((day,),) = owner("select app.counts_from(%s, %s, %s)", where, ended, majority)
        return day if day is None else date.fromisoformat(str(day))

    assert counts() == ENDED, "who is no child here does not count, nor who is not in the circle"
    assert counts(where=other) == date(2037, 5, 1)
    role = "update cases_participant set role = %s where circle_id = %s and person_id = %s"
    owner.asleep(role, "child", circle, people[0])
    assert counts() == GROWN, "a child of whom no day is known is born on the last day"
    owner.asleep(role, "person", circle, people[0])
    owner.asleep("update people_person set born_on = '2012-05-01' where id = %s", people[1])
    assert counts() == date(2030, 5, 1)
    assert counts(majority=None) == ENDED
    assert counts(ended=None) is None
    owner.asleep("update people_person set born_on = '1980-05-01' where id = %s", people[1])
    assert counts() == ENDED
