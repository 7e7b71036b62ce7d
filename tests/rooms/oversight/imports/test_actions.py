"""Spreadsheets of people come in: persons, households, cases, links; again, changed, doubtful, refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.db import DatabaseError
from openpyxl import Workbook

from alongside.ground.foundation.errors import NotFound, Refused
from alongside.oversight.imports import actions, queries
from alongside.oversight.imports.actions import homes, running
from alongside.oversight.imports.actions.staging import Enter
from alongside.oversight.imports.models import ImportRun
from alongside.oversight.imports.rules.lines import PersonLine
from alongside.practice.contacts.models import Contact, Note
from alongside.record.cases.models import Assignment, Case, Closing, Participant
from alongside.record.people import actions as people
from alongside.record.people.models import (
    ContactPoint,
    HouseholdMember,
    NotSamePerson,
    Person,
    Relationship,
)
from tests.conftest import Become
from tests.rooms.oversight.imports.bringing import Bring, bringing

FAMILY = """id,given_name,family_name,preferred_name,birth_date,sex,gender,phone,email,address,language,household_id,\
relation_to_head,case_programme,case_opened_on,case_closed_on,worker
1,Amal,Warsame,,1990-07-24,f,,087 555 0101,amal@example.org,"14 Quay Row
Dublin",Somali; English,H1,head,family,2024-01-10,,worker
2,Idris,Warsame,,2015,m,,,,,Somali,H1,child,Family support,2024-02-01,,
3,Hodan,Warsame,,May 1992,f,,,,,,H1,sister,,,,
4,Lone,Walker,Loney,about 1970,x,two-spirit,,,,,,,family,2023-01-05,2023-06-30,Sinéad Byrne
"""


@pytest.fixture
def bring(become: Become) -> Bring:
    """Bring a file in as the worker, inside the test's transaction."""
    return bringing(become)


def person(name: str) -> Person:
    return Person.objects.get(display_name=name)


def test_people_households_and_cases_come_in(bring: Bring) -> None:
    brought = bring(FAMILY)
    assert brought.counts == {"read": 4, "created": 4, "updated": 0, "unchanged": 0, "refused": 0}, brought.rows
    amal, idris, lone = person("Amal Warsame"), person("Idris Warsame"), person("Loney Walker")
    assert (idris.birth_precision, lone.birth_precision) == ("year", "estimated")
    assert amal.languages == ["Somali", "English"]
    points = {point.kind: point for point in ContactPoint.objects.filter(person=amal)}
    assert points["address"].value == "14 Quay Row Dublin"
    assert {point.call_ok for point in points.values()} == {"not_asked"}
    assert set(HouseholdMember.objects.values_list("part", flat=True)) == {"head", "child", "relative"}
    assert set(Relationship.objects.values_list("person__display_name", "kind", "other__display_name")) == {
        ("Idris Warsame", "child", "Amal Warsame"), ("Hodan Warsame", "sibling", "Amal Warsame"),
    }  # fmt: skip
    family = Case.objects.get(title="Amal Warsame and family")
    assert set(Participant.objects.filter(case=family).values_list("role", "focus")) == {
        ("person", True),
        ("child", False),
    }
    assert Assignment.objects.get(case=family).worker.name == "Dele Akande"
    past = Case.objects.get(title="Loney Walker")
    assert (past.state, str(past.closed_on), past.family) == ("closed", "2023-06-30", False)
    assert Closing.objects.get(case=past).planned is False
    assert str(Assignment.objects.get(case=past).until_on) == "2023-06-30"


def test_bringing_the_same_in_again_changes_nothing(bring: Bring) -> None:
    bring(FAMILY)
    before = (Person.objects.count(), Case.objects.count(), ContactPoint.objects.count())
    again = bring(FAMILY.replace("1990-07-24", "24 July 1990"), name="other.csv")
    assert again.counts == {"read": 4, "created": 0, "updated": 0, "unchanged": 4, "refused": 0}
    assert before == (Person.objects.count(), Case.objects.count(), ContactPoint.objects.count())


def test_numbers_of_another_list_are_other_numbers(bring: Bring) -> None:
    bring("id,full_name\n1,Ana Silva\n")
    assert bring("id,full_name\n1,Bo Lee\n", list_name="Food bank").counts["created"] == 1
    assert Person.objects.count() == 2
    refused = bring("id,full_name\n1,Zbigniew Kowalczyk\n")
    assert refused.counts["refused"] == 1
    assert refused.reason(1).startswith("This number belonged to Ana Silva before")


