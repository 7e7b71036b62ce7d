"""A family on a day: what had begun, what was over, and that nobody is lost for want of a date."""

from __future__ import annotations

from alongside.ground.familymap.at import family_at
from alongside.ground.familymap.model import Family, When
from alongside.ground.familymap.reading import family_from_json

FAMILY = family_from_json(
    {
        "index": ["kid"],
        "people": [
            {"id": "mum", "born": "1970", "died": "2015-06-01"},
            {"id": "dad", "born": "1968"},
            {"id": "kid", "born": "2000-03-01"},
            {"id": "sis", "born": "2004"},
            {"id": "carer"},
            {"id": "carer's mother"},
            {"id": "second wife", "born": "1975"},
            {"id": "coming", "being": "pregnancy", "born": "2012-09-01"},
            {"id": "stranger"},
        ],
        "unions": [
            {
                "id": "m",
                "partners": ["mum", "dad"],
                "kind": "marriage",
                "from": "2002",
                "to": "2008",
                "end": "divorced",
            },
            {"id": "w", "partners": ["dad", "second wife"], "kind": "marriage", "from": "2012-05-01"},
            {"id": "c", "partners": ["carer"]},
            {"id": "g", "partners": ["carer's mother"]},
        ],
        "links": [
            {"child": "kid", "union": "m"},
            {"child": "sis", "union": "m"},
            {"child": "coming", "union": "w"},
            {"child": "carer", "union": "g"},
            {"child": "kid", "union": "c", "kind": "foster", "from": "2009-01-01", "to": "2011-01-01"},
        ],
        "twins": [["kid", "sis"]],
        "households": [
            {"id": "home", "members": [{"person": "kid", "to": "2009-01-01"}, {"person": "mum"}]},
            {"id": "there", "members": [{"person": "kid", "from": "2009-01-01", "to": "2011-01-01"}]},
        ],
        "bonds": [{"id": "b", "from": "kid", "to": "dad", "kind": "distant", "since": "2008"}],
    }
)


def names(family: Family) -> set[str]:
    return {one.id for one in family.people}


def test_before_anything_had_happened_the_marriage_is_no_marriage_and_nobody_unborn_is_there() -> None:
    then = family_at(FAMILY, When(2001))
    assert names(then) == {"mum", "dad", "kid", "stranger"}
    (pair,) = then.unions
    assert (pair.kind, pair.since, pair.end) == ("other", None, "")
    assert (then.twins, then.bonds, [one.id for one in then.households]) == ((), (), ["home"])
    assert then.as_at == When(2001)


def test_in_the_marriage_it_has_not_ended_yet() -> None:
    then = family_at(FAMILY, When(2005, 6))
    assert names(then) == {"mum", "dad", "kid", "sis", "stranger"}
    (pair,) = then.unions
    assert (pair.kind, pair.since, pair.until, pair.end) == ("marriage", When(2002), None, "")
    assert then.twins == FAMILY.twins


def test_a_stay_elsewhere_begins_and_ends_on_its_days() -> None:
    first, last = family_at(FAMILY, When(2009, 1, 1)), family_at(FAMILY, When(2011, 1, 1))
    assert {one.id for one in first.households} == {"home", "there"}
    assert [stay.person for one in first.households if one.id == "home" for stay in one.stays] == ["mum"]
    assert [one.kind for one in first.links if one.child == "kid"] == ["birth", "foster"]
    assert {"carer", "carer's mother"} <= names(first)
    assert [one.id for one in last.households] == ["home"]
    assert not {"carer", "carer's mother"} & names(last)
    assert [one.id for one in last.unions] == ["m"]
    assert last.unions[0].end == "divorced"
    assert [one.id for one in last.bonds] == ["b"]


def test_a_death_and_an_expected_child_come_on_their_days() -> None:
    then, now = family_at(FAMILY, When(2012, 6, 1)), family_at(FAMILY, When(2020))
    assert "coming" in names(then)
    assert "second wife" in names(then)
    dead = [{one.id: one.dead for one in family.people}["mum"] for family in (then, now)]
    assert dead == [False, True]


def test_half_known_days_are_taken_to_have_come_and_not_to_be_over() -> None:
    then = family_at(FAMILY, When(2008, 5, 1))
    assert [one.id for one in then.bonds] == ["b"]
    assert then.unions[0].end == "divorced"
    assert "sis" in names(family_at(FAMILY, When(2004, 1, 1)))
    assert "sis" not in names(family_at(FAMILY, When(2003, 12, 31)))


def test_without_index_persons_and_without_days_nobody_is_left_out() -> None:
    bare = family_from_json({"people": [{"id": "a"}, {"id": "b"}], "links": [{"child": "a", "parents": ["b"]}]})
    assert names(family_at(bare, When(1800))) == {"a", "b"}
    assert family_at(Family(), When(2020)) == Family(as_at=When(2020))
