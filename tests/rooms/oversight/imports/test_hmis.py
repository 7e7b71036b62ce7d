"""An HMIS export comes in whole, once, with a reason for every row that does not; and again when it has changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from alongside.agency.organisation.models import Programme
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import RESTRICTED, Reader
from alongside.oversight.imports.actions import import_hmis
from alongside.oversight.imports.models import ImportRun
from alongside.practice.assessments.models import Fact
from alongside.practice.contacts.models import Contact
from alongside.record.cases.models import Case, Closing, Participant
from alongside.record.people.models import HouseholdMember, Person
from tests.conftest import Become
from tests.rooms.oversight.imports.exports import TABLES, Bring, changed, write


def test_the_whole_export_comes_in(bring: Bring) -> None:
    ledger = bring(TABLES)
    assert ledger.counts == {"read": 17, "created": 17}
    family = Case.objects.get(family=True)
    assert family.title == "Amal Warsame and family"
    assert family.state == "open"
    assert HouseholdMember.objects.filter(part="child", person__display_name="Idris Warsame").exists()
    assert Person.objects.get(display_name="Idris Warsame").birth_precision == "estimated"
    assert Fact.objects.get(key="hmis.TotalMonthlyIncome").amount == 1100
    assert not Fact.objects.filter(key="hmis.WIC").exists()
    assert "Blind Draw" in Fact.objects.get(key="hmis.SNAP").source_note
    alone = Case.objects.get(family=False)
    assert (alone.state, str(alone.closed_on)) == ("closed", "2022-03-01")
    assert "Rental" in Closing.objects.get(case=alone).destination
    assert Contact.objects.get(case=alone).about == "Bed Night"
    assert str(Participant.objects.get(case=alone).until_on) == "2022-03-01"


def test_violence_and_disability_are_restricted(bring: Bring, become: Become) -> None:
    bring(TABLES)
    secret = Fact.objects.filter(level=RESTRICTED)
    assert {fact.key for fact in secret} == {
        "hmis.DomesticViolenceSurvivor",
        "hmis.WhenOccurred",
        "hmis.disability.10",
    }
    become("colleague")
    assert not Fact.objects.filter(level=RESTRICTED).exists()
    assert Fact.objects.exists()
    become("elsewhere")
    assert not Fact.objects.exists()


def test_no_social_security_number_is_kept(bring: Bring, become: Become) -> None:
    ledger = bring(TABLES)
    line = next(line for line in ledger.lines if line.file == "Client" and line.id == "a")
    assert line.outcome == "created"
    assert "not stored" in line.reason
    assert not Fact.objects.filter(value__contains="123456789").exists()


def test_again_changes_nothing(bring: Bring) -> None:
    bring(TABLES)
    ledger = bring(TABLES)
    assert ledger.counts == {"read": 17, "unchanged": 17}
    assert Case.objects.count() == 2


def test_a_later_export_adds_what_is_new_and_closes_who_left(bring: Bring) -> None:
    bring(TABLES)
    exits = [
        *TABLES["Exit"],
        {"ExitID": "x1", "EnrollmentID": "e1", "PersonalID": "a", "ExitDate": "2022-04-01", "Destination": "410"},
        {"ExitID": "x2", "EnrollmentID": "e2", "PersonalID": "b", "ExitDate": "2022-04-01", "Destination": "410"},
    ]
    income = [{**TABLES["IncomeBenefits"][0], "TotalMonthlyIncome": "1250.00"}]
    ledger = bring(changed(Exit=exits, IncomeBenefits=income))
    assert (ledger.counts["created"], ledger.counts["updated"], ledger.counts["refused"]) == (2, 1, 0)
    assert Case.objects.get(family=True).state == "closed"
    assert Fact.objects.get(key="hmis.TotalMonthlyIncome").amount == 1250


@pytest.mark.parametrize(
    ("table", "row", "words"),
    [
        ("Exit", {"ExitID": "x1", "EnrollmentID": "e1", "PersonalID": "a", "ExitDate": "2021-12-01"}, "before they"),
        ("Exit", {"ExitID": "x1", "EnrollmentID": "e1", "PersonalID": "a", "ExitDate": "soon"}, "is not a date"),
        ("Services", {"ServicesID": "s9", "EnrollmentID": "e1", "PersonalID": "a", "DateProvided": "2999-01-01",
                      "RecordType": "200", "TypeProvided": "200"}, "in the future"),
    ],
)  # fmt: skip
def test_an_impossible_row_refuses_its_stay_and_nothing_else(
    bring: Bring, table: str, row: dict[str, str], words: str
) -> None:
    ledger = bring(changed(**{table: [*TABLES[table], row]}))
    refused = [line for line in ledger.lines if line.outcome == "refused"]
    assert refused
    assert all(words in line.reason for line in refused)
    assert not Case.objects.filter(family=True).exists()
    assert Case.objects.filter(family=False).exists()


def test_a_row_of_nobody_is_refused_alone(bring: Bring) -> None:
    stray = {"ServicesID": "s9", "EnrollmentID": "zz", "PersonalID": "a", "DateProvided": "2022-02-02"}
    ledger = bring(changed(Services=[*TABLES["Services"], stray]))
    assert [(line.id, line.outcome.value) for line in ledger.lines if line.outcome == "refused"] == [("s9", "refused")]


def test_a_dry_run_keeps_nothing_and_says_the_same(bring: Bring) -> None:
    ledger = bring(TABLES, dry_run=True)
    assert ledger.counts["created"] == 17
    assert not Case.objects.exists()
    assert not ImportRun.objects.exists()


def test_a_folder_of_something_else_is_one_plain_sentence(bring: Bring, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="holds no HMIS export"):
        bring({"Cats": [{"Name": "Tom"}]})
    (tmp_path / "file.csv").write_text("x")
    with pytest.raises(Refused, match="is not a folder"):
        import_hmis(tmp_path / "file.csv", enter=lambda: None, enter_house=lambda: None)  # type: ignore[arg-type,return-value]


def test_bytes_that_are_no_text_are_refused(bring: Bring, tmp_path: Path) -> None:
    write(tmp_path / "export", TABLES)
    (tmp_path / "export" / "Zip.csv").write_bytes(b"PK\x03\x04\x00\x00")
    with pytest.raises(Refused, match="not a text file"):
        bring({})


def test_a_table_without_its_key_is_no_export(bring: Bring, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="has no column PersonalID"):
        bring(changed(Client=[{"FirstName": "Amal"}]))


def test_whoever_works_in_no_team_brings_nothing_in(become: Become, tmp_path: Path) -> None:
    @contextmanager
    def as_privacy() -> Iterator[Reader]:
        yield become("privacy")

    with pytest.raises(Refused, match="Only a worker of a team"):
        import_hmis(write(tmp_path / "export", TABLES), enter=as_privacy, enter_house=as_privacy)


def test_what_belongs_to_nothing_is_refused_with_its_reason(bring: Bring) -> None:
    nobody = {"PersonalID": "z", "FirstName": "Nobody", "LastName": "Here"}
    ledger = bring({**changed(Client=[*TABLES["Client"], nobody]), "Cats": [{"Name": "Tom"}]})
    refused = {line.file: line.reason for line in ledger.lines if line.outcome == "refused"}
    assert "no team may see them" in refused["Client"]
    assert refused["Cats"] == "Cats.csv is not part of an HMIS export."


def test_what_changes_about_a_project_is_described_again(bring: Bring) -> None:
    bring(TABLES)
    bring(changed(Funder=[{**TABLES["Funder"][0], "GrantID": "ZZ99"}]))
    code = f"hmis-{TABLES['Project'][0]['ProjectID']}"
    assert any("ZZ99" in line for line in Programme.objects.get(code=code).details)