def test_what_changed_in_the_file_changes_in_the_record_and_nothing_else(bring: Bring, become: Become) -> None:
    bring("id,given_name,family_name,birth_date,sex,phone,gender\n1,Ana,Silva,1990-01-02,f,0875550101,woman\n")
    by, ana = become("worker"), person("Ana Silva")
    people.change_person(person=ana, version=ana.version, gender_words="in her own words", by=by)
    old = ContactPoint.objects.get(person=ana)
    changed = bring("id,given_name,family_name,preferred_name,birth_date,sex,phone,gender\n"
                    "1,Ana,Silva Costa,Nita,1990-02-01,,0875550102,woman\n")  # fmt: skip
    assert changed.counts["updated"] == 1
    assert "Cells that are empty now take nothing away" in changed.reason(1)
    ana = Person.objects.get(id=ana.id)
    assert (ana.display_name, str(ana.born_on), ana.sex) == ("Nita Silva Costa", "1990-02-01", "f")
    assert ana.gender_words == "in her own words"
    assert ContactPoint.objects.get(id=old.id).ended_on is not None
    assert ContactPoint.objects.get(person=ana, ended_on=None).value == "0875550102"
    assert set(ana.names.filter(until_on=None).values_list("kind", "full")) == {
        ("legal", "Ana Silva Costa"), ("preferred", "Nita"),
    }  # fmt: skip


def test_somebody_moves_house_and_her_case_closes(bring: Bring) -> None:
    head = "id,full_name,household_id,relation_to_head,case_programme,case_opened_on,case_closed_on,worker\n"
    bring(head + "1,Ana Silva,H1,head,family,2024-01-10,,worker\n2,Bo Silva,H1,child,,,,\n")
    moved = bring(head + "1,Ana Silva,H1,head,family,2024-02-02,2024-06-30,colleague\n"
                         "2,Bo Silva,H2,head,family,2024-05-01,,\n")  # fmt: skip
    assert moved.counts["updated"] == 2, moved.rows
    assert "The day of opening has changed" in moved.reason(1)
    assert "The named worker has changed" in moved.reason(1)
    bo = person("Bo Silva")
    stays = HouseholdMember.objects.filter(person=bo).order_by("id")
    assert [(one.household.label, one.until_on is None) for one in stays] == [
        ("Household of Ana Silva", False),
        ("Household of Bo Silva", True),
    ]
    assert sorted(Case.objects.values_list("title", "state")) == [("Ana Silva", "closed"), ("Bo Silva", "open")]
    assert str(Case.objects.get(title="Ana Silva").closed_on) == "2024-06-30"


def test_somebody_refused_joins_her_household_and_case_later(bring: Bring) -> None:
    head = "id,full_name,birth_date,household_id,relation_to_head,case_programme,case_opened_on\n"
    first = bring(
        head + "1,Ana Silva,31/31/1990,H1,head,family,2024-01-10\n2,Bo Silva,2015,H1,child,family,2024-01-10\n"
    )
    assert (first.counts["created"], first.counts["refused"]) == (1, 1)
    assert not Relationship.objects.exists()
    later = bring(head + "1,Ana Silva,1990,H1,head,family,2024-01-10\n")
    assert later.counts["created"] == 1, later.rows
    assert Relationship.objects.get().kind == "child"
    assert HouseholdMember.objects.filter(household__label="Household of Bo Silva").count() == 2
    assert Participant.objects.filter(case=Case.objects.get()).count() == 2


def test_ages_that_cannot_be_are_remarked_and_a_second_head_too(bring: Bring) -> None:
    head = "id,full_name,birth_date,household_id,relation_to_head\n"
    brought = bring(head + "1,Ana Silva,1990,H1,head\n2,Bo Silva,1985,H1,child\n3,Cy Silva,1991,H1,head\n")
    assert brought.counts["created"] == 3
    assert "Not written how the two are related" in brought.reason(2)
    assert "has a head already" in brought.reason(3)


def test_a_look_alike_waits_for_a_decision_in_the_record_and_in_the_file(bring: Bring, become: Become) -> None:
    text = (
        "id,full_name,birth_date,phone\n1,Zoë Müller,1970-04-03,\n2,Zoe Muller,1970-03-04,\n3,Ben Roe,1980,0875550101\n"
    )
    checked = bring(text, dry_run=True)
    assert checked.counts["created"] == 2
    assert checked.reason(2).startswith("Looks like Zoë Müller in row 1 of this file")
    assert Person.objects.count() == 0
    brought = bring(text)
    assert brought.counts["refused"] == 1
    assert brought.reason(2).startswith("Looks like Zoë Müller in the record (Same name and Day and month swapped)")
    become("worker")
    zoe = person("Zoë Müller")
    assert bring(text, decisions={"2": str(zoe.public_id)}).counts == {
        "read": 3, "created": 0, "updated": 1, "unchanged": 2, "refused": 0}  # fmt: skip
    assert Person.objects.count() == 2
    other = bring("id,full_name,birth_date,phone\n9,Zoe Mueller,1970-04-03,\n", decisions={"9": "new"})
    assert other.counts["created"] == 1, other.rows
    assert NotSamePerson.objects.filter(other=zoe).exists()
    left = bring("id,full_name,birth_date\n10,Zoe Muller,1970-04-03\n", decisions={"10": "leave"})
    assert left.reason(1) == "Left out, as you decided."
    taken = bring("id,full_name,birth_date\n10,Zoe Muller,1970-04-03\n", create_all=True)
    assert taken.counts["created"] == 1
    assert taken.reason(1).startswith("Looks like")


