"""What the house knew of who left goes and what others need stays; of partners the names of those who go."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from psycopg.types.json import Jsonb

from tests.database.putting import inside, many, number, put, seen
from tests.rooms.oversight.disposals.gates.logs import entry, reading, whens

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
