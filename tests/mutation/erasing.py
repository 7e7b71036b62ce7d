"""Mutants of what erases that change nothing, each with its reason."""

from __future__ import annotations

SPARED = "where nothing goes the loop finds nothing either; the clause spares the looking"
FOLLOWS = "what must point at a row that goes goes too, and where it does not either of the two is refused"
EMPTY = "what is emptied already is emptied again"
ELSEWHERE = "who is known in any other record stays anyway; the clause spares the looking there"

ERASING: tuple[tuple[str, str], ...] = (
    (r"^erase_rows: reach \? p.parent -> true$", SPARED),
    (r"^erase_rows: not p.wanted -> true$", FOLLOWS),
    (r"^disposal_persons: [kc].circle_id = any \(circles\) -> true$", ELSEWHERE),
    (r"^erase_rows: before is not null -> true$", EMPTY),
)
