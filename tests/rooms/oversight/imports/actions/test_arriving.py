"""Rows about people on their way in: what is decided of them, who is in the record already, where they belong."""

from __future__ import annotations

import pytest

from alongside.agency.access.models import CircleSubject
from alongside.agency.organisation import actions as organisation
from alongside.agency.organisation.models import Team
from alongside.agency.organisation.rules import default_protocol
from alongside.record.cases.models import Case, Participant
from alongside.record.people.models import HouseholdMember, NotSamePerson, Person, Relationship
from tests.conftest import Become
from tests.factories.cast import entered_house
from tests.rooms.oversight.imports.bringing import Bring, bringing

HOME = "id,full_name,birth_date,household_id,relation_to_head,case_programme,case_opened_on,case_closed_on\n"
NOBODY = "00000000-0000-4000-8000-000000000000"
TWINS = "id,full_name,birth_date\n1,Ana Silva,1990-01-02\n2,Ana Silva,1990-01-02\n3,Bo Lee,1980-05-06\n"


@pytest.fixture
def bring(become: Become) -> Bring:
    """Bring a file in as the worker, inside the test's transaction."""
    return bringing(become)


def test_a_row_that_cannot_be_read_stands_alone(bring: Bring) -> None:
    brought = bring("id,full_name\n1,Ana Silva,extra\n2,Bo Lee\n")
    assert brought.outcomes == {1: "refused", 2: "created"}
    assert brought.reason(1) == "This row has 3 cells, the header names 2 columns."


def test_a_check_tells_the_same_row_twice_as_the_import_does(bring: Bring) -> None:
    text = "id,full_name\n,Cy Roe\n,Cy Roe\n"
    assert bring(text, dry_run=True).outcomes == bring(text).outcomes == {1: "created", 2: "unchanged"}
    assert Person.objects.count() == 1


def test_whoever_is_the_same_as_an_earlier_row_becomes_that_person(bring: Bring) -> None:
    checked = bring(TWINS, dry_run=True, decisions={"2": "row:1"})
    assert checked.outcomes == {1: "created", 2: "updated", 3: "created"}, checked.rows
    brought = bring(TWINS, decisions={"2": "row:1"})
    assert brought.outcomes == {1: "created", 2: "updated", 3: "created"}, brought.rows
    assert sorted(Person.objects.values_list("display_name", flat=True)) == ["Ana Silva", "Bo Lee"]


@pytest.mark.parametrize("chosen", ["row:3", "row:2", "row:99", "row:x", "row:", NOBODY, "Ana"])
def test_nobody_is_the_same_as_somebody_who_is_not_to_be_found(bring: Bring, chosen: str) -> None:
    brought = bring(TWINS, decisions={"2": chosen})
    assert brought.outcomes == {1: "created", 2: "refused", 3: "created"}, brought.rows
    assert brought.reason(2) == "The person whom you chose is not to be found. Decide again."


def test_the_same_as_a_row_that_was_refused_is_refused_too(bring: Bring) -> None:
    text = TWINS.replace("1,Ana Silva,1990-01-02", "1,Ana Silva,1990-31-31")
    assert bring(text, decisions={"2": "row:1"}).outcomes == {1: "refused", 2: "refused", 3: "created"}


def test_nobody_is_said_to_be_another_than_whom_the_importer_may_only_know_of(bring: Bring, become: Become) -> None:
    text = "id,full_name,birth_date\n1,Ana Silva,1990-01-02\n"
    bring(text)
    other = bring(text, who="intake", decisions={"1": "new"})
    assert other.counts["created"] == 1, other.rows
    assert Person.objects.count() == 1
    assert not NotSamePerson.objects.exists()
    become("worker")
    assert Person.objects.count() == 1


def test_two_programmes_of_one_household_are_two_cases_each_in_its_circle(bring: Bring, become: Become) -> None:
    become("worker")
    by, teams = entered_house(), dict(Team.objects.values_list("name", "id"))
    rules = default_protocol("early_help").model_dump(mode="json")
    organisation.add_programme(
        name="Early help", code="early", intake_team_id=teams["Front desk"], team_ids=[teams["Family team"]],
        rules=rules, by=by,
    )  # fmt: skip
    rows = "1,Ana Silva,1990,H1,head,family,2024-01-10,\n2,Bo Silva,2015,H1,child,early,2024-02-10,\n"
    assert bring(HOME + rows).counts["created"] == 2
    first, second = Case.objects.order_by("id")
    home = HouseholdMember.objects.values_list("circle_id", flat=True).distinct()
    assert list(home) == [first.circle_id]
    subjects = CircleSubject.objects.filter(circle_id=second.circle_id).values_list("person_id", flat=True)
    assert list(subjects) == [Person.objects.get(display_name="Bo Silva").id]


def test_who_is_in_the_household_the_case_and_related_already_is_so_once(bring: Bring) -> None:
    bring(HOME + "1,Ana Silva,1990-01-02,H1,head,family,2024-01-10,\n2,Bo Silva,2015-06-07,H1,child,family,2024-01-10,")
    before = [model.objects.count() for model in (Person, HouseholdMember, Participant, Relationship)]
    ana, bo = (str(Person.objects.get(display_name=f"{name} Silva").public_id) for name in ("Ana", "Bo"))
    rows = "5,Ana Silva,1990-01-02,H1,sister,family,2024-01-10,\n6,Bo Silva,2015-06-07,H1,child,family,2024-01-10,\n"
    again = bring(HOME + rows, decisions={"5": ana, "6": bo})
    assert again.outcomes == {1: "updated", 2: "updated"}, again.rows
    assert before == [model.objects.count() for model in (Person, HouseholdMember, Participant, Relationship)]


def test_who_joins_a_case_and_has_left_again_has_an_end(bring: Bring) -> None:
    bring(HOME + "1,Ana Silva,1990-01-02,H1,head,family,2024-01-10,\n")
    joined = bring(HOME + "2,Bo Silva,2015,H1,child,family,2024-02-01,2024-03-01\n")
    assert joined.counts["created"] == 1, joined.rows
    part = Participant.objects.get(person__display_name="Bo Silva")
    assert (part.case, str(part.from_on), str(part.until_on)) == (Case.objects.get(), "2024-02-01", "2024-03-01")
    assert Case.objects.get().state == "open"
