"""A row that was brought in before has changed: what the record says already, or says otherwise by now, stays."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError

from alongside.agency.access import actions as access
from alongside.oversight.imports.actions import arriving
from alongside.oversight.imports.actions.renewing import renew
from alongside.oversight.imports.rules.lines import PersonLine
from alongside.record.cases.models import Case, Participant
from alongside.record.people import actions as people
from alongside.record.people.enums import NameKind
from alongside.record.people.models import ContactPoint, Household, HouseholdMember, Person, PersonName
from tests.conftest import Become
from tests.factories.people import a_phone
from tests.rooms.oversight.imports.bringing import Bring, bringing

HOME = "id,full_name,household_id,relation_to_head,case_programme,case_opened_on,case_closed_on\n"


@pytest.fixture
def bring(become: Become) -> Bring:
    """Bring a file in as the worker, inside the test's transaction."""
    return bringing(become)


def test_a_name_and_a_number_that_are_there_already_are_written_once(bring: Bring, become: Become) -> None:
    bring("id,given_name,family_name,phone\n1,Ana,Silva,0875550101\n")
    by, ana = become("worker"), Person.objects.get()
    people.add_name(person=ana, name=people.NewName("Nita", NameKind.PREFERRED), by=by)
    held = ContactPoint.objects.get()
    a_phone(ana, held.circle_id, by, "0875550102")
    brought = bring("id,full_name,preferred_name,phone\n1,Ana Silva,Nita,0875550102\n")
    assert brought.counts["updated"] == 1, brought.rows
    assert sorted(PersonName.objects.values_list("kind", "full", "until_on")) == [
        ("legal", "Ana Silva", None), ("preferred", "Nita", None),
    ]  # fmt: skip
    points = ContactPoint.objects.filter(ended_on=None).values_list("value", flat=True)
    assert sorted(points) == ["0875550101", "0875550102"]


def test_a_column_that_did_not_change_changes_no_number(bring: Bring) -> None:
    bring("id,full_name,phone,email\n1,Ana Silva,0875550101,ana@example.org\n")
    assert bring("id,full_name,phone,email\n1,Ana Silva,0875550102,ana@example.org\n").counts["updated"] == 1
    points = ContactPoint.objects.order_by("id").values_list("value", "ended_on")
    assert [(value, ended is None) for value, ended in points] == [
        ("0875550101", False), ("ana@example.org", True), ("0875550102", True),
    ]  # fmt: skip


def test_whoever_lived_nowhere_moves_into_the_household_that_the_file_names(bring: Bring) -> None:
    bring(HOME + "1,Ana Silva,,,,,\n")
    assert not Household.objects.exists()
    assert bring(HOME + "1,Ana Silva,H1,head,,,\n").counts["updated"] == 1
    assert (HouseholdMember.objects.get().part, HouseholdMember.objects.get().until_on) == ("head", None)


def test_the_same_programme_in_other_words_opens_and_closes_nothing(bring: Bring) -> None:
    bring(HOME + "1,Ana Silva,,,family,2024-01-10,\n")
    assert bring(HOME + "1,Ana Silva,,,Family support,2024-01-10,\n").counts["updated"] == 1
    assert Case.objects.get().state == "open"
    assert Participant.objects.get().until_on is None


def test_a_case_closes_with_the_last_who_leaves_it(bring: Bring) -> None:
    both = "1,Ana Silva,H1,head,family,2024-01-10,{}\n2,Bo Silva,H1,child,family,2024-01-10,{}\n"
    bring(HOME + both.format("", ""))
    bring(HOME + both.format("", "2024-03-01"))
    assert Case.objects.get().state == "open"
    assert str(Participant.objects.get(person__display_name="Bo Silva").until_on) == "2024-03-01"
    by_hand = Participant.objects.get(person__display_name="Ana Silva")
    Participant.objects.filter(id=by_hand.id).update(until_on=date(2024, 4, 1))
    bring(HOME + both.format("2024-05-01", "2024-03-01"))
    assert str(Participant.objects.get(id=by_hand.id).until_on) == "2024-04-01"
    assert (Case.objects.get().state, str(Case.objects.get().closed_on)) == ("closed", "2024-05-01")


def test_a_changed_row_that_the_database_refuses_changes_nothing(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    head = "id,full_name,sex\n"
    bring(head + "1,Ana Silva,\n2,Bo Lee,\n")

    def one_fails(line: PersonLine, *rest: Any, **more: Any) -> Any:
        done = renew(line, *rest, **more)
        if line.number == 1:
            raise DatabaseError("no")
        return done

    monkeypatch.setattr(arriving, "renew", one_fails)
    brought = bring(head + "1,Ana Silva,f\n2,Bo Lee,m\n")
    assert brought.outcomes == {1: "refused", 2: "updated"}
    assert brought.reason(1) == "The database refused this row."
    assert sorted(Person.objects.values_list("display_name", "sex")) == [("Ana Silva", ""), ("Bo Lee", "m")]


def test_whom_the_importer_may_not_open_any_more_stays_as_she_is(bring: Bring, become: Become) -> None:
    bring("id,full_name,case_programme,case_opened_on\n1,Ana Silva,family,2024-01-10\n")
    case, gone = Case.objects.get(), become("worker").actor_id
    become("supervisor")
    access.exclude(circle=case.circle_id, actor_id=gone, why="Her brother", by=become("supervisor"))
    refused = bring("id,full_name,sex,case_programme,case_opened_on\n1,Ana Silva,f,family,2024-01-10\n")
    assert refused.reason(1) == "You cannot open this person any more, so nothing was changed."
    become("supervisor")
    assert Person.objects.get().sex == ""
