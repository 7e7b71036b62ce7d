"""The family in words: every fact of the drawing, none besides; names and ties in the list and in the table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alongside.ground.familymap.at import family_at
from alongside.ground.familymap.drawing.text import InWords, Item, columns, in_words, known_facts, told_facts
from alongside.ground.familymap.model import Bond, Family, Link, Person, Union, When
from tests.factories.families import DEVELOPMENT
from tests.rooms.ground.familymap.by_hand import quay_row


def lines(words: InWords) -> list[str]:
    def of(item: Item) -> list[str]:
        return [item.words, *(line for one in item.items for line in of(one))]

    return [line for item in words.items for line in of(item)]


def listed(words: InWords) -> frozenset[tuple[str, ...]]:
    return told_facts(replace(words, rows=()))


@pytest.mark.parametrize("name", DEVELOPMENT)
def test_list_and_table_tell_exactly_what_is_known(name: str) -> None:
    family = DEVELOPMENT[name]()
    family = family_at(family, family.as_at) if family.as_at else family
    words = in_words(family)
    assert told_facts(words) == known_facts(family)
    missing = known_facts(family) - listed(words)
    assert {fact[0] for fact in missing} <= {"mark"}
    said = "\n".join(lines(words))
    assert all(person.name in said for person in family.people)
    assert [row.person for row in words.rows] == [person.id for person in family.people]


def test_quay_row_in_words() -> None:
    words = in_words(quay_row()[0])
    told = lines(words)
    assert told[0] == "Julio Vega and Rosario: married from 1980 to 2019, ended by a death"
    assert "14 Quay Row: Rosario, Marta, Dani, Inés, Tomás" in told
    assert "Dani and Rosario are close, says Dele Akande" in told
    marta = next(row for row in words.rows if row.person == "marta")
    assert marta.parents == "Julio Vega and Rosario, by birth"
    assert marta.health == "illness, suspected"
    assert next(row for row in words.rows if row.person == "dani").relation == "child of Marta"
    assert len(columns()) == 9


def test_what_a_drawing_leaves_out_is_left_out_of_the_words_too() -> None:
    words = in_words(quay_row()[0], bonds=False, health=False, households=False)
    kinds = {fact[0] for fact in told_facts(words)}
    assert kinds == {"person", "union", "link"}
    assert "conflict" not in "\n".join(lines(words)) + "".join(row.bonds + row.health for row in words.rows)


def test_unknown_parents_and_odd_families_are_told() -> None:
    family = Family(
        people=(Person("a", "A"), Person("b", "B"), Person("c", "C")),
        unions=(Union("u", ("a",)), Union("v", ())),
        links=(Link("b", "u"), Link("c", "v", "kinship", When(2019), label="SGO"), Link("b", "v", "foster")),
        bonds=(Bond("x", "a", "b", "distant", basis="said so"),),
    )
    words = in_words(family)
    assert told_facts(words) == known_facts(family)
    told = lines(words)
    assert "A and a parent not known" in told
    assert "C, in kinship care since 2019 (SGO)" in told
    assert "A and B are distant (said so)" in told


def test_somebody_who_was_their_own_ancestor_ends_in_words_too() -> None:
    family = Family(
        people=(Person("a", "A"), Person("b", "B")),
        unions=(Union("u", ("a",)), Union("v", ("b",))),
        links=(Link("b", "u"), Link("a", "v")),
    )
    assert told_facts(in_words(family)) == known_facts(family)
