"""The logs of a record that is gone go with its circle; of one that goes, the words; of every other record nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError
from psycopg.types.json import Jsonb

from alongside.oversight.audit.gates.sealing import HISTORY_COLUMNS, HISTORY_LEFT, READING_COLUMNS
from tests.database.putting import inside, put, seen
from tests.rooms.oversight.disposals.gates.logs import (
    OLD_LEAF,
    digest,
    entry,
    kept_before,
    leaves,
    reading,
    there,
    whens,
)

pytestmark = pytest.mark.usefixtures("administer")
RULES = Jsonb({"log_classes": ["access"], "log_authority": "HIPAA"})
ERASE_LOGS = "select app.erase_logs(%s, %s, %s, %s)"
BLANK_LOGS = "select app.blank_logs(%s, %s, %s, %s)"


def befores(*rows: int) -> list[bool]:
    """Whether each change still has the words that it had."""
    found = {one for (one,) in seen("select id from access_history where before is not null")}
    return [row in found for row in rows]


def of_each(make: Any, *circles: int) -> dict[int, list[int]]:
    """An entry of each time in each circle: of then, of another life, of another transaction, of this very moment."""
    return {circle: [make(circle_id=circle, **when) for when in whens().values()] for circle in circles}


def test_the_logs_of_a_circle_go_and_nothing_of_another() -> None:
    eid, did = put("audit_erasure"), put("disposals_disposal")
    gone, other = put("access_circle"), put("access_circle")
    history, readings = of_each(entry, gone, other), of_each(reading, gone, other)
    wholes = {("h", row): digest("access_history", HISTORY_COLUMNS, row) for row in history[gone][:3]} | {
        ("r", row): digest("access_reading", READING_COLUMNS, row) for row in readings[gone][:3]
    }
    kept_before("h", history[gone][0])
    kept_before("r", readings[gone][1])
    wholes |= {("h", history[gone][0]): OLD_LEAF, ("r", readings[gone][1]): OLD_LEAF}
    assert inside(ERASE_LOGS, did, eid, [gone], RULES) == [(6,)]
    assert leaves(eid) == {key: (leaf, None) for key, leaf in wholes.items()}
    assert there("access_history") == {history[gone][3], *history[other]}
    assert there("access_reading") == {readings[gone][3], *readings[other]}
    assert befores(history[gone][3], *history[other]) == [False, True, True, True, False], "but this act's"


def test_what_hangs_on_the_circle_goes_or_lets_go_of_it() -> None:
    eid, did = put("audit_erasure"), put("disposals_disposal")
    gone, other = put("access_circle"), put("access_circle")
    shut = {circle: put("access_exclusion", circle_id=circle) for circle in (gone, other)}
    looks = {circle: put("audit_look", circle_id=circle) for circle in (gone, other)}
    team = put("staff_roleheld", team_id=gone, worker_id=gone)
    grants = {put("access_grant", scope="c", scope_id=other), put("access_grant", scope="t", scope_id=gone)}
    put("access_grant", scope="c", scope_id=gone)
    put("access_circlesubject", circle_id=other, person_id=1)
    stones = {circle: put("disposals_tombstone", kind="circle", circle=circle) for circle in (gone, other)}
    ((digested,),) = inside("select app.tombstone('circle', public_id::text) from access_circle where id = %s", gone)
    assert inside(ERASE_LOGS, did, eid, [gone], RULES) == [(0,)]
    assert (there("access_circle"), there("access_exclusion"), there("access_grant")) == (
        {other},
        {shut[other]},
        grants,
    )
    assert dict(seen("select id, circle_id from audit_look")) == {looks[gone]: None, looks[other]: other}
    assert seen("select team_id, worker_id from staff_roleheld where id = %s", team) == [(gone, gone)]
    kept = dict(seen("select id, circle from disposals_tombstone where kind = 'circle'"))
    assert kept == {stones[gone]: None, stones[other]: other}
    says = seen("select disposal_id, digest, classes, authority from disposals_tombstone where kind = 'log'")
    assert says == [(did, digested, ["access"], "HIPAA")]


def test_the_logs_of_whom_a_record_still_concerns_stay() -> None:
    gone, other = put("access_circle"), put("access_circle")
    put("access_circlesubject", circle_id=other, person_id=1)
    with pytest.raises(DatabaseError, match="still concerns somebody"):
        inside(ERASE_LOGS, put("disposals_disposal"), put("audit_erasure"), [gone, other], RULES)
    assert there("access_circle") == {gone, other}


def changes(gone: int, other: int) -> dict[str, tuple[bool, dict[str, Any]]]:
    """Changes by what they are of, and whether their words go with the circle ``gone`` and the rows 5 and 6."""
    grant = {circle: put("access_grant", scope="c", scope_id=circle) for circle in (gone, other)}
    team = put("access_grant", scope="t", scope_id=gone)
    shut = {circle: put("access_exclusion", circle_id=circle) for circle in (gone, other)}
    look = {circle: put("audit_look", circle_id=circle) for circle in (gone, other)}
    there = {"circle_id": gone}
    return {
        "a row that goes": (True, {"table_name": "plans_goal", "row_id": 5}),
        "the row of that number of another table": (False, {"table_name": "plans_step", "row_id": 5}),
        "another row of the table": (False, {"table_name": "plans_goal", "row_id": 6}),
        "a table of records in the circle": (True, {"table_name": "cases_case"} | there),
        "the table of another circle": (False, {"table_name": "cases_case", "circle_id": other}),
        "another table in the circle": (False, {"table_name": "people_bond"} | there),
        "a person who goes": (True, {"table_name": "people_bond", "person_id": 6}),
        "a person who stays": (False, {"table_name": "people_bond", "person_id": 5}),
        "a grant for the circle": (True, {"table_name": "access_grant", "row_id": grant[gone]}),
        "a grant for another": (False, {"table_name": "access_grant", "row_id": grant[other]}),
        "a grant for a team of that number": (False, {"table_name": "access_grant", "row_id": team}),
        "a row with the number of the grant": (False, {"table_name": "people_bond", "row_id": grant[gone]}),
        "an exclusion from the circle": (True, {"table_name": "access_exclusion", "row_id": shut[gone]}),
        "an exclusion from another": (False, {"table_name": "access_exclusion", "row_id": shut[other]}),
        "a row with the number of the exclusion": (False, {"table_name": "people_bond", "row_id": shut[gone]}),
        "a share": (True, {"table_name": "access_share"} | there),
        "a share of another circle": (False, {"table_name": "access_share", "circle_id": other}),
        "a key": (True, {"table_name": "keys_circlekey"} | there),
        "a look at the circle": (True, {"table_name": "audit_look", "row_id": look[gone]}),
        "a look at another": (False, {"table_name": "audit_look", "row_id": look[other]}),
        "a row with the number of the look": (False, {"table_name": "people_bond", "row_id": look[gone]}),
    }


def test_the_words_of_what_goes_leave_the_history() -> None:
    eid, gone, other = put("audit_erasure"), put("access_circle"), put("access_circle")
    told = changes(gone, other)
    rows = {name: entry(**{"row_id": 1, "why": "A reason"} | said) for name, (_goes, said) in told.items()}
    reach = Jsonb({"plans_goal": [5], "people_person": [6]})
    assert inside(BLANK_LOGS, eid, reach, [gone], ["cases_case"]) == [(sum(goes for goes, _said in told.values()),)]
    kept = {row: (before, why) for row, before, why in seen("select id, before, why from access_history")}
    for name, (goes, _said) in told.items():
        assert kept[rows[name]] == ((None, "") if goes else ('{"name": "Rosa"}', "A reason")), name
    assert {entry for _letter, entry in leaves(eid)} == {rows[name] for name, (goes, _said) in told.items() if goes}


def test_words_go_where_there_are_any_and_not_those_of_this_moment() -> None:
    eid, gone = put("audit_erasure"), put("access_circle")
    said: dict[str, Any] = {"table_name": "cases_case", "circle_id": gone}
    rows = [entry(**said | when) for when in whens().values()]
    reason = entry(**said, before=None, why="A reason")
    silent = entry(**said, before=None)
    going = [*rows[:3], reason]
    wholes = {row: digest("access_history", HISTORY_COLUMNS, row) for row in going}
    kept_before("h", rows[1])
    assert inside(BLANK_LOGS, eid, Jsonb({}), [gone], ["cases_case"]) == [(4,)]
    assert befores(*rows) == [False, False, False, True]
    left = {row: digest("access_history", HISTORY_LEFT, row) for row in going}
    assert leaves(eid) == {("h", row): ((wholes | {rows[1]: OLD_LEAF})[row], left[row]) for row in going}
    assert silent in there("access_history")
