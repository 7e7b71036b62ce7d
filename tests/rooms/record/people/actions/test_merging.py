"""Two entries become one and two again: everything moves, nothing is lost, and nobody sees more than she did."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.agency.access import actions as access
from alongside.agency.access.models import CircleSubject, History
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import Reader
from alongside.practice.contacts.models import ContactPerson, Note
from alongside.practice.plans.models import Agreement
from alongside.record.cases import actions as cases
from alongside.record.cases.models import Case, Participant
from alongside.record.people import actions, queries
from alongside.record.people.actions.comparing import take_back_not_same
from alongside.record.people.actions.merging import merge_person, undo_merge
from alongside.record.people.models import (
    ContactPoint,
    HouseholdMember,
    Merge,
    Person,
    PersonName,
    Relationship,
)
from alongside.record.people.queries.merging import merge_row, standing_ids, survivor_of
from alongside.record.people.rules.names import search_keys
from alongside.record.people.rules.pointers import pointers
from tests.conftest import Become
from tests.factories.assessments import a_ready_case, lead
from tests.factories.cases import a_case, a_circle
from tests.factories.contacts import a_contact
from tests.factories.people import a_person, a_phone
from tests.factories.plans import an_agreed_plan

WHY = "Same birth and phone; she says so"


def twice(by: Reader) -> tuple[Case, Person, Case, Person]:
    """The same woman in two cases of one worker: as Marta López and as Martha Lopez-Vega."""
    first, second = a_ready_case(by, people=["Adam Kowalczyk"]), a_case(by, people=["Rosario Vega"])
    keep = a_person(
        first.circle_id, "Marta López", by, born=date(1992, 3, 1), languages=["Spanish"], pronouns="she/her"
    )
    lose = a_person(second.circle_id, "Martha Lopez-Vega", by, preferred="Tita", languages=["English"], sex="f")
    return first, keep, second, lose


def joined_in(first: Case, keep: Person, second: Case, lose: Person, by: Reader) -> None:
    """Both take part, can be reached, live somewhere, are related, were met and answered a plan."""
    cases.add_participant(case=first, person_id=keep.id, role="parent", by=by)
    cases.add_participant(case=second, person_id=lose.id, role="parent", by=by)
    a_phone(keep, first.circle_id, by, "085 555 4471")
    a_phone(lose, second.circle_id, by, "085 555 4471")
    for case, person in ((first, keep), (second, lose)):
        home = actions.start_household(circle=case.circle_id, label="Quay Row", by=by)
        for member in (person.id, lead(case)):
            other = Person.objects.get(id=member)
            actions.join_household(household=home, person=other, part="other", from_on=date(2020, 1, 1), by=by)
        actions.relate(
            circle=case.circle_id, person=person, other=Person.objects.get(id=lead(case)), kind="friend", by=by
        )
        a_contact(case, by, people=[person.id], own_words="We were glad.", said_by_id=person.id)


def merged(keep: Person, lose: Person, by: Reader, **more: Any) -> Merge:
    made = merge_person(keep=keep, lose=lose, sides=more.pop("sides", {}), why=more.pop("why", WHY), by=by)
    return merge_row(made)


def snapshot() -> dict[str, list[tuple[Any, ...]]]:
    """Every row that points at a person, as the administrator of the database sees it; without counts of versions."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    with connection.cursor() as cursor:
        cursor.execute("select id, person_id, circle_id from access_circlesubject order by 1")
        found["subjects"] = cursor.fetchall()
        cursor.execute("select id, to_jsonb(p) - 'version' - 'compared_version' from people_person p order by 1")
        found["people"] = cursor.fetchall()
        for pointer in pointers():
            if pointer.stays and pointer.table != "people_personkey":
                continue
            drop = "array['version', 'id']" if pointer.table == "people_personkey" else "array['version']"
            cursor.execute(f"select to_jsonb(x) - {drop} from {pointer.table} x order by to_jsonb(x) ->> 'id'")
            found[pointer.table] = sorted(cursor.fetchall(), key=str)
    return found


