"""What every layout has, on families of development, random ones, and under change: properties G1 to G19."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from random import Random

import pytest

from alongside.ground.familymap.layout import CELL, Layout, remembered
from alongside.ground.familymap.model import Family
from alongside.ground.familymap.placing import check
from alongside.ground.familymap.placing.laying import lay_out
from tests.factories.chance_families import chance_families, undated, with_newcomer, without
from tests.factories.families import DEVELOPMENT
from tests.house.reading import ROOT
from tests.rooms.ground.familymap.placing.choices import free_couples, needless

MANY = 60
LEAST = json.loads((ROOT / "tests" / "golden" / "least_crossings.json").read_text(encoding="utf-8"))
"""By family, the fewest crossings that CP-SAT proved possible (``python -m bench.familymaps``)."""
SOME = ("chance 2", "chance 8", "chance 9", "chance 19", "chance 27", "chance 37", "chance 44")
"""Random families for what takes many layouts."""
UNTRUE = (
    check.everybody_once,
    check.every_line,
    check.rows_hold,
    check.lines_apart,
    check.lines_beside_people,
    check.boxes_apart,
)


@cache
def laid_out() -> dict[str, tuple[Family, Layout]]:
    """All families of these tests by name, each laid out once."""
    families = {name: tell() for name, tell in DEVELOPMENT.items()}
    families |= {f"chance {number}": family for number, family in enumerate(chance_families(MANY), start=1)}
    return {name: (family, lay_out(family)) for name, family in families.items()}


def findings(family: Family, layout: Layout) -> Iterator[str]:
    """Whatever is untrue in a layout, and every broken rule that is not declared."""
    for look in UNTRUE:
        yield from look(family, layout)
    for broken in (*check.birth_order(family, layout), *check.partners_adjacent(family, layout)):
        if broken not in layout.relaxed:
            yield f"{broken} is not declared"


def test_every_layout_is_true_and_declares_what_it_gave_up() -> None:
    found = {name: list(findings(family, layout)) for name, (family, layout) in laid_out().items()}
    assert {name: words for name, words in found.items() if words} == {}


def test_the_families_of_development_give_nothing_up_but_what_they_must() -> None:
    given_up = {name: laid_out()[name][1].relaxed for name in DEVELOPMENT}
    assert {name: codes for name, codes in given_up.items() if codes} == {"relatives": ("cross-row:u-close",)}


def test_birth_order_and_partners_are_given_up_for_less_than_one_in_two_hundred() -> None:
    told = sum(len(family.links) + len(family.unions) for family, _ in laid_out().values())
    codes = [code for _, layout in laid_out().values() for code in layout.relaxed]
    assert sum(code.startswith("birth-order") for code in codes) <= told * 0.005
    assert sum(code.startswith("partners-apart") for code in codes) <= told * 0.005


def test_lines_cross_hardly_more_often_than_they_must() -> None:
    drawn = {name: check.crossings(layout) for name, (_, layout) in laid_out().items()}
    assert drawn.keys() == LEAST.keys()
    assert sum(drawn.values()) <= 1.15 * sum(LEAST.values())
    over = [
        name
        for name, (family, _) in laid_out().items()
        if drawn[name] > LEAST[name] + (2 if len(family.people) > 40 else 1)
    ]
    assert over == []


def test_no_drawing_is_wider_than_its_people_ask_for() -> None:
    most = {name: max(len(row) for row in layout.order()) for name, (_, layout) in laid_out().items()}
    assert [name for name, (_, layout) in laid_out().items() if layout.width > 1.15 * most[name] * CELL + 60] == []


def test_partners_stand_in_the_order_of_time_unless_that_adds_a_crossing() -> None:
    pairs = [check.partners_in_time(family, layout) for family, layout in laid_out().values()]
    kept, told = sum(kept for kept, _ in pairs), sum(told for _, told in pairs)
    assert told > 100
    assert kept / told >= 0.76, "those excused by a crossing counted as broken"
    some = [laid_out()[name] for name in SOME]
    kept = sum(check.partners_in_time(family, layout)[0] for family, layout in some)
    assert kept >= 0.85 * (kept + sum(needless(family, layout) for family, layout in some))


def test_the_man_stands_left_where_it_changes_nothing_else() -> None:
    pairs = [free_couples(*laid_out()[name]) for name in (*DEVELOPMENT, *SOME)]
    right, free = sum(right for right, _ in pairs), sum(free for _, free in pairs)
    assert free > 25
    assert right <= 0.08 * free


@pytest.mark.long
def test_all_families_put_the_man_left_and_partners_in_time_where_they_can() -> None:
    pairs = [free_couples(family, layout) for family, layout in laid_out().values()]
    assert sum(right for right, _ in pairs) <= 0.08 * sum(free for _, free in pairs)
    kept = sum(check.partners_in_time(family, layout)[0] for family, layout in laid_out().values())
    assert kept >= 0.85 * (kept + sum(needless(family, layout) for family, layout in laid_out().values()))


def test_it_does_not_matter_in_what_order_or_under_what_ids_a_family_is_told() -> None:
    for name in (*DEVELOPMENT, "chance 9", "chance 24"):
        family, layout = laid_out()[name]
        chance = Random(3)  # noqa: S311 - the same shuffle each time
        mixed = replace(
            family,
            people=tuple(chance.sample(family.people, len(family.people))),
            unions=tuple(chance.sample(family.unions, len(family.unions))),
            links=tuple(chance.sample(family.links, len(family.links))),
        )
        assert lay_out(mixed) == layout


def test_new_ids_in_the_same_order_change_nothing_but_the_ids() -> None:
    family, layout = laid_out()["foster"]
    new = {one.id: f"{place:03d}" for place, one in enumerate(sorted(family.people, key=lambda one: one.id))}
    renamed = replace(
        family,
        index=tuple(new[one] for one in family.index),
        people=tuple(replace(one, id=new[one.id]) for one in family.people),
        unions=tuple(replace(one, partners=tuple(new[p] for p in one.partners)) for one in family.unions),
        links=tuple(replace(one, child=new[one.child]) for one in family.links),
        households=tuple(
            replace(home, stays=tuple(replace(stay, person=new[stay.person]) for stay in home.stays))
            for home in family.households
        ),
        bonds=(),
    )
    again = lay_out(renamed)
    assert [place.x for place in again.places] == [place.x for place in layout.places]
    assert [line.points for line in again.lines] == [line.points for line in layout.lines]


def test_one_child_more_hardly_turns_the_drawing_round() -> None:
    turned = pairs = unchanged = crossed = afresh = 0
    names = [*DEVELOPMENT, *(f"chance {number}" for number in range(1, 16))]
    for seed, name in enumerate(names):
        family, layout = laid_out()[name]
        larger = with_newcomer(family, seed)
        again, fresh = lay_out(replace(larger, hint=layout.order())), lay_out(larger)
        assert list(findings(larger, again)) == []
        inverted, of = inversions(layout, again)
        turned, pairs, unchanged = turned + inverted, pairs + of, unchanged + (inverted == 0)
        crossed, afresh = crossed + check.crossings(again), afresh + check.crossings(fresh)
    assert turned <= 0.03 * pairs
    assert unchanged >= 0.7 * len(names)
    assert crossed <= 1.05 * afresh


def inversions(before: Layout, after: Layout) -> tuple[int, int]:
    """How many pairs that shared a row, and still do, changed sides, and how many such pairs there are."""
    place = {one.person: (one.row, one.rank) for one in after.places}
    pairs = [
        (place[left], place[right])
        for row in before.order()
        for at, left in enumerate(row)
        for right in row[at + 1 :]
        if left in place and right in place and place[left][0] == place[right][0]
    ]
    return sum(left > right for left, right in pairs), len(pairs)


def test_somebody_left_out_and_taken_in_again_gives_the_drawing_back() -> None:
    turned, crossed, afresh = [], 0, 0
    for name in (*DEVELOPMENT, *SOME):
        family, layout = laid_out()[name]
        partners = {one for union in family.unions for one in union.partners}
        gone = [one.id for one in family.people if one.id not in partners][-1]
        smaller = without(family, gone)
        fewer = lay_out(replace(smaller, hint=layout.order()))
        assert list(findings(smaller, fewer)) == []
        crossed, afresh = crossed + check.crossings(fewer), afresh + check.crossings(lay_out(smaller))
        again = lay_out(replace(family, hint=remembered(fewer.order(), layout.order())))
        if again.order() != layout.order():
            turned.append(name)
    assert turned == []
    assert crossed <= 1.25 * afresh, "what is kept does not cross much more often than a fresh drawing"


def test_a_family_that_has_not_changed_is_drawn_as_before() -> None:
    for name in (*DEVELOPMENT, *SOME):
        family, layout = laid_out()[name]
        assert lay_out(replace(family, hint=layout.order())).order() == layout.order()


def test_ten_newcomers_one_by_one_do_not_tangle_the_drawing() -> None:
    crossed = afresh = 0
    for name in ("foster", "chance 3", "chance 18"):
        family, layout = laid_out()[name]
        for number in range(10):
            family = with_newcomer(family, number, name=f"zz-{number}")
            layout = lay_out(replace(family, hint=layout.order()))
        assert list(findings(family, layout)) == []
        crossed, afresh = crossed + check.crossings(layout), afresh + check.crossings(lay_out(family))
    assert crossed <= 1.05 * afresh + 1


def test_days_that_are_forgotten_free_the_order_and_break_nothing() -> None:
    for name in (*DEVELOPMENT, "chance 8", "chance 10"):
        family = undated(laid_out()[name][0])
        assert list(findings(family, lay_out(family))) == []


def test_what_the_family_wishes_is_done_unless_birth_order_forbids_it() -> None:
    family, layout = laid_out()["stepfamily"]
    row = next(row for row in layout.order() if "piet" in row)
    assert row.index("piet") < row.index("henk")
    turned = lay_out(replace(family, before=(("henk", "piet"),)))
    row = next(row for row in turned.order() if "piet" in row)
    assert row.index("henk") < row.index("piet")
    assert turned.relaxed == ()
    refused = lay_out(replace(family, before=(("emma", "noah"),)))
    assert refused.relaxed == ("wish:emma,noah",)
