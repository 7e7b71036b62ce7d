"""Whom a thing is about, whom a text names, and whether anything that stays still needs the name of a worker."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from tests.factories.beside import Hand


def a_worker(hand: Hand) -> tuple[int, int]:
    """Somebody of whom nothing is left but what goes with her: (worker, actor)."""
    actor = hand.put("access_actor")
    hand.put("access_account", actor_id=actor, username=f"u{actor}")
    hand.put("access_accesssession", actor_id=actor)
    for table in ("drafts_draft", "drafts_submission"):
        hand.put(table, actor_id=actor)
    return hand.put("staff_worker", actor_id=actor), actor


def test_what_is_about_the_reader(hand: Hand) -> None:
    (worker, me), (other, actor) = a_worker(hand), a_worker(hand)
    breaches = {about: hand.put("breaches_breach", about_id=about) for about in (me, actor, None)}
    hand.reader(128, me)
    mine = {("breach", breaches[me]), ("staff", worker)}
    numbers = {*breaches.values(), worker, other, me, 1}
    kinds = ("breach", "staff", "case", "person", "request", "year")
    assert {(kind, one) for kind in kinds for one in numbers if hand.call("disposal_about", kind, one)} == mine
    hand.nobody()
    assert not hand.call("disposal_about", "breach", breaches[me])


def test_what_a_text_names(hand: Hand) -> None:
    held: dict[str, Any] = {}
    free: dict[str, Any] = {}
    for found in (held, free):
        circle = hand.put("access_circle")
        case = hand.put("cases_case", circle_id=circle, number=str(circle))
        intake = hand.put("intakes_intake", circle_id=circle)
        person = hand.put("people_person")
        hand.put("access_circlesubject", circle_id=circle, person_id=person)
        rows = ("cases_case", case), ("intakes_intake", intake), ("people_person", person)
        found.update({table: hand.name(table, number) for table, number in rows} | {"case": case})
    hand.put("disposals_hold", case_id=held.pop("case"))
    free.pop("case")

    def told(*names: object) -> list[bool]:
        return sorted(one for (one,) in hand.rows("named_records", f"/x/{'/'.join(map(str, names))}/ and"))

    for table, name in held.items():
        assert (told(name), told(free[table], uuid4())) == ([True], [False]), table
    assert told(*held.values(), *free.values()) == [False] * 3 + [True] * 3
    assert (told(), told(uuid4())) == ([], [])


def test_whom_something_still_names(hand: Hand) -> None:
    (bare, actor), (read, reader), (wrote, writer), (held, officer), (carried, _carrier) = (
        a_worker(hand) for _ in range(5)
    )
    hand.put("access_reading", actor_id=reader, at=datetime.now(UTC), person_ids=[], epoch=0)
    hand.put("access_history", actor_id=writer, table_name="x", epoch=0)
    hand.put("disposals_hold", person_id=1, placed_by_id=officer)
    hand.put("cases_assignment", worker_id=carried)
    for number in (bare, actor):
        hand.put("cases_participant", person_id=number, case_id=number, circle_id=number)
    found: dict[Any, bool] = {one: hand.call("still_named", one) for one in (bare, read, wrote, held, carried)}
    assert found == {bare: False, read: True, wrote: True, held: True, carried: True}
