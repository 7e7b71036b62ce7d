"""Circles of which only logs or people are left, and the marks that the house sets on what has become due."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from alongside.oversight.disposals.rules.retention import finding_rules
from tests.conftest import Become
from tests.database.putting import inside, many, number, put, seen
from tests.factories.cast import entered_house
from tests.rooms.oversight.disposals.gates.logs import reading

pytestmark = pytest.mark.usefixtures("administer")
FIRST, LAST = date(2012, 3, 31), date(2014, 6, 30)


def test_a_circle_is_emptied_whose_case_or_request_was_disposed_of() -> None:
    with many():
        circles = [put("access_circle") for _ in range(4)]
        for place, circle in enumerate([*circles, number(), None]):
            for ended, logs in ((FIRST, LAST), (LAST, FIRST)) if place == 0 else ((FIRST, FIRST),):
                put("disposals_tombstone", circle=circle, ended_on=ended, logs_due_on=logs)
        put("cases_case", circle_id=circles[1], number="HF-1")
        put("intakes_intake", circle_id=circles[2])
        put("access_circle")
    select = "select circle, ended_on, logs_due_on from app.emptied() order by circle"
    assert inside(select) == [(circles[0], LAST, LAST), (circles[3], FIRST, FIRST)]


def marked(today: date) -> Any:
    """How many marks the reader of the test sets on that day."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select app.mark_due(%s::jsonb, %s)", [json.dumps(finding_rules()), today])
        return (cursor.fetchone() or (None,))[0]


def test_the_house_alone_marks_what_is_due_and_each_once(become: Become) -> None:
    with many():
        for row, year in ((-9, 2001), (-8, 2002)):
            reading(id=row, at=datetime(year, 6, 1, tzinfo=UTC))
    become("privacy")
    with pytest.raises(DatabaseError, match="only the house marks"):
        marked(date(2030, 1, 1))
    entered_house()
    days = [date(2011, 12, 30), date(2011, 12, 31), date(2012, 1, 1), date(2012, 12, 31)]
    assert [marked(day) for day in days] == [0, 1, 0, 1]
    marks = seen("select kind, number, marked_on from disposals_duemark order by number")
    assert marks == [("year", 2001, days[1]), ("year", 2002, days[3])]
