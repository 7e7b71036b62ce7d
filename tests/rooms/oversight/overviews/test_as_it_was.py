"""As it was: every moment that was seen is found again from history, at the levels of the reader, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.agency.access import actions as access
from alongside.agency.access.models import History
from alongside.oversight.overviews import as_it_was as was
from alongside.oversight.overviews.as_it_was import OF_CIRCLE, PEOPLE, could_see, present, rows_at, undone
from alongside.record.cases.models import Case
from alongside.record.cases.queries import case_head
from alongside.record.people.models import Person, Relationship
from tests.conftest import Become
from tests.factories.cases import a_case

FREE = {"acl_key", "version", "compared_version"}


def plain(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows without what history does not keep."""
    return sorted(({k: v for k, v in row.items() if k not in FREE} for row in rows), key=lambda row: row["id"])


edits = st.lists(
    st.tuples(st.sampled_from(["title", "pronouns", "relation"]), st.text("abcxyzäß ", min_size=1, max_size=12)),
    max_size=8,
)


@pytest.mark.hypothesis
@settings(max_examples=10)
@given(edits=edits)
def test_every_moment_is_found_again(become: Become, edits: list[tuple[str, str]]) -> None:
    """Undoing history back to a moment gives exactly the rows that stood there; undoing none gives those of now."""
    with transaction.atomic():
        case = a_case(become("worker"), family=True)
        people = list(case.participants.order_by("id").values_list("person_id", flat=True))
        moments = []

        def look() -> dict[str, list[dict[str, Any]]]:
            found = {model._meta.db_table: plain(present(model, "circle_id", [case.circle_id])) for model in OF_CIRCLE}
            return found | {"people_person": plain(present(Person, "id", people))}

        for kind, words in [*edits, ("none", "")]:
            newest = History.objects.order_by("-id").values_list("id", flat=True)[0]
            moments.append((newest, look()))
            if kind == "title":
                Case.objects.filter(id=case.id).update(title=words)
            elif kind == "pronouns":
                Person.objects.filter(id=people[0]).update(pronouns=words)
            elif kind == "relation":
                Relationship.objects.create(
                    circle_id=case.circle_id, person_id=people[0], other_id=people[1], kind="parent", source=words
                )
        for newest, then in moments:
            later = list(History.objects.filter(id__gt=newest).order_by("-id"))
            for model in (*OF_CIRCLE, *PEOPLE):
                table = model._meta.db_table
                rows = (
                    present(model, "id", people) if model is Person else present(model, "circle_id", [case.circle_id])
                )
                assert plain(undone(rows, later, table)) == then[table], table
        transaction.set_rollback(True)


def test_before_it_was_there_was_nothing_and_now_is_now(become: Become) -> None:
    case = a_case(become("worker"), family=True)
    now, yesterday = timezone.now() + timedelta(seconds=5), timezone.now() - timedelta(days=1)
    for model, rows in rows_at(case.circle_id, now).items():
        if model is not Person:
            assert rows == present(model, "circle_id", [case.circle_id])
    assert not any(rows_at(case.circle_id, yesterday).values())
    assert could_see(case.circle_id, yesterday) == []
    assert ("Dele Akande", "assigned") in could_see(case.circle_id, now)
    assert ("Amina Yusuf", "supervisor") in could_see(case.circle_id, now)
    head = case_head(case.public_id, by=become("worker"), act="case page")
    page = was.as_it_was(head, now)
    assert {"Marta López", "Dani Prado"} <= {row.title for part in page.parts for row in part.rows}
    assert was.changed_between(head, yesterday, now)
    assert was.changed_between(head, now, now) == ()


def test_a_stranger_sees_nothing_of_the_past(become: Become) -> None:
    case = a_case(become("worker"))
    now = timezone.now() + timedelta(seconds=5)
    become("elsewhere")
    assert not any(rows_at(case.circle_id, now).values())
    assert could_see(case.circle_id, now) == []
    by = become("worker")
    access.exclude(circle=case.circle_id, actor_id=become("colleague").actor_id, why="Cousin", by=by)
    become("colleague")
    assert not any(rows_at(case.circle_id, now).values())
