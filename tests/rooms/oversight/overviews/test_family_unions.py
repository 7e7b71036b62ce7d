"""Which union a child hangs from: couples, single parents, half-siblings, brothers and sisters nobody knows more of."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from alongside.ground.familymap.model import When
from alongside.oversight.overviews.family_map import Known, mapped
from alongside.oversight.overviews.family_unions import groups_of, when_of
from alongside.record.people.queries.kin import KinFact, KinPerson


def person(number: int) -> KinPerson:
    return KinPerson(number, UUID(int=number), f"N{number}", "", None, "unknown", None, "", "")


def fact(one: int, kind: str, other: int, **more: object) -> KinFact:
    plain = {"from_on": None, "until_on": None, "ending": "", **more}
    return KinFact(
        0, UUID(int=0), 1, 1, one, other, kind, "", plain["from_on"], plain["until_on"], str(plain["ending"]), "",  # type: ignore[arg-type]
    )  # fmt: skip


def family(*facts: KinFact) -> tuple[dict[str, tuple[str, ...]], list[tuple[str, str, str]], list[str]]:
    numbers = sorted({number for one in facts for number in (one.person_id, one.other_id)})
    found = mapped(Known(tuple(person(number) for number in numbers), facts))
    names = {name: str(one.id) for name, one in found.persons.items()}
    unions = {one.id: tuple(sorted(names[each] for each in one.partners)) for one in found.family.unions}
    return unions, [(names[one.child], one.union, one.kind) for one in found.family.links], [
        one.words for one in found.doubts
    ]  # fmt: skip


def test_children_hang_from_the_couple_and_from_a_parent_alone() -> None:
    unions, links, doubts = family(
        fact(1, "spouse", 2), fact(1, "parent", 3), fact(3, "child", 2), fact(1, "parent", 4), fact(5, "parent", 4)
    )
    assert unions == {"u1": ("1", "2"), "u2": ("1", "5")}
    assert sorted(links) == [("3", "u1", "birth"), ("4", "u2", "birth")]
    assert doubts == []


def test_half_siblings_do_not_share_a_parent_nobody_knows() -> None:
    _unions, links, _doubts = family(fact(1, "parent", 2), fact(1, "parent", 3), fact(2, "half_sibling", 3))
    assert links[0][1] != links[1][1]
    _unions, links, _doubts = family(fact(1, "parent", 2), fact(1, "parent", 3))
    assert links[0][1] == links[1][1]


def test_brothers_and_sisters_hang_together_also_where_nobody_knows_the_parents() -> None:
    unions, links, _doubts = family(fact(1, "sibling", 2), fact(2, "twin", 3))
    assert unions == {"u1": ()}
    assert {union for _child, union, _kind in links} == {"u1"}
    _unions, links, _doubts = family(fact(9, "parent", 1), fact(1, "sibling", 2))
    assert links[0][1] == links[1][1]


def test_what_contradicts_itself_is_a_doubt() -> None:
    _unions, links, doubts = family(fact(1, "parent", 9), fact(2, "parent", 9), fact(3, "parent", 9))
    assert len(links) == 2
    assert "More than two parents by birth" in doubts[0]
    _unions, _links, doubts = family(
        fact(1, "parent", 8), fact(2, "parent", 9), fact(8, "sibling", 7), fact(7, "sibling", 9)
    )
    assert "different parents" in doubts[0]


def test_a_former_partner_ends_the_union_that_is_told_otherwise() -> None:
    unions, _links, _doubts = family(fact(1, "spouse", 2), fact(1, "former_partner", 2, ending="divorced"))
    assert unions == {"u1": ("1", "2")}


def test_days_are_as_exact_as_they_are_known_and_groups_grow_together() -> None:
    assert when_of(date(1992, 3, 4), "month") == When(1992, 3)
    assert when_of(date(1992, 3, 4), "estimated") == When(1992, about=True)
    assert when_of(date(1992, 3, 4), "unknown") is None
    assert groups_of([frozenset({1, 2}), frozenset({3, 4}), frozenset({2, 3})]) == [{1, 2, 3, 4}]
