"""After a restore the administrator erases again what the list names, and nothing that has a name like it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from alongside.oversight.disposals.rules.retention import erasing_rules
from tests.factories.beside import Hand
from tests.mutation.world import ask
from tests.rooms.oversight.disposals.gates.deciding import Around

TABLES = {
    "circle": "access_circle",
    "person": "people_person",
    "log": "access_circle",
    "staff": "staff_worker",
    "breach": "breaches_breach",
    "request": "requests_recordrequest",
}


def digests(hand: Hand, **rows: int) -> dict[str, Any]:
    """What the list says of these rows, by kind."""
    found: dict[str, Any] = {}
    for kind, number in rows.items():
        ((digest,),) = ask(
            "select app.tombstone(%s, %s)",
            "circle" if kind == "log" else kind,
            str(number if kind == "year" else hand.name(TABLES[kind], number)),
        )
        found[kind] = [digest]
    return found


def test_what_the_list_names_goes_again(hand: Hand) -> None:
    around, rules = Around(hand), erasing_rules()
    around.subject(around.circle, hand.put("people_person"))
    breach, _breach = (hand.put("breaches_breach") for _ in "ab")
    asked, _asked = (hand.put("requests_recordrequest") for _ in "ab")
    reads = [hand.put("access_reading", at=datetime(year, 5, 1, tzinfo=UTC), epoch=0, person_ids=[])
             for year in (2011, 2012)]  # fmt: skip
    rows = {"circle": around.circle, "person": around.person, "log": around.log, "staff": around.left}
    listed = digests(hand, breach=breach, request=asked, year=2012, **rows)
    name, before = uuid4(), uuid4()
    two: dict[str, Any] = {"proposed_by_id": hand.put("access_actor"), "decided_by_id": hand.put("access_actor")}
    hand.put("disposals_disposal", public_id=before, state="done")
    other = hand.put("disposals_disposal", state="approved", **two)
    around.lines(other, ("case", around.circle), ("person", around.somebody))
    with hand.undone():
        done = hand.doing("erase_again", name, listed, rules)
        (came,) = done.came["disposals_disposal"]
        assert (came["public_id"], came["state"], came["id"]) == (str(name), "done", done.answer["id"])
        assert (came["proposed_by_id"], came["decided_by_id"]) == (None, None)
        assert {table: len(found) for table, found in done.gone.items()} == {
            "cases_case": 1, "intakes_intake": 1, "requests_recordrequest": 2, "people_person": 1,
            "access_circlesubject": 2, "access_circle": 1, "breaches_breach": 1, "access_reading": 1,
        }  # fmt: skip
        assert done.gone["breaches_breach"] == {breach}
        assert asked in done.gone["requests_recordrequest"]
        assert done.gone["people_person"] == {around.person}
        assert done.gone["access_circle"] == {around.log}
        assert done.gone["access_reading"] == {reads[1]}
        assert done.changed["staff_worker"].keys() == {around.left}
        assert "disposals_disposal" not in done.changed
    assert hand.call("erase_again", before, listed, rules) is None
    again = hand.put("disposals_disposal", public_id=name, state="approved", **two)
    lines = around.lines(again, ("case", around.circle), ("person", around.person))
    done = hand.doing("erase_again", name, listed, rules)
    assert "disposals_disposal" not in done.came
    assert done.answer["id"] == again
    assert done.gone["disposals_disposalitem"] == set(lines.values())
    assert done.changed["disposals_disposal"] == {
        again: {"state": "done", "proposed_by_id": None, "decided_by_id": None}
    }


def test_only_the_administrator_erases_again(hand: Hand) -> None:
    ask("grant execute on function app.erase_again to alongside_app")
    hand.signed_in = "alongside_app"
    hand.reader(128, kind="house")
    assert hand.refused("erase_again", UUID(int=1), {}, erasing_rules()) == "authority"
    hand.signed_in = ""
    assert hand.call("erase_again", UUID(int=1), {}, erasing_rules())["rows"] == {}
