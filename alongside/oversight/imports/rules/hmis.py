"""What the columns of a HUD HMIS CSV export (FY2026 "2026 v1", FY2024 read too) mean here. Pure.

Codes are those of the HUD data standards. 99 (not collected) says nothing and gives no fact; "does not know" and
"prefers not to answer" are answers and are kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from alongside.ground.foundation.reader import ORDINARY, RESTRICTED
from alongside.oversight.imports.rules.files import TableRow
from alongside.practice.assessments.enums import Domain
from alongside.record.cases.enums import ParticipantRole
from alongside.record.people.enums import BirthPrecision, HouseholdPart

CODES = Path(__file__).resolve().parent.parent / "data" / "hmis_codes.json"
NOT_COLLECTED = {"", "99"}

KEYS = {
    "Export": "ExportID",
    "Organization": "OrganizationID",
    "User": "UserID",
    "Project": "ProjectID",
    "ProjectCoC": "ProjectCoCID",
    "Funder": "FunderID",
    "Inventory": "InventoryID",
    "Affiliation": "AffiliationID",
    "HMISParticipation": "HMISParticipationID",
    "CEParticipation": "CEParticipationID",
    "Client": "PersonalID",
    "Enrollment": "EnrollmentID",
    "Exit": "ExitID",
    "IncomeBenefits": "IncomeBenefitsID",
    "HealthAndDV": "HealthAndDVID",
    "EmploymentEducation": "EmploymentEducationID",
    "Disabilities": "DisabilitiesID",
    "Services": "ServicesID",
    "CurrentLivingSituation": "CurrentLivingSitID",
    "Assessment": "AssessmentID",
    "AssessmentQuestions": "AssessmentQuestionID",
    "AssessmentResults": "AssessmentResultID",
    "Event": "EventID",
    "YouthEducationStatus": "YouthEducationStatusID",
}
"""Every file of the export and the column that names its rows."""

OF_PROJECT = ("ProjectCoC", "Funder", "Inventory", "Affiliation", "HMISParticipation", "CEParticipation")
OF_ENROLLMENT = (
    "Exit",
    "IncomeBenefits",
    "HealthAndDV",
    "EmploymentEducation",
    "Disabilities",
    "Services",
    "CurrentLivingSituation",
    "Assessment",
    "AssessmentQuestions",
    "AssessmentResults",
    "Event",
    "YouthEducationStatus",
)
FACT_FILES = (
    "IncomeBenefits",
    "HealthAndDV",
    "EmploymentEducation",
    "Disabilities",
    "Assessment",
    "AssessmentQuestions",
    "AssessmentResults",
    "Event",
    "YouthEducationStatus",
)
DAY_COLUMNS = {"Assessment": "AssessmentDate", "Event": "EventDate", "Enrollment": "EntryDate"}

PARTS = {"1": HouseholdPart.HEAD, "2": HouseholdPart.CHILD, "3": HouseholdPart.PARTNER, "4": HouseholdPart.RELATIVE,
         "5": HouseholdPart.OTHER}  # fmt: skip
ROLES = {"1": ParticipantRole.PERSON, "2": ParticipantRole.CHILD, "3": ParticipantRole.PARTNER,
         "4": ParticipantRole.RELATIVE}  # fmt: skip
BIRTH = {"1": BirthPrecision.EXACT, "2": BirthPrecision.ESTIMATED}
SEX = {"0": "f", "1": "m"}
RACES = {
    "AmIndAKNative": "American Indian, Alaska Native or Indigenous",
    "Asian": "Asian or Asian American",
    "BlackAfAmerican": "Black, African American or African",
    "HispanicLatinao": "Hispanic or Latina/o",
    "HispanicLatinaeo": "Hispanic or Latina/e/o",
    "MidEastNAfrican": "Middle Eastern or North African",
    "NativeHIPacific": "Native Hawaiian or Pacific Islander",
    "White": "White",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A fact that a column gives: where it belongs, what was asked, what was answered."""

    domain: str
    key: str
    label: str
    value: str
    amount: Decimal | None = None
    unit: str = ""
    level: int = ORDINARY


