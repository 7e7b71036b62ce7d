"""What the house knew of who left goes and what others need stays; of partners the names of those who go.

Of a year of the house's own logs goes what is of no record and of nothing that is still there.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from psycopg.types.json import Jsonb

from alongside.oversight.audit.gates.sealing import HISTORY_COLUMNS, READING_COLUMNS
from tests.database.putting import inside, many, number, put, seen
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
SAID = {"title": "Social worker", "email": "ana@example.org", "phone": "020 7946 0001", "languages": "pt, en"}
RULES = Jsonb({"former": "Former worker", "staff_authority": "The agency's own rule"})
BLANK_STAFF = "select app.blank_staff(%s, %s, %s)"


def a_worker(name: str, *, account: bool = True) -> tuple[int, int]:
    """A worker and her actor, with all that the house knows of her."""
    actor = put("access_actor", kind="worker", name=name)
    worker = number()
    put("staff_worker", id=worker, actor_id=actor, name=name, sort_key=name.lower(), public_id=UUID(int=worker), **SAID)
    if account:
        put(
            "access_account", id=worker, actor_id=actor, username=f"{name} {worker}", email="ana@example.org",
            password="kept", is_active=True, language="pt",
        )  # fmt: skip
    return worker, actor


def known(worker: int) -> tuple[Any, ...]:
    """What is left of a worker and her account."""
    return seen(
        "select w.name, w.sort_key, o.name, concat(w.title, w.email, w.phone, w.languages), a.username, a.email, "
        "a.password, a.is_active, a.language from staff_worker w join access_actor o on o.id = w.actor_id "
        "join access_account a on a.actor_id = o.id where w.id = %s",
        worker,
    )[0]


def test_of_the_workers_who_go_all_goes_but_the_name_where_it_is_needed() -> None:
    did = put("disposals_disposal")
    with many():
        (ana, _), (bea, actor), (cleo, _) = (a_worker(name) for name in ("Ana", "Bea", "Cleo"))
        reading(actor_id=actor)
    kept = known(cleo)
    assert inside(BLANK_STAFF, did, [ana, bea], RULES) == [(1,)]
    nothing = ("", "!", False, "")
    assert known(ana) == (f"Former worker {ana}", "", f"Former worker {ana}", "", f"former-{ana}", *nothing)
    assert known(bea) == ("Bea", "bea", "Bea", "", f"former-{bea}", *nothing), "she is named in a log that stays"
    assert known(cleo) == kept
    digests = {inside("select app.tombstone('staff', %s)", str(UUID(int=one)))[0][0] for one in (ana, bea)}
    stones = seen("select digest, kind, authority, disposal_id from disposals_tombstone")
    assert {row[0] for row in stones} == digests
    assert {row[1:] for row in stones} == {("staff", "The agency's own rule", did)}


def test_the_words_of_this_very_act_go_too_and_where_nobody_goes_nothing() -> None:
    worker, _actor = a_worker("Ana")
    entries = {when: entry(**said) for when, said in whens().items()}
    with_words = "select id from access_history where before is not null and id = any (%s)"
    assert inside(BLANK_STAFF, 1, [], RULES) == [(0,)]
    assert len(seen(with_words, list(entries.values()))) == 4
    inside(BLANK_STAFF, put("disposals_disposal"), [worker], RULES)
    assert {row for (row,) in seen(with_words, list(entries.values()))} == set(list(entries.values())[:3])


def test_the_rows_of_a_worker_that_stay() -> None:
    with many():
        workers = [a_worker(name, account=name != "Bea") for name in ("Ana", "Bea", "Cleo")]
    (ana, first), (bea, second), _cleo = workers
    rows = (
        "select r.key, array_agg(v::bigint order by v) from jsonb_each(app.staff_rows(%s)) r, "
        "jsonb_array_elements_text(r.value) v group by 1"
    )
    assert dict(inside(rows, [ana, bea])) == {
        "staff_worker": [ana, bea], "access_actor": [first, second], "access_account": [ana],
    }  # fmt: skip
    assert inside("select app.staff_rows(%s)::text", [number()]) == [("{}",)]


def test_the_names_of_partners_go_who_were_let_into_what_goes() -> None:
    with many():
        actors = [put("access_actor", kind=kind, name=kind) for kind in ("partner", "worker", "partner")]
        members = [
            put("careteams_careteammember", actor_id=actor, ground="law", ground_words="Act 12") for actor in actors
        ]
    inside("select app.forget_partners(%s)", members[:2])
    assert dict(seen("select id, name from access_actor where id = any (%s)", actors)) == dict(
        zip(actors, ("", "worker", "partner"), strict=True)
    )


LOGS = {"h": ("access_history", HISTORY_COLUMNS), "r": ("access_reading", READING_COLUMNS)}


@pytest.mark.parametrize("letter", LOGS)
def test_entries_of_one_log_go_whole_and_a_digest_of_each_stays(letter: str) -> None:
    eid, then = put("audit_erasure"), list(whens().values())
    with many():
        rows = [entry(**when) for when in then]
        more = [entry(**when) for when in then]
        for row, when in zip((*rows, *more), (*then, *then), strict=True):
            reading(id=row, **when)
    table, columns = LOGS[letter]
    wholes = {(letter, row): digest(table, columns, row) for row in rows[:3]}
    kept_before(letter, rows[1])
    assert inside("select app.forget_entries(%s, %s, %s)", eid, letter, rows) == [(3,)]
    assert leaves(eid) == {key: (leaf, None) for key, leaf in (wholes | {(letter, rows[1]): OLD_LEAF}).items()}
    (other,) = {name for name, _columns in LOGS.values()} - {table}
    assert (there(table), there(other)) == ({rows[3], *more}, {*rows, *more}), "those of the other log stay"


YEARS = (2014, 2016)
YEAR_RULES = Jsonb({"log_classes": ["access"], "log_authority": "HIPAA"})
SECOND = timedelta(seconds=1)


def at(year: int, month: int = 1, day: int = 1) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


GOES = {
    at(2014) - SECOND: False,
    at(2014): True,
    at(2015) - SECOND: True,
    at(2015): False,
    at(2016) - SECOND: False,
    at(2016): True,
    at(2017) - SECOND: True,
    at(2017): False,
}
"""Moments, and whether what was then goes with the two years."""
WITHIN = at(2014, 6, 5)


def erased(did: int, eid: int) -> int:
    """Erase the two years; how many entries of the logs went."""
    ((entries,),) = inside("select app.erase_years(%s, %s, %s, %s)", did, eid, list(YEARS), YEAR_RULES)
    return int(entries)


def went(table: str, rows: dict[str, int]) -> dict[str, bool]:
    """Of each row by its name whether it is gone."""
    left = there(table)
    return {name: row not in left for name, row in rows.items()}


def by_moment(make: Any) -> tuple[dict[str, int], dict[str, bool]]:
    """A row of each moment, and whether it goes."""
    return {str(moment): make(moment) for moment in GOES}, {str(moment): goes for moment, goes in GOES.items()}


def test_of_a_year_what_was_looked_at_and_granted_outside_of_records_goes() -> None:
    with many():
        looks, looks_go = by_moment(lambda moment: put("audit_look", seen_on=moment.date()))
        looks["of a record"] = put("audit_look", seen_on=WITHIN.date(), circle_id=1)
        grants, grants_go = by_moment(lambda moment: put("access_grant", scope="t", valid_until=moment))
        grants["of the house"] = put("access_grant", scope="o", valid_until=WITHIN)
        grants["of a record"] = put("access_grant", scope="c", valid_until=WITHIN)
    assert erased(put("disposals_disposal"), put("audit_erasure")) == 0
    assert went("audit_look", looks) == looks_go | {"of a record": False}
    assert went("access_grant", grants) == grants_go | {"of the house": True, "of a record": False}


def a_session(**said: Any) -> int:
    """A session that ends in 2014 unless it says otherwise."""
    return put("access_accesssession", **{"secret_hash": str(number()).encode(), "expires_at": WITHIN} | said)


def test_of_a_year_the_sessions_and_tokens_that_ended_in_it_go() -> None:
    later, earlier = {"expires_at": at(2030)}, {"ended_at": at(2012), "expires_at": WITHIN}
    with many():
        tokens, tokens_go = by_moment(lambda moment: put("tokens_token", ended_at=moment, **later))
        tokens["ran out"] = put("tokens_token", expires_at=WITHIN)
        tokens["ended before"] = put("tokens_token", **earlier)
        sessions, sessions_go = by_moment(lambda moment: a_session(ended_at=moment, **later))
        sessions |= {"ran out": a_session(), "ended before": a_session(**earlier)}
        sessions |= {"of a token that goes": a_session(), "of a token that stays": a_session()}
        put("tokens_token", session_id=sessions["of a token that goes"], expires_at=WITHIN)
        put("tokens_token", session_id=sessions["of a token that stays"], expires_at=at(2030))
    erased(put("disposals_disposal"), put("audit_erasure"))
    assert went("tokens_token", tokens) == tokens_go | {"ran out": True, "ended before": False}
    assert went("access_accesssession", sessions) == sessions_go | {
        "ran out": True, "ended before": False, "of a token that goes": True, "of a token that stays": False,
    }  # fmt: skip


def test_of_a_year_what_was_read_goes_unless_it_is_of_a_record_or_of_somebody_who_is_there() -> None:
    did, eid = put("disposals_disposal"), put("audit_erasure")
    with many():
        rosa, nobody = put("people_person"), number()
        rows, goes = by_moment(lambda moment: reading(at=moment))
        rows["of a record"] = reading(at=WITHIN, circle_id=1)
        rows["of who is there"] = reading(at=WITHIN, person_ids=[nobody, rosa])
        rows["of who is gone"] = reading(at=WITHIN, person_ids=[nobody])
    assert erased(did, eid) == 5
    goes |= {"of a record": False, "of who is there": False, "of who is gone": True}
    assert went("access_reading", rows) == goes
    assert set(leaves(eid)) == {("r", rows[name]) for name, gone in goes.items() if gone}


def test_of_a_year_what_was_changed_goes_unless_the_row_or_the_person_is_there() -> None:
    did, eid = put("disposals_disposal"), put("audit_erasure")
    this_moment = whens()["of this very moment"]
    with many():
        rosa, team, gone = put("people_person"), put("organisation_team", name="Of then"), number()
        said: dict[str, Any] = {"table_name": "organisation_team", "row_id": gone}
        rows, goes = by_moment(lambda moment: entry(at=moment, **said))
        others: dict[str, tuple[bool, dict[str, Any]]] = {
            "of a record": (True, {"circle_id": 1}),
            "of a row that is there": (True, {"row_id": team}),
            "of a row of that number of another table": (False, {"table_name": "staff_worker", "row_id": team}),
            "of somebody who is there": (True, {"person_id": rosa}),
            "of somebody who is gone": (False, {"person_id": gone}),
            "of a table that is no more": (True, {"table_name": "plans_of_then"}),
            "of this very moment": (True, this_moment),
        }
        for name, (stays, more) in others.items():
            rows[name], goes[name] = entry(at=WITHIN, **said | more), not stays
    assert erased(did, eid) == 6
    assert went("access_history", rows) == goes
    assert set(leaves(eid)) == {("h", rows[name]) for name, gone in goes.items() if gone}


def test_of_each_year_that_goes_its_digest_stays_and_no_words_of_the_act() -> None:
    did, eid = put("disposals_disposal"), put("audit_erasure")
    rows = [entry(circle_id=1, **when) for when in whens().values()]
    erased(did, eid)
    with_words = "select id from access_history where before is not null and id = any (%s)"
    assert {row for (row,) in seen(with_words, rows)} == set(rows[:3])
    stones = seen("select disposal_id, kind, digest, classes, authority from disposals_tombstone order by id")
    digests = [inside("select app.tombstone('year', %s)", str(year))[0][0] for year in YEARS]
    assert stones == [(did, "year", one, ["access"], "HIPAA") for one in digests]