def test_everything_moves_and_each_row_keeps_its_circle(become: Become) -> None:
    by = become("worker")
    first, keep, second, lose = twice(by)
    joined_in(first, keep, second, lose, by)
    others = list(
        HouseholdMember.objects.exclude(person__in=[keep, lose]).values_list("id", "person_id", "household_id")
    )
    merge = merged(keep, lose, by)
    for model in (Participant, ContactPoint, HouseholdMember, ContactPerson):
        circles = set(model.objects.filter(person=keep).values_list("circle_id", flat=True))
        assert circles == {first.circle_id, second.circle_id}, model
        assert not model.objects.filter(person_id=lose.id).exists()
    assert Note.objects.filter(said_by=keep).count() == 2  # signed notes, whose words are hers
    assert Relationship.objects.filter(person=keep).count() == 2
    still = HouseholdMember.objects.exclude(person=keep).values_list("id", "person_id", "household_id")
    assert sorted(still) == sorted(others)
    assert set(CircleSubject.objects.filter(person_id=keep.id).values_list("circle_id", flat=True)) == {
        first.circle_id,
        second.circle_id,
    }
    assert (merge.keep_id, merge.lose_id, merge.by_id, merge.why) == (keep.id, lose.id, by.actor_id, WHY)


def test_the_entry_is_gone_and_its_address_and_number_lead_on(become: Become) -> None:
    by = become("worker")
    _first, keep, _second, lose = twice(by)
    merged(keep, lose, by)
    with pytest.raises(NotFound):
        queries.person_row(lose.public_id)
    assert survivor_of(lose.public_id) == keep.public_id
    assert standing_ids([lose.id, keep.id, 999]) == {lose.id: keep.id, keep.id: keep.id, 999: 999}
    for name in ("Marta López", "Martha Lopez Vega", "Tita"):
        found = queries.candidates(search_keys(name), by=by)
        assert [one.person_id for one in found] == [keep.id]
    become("elsewhere")
    assert survivor_of(lose.public_id) is None


def test_what_was_chosen_stays_and_names_are_all_kept(become: Become) -> None:
    by = become("worker")
    _first, keep, _second, lose = twice(by)
    merged(keep, lose, by, sides={"name": "lose", "pronouns": "lose", "languages": "both"})
    now = Person.objects.get(id=keep.id)
    assert (now.display_name, now.pronouns, now.sex) == ("Tita Lopez-Vega", "", "f")
    assert now.languages == ["Spanish", "English"]
    assert now.born_on == date(1992, 3, 1)
    names = dict(PersonName.objects.filter(person=keep).values_list("full", "kind"))
    assert names == {"Marta López": "alias", "Martha Lopez-Vega": "legal", "Tita": "preferred"}


def test_history_keeps_who_and_why(become: Become) -> None:
    by = become("worker")
    _first, keep, _second, lose = twice(by)
    merge = merged(keep, lose, by)
    told = History.objects.filter(table_name="people_merge", row_id=merge.id).get()
    assert (told.verb, told.actor_id, told.why) == ("insert", by.actor_id, WHY)


def test_two_parts_in_one_case_and_two_times_in_one_home_become_one(become: Become) -> None:
    by = become("worker")
    case = a_case(by, people=["Marta López"])
    keep = a_person(case.circle_id, "Marta Lopez", by)
    lose = Person.objects.get(id=lead(case))
    cases.add_participant(case=case, person_id=keep.id, role="parent", by=by)
    home = actions.start_household(circle=case.circle_id, label="Quay Row", by=by)
    actions.join_household(household=home, person=keep, part="head", from_on=date(2021, 1, 1), by=by)
    actions.join_household(household=home, person=lose, part="head", from_on=date(2019, 5, 1), by=by)
    contact = a_contact(case, by, people=[keep.id, lose.id])
    before = snapshot()
    merge = merged(keep, lose, by)
    part = Participant.objects.filter(case=case, person__merged_into=None).get()
    assert (part.person_id, part.focus, part.role) == (keep.id, True, "parent")
    stay = queries.homes_of(keep.id)[0].members
    assert [(one.person_id, one.from_on) for one in stay] == [(keep.id, date(2019, 5, 1))]
    assert ContactPerson.objects.filter(contact=contact, person__merged_into=None).count() == 1
    undo_merge(merge=merge, by=by)
    assert snapshot() == before