@dataclass(frozen=True, slots=True)
class Column:
    """How one column is read: ``codes`` names its list; without one it is text, or money when ``money``.

    ``keep_no`` keeps the answer no; for lists of ticks only what was ticked is a fact.
    """

    domain: str
    label: str
    codes: str = ""
    money: bool = False
    keep_no: bool = True
    level: int = ORDINARY


YES = "NoYesReasonsForMissingData"


def _ticks(domain: str, **labels: str) -> dict[str, Column]:
    return {name: Column(domain, label, YES, keep_no=False) for name, label in labels.items()}


def _money(domain: str, **labels: str) -> dict[str, Column]:
    return {name: Column(domain, label, money=True) for name, label in labels.items()}


COLUMNS: dict[str, dict[str, Column]] = {
    "Enrollment": {
        "LivingSituation": Column(Domain.HOUSING, "Where they lived before", "PriorLivingSituation"),
        "LengthOfStay": Column(Domain.HOUSING, "How long they had stayed there", "ResidencePriorLengthOfStay"),
        "DateToStreetESSH": Column(Domain.HOUSING, "Without a home since"),
        "TimesHomelessPastThreeYears": Column(
            Domain.HOUSING, "Times without a home in three years", "TimesHomelessPastThreeYears"
        ),
        "MonthsHomelessPastThreeYears": Column(
            Domain.HOUSING, "Months without a home in three years", "MonthsHomelessPastThreeYears"
        ),
        "MoveInDate": Column(Domain.HOUSING, "Moved in on"),
        "DateOfEngagement": Column(Domain.COMMUNITY, "Engaged on"),
        "PercentAMI": Column(Domain.MONEY, "Share of the area's median income", "PercentAMI"),
        "DisablingCondition": Column(Domain.PHYSICAL_HEALTH, "A disabling condition", YES, level=RESTRICTED),
    },
    "Client": {
        "VeteranStatus": Column(Domain.WORK, "Served in the military", YES),
        "YearEnteredService": Column(Domain.WORK, "Entered service in"),
        "YearSeparated": Column(Domain.WORK, "Left service in"),
        "MilitaryBranch": Column(Domain.WORK, "Branch of the military", "MilitaryBranch"),
        "DischargeStatus": Column(Domain.WORK, "Discharge from the military", "DischargeStatus"),
        "AdditionalRaceEthnicity": Column(Domain.CULTURE, "Identity in their own words"),
    },
    "IncomeBenefits": {
        "IncomeFromAnySource": Column(Domain.MONEY, "Any income", YES),
        "BenefitsFromAnySource": Column(Domain.MONEY, "Any benefits other than money", YES),
        "InsuranceFromAnySource": Column(Domain.PHYSICAL_HEALTH, "Any health insurance", YES),
        **_money(
            Domain.MONEY,
            TotalMonthlyIncome="Income a month",
            EarnedAmount="Earned income",
            UnemploymentAmount="Unemployment insurance",
            SSIAmount="Supplemental Security Income",
            SSDIAmount="Social Security Disability Insurance",
            VADisabilityServiceAmount="VA service-connected disability",
            VADisabilityNonServiceAmount="VA pension",
            PrivateDisabilityAmount="Private disability insurance",
            WorkersCompAmount="Worker's compensation",
            TANFAmount="Temporary Assistance for Needy Families",
            GAAmount="General Assistance",
            SocSecRetirementAmount="Retirement income",
            PensionAmount="Pension",
            ChildSupportAmount="Child support",
            AlimonyAmount="Alimony",
            OtherIncomeAmount="Other income",
        ),
        "OtherIncomeSourceIdentify": Column(Domain.MONEY, "Other income from"),
        **_ticks(
            Domain.MONEY,
            SNAP="Food assistance (SNAP)",
            WIC="Nutrition for women, infants, children (WIC)",
            TANFChildCare="TANF child care",
            TANFTransportation="TANF transport",
            OtherTANF="Other TANF services",
            OtherBenefitsSource="Another benefit",
        ),
        "OtherBenefitsSourceIdentify": Column(Domain.MONEY, "Other benefit"),
        **_ticks(
            Domain.PHYSICAL_HEALTH,
            Medicaid="Medicaid",
            Medicare="Medicare",
            SCHIP="Children's health insurance",
            VHAServices="Veterans' health services",
            EmployerProvided="Insurance through work",
            COBRA="Insurance kept after work (COBRA)",
            PrivatePay="Private insurance",
            StateHealthIns="State health insurance",
            IndianHealthServices="Indian Health Services",
            OtherInsurance="Other insurance",
        ),
        "OtherInsuranceIdentify": Column(Domain.PHYSICAL_HEALTH, "Other insurance from"),
        "ConnectionWithSOAR": Column(Domain.MONEY, "Help with disability claims (SOAR)", YES),
    },
    "HealthAndDV": {
        "DomesticViolenceSurvivor": Column(Domain.SAFETY, "Survivor of violence at home", YES, level=RESTRICTED),
        "WhenOccurred": Column(Domain.SAFETY, "When it happened", "WhenDVOccurred", level=RESTRICTED),
        "CurrentlyFleeing": Column(Domain.SAFETY, "Fleeing now", YES, level=RESTRICTED),
        "GeneralHealthStatus": Column(Domain.PHYSICAL_HEALTH, "General health", "HealthStatus", level=RESTRICTED),
        "DentalHealthStatus": Column(Domain.PHYSICAL_HEALTH, "Dental health", "HealthStatus", level=RESTRICTED),
        "MentalHealthStatus": Column(Domain.MENTAL_HEALTH, "Mental health", "HealthStatus", level=RESTRICTED),
        "PregnancyStatus": Column(Domain.PHYSICAL_HEALTH, "Pregnant", YES, level=RESTRICTED),
        "DueDate": Column(Domain.PHYSICAL_HEALTH, "Birth expected on", level=RESTRICTED),
    },
    "EmploymentEducation": {
        "LastGradeCompleted": Column(Domain.EDUCATION, "Last grade completed", "LastGradeCompleted"),
        "SchoolStatus": Column(Domain.EDUCATION, "School", "SchoolStatus"),
        "Employed": Column(Domain.WORK, "Has work", YES),
        "EmploymentType": Column(Domain.WORK, "Kind of work", "EmploymentType"),
        "NotEmployedReason": Column(Domain.WORK, "Why without work", "NotEmployedReason"),
    },
    "Assessment": {
        "AssessmentType": Column(Domain.HOUSING, "Assessed", "AssessmentType"),
        "AssessmentLevel": Column(Domain.HOUSING, "Assessed for", "AssessmentLevel"),
        "PrioritizationStatus": Column(Domain.HOUSING, "Place on the list", "PrioritizationStatus"),
    },
    "AssessmentQuestions": {"AssessmentAnswer": Column(Domain.HOUSING, "Answer of a housing assessment")},
    "AssessmentResults": {"AssessmentResult": Column(Domain.HOUSING, "Result of a housing assessment")},
    "Event": {
        "Event": Column(Domain.HOUSING, "Step towards housing", "EventType"),
        "ReferralResult": Column(Domain.HOUSING, "What came of it", "ReferralResult"),
        "ResultDate": Column(Domain.HOUSING, "Known on"),
    },
    "YouthEducationStatus": {
        "CurrentSchoolAttend": Column(Domain.EDUCATION, "Goes to school", "CurrentSchoolAttended"),
        "MostRecentEdStatus": Column(Domain.EDUCATION, "Most recent schooling", "MostRecentEdStatus"),
        "CurrentEdStatus": Column(Domain.EDUCATION, "Schooling now", "CurrentEdStatus"),
    },
}
SERVICE_LISTS = {
    "141": "PATHServices",
    "142": "RHYServices",
    "143": "HOPWAServices",
    "144": "SSVFServices",
    "200": "BedNight",
}


