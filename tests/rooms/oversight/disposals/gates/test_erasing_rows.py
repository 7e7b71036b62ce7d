"""What goes with a record and what stays beside it: rows, pointers, keys, and the words of the act itself."""

from __future__ import annotations

from typing import Any

from tests.factories.beside import Hand
from tests.mutation.world import ask

NOW = "select app.epoch(), pg_current_xact_id()::text::bigint"


def a_circle(hand: Hand, **key: Any) -> int:
    """A circle with a key of the same number."""
    circle = hand.put("access_circle")
    return hand.put("keys_circlekey", **{"id": circle, "circle_id": circle, "wrapped": b"key"} | key)


def a_case(hand: Hand, circle: int, **facts: Any) -> int:
    """A case in a circle."""
    return hand.put("cases_case", circle_id=circle, number=f"N-{circle}", **facts)


def entries(hand: Hand, **of: int) -> dict[str, int]:
    """Entries of the history of this very moment, and beside them some that only look so."""
    ((epoch, txid),) = ask(NOW)
    told = {
        "now": {"epoch": epoch, "txid": txid},
        "another life": {"epoch": epoch + 1, "txid": txid},
        "before": {"epoch": epoch, "txid": txid - 1},
    }
    return {
        name: hand.put("access_history", table_name="x", before={"name": "Rosa"}, **of, **facts)
        for name, facts in told.items()
    }


def test_rows_go_and_the_keys_of_what_is_empty(hand: Hand) -> None:
    mine, known, cased, asked, emptied, _other = (a_circle(hand) for _ in range(6))
    shut = a_circle(hand, wrapped=None)
    hand.put("disposals_tombstone", kind="circle", circle=emptied)
    gone, stays = hand.put("people_person"), hand.put("people_person")
    twin = hand.put("people_person", merged_into_id=gone)
    hand.put("people_person", merged_into_id=stays)
    case = a_case(hand, mine)
    a_case(hand, cased)
    hand.put("intakes_intake", circle_id=asked)
    part = hand.put("cases_participant", case_id=case, circle_id=mine, person_id=gone)
    subject = hand.put("access_circlesubject", circle_id=mine, person_id=gone)
    hand.put("access_circlesubject", circle_id=known, person_id=stays)
    said = entries(hand)
    reach = {"people_person": [gone], "cases_case": [case], "cases_participant": [part]}
    done = hand.doing("erase_rows", reach, [mine, known, cased, asked, shut])
    assert done.answer == 2
    assert done.gone == {
        "people_person": {gone},
        "cases_case": {case},
        "cases_participant": {part},
        "access_circlesubject": {subject},
    }
    keys = done.changed.pop("keys_circlekey")
    assert {circle: key["wrapped"] for circle, key in keys.items()} == {mine: None, emptied: None}
    assert all(key["destroyed_at"] for key in keys.values())
    assert done.changed == {
        "people_person": {twin: {"merged_into_id": None}},
        "access_history": {said["now"]: {"before": None}},
    }
    now = "verb = 'delete' and txid = pg_current_xact_id()::text::bigint"
    assert ask(f"select count(*) from access_history where {now} and before is not null") == [(0,)]


def test_pointers_are_those_of_the_tables_of_the_house(hand: Hand) -> None:
    ask("create table app.noted (id bigint, person_id bigint references people_person)")
    ask("create table public.noted_here (id bigint check (id > 0), person_id bigint not null references people_person)")
    found = {(child, column): (parent, wanted) for child, column, parent, wanted in hand.rows("pointing")}
    assert ("noted", "person_id") not in found
    assert found["noted_here", "person_id"] == ("people_person", True)
    assert found["people_person", "merged_into_id"] == ("people_person", False)
    assert not [column for child, column in found if child == "noted_here" and column == "id"]


TABLES = ["cases_case", "cases_participant", "intakes_intake"]
OWNED = [*TABLES, "people_person", "people_contactpoint", "people_personname", "people_household"]


