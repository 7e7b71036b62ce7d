"""A worker who is herself in the record is kept out of every circle that concerns her, whatever way she comes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection

from alongside.agency.access import actions as access
from alongside.agency.access.models import Circle, Exclusion, Grant
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.record.people import actions, queries
from alongside.record.people.enums import RelationshipKind
from alongside.record.people.models import Person
from tests.conftest import Administer, Become
from tests.factories.by_hand import Owner
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


class Kin:
    """People by hand, each with a circle of her own, and two workers of whom each is one of them."""

    def __init__(self, owner: Owner, *names: str) -> None:
        self.owner = owner
        ((team,),) = owner("select id from organisation_team where name = 'Family team'")
        self.people = {name: owner.row("people_person", id=6_000_000 + at, display_name=name, sort_key=name)
                       for at, name in enumerate(names)}  # fmt: skip
        self.circles: dict[str, int] = {}
        for name, number in self.people.items():
            self.circles[name] = owner.row("access_circle", team_id=team, kind="ordinary", opened_by_id=1)
            owner.row("access_circlesubject", circle_id=self.circles[name], person_id=number)
        self.workers: dict[str, int] = dict(
            owner("select c.username, w.id from staff_worker w join access_account c using (actor_id)")
        )

    def link(self, username: str, name: str) -> dict[str, int]:
        """That the worker is this person."""
        return {"worker_id": self.workers[username], "person_id": self.people[name]}

    def relation(self, one: str, other: str) -> dict[str, Any]:
        """That two are related, as the circle of the one says."""
        people = {"person_id": self.people[one], "other_id": self.people[other]}
        return {"circle_id": self.circles[one], "level": 1, "kind": "sibling", **people}

    def lie(self, links: Sequence[tuple[str, str]], relations: Sequence[tuple[str, str]]) -> None:
        """Links and relationships that nobody was kept out for."""
        for link in links:
            self.owner.row("people_workerperson", **self.link(*link))
        for relation in relations:
            self.owner.row("people_relationship", **self.relation(*relation))

    def kept_out(self) -> set[tuple[str, str]]:
        """Who is kept out of whose circle."""
        names = {circle: name for name, circle in self.circles.items()}
        rows = self.owner(
            "select c.username, e.circle_id from access_exclusion e join access_account c using (actor_id)"
        )
        return {(username, names[circle]) for username, circle in rows}


def test_a_link_keeps_the_worker_of_that_link_out_and_no_other(owner: Owner) -> None:
    kin = Kin(owner, "Sal", "Rita", "Rosa", "Tess", "Una")
    kin.lie([("worker", "Tess")], [("Tess", "Una"), ("Sal", "Rosa"), ("Rita", "Sal")])
    link = kin.link("colleague", "Sal")
    owner("insert into people_workerperson (public_id, version, worker_id, person_id, relative) "
          "values (gen_random_uuid(), 1, %s, %s, false)", link["worker_id"], link["person_id"])  # fmt: skip
    assert kin.kept_out() == {("colleague", name) for name in ("Sal", "Rita", "Rosa")}


def test_what_two_are_to_each_other_touches_the_circles_of_the_two_alone(owner: Owner) -> None:
    kin = Kin(owner, "Sal", "Rita", "Old", "Tess", "Una")
    kin.lie([("colleague", "Sal"), ("worker", "Tess")], [("Old", "Sal"), ("Tess", "Rita")])
    owner.row("access_circlesubject", circle_id=kin.circles["Sal"], person_id=kin.people["Rita"])
    written = owner.row("people_relationship", **kin.relation("Sal", "Una"))
    owner("update people_relationship set other_id = %s where id = %s", kin.people["Rita"], written)
    assert kin.kept_out() == {("colleague", "Sal"), ("colleague", "Rita")}
