"""Dates as genealogy programs write them."""

from __future__ import annotations

import pytest

from alongside.ground.familymap.gedcom.dates import read_date
from alongside.ground.familymap.model import When

KNOWN: list[tuple[str, When | None, When | None]] = [
    ("4 MAR 1990", When(1990, 3, 4), None),
    ("mar 1990", When(1990, 3), None),
    ("1990", When(1990), None),
    ("ABT 1990", When(1990, about=True), None),
    ("EST 4 MAR 1990", When(1990, 3, 4, about=True), None),
    ("BEF 1990", When(1990, about=True), None),
    ("AFT MAY 1990", When(1990, 5, about=True), None),
    ("BET 1990 AND 1992", When(1990, about=True), None),
    ("FROM 1990 TO 4 MAR 1992", When(1990), When(1992, 3, 4)),
    ("TO 1992", None, When(1992)),
    ("FROM 1990", When(1990), None),
    ("INT 1990 (about when the harvest failed)", When(1990, about=True), None),
    ("11 FEB 1731/32", When(1732, 2, 11), None),
    ("1699/00", When(1700), None),
    ("1699/1700", When(1700), None),
    ("@#DGREGORIAN@ 4 MAR 1990", When(1990, 3, 4), None),
    ("@#DJULIAN@ 4 MAR 1690", When(1690, 3, 4, about=True), None),
    ("JULIAN 4 MAR 1690", When(1690, 3, 4, about=True), None),
    ("30 FEB 1990", When(1990, 2, about=True), None),
    ("1990-03-04", When(1990, 3, 4), None),
    ("4.3.1990", When(1990, 3, 4), None),
    ("25/12/1990", When(1990, 12, 25), None),
    ("12/25/1990", When(1990, 12, 25), None),
    ("4/3/1990", When(1990, about=True), None),
    ("3. M\u00e4rz 1990", When(1990, 3, 3), None),
]


@pytest.mark.parametrize(("text", "since", "until"), KNOWN)
def test_what_is_said_is_read(text: str, since: When | None, until: When | None) -> None:
    found = read_date(text)
    assert (found.since, found.until) == (since, until)


@pytest.mark.parametrize(
    "text", ["(in the year of the flood)", "44 B.C.", "0", "@#DHEBREW@ 2 TVT 5758", "sometime", "BET x AND y", "0/0/0"]
)
def test_what_cannot_be_read_is_left_out_and_said(text: str) -> None:
    found = read_date(text)
    assert (found.since, found.until) == (None, None)
    assert "left out" in found.remark


def test_no_date_says_nothing() -> None:
    assert read_date("  ").remark == ""