def test_the_same_person_keeps_what_is_known_of_her_once(bring: Bring, become: Become) -> None:
    first = "id,full_name,birth_date,phone\n1,Ana Silva,1990-01-02,0875550101\n"
    bring(first)
    ana = person("Ana Silva")
    again = "id,full_name,birth_date,phone,email\n7,Ana Silva,1990-01-02,087 555 0101,ana@example.org\n"
    bring(again, list_name="Clinic", decisions={"7": str(ana.public_id)})
    assert sorted(ContactPoint.objects.values_list("kind", flat=True)) == ["email", "phone"]
    assert bring(again, list_name="Clinic").counts["unchanged"] == 1


def test_one_number_twice_in_a_file_and_rows_without_a_number(bring: Bring) -> None:
    brought = bring("id,full_name\n1,Ana Silva\n1,Bo Lee\n1,Ana Silva\n,Cy Roe\n,Cy Roe\n")
    assert {number: row.outcome for number, row in brought.rows.items()} == {
        1: "created", 2: "refused", 3: "refused", 4: "created", 5: "unchanged"}  # fmt: skip
    assert brought.reason(2) == "The number 1 stands in row 1 of this file too. Each person has one row."


def test_a_victim_service_has_its_own_circle_and_no_other_team_sees_it(bring: Bring, become: Become) -> None:
    head = "id,full_name,household_id,relation_to_head,case_programme,case_opened_on\n"
    refused = bring(head + "1,Ana Silva,,,safe,2024-01-10\n")
    assert "Your team does not work in Safe at home" in refused.reason(1)
    brought = bring(head + "1,Ana Silva,H1,head,safe,2024-01-10\n2,Bo Silva,H1,child,,\n", who="elsewhere")
    assert brought.counts["created"] == 2, brought.rows
    assert set(HouseholdMember.objects.values_list("circle__kind", flat=True)) == {"victim-service"}
    become("worker")
    assert not Person.objects.exists()
    bring(head + "1,Cy Roe,H1,head,,\n", who="elsewhere", list_name="plain")
    mixed = bring(head + "2,Di Roe,H1,child,safe,2024-01-10\n", who="elsewhere", list_name="plain")
    assert "less confidentially" in mixed.reason(1)


LINKS = """id,full_name,case_programme,case_opened_on
1,Ana Silva,family,2024-01-10
2,Bo Lee,,
"""


def test_relationships_come_in_and_end(bring: Bring) -> None:
    head = "person_id,other_id,kind,from,until\n"
    assert "Nobody with the number 1" in bring(head + "1,2,friend,,\n").reason(1)
    bring(LINKS)
    brought = bring(head + "1,2,friend,2020-01-01,\n1,9,friend,,\n2,1,friend,,\n1,2,boss,,\n")
    assert {number: row.outcome for number, row in brought.rows.items()} == {
        1: "created", 2: "refused", 3: "unchanged", 4: "refused"}  # fmt: skip
    assert Relationship.objects.get().source == "people.csv"
    assert bring(head + "1,2,friend,2020-01-01,\n").counts["unchanged"] == 1
    assert bring(head + "1,2,friend,2020-01-01,2023-01-01\n").counts["updated"] == 1
    assert str(Relationship.objects.get().until_on) == "2023-01-01"


def test_contacts_go_to_the_case_and_long_notes_are_held_back(bring: Bring) -> None:
    bring(LINKS)
    head = "person_id,at,mode,note\n"
    text = head + f"1,03/04/2024 14:30,Phone call,Hello\n1,04/04/2024,visit,{'long ' * 80}\n2,04/04/2024,visit,x\n"
    brought = bring(text, dates="dmy")
    assert {number: row.outcome for number, row in brought.rows.items()} == {1: "created", 2: "created", 3: "refused"}
    assert "has no case" in brought.reason(3)
    call = Contact.objects.get(mode="call")
    assert (call.about, call.at.isoformat(), call.source) == ("Hello", "2024-04-03T13:30:00+00:00", "people.csv")
    note = Note.objects.get()
    assert (note.shared, bool(note.digest), bool(note.hold_until)) == (False, True, True)
    assert Case.objects.get().last_contact_at == Contact.objects.get(mode="visit").at
    assert bring(text, dates="dmy").counts["unchanged"] == 2