def test_what_goes_with_a_record(hand: Hand) -> None:
    mine, bare, shared = (hand.put("access_circle") for _ in range(3))
    gone, stays = hand.put("people_person"), hand.put("people_person")
    twin = hand.put("people_person", merged_into_id=gone)
    again = hand.put("people_person", merged_into_id=twin)
    hand.put("people_person", merged_into_id=stays)
    for circle, person in ((mine, gone), (mine, stays), (bare, gone), (bare, again), (shared, stays)):
        hand.put("access_circlesubject", circle_id=circle, person_id=person)
    case, another = a_case(hand, mine), a_case(hand, shared)
    asked = hand.put("intakes_intake", circle_id=shared, person_id=gone)
    hand.put("intakes_intake", circle_id=shared, person_id=stays)
    part = hand.put("cases_participant", case_id=case, circle_id=mine, person_id=stays)
    hand.put("cases_participant", case_id=another, circle_id=shared, person_id=stays)
    paper = hand.put("exports_casepaper", case_id=case)
    hand.put("exports_casepaper", case_id=another)
    called = hand.put("people_personname", person_id=twin)
    hand.put("people_personname", person_id=stays)
    home = hand.put("people_household", circle_id=bare)
    hand.put("people_household", circle_id=mine)
    hand.put("people_household", circle_id=shared)
    for circle in (mine, bare):
        hand.put("keys_circlekey", circle_id=circle)
    hand.put("requests_recordrequest", person_id=gone)
    people = {"people_person": [gone, twin, again], "people_personname": [called], "intakes_intake": [asked]}
    found = {"cases_case": [case], "cases_participant": [part], "exports_casepaper": [paper]}
    houses = {"people_household": [home]}
    kept = hand.put("breaches_breach")
    things = {"breach": [kept]}
    breach = {"breaches_breach": [kept]}
    reached = [hand.call("disposal_reach", *one, TABLES, OWNED) for one in (
        ([mine], [gone], things), ([mine], [], {}), ([], [gone], {}), ([], [], {}))]  # fmt: skip
    assert [{table: sorted(rows) for table, rows in one.items()} for one in reached] == [
        people | found | houses | breach,
        found,
        people | houses,
        {},
    ]


def test_the_dry_run_is_for_officers_and_the_house(hand: Hand) -> None:
    case = a_case(hand, circle := hand.put("access_circle"))
    asked: Any = ([circle], [], {}, TABLES, OWNED)
    assert case
    told = []
    for powers, kind in ((128, "worker"), (0, "house"), (128, "house"), (64 + 256, "worker")):
        hand.reader(powers, kind=kind)
        told.append(hand.rows("disposal_count", *asked))
    assert told == [[("cases_case", 1)]] * 3 + [[]]
    hand.nobody()
    assert hand.rows("disposal_count", *asked) == []


def test_what_goes_with_a_worker_a_breach_a_request(hand: Hand) -> None:
    gone, stays = ({"worker_id": hand.put("staff_worker", actor_id=hand.put("access_actor"))} for _ in range(2))
    tables = ("staff_roleheld", "staff_invitation", "staff_boundaryentry")
    actors = [hand.name("staff_worker", one["worker_id"], "actor_id") for one in (gone, stays)]
    mine, other = ({table: [hand.put(table, **one)] for table in tables} for one in (gone, stays))
    mine["tokens_token"], other["tokens_token"] = (
        [hand.put("tokens_token", actor_id=actor, session_id=actor)] for actor in actors
    )
    breach, request = hand.put("breaches_breach"), hand.put("requests_recordrequest")
    hand.put("breaches_breach")
    hand.put("requests_recordrequest")
    cases: Any = (
        ({"staff": [gone["worker_id"]]}, mine),
        ({"staff": [stays["worker_id"]]}, other),
        ({"breach": [breach]}, {"breaches_breach": [breach]}),
        ({"request": [request], "breach": []}, {"requests_recordrequest": [request]}),
        ({"year": [2012]}, {}),
        ({}, {}),
    )
    assert [hand.call("disposal_seeds", things) for things, _found in cases] == [found for _things, found in cases]
