"""How people are related: directional, dated, read from both sides, doubtful ages only with a reason."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from alongside.agency.access.queries import changes_of
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.ground.foundation.reader import Reader
from alongside.record.people import actions, queries
from alongside.record.people.actions import NewRelation
from alongside.record.people.enums import LegalRole, RelationshipKind
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.people import a_person


def mother_and_child(by: Reader) -> tuple[int, Person, Person]:
    circle = a_circle(by)
    mother = a_person(circle, "Marta López", by, born=date(1992, 3, 1))
    return circle, mother, a_person(circle, "Tomás Ruiz", by, born=date(2022, 6, 1))


def test_a_relationship_reads_from_both_sides(become: Become) -> None:
    by = become("worker")
    circle, mother, child = mother_and_child(by)
    actions.relate(circle=circle, person=mother, other=child, kind=RelationshipKind.PARENT, source="Marta", by=by)
    (hers,), (his,) = queries.relations_of(mother.id), queries.relations_of(child.id)
    assert (hers.other, hers.kind, hers.words) == ("Tomás Ruiz", "child", "Child of")
    assert (his.other, his.kind, his.words) == ("Marta López", "parent", "Parent of")
    assert hers.public_id == his.public_id
    become("elsewhere")
    assert queries.relations_of(mother.id) == ()


def test_legal_roles_need_their_basis(become: Become) -> None:
    by = become("worker")
    circle, mother, child = mother_and_child(by)
    role = LegalRole.PARENTAL_RESPONSIBILITY
    with pytest.raises(Refused) as caught:
        actions.relate(circle=circle, person=mother, other=child, kind="parent", legal_role=role, by=by)
    assert set(caught.value.fields) == {"legal_basis"}
    actions.relate(
        circle=circle,
        person=mother,
        other=child,
        kind="parent",
        legal_role=role,
        legal_basis="Birth certificate, 3 June 2022",
        by=by,
    )
    assert queries.relations_of(child.id)[0].legal_words == "Parental responsibility"


def test_what_cannot_be_is_refused_and_what_is_unlikely_asks_why(become: Become) -> None:
    by = become("worker")
    circle, mother, child = mother_and_child(by)
    with pytest.raises(Refused, match="related to herself"):
        actions.relate(circle=circle, person=mother, other=mother, kind="sibling", by=by)
    with pytest.raises(Refused, match="Choose how"):
        actions.relate(circle=circle, person=mother, other=child, kind="nemesis", by=by)
    with pytest.raises(Refused, match="None recorded"):
        actions.relate(circle=circle, person=mother, other=child, kind="parent", legal_role="queen", by=by)
    with pytest.raises(Refused, match="end lies before"):
        actions.relate(
            circle=circle,
            person=mother,
            other=child,
            kind="carer",
            from_on=date(2023, 1, 1),
            until_on=date(2022, 1, 1),
            by=by,
        )
    with pytest.raises(Refused) as caught:
        actions.relate(circle=circle, person=child, other=mother, kind="parent", by=by)
    assert set(caught.value.fields) == {"why"}
    kept = actions.relate(circle=circle, person=child, other=mother, kind="parent", why="Dates are wrong", by=by)
    assert changes_of("people_relationship", kept.id)[0].why == "Dates are wrong"


def test_the_same_is_written_once_from_either_side(become: Become) -> None:
    by = become("worker")
    circle, mother, child = mother_and_child(by)
    actions.relate(circle=circle, person=mother, other=child, kind="parent", by=by)
    with pytest.raises(Refused, match="already"):
        actions.relate(circle=circle, person=child, other=mother, kind="child", by=by)


def test_both_must_be_of_the_circle(become: Become) -> None:
    by = become("worker")
    circle, mother, _child = mother_and_child(by)
    other = a_person(a_circle(by), "Adam Kowalczyk", by)
    with pytest.raises(Refused, match="Bring both persons"):
        actions.relate(circle=circle, person=mother, other=other, kind="friend", by=by)
    with pytest.raises(Refused):
        actions.relate(circle=circle, person=mother, other=other, kind="friend", by=become("privacy"))


def test_it_ends_and_stays_in_the_record(become: Become) -> None:
    by = become("worker")
    circle, mother, child = mother_and_child(by)
    row = actions.relate(circle=circle, person=mother, other=child, kind="carer", from_on=date(2023, 1, 1), by=by)
    with pytest.raises(NotFound):
        actions.end_relationship(relationship=row, version=1, by=become("elsewhere"))
    by = become("worker")
    with pytest.raises(Stale):
        actions.end_relationship(relationship=row, version=4, by=by)
    for day in (date(2022, 1, 1), clock.today() + timedelta(days=1)):
        with pytest.raises(Refused, match="between the beginning and today"):
            actions.end_relationship(relationship=row, version=1, on=day, by=by)
    actions.end_relationship(relationship=row, version=1, on=date(2024, 1, 1), why="Back home", by=by)
    assert [one.ended for one in queries.relations_of(child.id)] == [True]
    assert queries.relations_of(child.id, ended=False) == ()
    with pytest.raises(Refused, match="ended already"):
        actions.end_relationship(relationship=row, version=2, by=by)


def test_nobody_is_their_own_ancestor_and_the_loop_is_named(become: Become) -> None:
    by = become("worker")
    circle, mother, child = mother_and_child(by)
    elder = a_person(circle, "Rosario Vega", by)
    actions.relate(circle=circle, person=mother, other=child, kind="parent", by=by)
    row = actions.relate(circle=circle, person=mother, other=elder, kind="adopted_child", why="Adopted", by=by)
    actions.end_relationship(relationship=row, version=1, by=by)
    with pytest.raises(Refused) as caught:
        actions.relate(circle=circle, person=child, other=elder, kind="parent", why="Really", by=by)
    assert set(caught.value.fields) == {"kind"}
    for name in ("Marta López is a child of Rosario Vega", "Rosario Vega is a child of Tomás Ruiz"):
        assert name in caught.value.message
    with pytest.raises(Refused, match="their own ancestor"):
        actions.relate_many(relations=[NewRelation(circle, child, elder, RelationshipKind.PARENT)], by=by)
    pair = [
        NewRelation(circle, elder, a_person(circle, "Ana Vega", by), RelationshipKind.PARENT),
        NewRelation(circle, a_person(circle, "Bo Vega", by), elder, RelationshipKind.PARENT),
    ]
    closing = NewRelation(circle, pair[0].other, pair[1].person, RelationshipKind.PARENT)
    with pytest.raises(Refused, match="Ana Vega is a child of Rosario Vega"):
        actions.relate_many(relations=[*pair, closing], by=by)
    assert len(actions.relate_many(relations=pair, by=by)) == 2


def test_a_couple_ends_in_one_of_three_ways_and_nobody_else_does(become: Become) -> None:
    by = become("worker")
    circle, mother, child = mother_and_child(by)
    other = a_person(circle, "Andrés Ruiz", by)
    row = actions.relate(circle=circle, person=mother, other=other, kind="spouse", from_on=date(2016, 5, 1), by=by)
    with pytest.raises(Refused) as caught:
        actions.end_relationship(relationship=row, version=1, ending="eloped", by=by)
    assert set(caught.value.fields) == {"ending"}
    ended = actions.end_relationship(relationship=row, version=1, on=date(2025, 1, 5), ending="separated", by=by)
    assert (ended.ending, queries.relations_of(mother.id)[0].ending) == ("separated", "separated")
    with pytest.raises(Refused, match="couples only"):
        actions.relate(circle=circle, person=mother, other=child, kind="parent", ending="divorced", by=by)