@cache
def codes() -> dict[str, dict[str, str]]:
    """The code lists of the HUD data standards that the columns use."""
    found: dict[str, dict[str, str]] = json.loads(CODES.read_text(encoding="utf-8"))
    return found


def code(name: str, value: str) -> str:
    """The words of one code; a code that is not in its list is kept as it came."""
    return codes()[name].get(value, f"Code {value}")


def answers(row: TableRow) -> Iterator[Answer]:
    """The facts that one row gives."""
    if row.file == "Disabilities":
        yield from _disability(row)
        return
    for name, column in COLUMNS.get(row.file, {}).items():
        value = row[name]
        if value in NOT_COLLECTED or (value == "0" and column.codes == YES and not column.keep_no):
            continue
        answer = _answer(row, name, column, value)
        if answer is not None:
            yield answer
    if row.file == "Client":
        races = [label for name, label in RACES.items() if row[name] == "1"]
        if races:
            yield Answer(Domain.CULTURE, "hmis.race", "Race and ethnicity as recorded there", ", ".join(races)[:300])


def _answer(row: TableRow, name: str, column: Column, value: str) -> Answer | None:
    key = f"hmis.{name}"
    if column.money:
        try:
            amount = Decimal(value)
        except InvalidOperation:
            return None
        if amount == 0 and name != "TotalMonthlyIncome":
            return None
        return Answer(column.domain, key, column.label, f"{amount:.2f}", amount, "USD a month", column.level)
    words = code(column.codes, value) if column.codes else value
    if row.file == "AssessmentQuestions" and row["AssessmentQuestion"]:
        words = f"{row['AssessmentQuestion']}: {words}"
    return Answer(column.domain, key, column.label, words[:300], level=column.level)


