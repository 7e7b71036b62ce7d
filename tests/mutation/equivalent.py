"""Mutants that change nothing, each with its reason: another clause or another mechanism says the same."""

from __future__ import annotations

POWER = "the rule asks what the reader may, not what the row says, and is asked before the change already"
SHORT = "a way out before the work: without a reader, a team or a key, what follows finds nothing either"
SPEED = "decides how something is found, not what"
SEAL = (
    "every circle of a sealed person is shut until it is opened to the reader at this level, so whom she sees is open"
)
NARROWER: tuple[tuple[str, str], ...] = (
    (r"^masked_people: (app.uid\(\) is null( or cardinality\(teams\) = 0)?|cardinality\(teams\) = 0) -> false", SHORT),
    (r"^masked_people: found is null -> false", SHORT),
    (r"^masked_people: cardinality\(found\) <= 4000 -> true", SPEED),
    (r"^masked_people: s.person_id = any \(found\) -> true", "only those who bear a key are kept in any case"),
    (r"^merge_refusal: app.uid\(\) is null -> false", SHORT),
    (r"^merge_refusal: one = two -> false", "two of one person are one row, and fewer than two are absent"),
    (r"^merge_refusal: \(?not p.sealed( or exists \(select 1 from app.my_subject.*)? -> true$", SEAL),
    (r"^merge_refusal: exists \(select 1 from app.my_subject s join app.my_circle_grant m .* -> true$", SEAL),
    (r"^merge_refusal: s.person_id = p.id( and \(m.levels & 32\) <> 0)? -> true$", SEAL),
    (r"^merge_refusal: \(m.levels & 32\) <> 0 -> true$", SEAL),
    (r"^would_see: coalesce\(bits, 0\) = 0 -> false", SHORT),
    (r"^would_see: n.nspname = 'public' -> true", "the trigger stands on tables of this schema only"),
    (r"^give: grant_scope = 'o' -> true \(again, [23]\)", "these bits are refused for a team before"),
    (r"^give: g.scope = 'o' -> true", "no grant but one for the agency holds the bit of administration"),
    (r"^give: g.valid_until > statement_timestamp\(\) -> true \(again, 3\)", "notes are opened only until that moment"),
)
EQUIVALENT: tuple[tuple[str, str], ...] = (
    (r"^(organisation|staff)_\w+ changed: no check", POWER),
    (r"^access_actor changed: no check", POWER),
    (r"^access_circle seen: \(select app.inside\(\)\) ->", "who does not work here has no team and no grant"),
    (
        r"^access_history seen: (circle_id|person_id) is not null ->",
        "what is null equals nothing in the clause beside it",
    ),
    *NARROWER,
    (r"^intakes_escalation: intake_id", "only note_escalation writes it, and takes the circle from the intake itself"),
)
