"""How people are related, read from either side."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.record.people import actions, queries
from alongside.record.people.enums import INVERSE, RelationshipKind
from alongside.record.people.models import Person
from alongside.record.people.queries.relations import inverse
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.people import a_person


@pytest.fixture
def family(become: Become) -> dict[str, Person]:
    """Rosario is Marta's mother, and keeps Dani by a court's order that has ended."""
    by = become("worker")
    circle = a_circle(by)
    people = {name: a_person(circle, name, by) for name in ("Marta", "Rosario", "Dani")}
    actions.relate(circle=circle, person=people["Rosario"], other=people["Marta"], kind="parent", source="Marta", by=by)
    actions.relate(
        circle=circle,
        person=people["Rosario"],
        other=people["Dani"],
        kind="grandparent",
        legal_role="guardian",
        legal_basis="Order of 3 May",
        from_on=clock.today() - timedelta(days=90),
        until_on=clock.today(),
        by=by,
    )
    return people


def told(person: Person, *, ended: bool = True) -> list[tuple[str, str, bool]]:
    return [(one.other, one.kind, one.turned) for one in queries.relations_of(person.id, ended=ended)]


def test_each_side_reads_it_her_own_way(family: dict[str, Person]) -> None:
    assert told(family["Marta"]) == [("Rosario", "parent", False)]
    assert told(family["Dani"]) == [("Rosario", "grandparent", False)]
    assert told(family["Rosario"]) == [("Marta", "child", True), ("Dani", "grandchild", True)]
    (mother,) = queries.relations_of(family["Marta"].id)
    assert (mother.person_id, mother.other_id) == (family["Marta"].id, family["Rosario"].id)
    assert (mother.other_public, mother.source, mother.words) == (family["Rosario"].public_id, "Marta", "Parent of")


def test_what_has_ended_stands_last_and_can_be_left_out(family: dict[str, Person]) -> None:
    first, last = queries.relations_of(family["Rosario"].id)
    assert (first.ended, last.ended) == (False, True)
    assert (last.legal_words, last.legal_basis) == ("Guardian", "Order of 3 May")
    assert first.legal_words == ""
    assert told(family["Rosario"], ended=False) == [("Marta", "child", True)]
    assert told(family["Dani"], ended=False) == []


def test_among_many_each_gets_her_own_side(family: dict[str, Person]) -> None:
    ids = [person.id for person in family.values()]
    among = queries.relations_among(ids)
    assert {number: [one.kind for one in found] for number, found in among.items()} == {
        family["Marta"].id: ["parent"],
        family["Rosario"].id: ["child", "grandchild"],
        family["Dani"].id: ["grandparent"],
    }
    assert queries.relations_among([]) == {}


@pytest.mark.parametrize("kind", RelationshipKind)
def test_read_twice_from_the_other_side_it_is_what_was_written(kind: RelationshipKind) -> None:
    assert inverse(inverse(kind)) == kind
    assert (inverse(kind) == kind) == (INVERSE.get(kind, kind) == kind)


@pytest.mark.parametrize("who", ["elsewhere", "intake", "privacy", "admin", "client"])
def test_hidden_and_absent_are_the_same(family: dict[str, Person], become: Become, who: str) -> None:
    (mother,) = queries.relations_of(family["Marta"].id)
    assert queries.relationship_row(mother.public_id).kind == "parent"
    become(who)
    assert queries.relations_of(family["Marta"].id) == ()
    for public_id in (mother.public_id, uuid4()):
        with pytest.raises(NotFound):
            queries.relationship_row(public_id)
