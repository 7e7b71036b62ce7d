"""What one of a family may be given: own words, what was opened to them, never where another hides (S-174, S-176)."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from alongside.agency.access.models import Reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.oversight.overviews.family_items import family_copy, family_item
from alongside.practice.contacts.models import Note
from alongside.practice.dynamics import actions, queries
from alongside.practice.dynamics.models import CarerSight, KeptTo
from alongside.record.cases import actions as cases
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.assessments import a_ready_case, a_statement, an_assessment
from tests.factories.cases import a_case, a_person
from tests.factories.contacts import a_contact
from tests.factories.dynamics import an_entry, members
from tests.factories.people import a_phone
from tests.factories.plans import a_goal

WHY = "They have called each other on it for years."


def given(case: object, person: int, by: object, **more: str) -> list[str]:
    public = Person.objects.get(id=person).public_id
    found = family_copy(case.id, public, by=by, **more)  # type: ignore[attr-defined, arg-type]
    return [line.words for line in found.lines]


def test_everybody_gets_their_own_words_and_what_was_opened_to_them(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by, family=True)
    mother, son, daughter = members(case)
    told = an_assessment(case, by)
    a_statement(told, by, words="", own_words="No more letters.", said_by_id=mother)
    shared = a_statement(told, by, words="The flat is damp")
    afraid = an_entry(case, by, person_id=daughter, words="I am afraid when they shout.")
    an_entry(case, by, person_id=daughter, reported_by_id=mother, words="She is never afraid.")
    assert given(case, mother, by) == ["No more letters.", "The flat is damp", "She is never afraid."]
    assert given(case, son, by) == ["The flat is damp"]
    assert given(case, daughter, by) == ["The flat is damp", "I am afraid when they shout."]
    actions.keep_to(case=case, kind="entry", item=afraid.id, people=[mother], by=by)
    actions.keep_to(case=case, kind="statement", item=shared.id, people=[None], by=by)
    assert given(case, mother, by) == ["No more letters.", "I am afraid when they shout.", "She is never afraid."]
    assert given(case, son, by) == []
    assert given(case, daughter, by) == ["I am afraid when they shout."]
    assert family_item(case.id, "statement", shared.public_id).kept == {None}
    assert Reading.objects.filter(act="family copy", person_ids=[daughter]).exists()


def test_a_note_is_given_when_it_was_opened_and_signed(become: Become) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    contact = a_contact(case, by).public_id
    item = family_item(case.id, "note", contact)
    (mother, *_others) = members(case)
    assert given(case, mother, by) == []
    actions.keep_to(case=case, kind="note", item=item.number, people=[mother], texts=item.texts, by=by)
    assert len(given(case, mother, by)) == 1
    Note.objects.filter(id=item.number).update(shared=False)
    assert given(case, mother, by) == []


def test_a_hidden_number_is_opened_to_nobody_else_without_a_reason(become: Become) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    mother, son, _daughter = members(case)
    a_phone(Person.objects.get(id=mother), case.circle_id, by, "085 555 4471", level=SAFE_LOCATION)
    row = an_entry(case, by, person_id=mother, words="He may ring 085-555 4471 on Sundays.")
    words = [row.words]
    with pytest.raises(Refused, match="Marta López") as refused:
        actions.keep_to(case=case, kind="entry", item=row.id, people=[son], texts=words, despite="Ok", by=by)
    assert set(refused.value.fields) == {"despite"}
    assert not KeptTo.objects.exists()
    actions.keep_to(case=case, kind="entry", item=row.id, people=[mother], texts=words, by=by)
    assert given(case, mother, by) == words
    actions.keep_to(case=case, kind="entry", item=row.id, people=[son], texts=words, despite=WHY, by=by)
    assert KeptTo.objects.get(person_id=son).despite == WHY
    assert Reading.objects.filter(act="hidden address let out", person_ids=[mother]).exists()
    public = Person.objects.get(id=son).public_id
    stopped = family_copy(case.id, public, by=by)
    assert (stopped.lines, stopped.stopped) == ((), ("Marta López",))
    assert given(case, son, by, despite=WHY) == words


def test_a_carer_sees_what_they_were_let_see_and_no_more(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by, family=True)
    mother, son, _daughter = members(case)
    nora = a_person(case.circle_id, "Nora Whelan", by)
    with pytest.raises(Refused) as none:
        actions.allow_carer(case=case, person_id=mother, carer_id=nora.id, items=["needs"], ground="", basis="", by=by)
    assert set(none.value.fields) == {"carer", "ground", "until_on"}
    assert "by an order of a court" in none.value.fields["ground"]
    cases.add_participant(case=case, person_id=nora.id, role="carer", by=by)
    told = an_assessment(case, by)
    a_statement(told, by, words="", own_words="No more letters.", said_by_id=mother)
    a_statement(told, by, words="", own_words="I am tired.", said_by_id=nora.id)
    an_entry(case, by, person_id=son, words="I read the letters first.")
    assert given(case, nora.id, by) == ["I am tired."]
    until = clock.today() + timedelta(days=30)
    facts = {"person_id": mother, "carer_id": nora.id, "ground": "consent", "until_on": until}
    with pytest.raises(Refused, match="say yes themselves"):
        actions.allow_carer(case=case, items=["needs"], basis=" ", by=by, **facts)  # type: ignore[arg-type]
    sight = actions.allow_carer(case=case, items=["needs"], basis="“Tell her.”", by=by, **facts)  # type: ignore[arg-type]
    assert given(case, nora.id, by) == ["No more letters.", "I am tired."]
    with pytest.raises(Refused):
        actions.end_carer_sight(sight=sight, why="", by=by)
    actions.end_carer_sight(sight=sight, why="She took it back.", by=by)
    with pytest.raises(Refused, match="ended already"):
        actions.end_carer_sight(sight=sight, why="Again", by=by)
    assert given(case, nora.id, by) == ["I am tired."]
    assert [line.stands for line in queries.carer_sights(case.id)] == [False]
    CarerSight.objects.filter(id=sight.id).update(ended_on=None)
    assert queries.sights_in_force(case.id, nora.id) == [(mother, ("needs",))]


def test_a_carer_reads_goals_and_what_was_said_only_as_far_as_they_were_let(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by, family=True)
    mother, son, _daughter = members(case)
    nora = a_person(case.circle_id, "Nora Whelan", by)
    cases.add_participant(case=case, person_id=nora.id, role="carer", by=by)
    a_contact(case, by, own_words="I sleep badly.", said_by_id=mother)
    an_assessment(case, by)
    a_goal(case, by, title="Rent paid each month", person_id=mother)
    assert "Rent paid each month" in given(case, mother, by)
    assert "Rent paid each month" not in given(case, son, by)
    assert given(case, nora.id, by) == []
    until = clock.today() + timedelta(days=30)
    items, basis = ["notes", "plan"], "“Tell her.”"
    actions.allow_carer(
        case=case,
        person_id=mother,
        carer_id=nora.id,
        items=items,
        ground="consent",
        basis=basis,
        until_on=until,
        by=by,
    )
    assert given(case, nora.id, by) == ["Rent paid each month", "I sleep badly."]


def test_others_get_nothing(become: Become) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    row, person = an_entry(case, by), Person.objects.get(id=members(case)[0]).public_id
    with pytest.raises(NotFound):
        family_copy(case.id, uuid4(), by=by)
    with pytest.raises(NotFound):
        family_item(case.id, "letter", row.public_id)
    stranger = become("elsewhere")
    with pytest.raises(NotFound):
        family_copy(case.id, person, by=stranger)
    with pytest.raises(NotFound):
        family_item(case.id, "entry", row.public_id)
    with pytest.raises(NotFound):
        queries.sight_row(case.id, uuid4())
