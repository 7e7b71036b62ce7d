"""Mutants of what erases that change nothing, each with its reason."""

from __future__ import annotations

SPARED = "where nothing goes the loop finds nothing either; the clause spares the looking"
FOLLOWS = "what must point at a row that goes goes too, and where it does not either of the two is refused"
EMPTY = "what is emptied already is emptied again"
ELSEWHERE = "who is known in any other record stays anyway; the clause spares the looking there"
FOUND = (
    "what is proposed was found closed by the same rule a moment ago; only what others commit in between could differ"
)
OF, ITEMS = "i.disposal_id = did", "disposals_disposalitem"
CASES = r"i.kind in \('case', 'intake'\)"

ERASING: tuple[tuple[str, str], ...] = (
    (r"^erase_rows: reach \? p.parent -> true$", SPARED),
    (r"^erase_rows: not p.wanted -> true$", FOLLOWS),
    (r"^disposal_persons: [kc].circle_id = any \(circles\) -> true$", ELSEWHERE),
    (r"^propose_disposal: exists \(select 1 from cases_case k where .* and k.state <> 'closed'\) -> false$", FOUND),
    (r"^propose_disposal: k.circle_id = any \(array.*\)\)( and k.state <> 'closed')? -> false$", FOUND),
    (r"^propose_disposal: k.state <> 'closed' -> false$", FOUND),
    (rf"^propose_disposal: ({OF} and {CASES}|{CASES}) -> false \(again, 2\)$", FOUND),
    (rf"^propose_disposal: {OF} -> false \(again, [379]\)$", FOUND),
    (r"^propose_disposal: exists \(select 1 from access_circlesubject s where s.person_id.* -> false$", FOUND),
    (r"^propose_disposal: s.person_id = any \(array.* and s.circle_id not in .* -> false$", FOUND),
    (r"^propose_disposal: s.person_id = any \(array.* -> false \(again, 2\)$", FOUND),
    (r"^propose_disposal: s.circle_id (<> all|not in) \(.* -> false$", FOUND),
    (rf"^propose_disposal: ({OF} and )?i.kind = 'person' -> false \(again, 2\)$", FOUND),
    (rf"^propose_disposal: ({OF} and )?{CASES} -> true \(again, 5\)$", FOUND),
    (rf"^propose_disposal: {OF} -> true \(again, 8\)$", FOUND),
    (
        rf"^propose_disposal: (exists \(select 1 from {ITEMS} i where )?({OF} and )?app.open_item\([^)]*\)+ -> false$",
        FOUND,
    ),
    (r"^erase_rows: before is not null -> true$", EMPTY),
)
