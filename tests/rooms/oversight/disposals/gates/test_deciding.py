"""Who may propose, agree and carry out; what has come between is asked again each time, and nothing else is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from alongside.oversight.disposals.rules.retention import erasing_rules, finding_rules
from tests.factories.beside import Hand
from tests.mutation.world import ask
from tests.rooms.oversight.disposals.gates.deciding import LONG_AGO, OFFICER, SINCE, Around

TODAY = date(2026, 1, 5)
MINE = "circle", "person", "log", "left"
KINDS = {"circle": "case", "person": "person", "log": "log", "left": "staff"}


def a_disposal(hand: Hand, around: Around, **facts: Any) -> tuple[int, UUID]:
    """A disposal of the record, its person, a log and a worker, by somebody else: (number, name)."""
    number = hand.put("disposals_disposal", **{"proposed_by_id": hand.put("access_actor")} | facts)
    around.lines(number, *((KINDS[one], getattr(around, one)) for one in MINE))
    return number, hand.name("disposals_disposal", number)


def test_somebody_else_agrees(hand: Hand) -> None:
    around = Around(hand)
    me = hand.reader(OFFICER)
    around.declined(me)
    hand.put("disposals_disposal", state="proposed", proposed_by_id=hand.put("access_actor"))
    number, name = a_disposal(hand, around, state="proposed")
    for powers, kind in ((64 + 256, "worker"), (0, "house")):
        hand.reader(powers, kind=kind)
        assert hand.refused("decide_disposal", name, True, "") == "authority"
    hand.reader(OFFICER, me)
    assert hand.call("decide_disposal", hand.name("disposals_disposal", around.other), True, "") is False
    for what, (hint, comes) in SINCE.items():
        with hand.undone():
            comes(hand, around, number)
            assert hand.refused("decide_disposal", name, True, "") == hint, what
            assert hand.call("decide_disposal", name, False, "Not at all") is True, what
    with hand.undone():
        about = hand.put("breaches_breach", about_id=me)
        around.lines(number, ("breach", about))
        assert hand.refused("decide_disposal", name, True, "") == "about"
        assert hand.call("decide_disposal", name, False, "Not at all") is True
    assert hand.refused("decide_disposal", name, False, " 9 letter  ") == "answer"
    assert hand.refused("decide_disposal", name, False, None) == "answer"
    with hand.undone():
        done = hand.doing("decide_disposal", name, True, None)
        assert done.answer is True
        row = done.changed["disposals_disposal"][number]
        assert row.pop("decided_at")
        assert (done.gone, done.came, row) == ({}, {}, {"state": "approved", "decided_by_id": me})
        assert done.changed.keys() == {"disposals_disposal"}
        assert done.changed["disposals_disposal"].keys() == {number}
    done = hand.doing("decide_disposal", name, False, " 10 letters ")
    row = done.changed["disposals_disposal"][number]
    assert row.pop("decided_at")
    assert row == {"state": "declined", "decided_by_id": me, "answer": "10 letters"}


def test_nobody_agrees_to_her_own_proposal_and_may_take_it_back(hand: Hand) -> None:
    around, me = Around(hand), hand.reader(OFFICER)
    number, name = a_disposal(hand, around, state="proposed", proposed_by_id=me)
    assert hand.refused("decide_disposal", name, True, "") == "self"
    done = hand.doing("decide_disposal", name, False, "By mistake")
    row = done.changed["disposals_disposal"][number]
    assert row.pop("decided_at")
    assert row == {"state": "declined", "answer": "By mistake"}


UNCHECKED = "alter table disposals_disposal drop constraint disposal_by_two, drop constraint disposal_was_decided"


def test_the_house_erases_what_two_agreed_on(hand: Hand) -> None:
    around, rules = Around(hand), erasing_rules()
    around.declined(hand.spare("access_actor"))
    hand.put("disposals_disposal", state="approved", proposed_by_id=1, decided_by_id=2)
    two = {"decided_by_id": hand.put("access_actor")}
    number, name = a_disposal(hand, around, state="approved", **two)
    hand.reader(OFFICER)
    assert hand.refused("carry_out", name, rules) == "authority"
    hand.reader(kind="house")
    for state in ("proposed", "declined", "stopped", "done"):
        with hand.undone():
            ask("update disposals_disposal set state = %s where id = %s", state, number)
            assert hand.call("carry_out", name, rules) is None, state
    for what, (hint, comes) in SINCE.items():
        with hand.undone():
            comes(hand, around, number)
            assert hand.refused("carry_out", name, rules) == hint, what
    ((tomorrow,),) = ask("select current_date + 1")
    for day in (None, tomorrow + timedelta(days=1)):
        with hand.undone():
            around.lines(number, ("person", hand.put("people_person")), due_on=day)
            assert hand.refused("carry_out", name, rules) == "not_due"
    around.lines(number, ("person", person := hand.put("people_person")), due_on=tomorrow)
    done = hand.doing("carry_out", name, rules)
    assert (done.answer["id"], done.answer["statistics"], done.answer["staff"]) == (number, 1, 1)
    ((cases, intakes, requests),) = ask(
        "select (select count(*) from cases_case where circle_id = %s), (select count(*) from intakes_intake "
        "where circle_id = %s), (select count(*) from requests_recordrequest where person_id = %s)",
        around.circle, around.circle, around.person,
    )  # fmt: skip
    assert (cases, intakes, requests) == (0, 0, 0)
    assert {table: len(rows) for table, rows in done.gone.items()} == {
        "cases_case": 1, "intakes_intake": 1, "requests_recordrequest": 1, "people_person": 2,
        "access_circlesubject": 2, "access_circle": 1, "disposals_disposalitem": 5,
    }  # fmt: skip
    assert done.gone["people_person"] == {around.person, person}
    assert done.gone["access_circle"] == {around.log}
    assert done.changed["staff_worker"].keys() == {around.left}
    emptied = {around.others["case", around.circle], around.others["staff", around.left]}
    assert done.changed["disposals_disposalitem"] == {one: {"label": ""} for one in emptied}
    assert "disposals_disposal" not in done.changed


@pytest.mark.parametrize("lacks", [{"proposed_by_id": None}, {"decided_by_id": None}, {}])
def test_what_two_have_not_agreed_on_is_not_erased(hand: Hand, lacks: dict[str, None]) -> None:
    around, one = Around(hand), hand.put("access_actor")
    ask(UNCHECKED)
    both = {"proposed_by_id": one, "decided_by_id": hand.put("access_actor") if lacks else one}
    _number, name = a_disposal(hand, around, state="approved", **both | lacks)
    hand.reader(kind="house")
    assert hand.refused("carry_out", name, erasing_rules()) == "self"


def proposing(hand: Hand, *items: tuple[str, int], **how: Any) -> tuple[Any, ...]:
    """The arguments of a proposal."""
    asked: dict[str, Any] = {"why": "due", "says": "", "rules": finding_rules(), "today": TODAY, "whom": None} | how
    kinds, numbers = [kind for kind, _number in items], [number for _kind, number in items]
    return asked["why"], asked["says"], kinds, numbers, asked["rules"], asked["today"], asked["whom"], {"cases": 1}


def test_what_is_due_is_proposed(hand: Hand) -> None:
    around, me = Around(hand), hand.reader(OFFICER)
    around.declined(me)
    gone = hand.put("people_person")
    around.subject(around.emptied, gone)
    mine = ("case", around.circle), ("log", around.log), ("staff", around.left), ("person", gone)
    waits = hand.put("disposals_disposal", state="proposed", proposed_by_id=me)
    around.lines(waits, ("intake", around.circle), ("case", around.log), ("person", around.kept))
    for powers, kind in ((64 + 256, "worker"), (0, "house")):
        with hand.undone():
            hand.reader(powers, kind=kind)
            assert hand.refused("propose_disposal", *proposing(hand, *mine)) == "authority"
    hand.reader(OFFICER, me)
    done = hand.doing("propose_disposal", *proposing(hand, *mine, says="  R-1 "))
    (row,) = done.came["disposals_disposal"]
    assert (done.gone, done.changed, sorted(done.came)) == ({}, {}, ["disposals_disposal", "disposals_disposalitem"])
    assert done.answer == UUID(row["public_id"])
    said = ("ground", "reference", "state", "proposed_by_id", "decided_by_id", "plan")
    assert tuple(row[one] for one in said) == ("due", "R-1", "proposed", me, None, {"cases": 1})
    assert {
        (one["kind"], one["number"], one["label"], one["trigger_on"], one["disposal_id"])
        for one in done.came["disposals_disposalitem"]
    } == {
        ("case", around.circle, f"N-{around.circle}", "2012-03-14", row["id"]),
        ("log", around.log, "", "2012-03-14", row["id"]),
        ("staff", around.left, "", "2012-03-14", row["id"]),
        ("person", gone, "", "2012-03-14", row["id"]),
        ("person", around.person, "", None, row["id"]),
    }


def test_what_may_not_be_proposed(hand: Hand) -> None:
    around, me = Around(hand), hand.reader(OFFICER)
    case, her = ("case", around.circle), hand.name("people_person", around.person)

    def refused(*items: tuple[str, int], **how: Any) -> str:
        return hand.refused("propose_disposal", *proposing(hand, *items, **how))

    for why, whom in (("due", her), ("asked", None), ("other", None), ("other", her)):
        assert refused(case, why=why, whom=whom, says="R-1") == "ground", (why, whom)
    for says in (None, " ab  "):
        assert refused(case, why="asked", whom=her, says=says) == "reference"
    recent, person = around.record(state="closed", closed_on=TODAY - timedelta(days=30))
    for items in ((), (("case", around.running),), (case, ("case", around.running)), (("case", recent),)):
        assert refused(*items) == "not_due"
    with hand.undone():
        assert refused(("case", recent), why="asked", whom=her, says="R-1") == "not_due"
    assert refused(case, why="asked", whom=hand.name("people_person", person), says="R-1") == "not_due"
    assert refused(("case", around.kept)) == "held"
    for state in ("proposed", "approved"):
        with hand.undone():
            waits = hand.put(
                "disposals_disposal", state=state, proposed_by_id=me, decided_by_id=hand.put("access_actor")
            )
            around.lines(waits, case)
            assert refused(case) == "waiting"
    for what in ("a request for help is new", "she waits for a copy", "a hold"):
        hint, comes = SINCE[what]
        with hand.undone():
            comes(hand, around, hand.put("disposals_disposal"))
            assert refused(case) == hint, what


def test_she_asks_for_it_herself(hand: Hand) -> None:
    around = Around(hand)
    hand.reader(OFFICER)
    rules = finding_rules()
    for kind in ("case", "person"):
        rules[kind] |= {"duty": False}
    recent, person = around.record(state="closed", closed_on=TODAY - timedelta(days=30))
    asked = {"why": "asked", "says": "abc", "whom": hand.name("people_person", person), "rules": rules}
    case = ("case", recent)
    later = proposing(hand, case, **asked | {"today": TODAY - timedelta(days=31)})
    assert hand.refused("propose_disposal", *later) == "not_due"
    done = hand.doing("propose_disposal", *proposing(hand, case, **asked))
    assert {(one["kind"], one["number"]) for one in done.came["disposals_disposalitem"]} == {case, ("person", person)}
    alone = hand.put("people_person")
    around.subject(around.emptied, alone)
    asked |= {"whom": hand.name("people_person", alone)}
    with hand.undone():
        hand.put("requests_recordrequest", person_id=alone)
        assert hand.refused("propose_disposal", *proposing(hand, ("person", alone), **asked)) == "open"
    assert hand.call("propose_disposal", *proposing(hand, ("person", alone), **asked))


ENDED = "disposals_disposal", "audit_erasure"
ENDS: dict[str, tuple[dict[str, Any], bool]] = {
    "approved": ({"decided_by_id": 1, "proposed_by_id": 2}, True),
    "stopped": ({"decided_by_id": 1, "proposed_by_id": 2}, True),
    "approved once more": ({"decided_by_id": 1, "proposed_by_id": None, "done_at": LONG_AGO}, True),
    "proposed": ({"proposed_by_id": 2}, False),
    "declined": ({"decided_by_id": 1, "proposed_by_id": 2}, False),
    "done": ({"decided_by_id": 1, "proposed_by_id": 2, "done_at": LONG_AGO}, False),
    "done again": ({"proposed_by_id": None}, True),
    "done again before": ({"proposed_by_id": None, "done_at": LONG_AGO}, False),
    "approved by one": ({"proposed_by_id": 2}, False),
}
"""Disposals by state, and whether what was done about them is kept."""


def finishing(disposal: UUID, erasure: int) -> tuple[Any, ...]:
    """The arguments with which a disposal ends."""
    return disposal, erasure, "d", 3, LONG_AGO, "key", "signed", {"number": 1}, "p", "key", "sealed", b"%PDF"


def test_the_certificate_is_kept_of_what_was_done(hand: Hand) -> None:
    ask(UNCHECKED)
    rows = {
        what: [hand.put("disposals_disposal", state=what.split()[0], **facts) for _twice in range(2)]
        for what, (facts, _kept) in ENDS.items()
    }
    fresh, signed, beside = (hand.put("audit_erasure", signature=words) for words in ("", "signed before", ""))
    for what, (one, _other) in rows.items():
        with hand.undone():
            done = hand.doing("finish_disposal", *finishing(hand.name("disposals_disposal", one), fresh), to=ENDED)
            found = done.changed.get("disposals_disposal", {})
            assert set(found) == ({one} if ENDS[what][1] else set()), what
            assert not found or (found[one]["certificate"], found[one]["signature"]) == ({"number": 1}, "sealed")
            assert done.changed["audit_erasure"].keys() == {fresh}
            assert done.changed["audit_erasure"][fresh]["leaves"] == 3
    for erasure in (signed, beside + 1):
        done = hand.doing("finish_disposal", *finishing(UUID(int=0), erasure), to=ENDED)
        assert done.changed == {}


def test_who_ends_a_disposal(hand: Hand) -> None:
    number = hand.put("disposals_disposal", state="approved", proposed_by_id=1, decided_by_id=2)
    name = hand.name("disposals_disposal", number)
    ended = finishing(name, 0)
    with hand.undone():
        hand.call("finish_disposal", *ended)
        assert hand.name("disposals_disposal", number, "state") == "done", "the administrator, without a reader"
    hand.signed_in = "alongside_app"
    hand.reader(OFFICER)
    assert hand.refused("finish_disposal", *ended) == "authority"
    hand.reader(kind="house")
    hand.call("finish_disposal", *ended)
    assert hand.name("disposals_disposal", number, "state") == "done"


def test_the_house_says_why_it_was_stopped(hand: Hand) -> None:
    one, _other = (hand.put("disposals_disposal", state="approved", proposed_by_id=1, decided_by_id=2) for _ in "ab")
    hand.reader(OFFICER)
    name = hand.name("disposals_disposal", one)
    assert hand.refused("stop_disposal", name, "A hold") == "authority"
    hand.reader(kind="house")
    for state in ("proposed", "declined", "done"):
        waits = hand.put("disposals_disposal", state=state)
        assert hand.doing("stop_disposal", hand.name("disposals_disposal", waits), "A hold", to=ENDED).changed == {}
    done = hand.doing("stop_disposal", name, "A hold" * 60, to=ENDED)
    assert done.changed == {"disposals_disposal": {one: {"state": "stopped", "problem": ("A hold" * 60)[:300]}}}
