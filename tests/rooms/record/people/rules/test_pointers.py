"""What a room says about a column that points at a person."""

from __future__ import annotations

from alongside.record.people.rules.pointers import Pointer, moving, pointers


def test_a_pointer_says_its_table_and_its_plan() -> None:
    one = Pointer("cases.Participant", "person", "Parts", twin=("case_id",), grow=(("focus", "or"),), during=True)
    assert (one.table, one.db_column) == ("cases_participant", "person_id")
    assert one.plan() == {
        "table": "cases_participant",
        "column": "person_id",
        "twin": ["case_id"],
        "grow": [["focus", "or"]],
        "during": True,
        "apart": "",
        "stays": False,
    }


def test_lower_rooms_are_moved_first_and_some_stay() -> None:
    tables = [pointer.table for pointer in pointers()]
    assert tables.index("people_personname") < tables.index("cases_participant") < tables.index("contacts_note")
    assert "people_merge" not in {pointer.table for pointer in moving()}
