"""Relationships and contacts of a spreadsheet: rows that cannot be taken stand alone, and each says why."""

from __future__ import annotations

from datetime import date

import pytest

from alongside.agency.access.models import CircleSubject
from alongside.practice.contacts.models import Contact
from alongside.record.people import actions as people
from alongside.record.people.models import Household, Person, Relationship
from tests.conftest import Become
from tests.rooms.oversight.imports.bringing import Bring, bringing

PEOPLE = """id,full_name,household_id,case_programme,case_opened_on
1,Ana Silva,H1,family,2024-01-10
2,Bo Silva,H1,,
"""
LOG = "person_id,at,mode,note\n"


@pytest.fixture
def bring(become: Become) -> Bring:
    """Bring a file in as the worker, after two people of one household."""
    run = bringing(become)
    run(PEOPLE)
    return run


def test_two_of_one_household_are_related_in_the_circle_that_they_share(bring: Bring) -> None:
    before = CircleSubject.objects.count()
    brought = bring("person_id,other_id,kind\n1,2,cousin,extra\n1,2,sibling\n")
    assert brought.outcomes == {1: "refused", 2: "created"}
    assert brought.reason(1) == "This row has 4 cells, the header names 3 columns."
    assert Relationship.objects.get().circle_id == Household.objects.get().circle_id
    assert CircleSubject.objects.count() == before


def test_a_relationship_that_cannot_be_says_so_in_its_row(bring: Bring, become: Become) -> None:
    ana, bo = (Person.objects.get(display_name=f"{name} Silva") for name in ("Ana", "Bo"))
    by = become("worker")
    people.change_person(person=ana, version=ana.version, born_on=date(2015, 1, 2), birth_precision="exact", by=by)
    people.change_person(person=bo, version=bo.version, born_on=date(1990, 1, 2), birth_precision="exact", by=by)
    brought = bring("person_id,other_id,kind\n1,2,parent\n1,2,sibling\n")
    assert brought.outcomes == {1: "refused", 2: "created"}
    assert brought.reason(1).startswith("The older generation would not be older.")


def test_what_cannot_be_read_and_who_is_not_there_is_refused_row_by_row(bring: Bring) -> None:
    brought = bring(LOG + "1,2024-04-31,call,a\n9,2024-04-03,call,b\n1,2024-04-03,call,c\n")
    assert brought.outcomes == {1: "refused", 2: "refused", 3: "created"}
    assert brought.reason(1).startswith("at: ")
    assert brought.reason(2) == "Nobody with the number 9 was brought in. Bring the people in first."
    assert Contact.objects.get().about == "c"


def test_contacts_that_the_record_refuses_say_so_each_in_its_row(bring: Bring) -> None:
    brought = bring(LOG + "1,2024-04-03,call,a\n1,2024-04-04,call,b\n1,2024-04-05,call,c\n", name=" ")
    assert brought.outcomes == {1: "refused", 2: "refused", 3: "refused"}
    assert {brought.reason(number) for number in (1, 2, 3)} == {"Say where these services come from."}
    assert not Contact.objects.exists()
