"""How somebody sees the family is kept word for word; it ends and is never changed; others see nothing (S-171)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import RESTRICTED
from alongside.practice.dynamics import actions, queries
from alongside.practice.dynamics.models import DynamicsEnd, DynamicsEntry, KeptTo
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.dynamics import an_entry, members


def test_a_view_is_written_and_ends_and_is_never_changed(become: Become) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    mother, son, _daughter = members(case)
    row = an_entry(case, by, reported_by_id=mother)
    assert (row.words, row.reported_by_id) == ("I wake them at six.", None)
    told = an_entry(case, by, person_id=son, reported_by_id=mother, words="He hates mornings.")
    assert told.reported_by_id == mother
    with pytest.raises(DatabaseError), transaction.atomic():
        DynamicsEntry.objects.filter(id=row.id).update(words="Other")
    assert DynamicsEntry.objects.get(id=row.id).words == "I wake them at six."
    with pytest.raises(Refused) as refused:
        actions.end_entry(entry=row, why=" ", on=clock.today() + timedelta(days=1), by=by)
    assert set(refused.value.fields) == {"why", "on"}
    end = actions.end_entry(entry=row, why="She has an early shift now", by=by)
    assert (end.on, end.why) == (clock.today(), "She has an early shift now")
    with pytest.raises(Refused, match="ended already"):
        actions.end_entry(entry=row, why="Again", by=by)
    assert DynamicsEnd.objects.count() == 1


def test_it_needs_words_a_day_and_somebody_of_the_case(become: Become) -> None:
    by = become("worker")
    case, other = a_case(by, family=True), a_case(by, people=["Ada Obi"])
    with pytest.raises(Refused) as refused:
        an_entry(case, by, words="", area="", person_id=members(other)[0], said_on=clock.today() + timedelta(days=1))
    assert set(refused.value.fields) == {"words", "area", "person", "said_on"}
    assert DynamicsEntry.objects.count() == 0


def test_an_item_is_kept_to_some_and_given_back_to_all(become: Become) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    mother, son, daughter = members(case)
    row = an_entry(case, by, person_id=daughter, words="I am afraid when he shouts.")

    def keep(*people: int | None) -> None:
        actions.keep_to(case=case, kind="entry", item=row.id, people=people, by=by)

    keep(daughter, mother)
    assert queries.kept_in_case(case.id, "entry") == {row.id: frozenset({daughter, mother})}
    keep(None)
    assert queries.kept_in_case(case.id, "entry") == {row.id: frozenset({None})}
    with pytest.raises(Refused, match="Not both"):
        keep(None, son)
    keep()
    assert queries.kept_in_case(case.id, "entry") == {}
    assert KeptTo.objects.filter(item=row.id, ended_on=clock.today()).count() == 3
    with pytest.raises(NotFound):
        actions.keep_to(case=case, kind="letter", item=row.id, people=(), by=by)


def test_others_neither_see_nor_write_it(become: Become) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    row, quiet = an_entry(case, by), an_entry(case, by, level=RESTRICTED, words="Only for us.")
    actions.keep_to(case=case, kind="entry", item=quiet.id, people=[None], level=RESTRICTED, by=by)
    become("colleague")
    shown = [line.words for part in queries.dynamics_of(case.id).areas for line in part.entries]
    assert shown == ["I wake them at six."]
    assert queries.kept_in_case(case.id, "entry") == {}
    with pytest.raises(NotFound):
        queries.entry_row(case.id, quiet.public_id)
    for who in ("elsewhere", "admin", "privacy", "evaluator"):
        stranger = become(who)
        for ask in (
            lambda: queries.dynamics_of(case.id),
            lambda: queries.entry_row(case.id, row.public_id),
            lambda reader=stranger: actions.add_entry(case=case, area="roles", words="x", by=reader),
            lambda reader=stranger: actions.end_entry(entry=row, why="x", by=reader),
        ):
            with pytest.raises(NotFound):
                ask()
