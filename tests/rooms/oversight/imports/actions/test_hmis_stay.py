"""One household's stay: what a later export changes of it, and what is left to people."""

from __future__ import annotations

from alongside.oversight.imports.actions import Ledger
from alongside.practice.assessments.models import Fact
from alongside.practice.contacts.models import Contact
from alongside.record.cases.models import Case, Participant
from alongside.record.people.models import Household, HouseholdMember, Person
from tests.rooms.oversight.imports.exports import TABLES, Bring, changed

AMAL, IDRIS, LONE = TABLES["Client"]
FIRST, SECOND, ALONE = TABLES["Enrollment"]


def told(ledger: Ledger, outcome: str) -> dict[str, str]:
    return {f"{line.file} {line.id}": line.reason for line in ledger.lines if line.outcome == outcome}


def part(name: str) -> Participant:
    return Participant.objects.get(person__display_name=name)


def test_the_head_of_the_household_is_whom_the_case_is_for(bring: Bring) -> None:
    bring(changed(Enrollment=[SECOND, FIRST, ALONE]))
    assert part("Amal Warsame").focus
    assert not part("Idris Warsame").focus
    assert HouseholdMember.objects.get(person__display_name="Idris Warsame").part == "child"
    assert Household.objects.filter(label="Household of Amal Warsame").exists()


def test_without_a_head_the_first_stands_for_them(bring: Bring) -> None:
    rows = [{**row, "RelationshipToHoH": "99"} for row in (FIRST, SECOND)]
    bring(changed(Enrollment=[*rows, ALONE]))
    assert part("Amal Warsame").focus
    assert part("Amal Warsame").role == "other"


def test_the_same_person_in_two_projects_is_one_person_with_two_cases(bring: Bring) -> None:
    again = {**ALONE, "EnrollmentID": "e9", "HouseholdID": "h9", "EntryDate": "2023-01-01"}
    ledger = bring(changed(Enrollment=[*TABLES["Enrollment"], again]))
    assert told(ledger, "refused") == {}
    assert Person.objects.filter(display_name="Lone Walker").count() == 1
    assert Participant.objects.filter(person__display_name="Lone Walker").count() == 2


def test_she_is_recognised_by_a_later_export_too(bring: Bring) -> None:
    bring(TABLES)
    again = {**ALONE, "EnrollmentID": "e9", "HouseholdID": "h9", "EntryDate": "2023-01-01"}
    ledger = bring(changed(Enrollment=[*TABLES["Enrollment"], again]))
    assert "Client c" in told(ledger, "unchanged")
    assert Person.objects.filter(display_name="Lone Walker").count() == 1
    assert Case.objects.count() == 3


def test_what_changed_of_her_is_taken_over_when_only_a_new_stay_is_exported(bring: Bring) -> None:
    bring(TABLES)
    again = {**ALONE, "EnrollmentID": "e9", "HouseholdID": "h9", "EntryDate": "2023-01-01"}
    ledger = bring(changed(Client=[{**LONE, "DOB": "1971-01-01"}], Enrollment=[again]))
    assert "Client c" in told(ledger, "updated")
    assert str(Person.objects.get(display_name="Lone Walker").born_on) == "1971-01-01"
    assert "Client c" in told(bring(changed(Client=[{**LONE, "DOB": "1971-01-01"}], Enrollment=[again])), "unchanged")


def test_a_stay_that_names_somebody_twice_is_refused_and_leaves_nothing(bring: Bring) -> None:
    twice = {**ALONE, "EnrollmentID": "e9"}
    ledger = bring(changed(Enrollment=[*TABLES["Enrollment"], twice]))
    assert "named twice" in told(ledger, "refused")["Enrollment e9"]
    assert not Person.objects.filter(display_name="Lone Walker").exists()


def test_a_birth_that_was_put_right_is_taken_over(bring: Bring) -> None:
    bring(TABLES)
    ledger = bring(changed(Client=[{**AMAL, "DOB": "1991-07-24"}, {**IDRIS, "DOB": ""}, LONE]))
    assert set(told(ledger, "updated")) == {"Client a", "Client b"}
    assert "not stored" in told(ledger, "updated")["Client a"]
    amal, idris = (Person.objects.get(display_name=f"{name} Warsame") for name in ("Amal", "Idris"))
    assert (str(amal.born_on), amal.sex) == ("1991-07-24", "f")
    assert (idris.born_on, idris.birth_precision) == (None, "unknown")


