"""A family read from JSON: what ruling 25 promises, what may be left out, and what each refusal says."""

from __future__ import annotations

from typing import Any

import pytest

from alongside.ground.familymap.model import Bond, Household, Link, Person, Stay, Twins, Union, When
from alongside.ground.familymap.reading import NotReadable, family_from_json, read_family

WHOLE: dict[str, Any] = {
    "index": ["t"],
    "as_at": "2026-01-31",
    "people": [
        {"id": "a", "name": "Ana", "sex": "f", "gender": "f", "born": "1960", "died": True, "marks": ["illness"]},
        {"id": "b", "name": "Bo", "sex": "m", "born": "1959-04", "died": "2019-03-02"},
        {"id": "t", "name": "Tam", "gender": "nb", "born": "~1990-05-31", "died": False},
        {"id": "u"},
    ],
    "unions": [
        {"id": "m", "partners": ["a", "b"], "kind": "marriage", "from": "1985", "to": "2001", "end": "divorced"}
    ],
    "links": [
        {"child": "t", "union": "m", "kind": "birth"},
        {"child": "u", "parents": ["b", "a"], "kind": "foster", "from": "1999", "to": "2004-06"},
    ],
    "twins": [["t", "u"], {"people": ["u", "t"], "identical": True}],
    "households": [
        {"id": "h", "label": "Quay Row", "kind": "placement", "members": [{"person": "t", "from": "2020"}, "u"]}
    ],
    "bonds": [{"id": "x", "from": "t", "to": "a", "kind": "close"}, {"from": "t", "to": "b", "kind": "cutoff"}],
    "before": [["t", "u"]],
}


def test_everything_that_the_ruling_names_is_read() -> None:
    family = family_from_json(WHOLE)
    assert (family.index, family.as_at, family.before) == (("t",), When(2026, 1, 31), (("t", "u"),))
    ana, bo, tam, nobody = family.people
    assert ana == Person("a", "Ana", "f", "f", When(1960), None, dead=True, marks=("illness",))
    assert (bo.born, bo.died, bo.dead) == (When(1959, 4), When(2019, 3, 2), True)
    assert (tam.gender, tam.born, tam.dead) == ("nb", When(1990, 5, 31, about=True), False)
    assert nobody == Person("u", "")
    assert family.unions == (Union("m", ("a", "b"), "marriage", When(1985), When(2001), "divorced"),)
    assert family.links == (Link("t", "m"), Link("u", "m", "foster", When(1999), When(2004, 6)))
    assert family.twins == (Twins(("t", "u")), Twins(("u", "t"), identical=True))
    assert family.households == (Household("h", "Quay Row", (Stay("t", When(2020)), Stay("u")), "placement"),)
    assert family.bonds == (Bond("x", "t", "a", "close"), Bond("bond 2", "t", "b", "cutoff"))


def test_all_but_the_id_may_be_left_out() -> None:
    assert family_from_json({}).people == ()
    family = family_from_json({"people": [{"id": 1}, {"id": "2"}], "links": [{"child": 1, "parents": ["2"]}]})
    assert [one.id for one in family.people] == ["1", "2"]
    assert family.unions == (Union("2", ("2",)),)
    assert family.links == (Link("1", "2"),)


def test_parents_find_the_union_that_had_begun_or_make_one_and_never_share_an_id() -> None:
    people = [{"id": name, "born": born} for name, born in (("a", "1960"), ("b", "1961"), ("c", "1995"), ("d", "1985"))]
    unions = [
        {"id": "first", "partners": ["a", "b"], "from": "1980"},
        {"id": "second", "partners": ["b", "a"], "from": "1990"},
        {"id": "a", "partners": []},
    ]
    links = [
        {"child": "c", "parents": ["a", "b"]},
        {"child": "d", "parents": ["a", "b"]},
        {"child": "c", "parents": ["a"]},
        {"child": "d", "parents": []},
    ]
    family = family_from_json({"people": people, "unions": unions, "links": links})
    assert [one.union for one in family.links] == ["second", "first", "a.1", "unknown parents of d"]
    assert family.unions[3:] == (Union("a.1", ("a",)), Union("unknown parents of d", ()))


def test_words_that_are_not_known_are_named_and_left_out() -> None:
    _family, unknown = read_family({"people": [{"id": "a", "shoe": 43}], "colour": "red"})
    assert unknown == ("colour", "people[0].shoe")


TWO = [{"id": "a"}, {"id": "b"}]
WRONG: list[tuple[object, str, str]] = [
    ([], "", "braces"),
    ({"people": {}}, "people", "a list in square brackets"),
    ({"people": [{}]}, "people[0].id", "an id"),
    ({"people": [{"id": ""}]}, "people[0].id", "an id"),
    ({"people": [{"id": True}]}, "people[0].id", "an id"),
    ({"people": [{"id": "a"}, {"id": "a"}]}, "“a” stands twice", "its own"),
    ({"people": [{"id": "a", "sex": "male"}]}, "people[0].sex", "m, f, x, u"),
    ({"people": [{"id": "a", "sex": []}]}, "people[0].sex", "m, f, x, u"),
    ({"people": [{"id": "a", "name": 3}]}, "people[0].name", "a text"),
    ({"people": [{"id": "a", "born": "1.5.1990"}]}, "people[0].born", "1990-05-31"),
    ({"people": [{"id": "a", "born": "1990-02-30"}]}, "people[0].born", "no day of the calendar"),
    ({"people": [{"id": "a", "born": "0000"}]}, "people[0].born", "no day of the calendar"),
    ({"people": [{"id": "a", "born": {}}]}, "people[0].born", "a date"),
    ({"people": [{"id": "a", "marks": [1]}]}, "people[0].marks[0]", "a text"),
    ({"people": TWO, "index": ["c"]}, "index[0]", "“c” is not among the people"),
    ({"people": TWO, "unions": [{"id": "u", "partners": ["a", "a"]}]}, "unions[0].partners", "twice"),
    ({"people": [*TWO, {"id": "c"}], "unions": [{"id": "u", "partners": ["a", "b", "c"]}]}, "unions[0]", "two at most"),
    ({"people": TWO, "links": [{"child": "a"}]}, "links[0]", "“union” or “parents”"),
    ({"people": TWO, "links": [{"child": "a", "union": "u"}]}, "links[0].union", "not among the unions"),
    ({"people": TWO, "links": [{"child": "a", "parents": ["a", "b"]}]}, "links[0]", "their own parent"),
    ({"people": TWO, "links": [{"child": "a", "parents": ["b"], "kind": "step"}]}, "links[0].kind", "kinship"),
    ({"people": TWO, "bonds": [{"from": "a", "to": "a", "kind": "close"}]}, "bonds[0]", "both ends"),
    ({"people": TWO, "bonds": [{"from": "a", "to": "b"}]}, "bonds[0].kind", "close, fused"),
    ({"people": TWO, "twins": [["a", "a"]]}, "twins[0].people", "at least two"),
    ({"people": TWO, "before": [["a"]]}, "before[0]", "two ids"),
    ({"people": TWO, "households": [{"id": "h", "kind": "tent"}]}, "households[0].kind", "home, placement"),
    ({"as_at": "soon"}, "as_at", "1990-05"),
]


@pytest.mark.parametrize(("value", "place", "words"), WRONG)
def test_what_cannot_be_read_is_refused_with_its_place_and_what_would_be_right(
    value: object, place: str, words: str
) -> None:
    with pytest.raises(NotReadable) as refusal:
        family_from_json(value)
    assert place in str(refusal.value)
    assert words in str(refusal.value)