def test_undo_puts_everything_back_and_what_was_changed_between_stays_changed(become: Become) -> None:
    by = become("worker")
    first, keep, second, lose = twice(by)
    joined_in(first, keep, second, lose, by)
    an_agreed_plan(first, by)
    before = snapshot()
    merge = merged(keep, lose, by, sides={"name": "lose"})
    assert snapshot() != before
    undo_merge(merge=merge, why="Two sisters", by=by)
    assert snapshot() == before
    merge = merged(Person.objects.get(id=keep.id), Person.objects.get(id=lose.id), by)
    point = ContactPoint.objects.get(circle_id=second.circle_id)
    actions.change_contact_point(point=point, version=point.version, label="her sister's", by=by)
    person = Person.objects.get(id=keep.id)
    actions.change_person(person=person, version=person.version, sex="x", by=by)
    undo_merge(merge=merge, by=by)
    point.refresh_from_db()
    assert (point.person_id, point.label) == (lose.id, "her sister's")
    assert Person.objects.get(id=keep.id).sex == "x"
    assert Agreement.objects.exists()


def test_what_was_added_after_the_merge_stays_with_her(become: Become) -> None:
    by = become("worker")
    first, keep, second, lose = twice(by)
    merge = merged(keep, lose, by)
    a_phone(keep, second.circle_id, by, "085 555 0199")
    undo_merge(merge=merge, by=by)
    assert ContactPoint.objects.get(circle_id=second.circle_id).person_id == keep.id
    assert CircleSubject.objects.filter(person_id=keep.id, circle_id=second.circle_id).exists()
    assert set(CircleSubject.objects.filter(person_id=lose.id).values_list("circle_id", flat=True)) == {
        second.circle_id
    }
    assert first.circle_id != second.circle_id


def test_a_later_merge_is_undone_first(become: Become) -> None:
    by = become("worker")
    first, keep, _second, lose = twice(by)
    third = a_person(first.circle_id, "M. Lopez", by)
    early = merged(keep, lose, by)
    late = merged(Person.objects.get(id=keep.id), third, by)
    with pytest.raises(Refused, match="Undo that first"):
        undo_merge(merge=early, by=by)
    undo_merge(merge=late, by=by)
    undo_merge(merge=early, by=by)
    assert Person.objects.filter(id__in=[keep.id, lose.id, third.id]).count() == 3


def test_an_entry_that_became_another_that_became_another_leads_to_the_last(become: Become) -> None:
    by = become("worker")
    first, keep, _second, lose = twice(by)
    last = a_person(first.circle_id, "Marta Lopez Vega", by)
    merged(keep, lose, by)
    merged(last, Person.objects.get(id=keep.id), by)
    assert survivor_of(lose.public_id) == last.public_id
    assert standing_ids([lose.id]) == {lose.id: last.id}


