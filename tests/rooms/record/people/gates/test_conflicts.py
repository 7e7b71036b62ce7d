"""A worker who is herself in the record is kept out of every circle that concerns her, whatever way she comes."""

from __future__ import annotations

import pytest
from django.db import connection

from alongside.agency.access import actions as access
from alongside.agency.access.models import Circle, Exclusion, Grant
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.record.people import actions, queries
from alongside.record.people.enums import RelationshipKind
from alongside.record.people.models import Person
from tests.conftest import Administer, Become
from tests.factories.cases import a_circle
from tests.factories.people import a_person


def test_linking_ends_her_grants_and_keeps_her_out(become: Become) -> None:
    colleague = become("colleague")
    by = become("worker")
    circle = a_circle(by)
    person = a_person(circle, "Sinéad Byrne", by)
    access.assign(circle=circle, actor_id=colleague.actor_id, by=by)
    assert colleague.worker_id
    actions.link_worker(person=person, worker_id=colleague.worker_id, by=by)
    actions.link_worker(person=person, worker_id=colleague.worker_id, by=by)
    become("colleague")
    assert not Circle.objects.filter(id=circle).exists()
    assert not Person.objects.filter(id=person.id).exists()
    assert not Grant.objects.filter(scope="c", scope_id=circle, valid_until__year=9999).exists()
    matches, _receipt = queries.near_matches(full_name="Sinead Byrne", by=become("colleague"))
    assert matches == ()


def test_no_grant_reaches_her_afterwards(become: Become) -> None:
    colleague = become("colleague")
    by = become("worker")
    circle = a_circle(by)
    public = Circle.objects.values_list("public_id", flat=True).get(id=circle)
    person = a_person(circle, "Sinéad Byrne", by)
    assert colleague.worker_id
    actions.link_worker(person=person, worker_id=colleague.worker_id, by=by)
    with pytest.raises(Refused, match="conflict of interest"):
        access.assign(circle=circle, actor_id=colleague.actor_id, by=by)
    with pytest.raises(Refused, match="conflict of interest"):
        access.break_glass(circle_public=public, why="I want to see what is written about me.", by=become("colleague"))


def test_the_trigger_on_grants_refuses_by_itself(become: Become, administer: Administer) -> None:
    """Without the exclusion too, a grant of a circle that concerns her is refused; and no other grant."""
    colleague = become("colleague")
    by = become("worker")
    circle, other = a_circle(by), a_circle(by)
    person = a_person(circle, "Sinéad Byrne", by)
    assert colleague.worker_id
    actions.link_worker(person=person, worker_id=colleague.worker_id, by=by)
    with administer():
        Exclusion.objects.all().delete()
    by = become("worker")
    with pytest.raises(Refused, match="conflict of interest"):
        access.assign(circle=circle, actor_id=colleague.actor_id, by=by)
    access.assign(circle=other, actor_id=colleague.actor_id, by=by)


def test_a_circle_that_she_joins_later_excludes_her_as_well(become: Become) -> None:
    colleague = become("colleague")
    by = become("worker")
    first, second = a_circle(by), a_circle(by)
    person = a_person(first, "Sinéad Byrne", by)
    assert colleague.worker_id
    actions.link_worker(person=person, worker_id=colleague.worker_id, by=by)
    become("colleague")
    assert Circle.objects.filter(id=second).exists()
    actions.bring_into_circle(person_id=person.id, circle=second, by=become("worker"))
    become("colleague")
    assert not Circle.objects.filter(id=second).exists()


def test_nobody_links_herself(become: Become) -> None:
    by = become("worker")
    person = a_person(a_circle(by), "Dele Akande", by)
    assert by.worker_id
    with pytest.raises(Refused, match="conflict of interest"):
        actions.link_worker(person=person, worker_id=by.worker_id, by=by)
    with pytest.raises(NotFound):
        actions.link_worker(person=person, worker_id=0, by=by)


def test_only_those_who_see_the_person_learn_of_the_link(become: Become) -> None:
    colleague = become("colleague")
    by = become("worker")
    person = a_person(a_circle(by), "Sinéad Byrne", by)
    assert colleague.worker_id
    actions.link_worker(person=person, worker_id=colleague.worker_id, by=by)
    for username, seen in [("worker", 1), ("supervisor", 1), ("colleague", 0), ("elsewhere", 0), ("admin", 0)]:
        become(username)
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from people_workerperson")
            assert cursor.fetchone() == (seen,), username


@pytest.mark.parametrize("order", ["related first", "linked first"])
def test_her_relatives_are_closed_to_her_too(become: Become, order: str) -> None:
    """R-27: a staff member who is a client sees neither her own record nor a relative's, in any order of events."""
    colleague = become("colleague")
    by = become("worker")
    first, second = a_circle(by), a_circle(by)
    herself = a_person(first, "Sinéad Byrne", by)
    mother = a_person(first, "Nuala Byrne", by)
    actions.bring_into_circle(person_id=mother.id, circle=second, by=by)
    assert colleague.worker_id

    def relate() -> None:
        actions.relate(circle=first, person=mother, other=herself, kind=RelationshipKind.PARENT, by=become("worker"))

    if order == "related first":
        relate()
    actions.link_worker(person=herself, worker_id=colleague.worker_id, by=become("worker"))
    become("colleague")
    assert Circle.objects.filter(id=second).exists() is (order == "linked first")
    if order == "linked first":
        relate()
    later = a_circle(become("worker"))
    actions.bring_into_circle(person_id=mother.id, circle=later, by=become("worker"))
    become("colleague")
    assert not Circle.objects.filter(id__in=[first, second, later]).exists()
    assert not Person.objects.filter(id__in=[herself.id, mother.id]).exists()
    for circle in (second, later):
        with pytest.raises(Refused, match="conflict of interest"):
            access.assign(circle=circle, actor_id=colleague.actor_id, by=become("supervisor"))


def test_a_relative_whom_she_named_is_closed_to_her(become: Become) -> None:
    colleague = become("colleague")
    by = become("worker")
    circle = a_circle(by)
    cousin = a_person(circle, "Aoife Byrne", by)
    assert colleague.worker_id
    actions.link_worker(person=cousin, worker_id=colleague.worker_id, relative=True, by=by)
    become("colleague")
    assert not Person.objects.filter(id=cousin.id).exists()
