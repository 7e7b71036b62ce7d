"""Cases and people with and without a hold: what a hold keeps is asked of each."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.database.putting import inside, many, number, put

THEN = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass
class Held:
    """Five circles with a case and a person each; ``place`` puts a hold on the first and on the person of the second.

    On the case of the third and on the person of the fourth a hold has stood, and on the fifth none ever.
    """

    circles: list[int] = field(default_factory=list)
    cases: list[int] = field(default_factory=list)
    people: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Put the cases and the people there."""
        with many():
            self._put()

    def _put(self) -> None:
        for _which in range(5):
            circle = put("access_circle")
            self.circles.append(circle)
            self.cases.append(
                put("cases_case", circle_id=circle, number=f"HF-{circle}", public_id=uuid.UUID(int=circle))
            )
            person = number()
            self.people.append(put("people_person", id=person, public_id=uuid.UUID(int=person)))
            put("access_circlesubject", circle_id=circle, person_id=person)

    def place(self) -> None:
        """Put the holds there, two that stand and two that were released."""
        with many():
            put("disposals_hold", case_id=self.cases[0])
            put("disposals_hold", person_id=self.people[1])
            put("disposals_hold", case_id=self.cases[2], released_at=THEN)
            put("disposals_hold", person_id=self.people[3], released_at=THEN)

    def number(self, which: int) -> str:
        """What people call the case of a circle."""
        return f"HF-{self.circles[which]}"


KEPT = [True, True, False, False, False]
"""Which of the five circles a hold keeps."""


def asked(function: str, *values: Any) -> list[bool]:
    """What a function of one value answers for each."""
    places = ", ".join([f"app.{function}(%s)"] * len(values))
    return list(inside(f"select {places}", *values)[0])