def test_refusals_say_what_would_be_right(become: Become) -> None:
    by = become("worker")
    first, keep, second, lose = twice(by)
    with pytest.raises(Refused, match="how you know"):
        merged(keep, lose, by, why=" ")
    with pytest.raises(NotFound):
        merged(keep, keep, by)
    with pytest.raises(NotFound):
        merged(keep, lose, by, sides={"name": "other"})
    actions.remember_not_same(person=lose, other_id=keep.id, by=by)
    with pytest.raises(Refused, match="two people"):
        merged(keep, lose, by)
    take_back_not_same(person=keep, other=lose, by=by)
    actions.bring_into_circle(person_id=lose.id, circle=first.circle_id, by=by)
    tie = actions.relate(circle=first.circle_id, person=keep, other=lose, kind="sibling", by=by)
    with pytest.raises(Refused, match="related"):
        merged(keep, lose, by)
    actions.end_relationship(relationship=tie, version=tie.version, by=by)
    merged(keep, lose, by)
    tie.refresh_from_db()
    assert (tie.person_id, tie.other_id) == (keep.id, lose.id)  # put aside, nobody is related to herself
    assert second.id


@pytest.mark.parametrize("username", ["colleague", "elsewhere", "intake", "evaluator", "privacy", "admin"])
def test_who_may_not(become: Become, username: str) -> None:
    by = become("worker")
    _first, keep, _second, lose = twice(by)
    with pytest.raises((Refused, NotFound)):
        merged(keep, lose, become(username))
    by = become("supervisor")
    assert merged(keep, lose, by).by_id == by.actor_id


def test_a_hidden_circle_a_victim_service_and_a_conflict_are_all_answered_alike(become: Become) -> None:
    by = become("worker")
    _first, keep, _second, lose = twice(by)
    other = become("elsewhere")
    with pytest.raises(Refused):
        actions.bring_into_circle(person_id=keep.id, circle=a_circle(other, programme="safe"), by=other)
    answers = []
    for make in ("hidden", "barred"):
        with transaction.atomic():
            by = become("worker")
            if make == "hidden":
                hide(keep, become)
            else:
                bar(lose, by, become)
            with pytest.raises(Refused) as refused:
                merged(keep, lose, become("worker"))
            answers.append((refused.value.code, str(refused.value.message)))
            transaction.set_rollback(True)
    assert len(set(answers)) == 1
    assert answers[0][0] == "people.merge.ask"


def hide(person: Person, become: Become) -> None:
    """Another team's circle concerns her as well, which the worker does not see."""
    by = become("intake")
    circle = access.open_circle(team_id=by.teams[0], ground="intake", by=by)
    access.add_subject(circle=circle, person_id=person.id, why="asked for help", by=by)


def bar(person: Person, by: Reader, become: Become) -> None:
    """A circle of hers from which the worker is kept out."""
    colleague = become("colleague")
    circle = a_circle(colleague)
    access.add_subject(circle=circle, person_id=person.id, by=colleague)
    access.exclude(circle=circle, actor_id=by.actor_id, why="Cousin", by=colleague)


def test_the_application_cannot_make_two_one_by_itself(become: Become) -> None:
    by = become("worker")
    _first, keep, _second, lose = twice(by)
    with pytest.raises(Exception, match="row-level security"), transaction.atomic():
        Person.objects.filter(id=lose.id).update(merged_into=keep)
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        Merge.objects.create(
            keep=keep, lose=lose, lose_public=lose.public_id, lose_name="x", by_id=by.actor_id, why="x"
        )


@pytest.mark.hypothesis
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turns=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.booleans()), min_size=1, max_size=5))
def test_any_merges_undone_in_turn_give_the_same_rows(become: Become, turns: list[tuple[int, int, bool]]) -> None:
    with transaction.atomic():
        by = become("worker")
        first, keep, second, lose = twice(by)
        joined_in(first, keep, second, lose, by)
        ids = [keep.id, lose.id, lead(first), lead(second)]
        before, made = snapshot(), []
        for one, two, swapped in turns:
            rows = Person.objects.in_bulk(ids)
            if ids[one] not in rows or ids[two] not in rows or one == two:
                continue
            try:
                sides = {"name": "lose" if swapped else "keep"}
                made.append(merged(rows[ids[one]], rows[ids[two]], by, sides=sides))
            except Refused:
                continue
        for merge in reversed(made):
            undo_merge(merge=merge, by=by)
        assert snapshot() == before
        transaction.set_rollback(True)
