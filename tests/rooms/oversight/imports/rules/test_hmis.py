"""What a row of an HMIS export says, in plain words: facts, services, places, projects."""

from __future__ import annotations

from decimal import Decimal

import pytest

from alongside.ground.foundation.reader import RESTRICTED
from alongside.oversight.imports.rules import hmis
from alongside.oversight.imports.rules.files import TableRow
from alongside.practice.assessments.enums import Domain


def row(file: str, **values: str) -> TableRow:
    return TableRow(file, 1, values)


def facts(file: str, **values: str) -> dict[str, str]:
    return {answer.key: answer.value for answer in hmis.answers(row(file, **values))}


def test_a_code_is_told_in_its_words_and_an_unknown_one_as_it_came() -> None:
    assert hmis.code("NoYesReasonsForMissingData", "1") == "Yes"
    assert hmis.code("NoYesReasonsForMissingData", "4711") == "Code 4711"


@pytest.mark.parametrize("value", ["", "99"])
def test_what_was_not_collected_is_no_fact(value: str) -> None:
    assert facts("IncomeBenefits", TotalMonthlyIncome=value, SNAP=value) == {}


def test_an_income_is_an_amount_and_what_is_no_amount_is_no_fact() -> None:
    (total,) = hmis.answers(row("IncomeBenefits", TotalMonthlyIncome="1100"))
    assert (total.value, total.amount, total.unit) == ("1100.00", Decimal(1100), "USD a month")
    assert facts("IncomeBenefits", TotalMonthlyIncome="0") == {"hmis.TotalMonthlyIncome": "0.00"}
    assert facts("IncomeBenefits", EarnedAmount="0") == {}
    assert facts("IncomeBenefits", TotalMonthlyIncome="plenty") == {}


def test_a_no_that_says_nothing_is_left_out() -> None:
    assert facts("IncomeBenefits", SNAP="0") == {}
    assert set(facts("IncomeBenefits", SNAP="1")) == {"hmis.SNAP"}


def test_races_are_one_fact() -> None:
    found = facts("Client", White="1", Asian="1", BlackAfAmerican="0")
    assert found["hmis.race"].count(",") == 1
    assert "hmis.race" not in facts("Client", White="0")


def test_the_question_stands_before_its_answer() -> None:
    found = facts("AssessmentQuestions", AssessmentQuestion="Nights outside", AssessmentAnswer="14")
    assert found == {"hmis.AssessmentAnswer": "Nights outside: 14"}
    assert facts("AssessmentQuestions", AssessmentAnswer="14") == {"hmis.AssessmentAnswer": "14"}


@pytest.mark.parametrize(
    ("kind", "domain"), [("9", Domain.MENTAL_HEALTH), ("10", Domain.SUBSTANCE_USE), ("5", Domain.PHYSICAL_HEALTH)]
)
def test_a_disability_is_restricted_and_in_its_area(kind: str, domain: str) -> None:
    (answer,) = hmis.answers(row("Disabilities", DisabilityType=kind, DisabilityResponse="1"))
    assert (answer.domain, answer.level, answer.key) == (domain, RESTRICTED, f"hmis.disability.{kind}")
    (lasting,) = hmis.answers(
        row("Disabilities", DisabilityType=kind, DisabilityResponse="1", IndefiniteAndImpairs="1")
    )
    assert lasting.value == f"{answer.value}, expected to last and making it hard to live alone"


def test_a_disability_that_nobody_asked_about_is_no_fact() -> None:
    assert list(hmis.answers(row("Disabilities", DisabilityType="9", DisabilityResponse="99"))) == []


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"RecordType": "200", "TypeProvided": "200"}, "Bed Night"),
        ({"RecordType": "200", "TypeProvided": "200", "OtherTypeProvided": "a cot"}, "Bed Night: a cot"),
        ({"RecordType": "200", "TypeProvided": "200", "FAAmount": "40.00"}, "Bed Night, 40.00 USD"),
        ({"RecordType": "200", "TypeProvided": "200", "FAAmount": "0.00"}, "Bed Night"),
        ({"RecordType": "4711"}, "Code 4711"),
    ],
)
def test_a_service_says_what_was_given(values: dict[str, str], words: str) -> None:
    assert hmis.service_words(row("Services", **values)) == words


def test_where_somebody_slept_with_the_place_when_it_is_told() -> None:
    plain = hmis.situation_words(row("CurrentLivingSituation", CurrentLivingSituation="116"))
    told = row("CurrentLivingSituation", CurrentLivingSituation="116", LocationDetails="Under the bridge")
    assert hmis.situation_words(told) == f"{plain}. Under the bridge"


def test_a_project_has_one_line_for_each_row_about_it() -> None:
    lines = hmis.project_lines(
        {
            "Funder": [row("Funder", Funder="8", GrantID="AB12"), row("Funder", Funder="8")],
            "ProjectCoC": [row("ProjectCoC", City="Austin", State="TX", CoCCode="TX-503")],
            "Inventory": [row("Inventory", HouseholdType="1", BedInventory="20", InventoryStartDate="2020-01-01")],
            "HMISParticipation": [row("HMISParticipation", HMISParticipationStatusStartDate="2019-01-01")],
            "CEParticipation": [row("CEParticipation", CEParticipationStatusStartDate="2019-02-01")],
            "Affiliation": [row("Affiliation", ResProjectID="44")],
        }
    )
    assert lines[0].startswith("Funder: ")
    assert lines[0].endswith(" AB12")
    assert not lines[1].endswith(" ")
    assert "Place: Austin, TX (TX-503)" in lines
    assert any("0 units, 20 beds from 2020-01-01" in line for line in lines)
    assert lines[-3:] == [
        "Takes part in HMIS since 2019-01-01",
        "Takes part in coordinated entry since 2019-02-01",
        "Affiliated with project 44",
    ]
    assert hmis.project_lines({}) == []
