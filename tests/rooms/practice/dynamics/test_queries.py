"""The page says who said what, whose view is missing, and counts nothing as a view that others told (S-171, S-172)."""

from __future__ import annotations

import pytest

from alongside.agency.access.models import Reading
from alongside.ground.foundation.errors import NotFound
from alongside.practice.dynamics import actions, queries
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.dynamics import an_entry, members


def test_whose_view_is_missing_is_named(become: Become) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    mother, son, daughter = members(case)
    an_entry(case, by)
    an_entry(case, by, person_id=son, reported_by_id=mother, words="He hates mornings.")
    an_entry(case, by, area="strengths", person_id=None, words="They laugh a lot.")
    for one in (mother, son, daughter):
        an_entry(case, by, area="strengths", person_id=one, words="We sing.")
    page = queries.dynamics_of(case.id)
    assert page.areas[0].area == "strengths"
    parts = {part.area: part for part in page.areas}
    assert not parts["strengths"].one_sided
    routines = parts["routines"]
    assert routines.one_sided
    assert routines.worker_missing
    assert routines.missing == (page.members[1], page.members[2])
    assert [(line.person, line.reported_by) for line in routines.entries] == [
        (page.members[1], page.members[0]),
        (page.members[0], ""),
    ]
    assert not parts["conflict"].one_sided
    assert parts["conflict"].missing == page.members
    noted = Reading.objects.latest("id")
    assert (noted.act, noted.circle_id, len(noted.object_ids)) == ("dynamics page", case.circle_id, 6)
    assert set(noted.person_ids) == {mother, son, daughter}


def test_what_ended_stands_below_and_its_view_is_missing_again(become: Become) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    row = an_entry(case, by)
    actions.end_entry(entry=row, why="Early shift", by=by)
    page = queries.dynamics_of(case.id)
    assert [(line.words, line.end_why) for line in page.past] == [("I wake them at six.", "Early shift")]
    assert all(not part.entries for part in page.areas)
    assert queries.entry_line(queries.entry_row(case.id, row.public_id)).end_why == "Early shift"


def test_a_hidden_case_is_not_found(become: Become) -> None:
    become("worker")
    with pytest.raises(NotFound):
        queries.dynamics_of(0)
