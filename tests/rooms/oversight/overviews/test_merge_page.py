"""What is shown before two entries become one, and before they are two again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.utils import timezone

from alongside.ground.foundation.errors import NotFound
from alongside.oversight.overviews.merge_page import merge_preview, undo_preview
from alongside.practice.plans import actions as plans
from alongside.record.cases.models import Case
from alongside.record.people import actions
from alongside.record.people.actions.merging import merge_person
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.contacts import an_appointment
from tests.factories.people import a_phone
from tests.factories.plans import an_answer
from tests.factories.twins import twins


def test_the_page_counts_what_moves_with_as_many_statements_for_many(become: Become, queries: Any) -> None:
    by = become("worker")
    keep, lose = twins(by)
    with queries() as few:
        preview = merge_preview(keep.public_id, lose.public_id, by=by)
    assert {line.words: line.count for line in preview.moving}["Ways to reach the person"] == 1
    circle = Person.objects.get(id=lose.id).contact_points.get().circle_id
    for number in range(9):
        a_phone(lose, circle, by, f"085 555 010{number}")
    with queries() as many:
        again = merge_preview(keep.public_id, lose.public_id, by=by)
    points = next(line for line in again.moving if line.words == "Ways to reach the person")
    assert (points.count, len(points.examples), points.others) == (10, 5, 5)
    assert len(many) == len(few)
    assert again.seen != preview.seen
    assert again.teams_that_learn == ""


def test_a_field_that_one_entry_leaves_open_and_days_and_times_are_told_in_words(become: Become) -> None:
    by = become("worker")
    keep, lose = twins(by)
    row = Person.objects.get(id=lose.id)
    actions.change_person(person=row, version=row.version, interpreter="yes", interpreter_language="Spanish", by=by)
    case = Case.objects.get(participants__person_id=lose.id)
    an_appointment(case, by, starts_at=timezone.make_aware(datetime(2050, 6, 7, 9, 30)), people=[lose.id])  # noqa: DTZ001
    plan = plans.start_plan(case=case, by=by)
    an_answer(plan, lose.id, by, on=date(2026, 2, 3))
    preview = merge_preview(keep.public_id, lose.public_id, by=by)
    fields = {field.name: (field.keep, field.lose) for field in preview.fields}
    assert fields["interpreter"] == ("", "Needs an interpreter: Spanish")
    told = " ".join(example for line in preview.moving for example in line.examples)
    assert "7 June 2050, 09:30" in told
    assert "3 February 2026" in told


def test_whoever_became_somebody_else_since_is_not_to_be_parted(become: Become) -> None:
    by = become("worker")
    keep, lose = twins(by)
    first = merge_person(keep=keep, lose=lose, sides={}, why="The same", by=by)
    third = a_case(by, people=["Otto Third"]).participants.get().person
    second = merge_person(keep=third, lose=Person.objects.get(id=keep.id), sides={}, why="The same", by=by)
    assert undo_preview(second, by=by).decision
    with pytest.raises(NotFound):
        undo_preview(first, by=by)


def test_before_undoing_it_says_what_stays_and_what_was_changed(become: Become) -> None:
    by = become("worker")
    keep, lose = twins(by)
    circle = Person.objects.get(id=lose.id).contact_points.get().circle_id
    public = merge_person(keep=keep, lose=lose, sides={"pronouns": "lose"}, why="The same", by=by)
    a_phone(keep, circle, by, "085 555 0199")
    row = Person.objects.get(id=keep.id)
    actions.change_person(person=row, version=row.version, pronouns="he", by=by)
    preview = undo_preview(public, by=by)
    assert {line.words: line.count for line in preview.stays} == {"Ways to reach the person": 1}
    assert preview.changed == ("Pronouns",)
    assert preview.decision
    with pytest.raises(NotFound):
        undo_preview(public, by=become("elsewhere"))
