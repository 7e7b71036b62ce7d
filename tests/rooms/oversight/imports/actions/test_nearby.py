"""Rows of one spreadsheet that look like one another."""

from __future__ import annotations

from datetime import date

from alongside.oversight.imports.actions.nearby import Nearby
from alongside.oversight.imports.rules.lines import PersonLine, Setting, read_person

SETTING = Setting(date(2026, 11, 22))


def line(number: int, **values: str) -> PersonLine:
    return read_person(number, {"id": str(number), **values}, SETTING)


def test_whoever_shares_a_key_is_judged_once_and_found_only_when_very_like() -> None:
    nearby = Nearby()
    nearby.add(line(1, full_name="Ana Silva", birth_date="1990-02-01", phone="087 555 0101"))
    nearby.add(line(2, full_name="Zoë Müller", birth_date="1990-02-01"))
    assert nearby.find(line(3, full_name="Bo Lee", birth_date="1990-01-02", phone="0875550101")) is None
    found = nearby.find(line(4, full_name="Zoe Mueller", birth_date="1990-02-01"))
    assert found
    assert (found.number, found.name) == (2, "Zoë Müller")


def test_nobody_looks_like_her_own_row() -> None:
    nearby = Nearby()
    ana = line(1, full_name="Ana Silva", birth_date="1990-02-01")
    nearby.add(ana)
    assert nearby.find(ana) is None
    assert nearby.keys == {"1"}
