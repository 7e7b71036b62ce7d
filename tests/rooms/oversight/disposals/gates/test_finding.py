"""What is due and who goes with it, beside what is not closed, not due, held, somebody else's or told already."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from tests.factories.beside import Hand
from tests.mutation.world import ask
from tests.rooms.oversight.disposals.gates.deciding import LONG_AGO, OFFICER, Around

TODAY = date(2026, 1, 5)
RECENT = date(2025, 3, 14)
RULES: dict[str, Any] = {
    kind: {"period": "P7Y", "majority": 18, "duty": True} for kind in ("case", "intake", "person", "log", "staff")
} | {"breach": {"period": "P6Y"}, "year": {"period": None}}


def asked(hand: Hand, circle: int, *decided: date, state: str = "decided", of: int = 0) -> None:
    """A request for help in a circle, for each day that it was decided on."""
    for day in decided or (None,):
        intake = hand.put("intakes_intake", circle_id=circle, state=state, programme_id=of or hand.spare(PROGRAMME))
        if day:
            at = datetime.combine(day, datetime.min.time(), UTC)
            hand.put("intakes_screening", circle_id=circle, intake_id=intake, decided_at=at)


PROGRAMME = "organisation_programme"


def seen(hand: Hand, whom: UUID | None = None, **rules: Any) -> dict[tuple[str, int], tuple[Any, ...]]:
    """What is found, by kind and number: label, programme, trigger, day from which it counts, due, held, others."""
    found = hand.rows("disposal_candidates", RULES | rules, TODAY, whom)
    assert [row[6] or date.max for row in found] == sorted(row[6] or date.max for row in found)
    return {(kind, number): tuple(rest) for kind, number, *rest in found}


def test_what_is_due(hand: Hand) -> None:
    around = Around(hand)
    me, family = hand.reader(OFFICER), hand.put(PROGRAMME, name="Family", code="f")
    ask("update cases_case set programme_id = %s where circle_id = any (%s)", family, [around.circle, around.running])
    for facts in ({"merged_into_id": around.person}, {"withdrawn_on": LONG_AGO}, {}):
        around.subject(around.circle, hand.put("people_person", **facts))
    hand.put("cases_case", circle_id=around.circle, number="N-2", state="closed", closed_on=date(2013, 5, 1),
                      programme_id=family)  # fmt: skip
    half, _person = around.record(state="closed", closed_on=LONG_AGO)
    hand.put("cases_case", circle_id=half, number="N-3", state="reopened")
    around.record(state="closed", closed_on=RECENT)
    intake, new = hand.put("access_circle"), hand.put("access_circle")
    asked(hand, intake, LONG_AGO, date(2014, 1, 1), of=family)
    asked(hand, intake, of=family)
    asked(hand, new, LONG_AGO)
    asked(hand, new, state="new")
    asked(hand, around.kept, LONG_AGO)
    alone, young, busy = (
        hand.put("people_person", born_on=born) for born in (date(1980, 1, 1), date(2010, 1, 1), date(1980, 1, 1))
    )
    for person in (alone, young, busy, hand.put("people_person", merged_into_id=alone)):
        around.subject(around.emptied, person)
    around.subject(half, busy)
    hand.put("requests_recordrequest", person_id=alone, closed_on=date(2015, 6, 1))
    hand.put("requests_recordrequest", person_id=young, closed_on=RECENT)
    dateless = hand.put("access_circle")
    hand.put("disposals_tombstone", kind="circle", circle=dateless)
    closed = datetime(2012, 3, 14, 9, tzinfo=UTC)
    breach, mine = (hand.put("breaches_breach", about_id=about, found_at=closed, people=0) for about in (None, me))
    for one in (breach, mine):
        hand.put("breaches_breachentry", breach_id=one, kind="closed", at=closed)
    expected = {
        ("case", around.circle): (f"N-{around.circle}, N-2", "Family", date(2013, 5, 1), date(2013, 5, 1),
                                  date(2020, 5, 1), False, 2),
        ("case", around.kept): (f"N-{around.kept}", "", LONG_AGO, LONG_AGO, date(2019, 3, 14), True, 1),
        ("case", around.left): (f"N-{around.left}", "", LONG_AGO, LONG_AGO, date(2019, 3, 14), False, 1),
        ("intake", intake): ("", "Family", date(2014, 1, 1), date(2014, 1, 1), date(2021, 1, 1), False, 0),
        ("person", alone): ("", "", LONG_AGO, date(2015, 6, 1), date(2022, 6, 1), False, 0),
        ("log", around.log): ("", "", LONG_AGO, LONG_AGO, LONG_AGO, False, 0),
        ("staff", around.left): ("", "", LONG_AGO, LONG_AGO, date(2019, 3, 14), False, 0),
        ("breach", breach): (f"B-2012-{breach}", "", LONG_AGO, LONG_AGO, date(2018, 3, 14), False, 0),
    }  # fmt: skip
    assert seen(hand) == expected
    hand.reader(kind="house")
    assert seen(hand).keys() == expected.keys() | {("breach", mine)}
    hand.reader(64 + 256)
    assert seen(hand) == {}


def test_what_is_hers(hand: Hand) -> None:
    around = Around(hand)
    hand.reader(OFFICER)
    person = around.person
    half, intake = hand.put("access_circle"), hand.put("access_circle")
    for circle in (half, intake):
        around.subject(circle, person)
    hand.put("cases_case", circle_id=half, number="N-3", state="open")
    around.subject(half, hand.put("people_person"))
    asked(hand, intake, RECENT)
    asked(hand, hand.put("access_circle"), LONG_AGO)
    name = hand.name("people_person", person)
    hers = {
        ("case", around.circle): (f"N-{around.circle}", "", LONG_AGO, LONG_AGO, date(2019, 3, 14), False, 0),
        ("intake", intake): ("", "", RECENT, RECENT, date(2032, 3, 14), False, 0),
        ("case", half): ("N-3", "", None, None, None, False, 1),
    }
    assert seen(hand, name) == hers
    free = seen(hand, name, intake=RULES["intake"] | {"duty": False})
    assert free["intake", intake][4] == RECENT
    alone, beside = hand.put("people_person"), hand.put("people_person")
    around.subject(around.emptied, alone)
    around.subject(around.emptied, beside)
    found = {("person", alone): ("", "", LONG_AGO, LONG_AGO, date(2019, 3, 14), False, 0)}
    assert seen(hand, hand.name("people_person", alone)) == found
    hand.put("requests_recordrequest", person_id=alone)
    found = {("person", alone): ("", "", LONG_AGO, TODAY, date(2033, 1, 5), False, 0)}
    assert seen(hand, hand.name("people_person", alone)) == found


def test_who_goes_with_the_last_record(hand: Hand) -> None:
    around = Around(hand)
    circle, recent, intake, later = around.circle, *(hand.put("access_circle") for _ in range(3))
    hand.put("cases_case", circle_id=recent, number="N-2", state="closed", closed_on=RECENT)
    asked(hand, intake, LONG_AGO)
    asked(hand, later, RECENT)
    apart, kept = around.record(state="closed", closed_on=LONG_AGO)
    circles = [circle, recent, intake, later, apart]

    def somebody(*where: int, **facts: Any) -> int:
        person = hand.put("people_person", **facts)
        for one in where:
            around.subject(one, person)
        return person

    goes = {
        around.person,
        somebody(circle),
        somebody(circle, around.emptied),
        somebody(intake),
        somebody(circle, intake),
    }
    stays = {
        "another record": somebody(circle, around.running),
        "a recent record": somebody(circle, recent),
        "a recent request for help": somebody(circle, later),
        "a recent answer": somebody(circle),
        "a copy she waits for": somebody(circle),
        "young": somebody(circle, born_on=date(2010, 1, 1)),
        "merged": somebody(circle, merged_into_id=around.person),
        "held": somebody(apart),
        "with somebody who is held": kept,
        "of no such circle": somebody(around.emptied, born_on=date(1980, 1, 1)),
    }
    hand.put("requests_recordrequest", person_id=stays["a recent answer"], closed_on=RECENT)
    hand.put("requests_recordrequest", person_id=stays["a copy she waits for"])
    hand.put("disposals_hold", person_id=stays["held"])
    young = hand.name("people_person", stays["young"])
    free = RULES | {"person": RULES["person"] | {"duty": False}}
    told = []
    hand.reader(64 + 256)
    assert hand.call("disposal_persons", circles, RULES, TODAY, None) is None
    for powers, kind in ((0, "house"), (OFFICER, "worker")):
        hand.reader(powers, kind=kind)
        told.append(set(hand.call("disposal_persons", circles, RULES, TODAY, None)))
    assert told == [goes, goes]
    assert hand.call("disposal_persons", [], RULES, TODAY, None) == []
    for rules, whom, more in ((free, None, set()), (RULES, young, set()), (free, young, {stays["young"]})):
        assert set(hand.call("disposal_persons", circles, rules, TODAY, whom)) == goes | more
    last = date(2019, 3, 14)
    for day, gone in ((last - timedelta(days=1), set()), (last, {around.person})):
        assert set(hand.call("disposal_persons", [circle], RULES, day, None)) & {around.person} == gone


def test_keys_of_what_was_disposed_of(hand: Hand) -> None:
    def stone(kind: str, name: str, day: date) -> None:
        ((digest,),) = ask("select app.tombstone('import', %s)", name)
        hand.put("disposals_tombstone", kind=kind, digest=digest, disposed_on=day)

    stone("import", "a", LONG_AGO)
    stone("import", "a", RECENT)
    stone("import", "b", LONG_AGO)
    stone("case", "c", LONG_AGO)
    hand.reader()
    assert sorted(hand.rows("disposed_keys", ["a", "c", "d"])) == [("a", RECENT)]
    hand.nobody()
    assert hand.rows("disposed_keys", ["a"]) == []