def test_a_workbook_brings_everything_at_once_and_a_check_takes_it_back(bring: Bring) -> None:
    book = Workbook()
    sheets: dict[str, list[list[Any]]] = {
        "People": [["id", "full_name", "case_programme", "case_opened_on"],
                   ["1", "Ana Silva", "family", date(2024, 1, 10)], ["2", "Bo Lee", None, None]],
        "Kin": [["person_id", "other_id", "kind"], ["1", "2", "friend"]],
        "Log": [["person_id", "at", "mode", "note"], ["1", datetime(2024, 4, 3, 14, 30), "call", "Hello"]],  # noqa: DTZ001
    }  # fmt: skip
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    stream = BytesIO()
    book.save(stream)
    checked = bring(stream.getvalue(), name="all.xlsx", dry_run=True)
    assert checked.counts == {"read": 4, "created": 4, "updated": 0, "unchanged": 0, "refused": 0}, checked.rows
    assert not Person.objects.exists()
    assert bring(stream.getvalue(), name="all.xlsx").counts["created"] == 4
    assert (Contact.objects.count(), Relationship.objects.count()) == (1, 1)


def test_a_row_that_the_database_refuses_stands_alone(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = homes.Homes.open_for

    def some_fail(self: homes.Homes, lines: Sequence[PersonLine]) -> None:
        if any(line.given == "Bad" for line in lines):
            raise DatabaseError("no")
        plain(self, lines)

    monkeypatch.setattr(homes.Homes, "open_for", some_fail)
    rows = "".join(f"{n},{'Bad' if n == 5 else 'Ana'},Silva{n}\n" for n in range(1, 10))
    brought = bring("id,given_name,family_name\n" + rows)
    assert (brought.counts["created"], brought.counts["refused"]) == (8, 1)
    assert brought.reason(5) == "The database refused this row."


def test_a_run_that_was_killed_goes_on_where_it_was(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "ROWS_AT_ONCE", 3)
    text = "id,full_name\n" + "".join(f"{n},Ana Silva{n}\n" for n in range(1, 11))
    plain, calls = running.Runner.one_batch, []

    def dies(self: running.Runner, enter: Enter) -> bool:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return plain(self, enter)

    monkeypatch.setattr(running.Runner, "one_batch", dies)
    with pytest.raises(KeyboardInterrupt):
        bring(text)
    run = ImportRun.objects.get()
    assert (run.state, run.done, run.total) == ("bringing", 6, 10)
    resumed = bring(text)
    assert resumed.run.id == run.id
    assert resumed.counts["created"] == 10
    assert Person.objects.count() == 10


def test_what_was_decided_is_kept_and_a_strange_decision_is_refused(bring: Bring, become: Become) -> None:
    bring("id,full_name,birth_date\n1,Ana Silva,1990-01-02\n2,Ana Silva,1990-01-02\n")
    run, by = ImportRun.objects.get(), become("worker")
    with pytest.raises(Refused, match="Choose the same person"):
        actions.decide_row(run=run, number=2, decision="same", same_as=str(run.public_id), by=by)
    with pytest.raises(NotFound):
        actions.decide_row(run=run, number=1, decision="new", by=by)
    actions.decide_row(run=run, number=2, decision="new", by=by)
    assert queries.run_page(run.public_id, by=by).decided == 1
    with pytest.raises(NotFound):
        queries.run_page(run.public_id, by=become("supervisor"))
    with pytest.raises(NotFound):
        actions.put_away_run(run=run, by=become("supervisor"))


@pytest.mark.parametrize("who", ["admin", "evaluator", "privacy"])
def test_who_sees_no_record_brings_none_in(bring: Bring, who: str) -> None:
    with pytest.raises(Refused, match="Only a worker of a team"):
        bring("id,full_name\n1,Ana Silva\n", who=who)


def test_somebody_whom_the_importer_may_only_know_of_is_decided_about(bring: Bring, become: Become) -> None:
    bring("id,full_name,birth_date\n1,Ana Silva,1990-01-02\n")
    public_id = str(person("Ana Silva").public_id)
    text = "id,full_name,birth_date,phone\n7,Ana Silva,1990-01-02,0875550101\n"
    asked = bring(text, who="intake")
    assert asked.reason(1).startswith("Looks like Ana Silva (Family team) in the record")
    assert not Person.objects.exists()
    same = bring(text, who="intake", decisions={"7": public_id})
    assert same.counts["updated"] == 1, same.rows
    assert str(Person.objects.get().public_id) == public_id
