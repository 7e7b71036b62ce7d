"""The whole family on one page: each member, the family together, differences in words (S-170, S-172)."""

from __future__ import annotations

import pytest

from alongside.ground.foundation.errors import NotFound, Refused
from alongside.practice.assessments.queries.together import family_grid
from alongside.practice.assessments.rules.together import difference
from tests.conftest import Become
from tests.factories.assessments import a_ready_case, a_statement, an_assessment
from tests.factories.dynamics import members


def test_a_difference_is_between_own_views() -> None:
    assert difference({"Marta": ["strength"], "Dani": ["need"]}).startswith("Marta: something strong. Dani: something")
    assert difference({"Marta": ["strength", "need"], "Dani": ["need"]}) == ""
    assert difference({"Marta": ["strength"], "Dani": ["hope"]}) == ""
    assert difference({}) == ""


def test_each_stands_in_their_column_and_what_was_told_is_nobodys_view(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by, family=True)
    mother, son, daughter = members(case)
    told = an_assessment(case, by)
    a_statement(told, by, kind="strength", words="", own_words="We are close.", said_by_id=mother, domain="family")
    a_statement(told, by, words="", own_words="Nobody listens.", said_by_id=son, domain="family")
    a_statement(told, by, words="", own_words="She cries.", said_by_id=daughter, reported_by_id=mother, domain="family")
    a_statement(told, by, words="Two rooms for four", domain="family")
    a_statement(told, by, words="Dani reads the letters", person_id=son, domain="money")
    grid = family_grid(case.id)
    assert [row.domain for row in grid.rows] == ["family", "money"]
    family, money = grid.rows
    cells = {cell.member: [one.words for one in cell.said] for cell in family.cells}
    assert list(cells) == [*grid.members, ""]
    assert list(cells.values()) == [["We are close."], ["Nobody listens."], ["She cries."], ["Two rooms for four"]]
    told_of = family.cells[2].said[0]
    assert (told_of.own, told_of.told_by, told_of.speaker) == (False, grid.members[0], grid.members[2])
    assert (
        family.difference == f"{grid.members[0]}: something strong. {grid.members[1]}: something hard. Talk about both."
    )
    assert [one.words for one in money.cells[1].said] == ["Dani reads the letters"]
    assert "Housing" in grid.silent


def test_telling_for_somebody_needs_whose_words_they_are(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by, family=True)
    mother, _son, _daughter = members(case)
    told = an_assessment(case, by)
    with pytest.raises(Refused) as refused:
        a_statement(told, by, reported_by_id=mother)
    assert set(refused.value.fields) == {"said_by"}
    with pytest.raises(Refused) as stranger:
        a_statement(told, by, said_by_id=mother, reported_by_id=0)
    assert set(stranger.value.fields) == {"reported_by"}
    assert a_statement(told, by, said_by_id=mother, reported_by_id=mother).reported_by_id is None
    become("elsewhere")
    with pytest.raises(NotFound):
        family_grid(case.id)