def test_a_later_entry_moves_the_part_and_an_earlier_one_than_the_case_does_not(bring: Bring) -> None:
    bring(TABLES)
    bring(changed(Enrollment=[FIRST, {**SECOND, "EntryDate": "2022-01-15"}, ALONE]))
    assert str(part("Idris Warsame").from_on) == "2022-01-15"
    bring(changed(Enrollment=[FIRST, {**SECOND, "EntryDate": "2021-12-15"}, ALONE]))
    assert str(part("Idris Warsame").from_on) == "2022-01-15"


def test_an_answer_that_came_later_is_added_and_a_changed_one_brought_up_to_date(bring: Bring) -> None:
    bring(TABLES)
    income = {**TABLES["IncomeBenefits"][0], "TotalMonthlyIncome": "1250.00", "SSI": "1", "SSIAmount": "150.00"}
    bring(changed(IncomeBenefits=[income]))
    assert Fact.objects.get(key="hmis.TotalMonthlyIncome").amount == 1250
    assert Fact.objects.filter(key="hmis.SSIAmount").count() == 1
    assert Fact.objects.filter(key="hmis.SNAP").count() == 1


def test_a_service_that_changed_is_for_somebody_to_amend(bring: Bring) -> None:
    bring(TABLES)
    ledger = bring(changed(Services=[{**TABLES["Services"][0], "DateProvided": "2022-02-03"}]))
    assert "amend it by hand" in told(ledger, "refused")["Services s1"]
    assert Contact.objects.count() == 1


def test_where_somebody_slept_is_a_contact_and_the_last_one(bring: Bring) -> None:
    situation = {
        "CurrentLivingSitID": "l1",
        "EnrollmentID": "e1",
        "PersonalID": "a",
        "InformationDate": "2022-03-05",
        "CurrentLivingSituation": "116",
        "LocationDetails": "Under the bridge",
    }
    bring({**TABLES, "CurrentLivingSituation": [situation]})
    family = Case.objects.get(family=True)
    assert Contact.objects.get(case=family).about.endswith("Under the bridge")
    assert family.last_contact_at is not None
    assert str(family.last_contact_at.date()) == "2022-03-05"


def test_who_joined_the_household_since_is_added_by_hand(bring: Bring) -> None:
    bring(TABLES)
    client = {"PersonalID": "d", "FirstName": "Hodan", "LastName": "Warsame"}
    joined = {**SECOND, "EnrollmentID": "e4", "PersonalID": "d"}
    ledger = bring(changed(Client=[*TABLES["Client"], client], Enrollment=[*TABLES["Enrollment"], joined]))
    refused = told(ledger, "refused")
    assert "by hand" in refused["Enrollment e4"]
    assert not Person.objects.filter(display_name="Hodan Warsame").exists()


def test_an_enrolment_of_a_project_or_a_person_that_is_not_in_the_export_is_refused(bring: Bring) -> None:
    rows = [{**FIRST, "ProjectID": "404"}, {**SECOND, "ProjectID": "404"}, {**ALONE, "PersonalID": "nobody"}]
    refused = told(bring(changed(Enrollment=rows)), "refused")
    assert "project" in refused["Enrollment e1"].lower()
    assert "Client.csv" in refused["Enrollment e3"]
    assert not Case.objects.exists()


def test_somebody_very_alike_is_brought_in_with_a_remark(bring: Bring) -> None:
    double = {**LONE, "PersonalID": "z"}
    row = {**ALONE, "EnrollmentID": "e8", "PersonalID": "z", "HouseholdID": "h8"}
    ledger = bring(changed(Client=[*TABLES["Client"], double], Enrollment=[*TABLES["Enrollment"], row]))
    assert "very alike" in told(ledger, "created")["Client z"]


def test_a_row_without_an_answer_says_so(bring: Bring) -> None:
    empty = {"DisabilitiesID": "q9", "EnrollmentID": "e1", "PersonalID": "a", "InformationDate": "2022-01-10",
             "DisabilityType": "5", "DisabilityResponse": "99"}  # fmt: skip
    ledger = bring(changed(Disabilities=[*TABLES["Disabilities"], empty]))
    assert told(ledger, "created")["Disabilities q9"] == "The row holds no answer."


def test_when_one_of_two_has_left_the_case_goes_on(bring: Bring) -> None:
    left = {"ExitID": "x2", "EnrollmentID": "e2", "PersonalID": "b", "ExitDate": "2022-04-01", "Destination": "410"}
    bring(changed(Exit=[*TABLES["Exit"], left]))
    assert Case.objects.get(family=True).state == "open"
    assert str(part("Idris Warsame").until_on) == "2022-04-01"
    assert part("Amal Warsame").until_on is None
    assert str(HouseholdMember.objects.get(person__display_name="Idris Warsame").until_on) == "2022-04-01"
