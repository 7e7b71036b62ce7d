"""A small HMIS export: a family of two, and somebody alone who has left."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from alongside.oversight.imports.actions import Ledger

Tables = dict[str, list[dict[str, str]]]
Bring = Callable[..., Ledger]

TABLES: Tables = {
    "Export": [{"ExportID": "1", "CSVVersion": "2026 v1.0"}],
    "Organization": [{"OrganizationID": "7", "OrganizationName": "Harbour Beds", "VictimServiceProvider": "0"}],
    "User": [{"UserID": "3", "UserFirstName": "Blind", "UserLastName": "Draw"}],
    "Project": [{"ProjectID": "9", "OrganizationID": "7", "ProjectName": "Night shelter", "ProjectType": "1"}],
    "Funder": [{"FunderID": "1", "ProjectID": "9", "Funder": "8", "GrantID": "AB12"}],
    "Client": [
        {"PersonalID": "a", "FirstName": "Amal", "LastName": "Warsame", "DOB": "1990-07-24", "DOBDataQuality": "1",
         "SSN": "123456789", "Sex": "0", "White": "1", "VeteranStatus": "0"},
        {"PersonalID": "b", "FirstName": "Idris", "LastName": "Warsame", "DOB": "2015-01-02", "DOBDataQuality": "2"},
        {"PersonalID": "c", "FirstName": "Lone", "LastName": "Walker", "DOB": "1970-01-01", "DOBDataQuality": "1"},
    ],
    "Enrollment": [
        {"EnrollmentID": "e1", "PersonalID": "a", "ProjectID": "9", "EntryDate": "2022-01-10", "HouseholdID": "h1",
         "RelationshipToHoH": "1", "LivingSituation": "116"},
        {"EnrollmentID": "e2", "PersonalID": "b", "ProjectID": "9", "EntryDate": "2022-01-10", "HouseholdID": "h1",
         "RelationshipToHoH": "2"},
        {"EnrollmentID": "e3", "PersonalID": "c", "ProjectID": "9", "EntryDate": "2022-02-01", "HouseholdID": "h2",
         "RelationshipToHoH": "1"},
    ],
    "Exit": [{"ExitID": "x3", "EnrollmentID": "e3", "PersonalID": "c", "ExitDate": "2022-03-01", "Destination": "410"}],
    "Services": [
        {"ServicesID": "s1", "EnrollmentID": "e3", "PersonalID": "c", "DateProvided": "2022-02-02",
         "RecordType": "200", "TypeProvided": "200"},
    ],
    "IncomeBenefits": [
        {"IncomeBenefitsID": "i1", "EnrollmentID": "e1", "PersonalID": "a", "InformationDate": "2022-01-10",
         "IncomeFromAnySource": "1", "TotalMonthlyIncome": "1100.00", "Earned": "1", "EarnedAmount": "1100.00",
         "SNAP": "1", "WIC": "0", "UserID": "3"},
    ],
    "HealthAndDV": [
        {"HealthAndDVID": "d1", "EnrollmentID": "e1", "PersonalID": "a", "InformationDate": "2022-01-10",
         "DomesticViolenceSurvivor": "1", "WhenOccurred": "4"},
    ],
    "Disabilities": [
        {"DisabilitiesID": "q1", "EnrollmentID": "e1", "PersonalID": "a", "InformationDate": "2022-01-10",
         "DisabilityType": "10", "DisabilityResponse": "1"},
    ],
    "YouthEducationStatus": [
        {"YouthEducationStatusID": "y1", "EnrollmentID": "e1", "PersonalID": "a", "InformationDate": "2022-01-10"},
    ],
}  # fmt: skip


def write(folder: Path, tables: Tables) -> Path:
    folder.mkdir(exist_ok=True)
    for name, rows in tables.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as handle:
            lines = csv.DictWriter(handle, columns)
            lines.writeheader()
            lines.writerows(rows)
    return folder


def changed(**tables: list[dict[str, str]]) -> Tables:
    return {**TABLES, **tables}
