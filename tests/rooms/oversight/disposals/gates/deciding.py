"""A disposal and all that it must not be confused with: numbers that others have too, lines of another disposal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from tests.factories.beside import Hand
from tests.mutation.world import ask

LONG_AGO = date(2012, 3, 14)
OFFICER = 128
"""The power of who reads the logs."""


@dataclass
class Around:
    """A record that ended long ago, and beside it what is open, held or somebody else's to decide about."""

    hand: Hand
    circle: int = 0
    person: int = 0
    emptied: int = 0
    log: int = 0
    left: int = 0
    running: int = 0
    somebody: int = 0
    working: int = 0
    kept: int = 0
    other: int = 0
    others: dict[tuple[str, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        hand = self.hand
        self.circle, self.person = self.record(state="closed", closed_on=LONG_AGO)
        self.running, self.somebody = self.record(state="open")
        self.kept, _held = self.record(state="closed", closed_on=LONG_AGO)
        self.hold(self.kept)
        hand.put("intakes_intake", circle_id=self.circle, state="decided")
        hand.put("intakes_intake", circle_id=self.running, state="new")
        hand.put("requests_recordrequest", person_id=self.person, closed_on=LONG_AGO)
        hand.put("requests_recordrequest", person_id=self.somebody)
        self.emptied, self.log = self.an_emptied(), self.an_emptied()
        self.subject(self.emptied, self.person)
        self.left, self.working = self.worker(LONG_AGO), self.worker(None)
        self._same_numbers()

    def record(self, circle: int = 0, **case: Any) -> tuple[int, int]:
        """A circle with a case, born an adult long ago: (circle, person)."""
        circle = self.hand.put("access_circle", **({"id": circle} if circle else {}))
        person = self.hand.put("people_person", born_on=date(1980, 5, 1))
        self.hand.put("cases_case", circle_id=circle, number=f"N-{circle}", **case)
        self.subject(circle, person)
        return circle, person

    def subject(self, circle: int, person: int) -> None:
        """The circle concerns her."""
        self.hand.put("access_circlesubject", circle_id=circle, person_id=person)

    def hold(self, circle: int) -> int:
        """A hold stands on the case of the circle."""
        ((case,),) = ask("select id from cases_case where circle_id = %s", circle)
        return self.hand.put("disposals_hold", case_id=case)

    def an_emptied(self) -> int:
        """A circle of which the logs alone are left."""
        circle = self.hand.put("access_circle")
        self.hand.put("disposals_tombstone", kind="circle", circle=circle, ended_on=LONG_AGO, logs_due_on=LONG_AGO)
        return circle

    def worker(self, left_on: date | None) -> int:
        """Somebody who works here, or did; bare of what else would be due of her."""
        ended = datetime.combine(left_on, datetime.min.time(), UTC) if left_on else None
        actor = self.hand.put("access_actor", ended_at=ended)
        self.hand.put("access_account", actor_id=actor, username=f"u{actor}")
        return self.hand.put("staff_worker", actor_id=actor, left_on=left_on, phone="1")

    def _same_numbers(self) -> None:
        """Circles with the numbers of the person and of the worker, and somebody with the number of the circle."""
        hand = self.hand
        hand.put("access_circle", id=self.person)
        hand.put("cases_case", circle_id=self.person, number="N-1", state="open")
        hand.put("intakes_intake", circle_id=self.person, state="new")
        self.subject(self.person, self.somebody)
        hand.put("people_person", id=self.circle)
        self.record(self.left, state="closed", closed_on=LONG_AGO)
        self.subject(self.running, self.circle)
        hand.put("requests_recordrequest", person_id=self.circle)

    def lines(self, disposal: int, *items: tuple[str, int], **facts: Any) -> dict[tuple[str, int], int]:
        """Lines of a disposal: their numbers by kind and number."""
        given = {"label": "N", "due_on": LONG_AGO} | facts
        return {
            (kind, number): self.hand.put(
                "disposals_disposalitem", disposal_id=disposal, kind=kind, number=number, **given
            )
            for kind, number in items
        }

    def declined(self, me: int) -> None:
        """A disposal that was declined, with lines about what is open, held, about me, and about the same."""
        self.other = self.hand.put("disposals_disposal", state="declined")
        about = self.hand.put("breaches_breach", about_id=me)
        same = ("case", self.circle), ("person", self.person), ("log", self.log), ("staff", self.left)
        due, _person = self.record(state="closed", closed_on=LONG_AGO)
        open_ones = ("case", due), ("case", self.running), ("intake", self.person), ("person", self.somebody)
        things = (
            ("staff", self.working),
            ("log", self.an_emptied()),
            ("breach", about),
            ("case", self.kept),
            ("person", self.circle),
        )
        self.others = self.lines(self.other, *same, *open_ones, *things, due_on=None)


def _answered_again(hand: Hand, around: Around) -> int:
    """Somebody whose circles are all empty waits for a copy, and goes with the rest."""
    person = hand.put("people_person")
    around.subject(around.emptied, person)
    hand.put("requests_recordrequest", person_id=person)
    return person


def _waits_too(hand: Hand, around: Around) -> None:
    """Somebody else of the record waits for a copy, and stays."""
    person = hand.put("people_person")
    around.subject(around.circle, person)
    hand.put("requests_recordrequest", person_id=person)


Change = Callable[[Hand, Around, int], object]
SINCE: dict[str, tuple[str, Change]] = {
    "the case is open again": (
        "open",
        lambda _hand, around, _of: ask("update cases_case set state = 'reopened' where circle_id = %s", around.circle),
    ),
    "a request for help is new": (
        "open",
        lambda hand, around, _of: hand.put("intakes_intake", circle_id=around.circle, state="new"),
    ),
    "she waits for a copy": (
        "open",
        lambda hand, around, _of: hand.put("requests_recordrequest", person_id=around.person),
    ),
    "somebody else of the record waits for a copy": (
        "open",
        lambda hand, around, _of: _waits_too(hand, around),
    ),
    "somebody who goes as well waits for a copy": (
        "open",
        lambda hand, around, of: around.lines(of, ("person", _answered_again(hand, around))),
    ),
    "she has another case": ("open", lambda _hand, around, _of: around.subject(around.running, around.person)),
    "she has another case whose circle has the number of a worker": (
        "open",
        lambda _hand, around, _of: around.subject(around.left, around.person),
    ),
    "the worker is back": (
        "open",
        lambda _hand, around, _of: ask("update staff_worker set left_on = null where id = %s", around.left),
    ),
    "a hold": ("held", lambda _hand, around, _of: around.hold(around.circle)),
}
"""What may have come between, and how it is refused."""