def _disability(row: TableRow) -> Iterator[Answer]:
    if row["DisabilityResponse"] in NOT_COLLECTED:
        return
    kind = row["DisabilityType"]
    response = "DisabilityResponse" if kind == "10" else YES
    words = code(response, row["DisabilityResponse"])
    if row["IndefiniteAndImpairs"] == "1":
        words += ", expected to last and making it hard to live alone"
    domain = {"9": Domain.MENTAL_HEALTH, "10": Domain.SUBSTANCE_USE}.get(kind, Domain.PHYSICAL_HEALTH)
    yield Answer(domain, f"hmis.disability.{kind}", code("DisabilityType", kind), words[:300], level=RESTRICTED)


def service_words(row: TableRow) -> str:
    """What a row of Services says was given."""
    listed = SERVICE_LISTS.get(row["RecordType"])
    words = code(listed, row["TypeProvided"]) if listed else code("RecordType", row["RecordType"])
    if row["OtherTypeProvided"]:
        words = f"{words}: {row['OtherTypeProvided']}"
    return f"{words}, {row['FAAmount']} USD" if row["FAAmount"] not in {"", "0", "0.00"} else words


def situation_words(row: TableRow) -> str:
    """What a row of CurrentLivingSituation says."""
    words = code("CurrentLivingSituation", row["CurrentLivingSituation"])
    return f"{words}. {row['LocationDetails']}" if row["LocationDetails"] else words


def project_lines(rows: dict[str, list[TableRow]]) -> list[str]:
    """What the export says of one project, one line for each row of its files."""
    lines = [f"Funder: {code('FundingSource', r['Funder'])} {r['GrantID']}".strip() for r in rows.get("Funder", [])]
    lines += [f"Place: {r['City']}, {r['State']} ({r['CoCCode']})" for r in rows.get("ProjectCoC", [])]
    lines += [
        f"Inventory: {code('HouseholdType', r['HouseholdType'])}, {r['UnitInventory'] or 0} units, "
        f"{r['BedInventory'] or 0} beds from {r['InventoryStartDate']}"
        for r in rows.get("Inventory", [])
    ]
    lines += [
        f"Takes part in HMIS since {r['HMISParticipationStatusStartDate']}" for r in rows.get("HMISParticipation", [])
    ]
    lines += [
        f"Takes part in coordinated entry since {r['CEParticipationStatusStartDate']}"
        for r in rows.get("CEParticipation", [])
    ]
    lines += [f"Affiliated with project {r['ResProjectID']}" for r in rows.get("Affiliation", [])]
    return lines
