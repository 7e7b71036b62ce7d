"""Mutants that change nothing, each with its reason: another clause or another mechanism says the same."""

from __future__ import annotations

from tests.mutation.erasing import ERASING

POWER = "the rule asks what the reader may, not what the row says, and is asked before the change already"
SHORT = "a way out before the work: without a reader, a team or a key, what follows finds nothing either"
SPEED = "decides how something is found, not what"
UNASKED = "the first of the two ways is taken only where nobody is asked about"
AGAIN = "a sealed circle that counts as opened is looked at again by excluded() in every statement"
SCHEMA = "the trigger stands on tables of this schema only"
NOWHERE = "a place that is not there lies in no circle, and nobody rules that"
SEAL = (
    "every circle of a sealed person is shut until it is opened to the reader at this level, so whom she sees is open"
)
TABLES = "it decides which tables are asked, and the question to each says the same"
AGAIN_NULL = "what is null is made null once more"
FORGOTTEN: tuple[tuple[str, str], ...] = (
    (r"^(blank_staff|erase_logs|erase_years|sweep_rests): before is not null -> true$", AGAIN_NULL),
    (
        r"^erase_years: h\.(circle_id is null|at >= make_date\(y, 1, 1\)|at < make_date\(y \+ 1, 1, 1\)) -> true$",
        TABLES,
    ),
    (r"^ended_things: w.left_on is not null -> true$", "of who has not left open_item() says that she works here"),
    (
        r"^(held_named: app.any_hold\(\)|forget_sheets: \(select app.any_hold\(\)\)) -> true",
        "where no hold stands, none stands on what is named",
    ),
)
"""What is disposed of, held and forgotten."""
NARROWER: tuple[tuple[str, str], ...] = (
    (r"^masked_people: (app.uid\(\) is null( or cardinality\(teams\) = 0)?|cardinality\(teams\) = 0) -> false", SHORT),
    (r"^masked_people: found is null -> false", SHORT),
    (r"^masked_people: s.person_id = any \(found\) -> true", "only those who bear a key are kept in any case"),
    (r"^(add_subject|list_people|likely_pairs|merge_refusal): app.uid\(\) is null -> false", SHORT),
    (r"^(break_glass|open_circle): u is null -> false", SHORT),
    (r"^(may_rule_circle|sees_circle|seal_acts): app.uid\(\) is not null -> true", SHORT),
    (r"^masked_person: (app.uid\(\) is null( or cardinality\(teams\) = 0)?|cardinality\(teams\) = 0) -> false", SHORT),
    (r"^search_people: (app.uid\(\) is null( or card.*)?|cardinality\(sought\) = 0|found is null) -> false", SHORT),
    (r"^supervisor_waits: teams = '{}' -> false", SHORT),
    (r"^search_people: s.person_id = any \(found\) -> true", "only those who bear a key are kept in any case"),
    (r"^list_people: (by_name and mine is not null|by_name|mine is not null) -> false$", SPEED),
    (r"^list_people: mine is not null -> false \(again, 2\)", SPEED),
    (r"^likely_pairs: mine is not null -> false", SPEED),
    (r"^likely_pairs: \(?about is null or about in \(l.person_id, l.other_id\)\)? -> true$", UNASKED),
    (r"^likely_pairs: about is null -> true$", UNASKED),
    (r"^likely_pairs: about in \(l.person_id, l.other_id\) -> (true|false)$", UNASKED),
    (r"^begin_session: b < 64 -> true", "no row has the level 0"),
    (r"^begin_session: n.opened -> true", AGAIN),
    (r"^begin_session: g.actor_id = s.who (and g.scope = 'c' .* -> true$|-> true \(again, 3\))", AGAIN),
    (r"^begin_session: (g.scope = 'c'|g.scope_id = b.circle_id|\(g.levels & 32\) <> 0) -> true$", AGAIN),
    (r"^begin_session: statement_timestamp\(\) (>= g.valid_from|< g.valid_until) -> true \(again, 3\)", AGAIN),
    (r"^move_circle: n.nspname = 'public' -> true", SCHEMA),
    (r"^take: g.valid_until > statement_timestamp\(\) -> true \(again, 3\)", "notes are opened only until that moment"),
    (r"^merge_refusal: one = two -> false", "two of one person are one row, and fewer than two are absent"),
    (r"^merge_refusal: \(?not p.sealed( or exists \(select 1 from app.my_subject.*)? -> true$", SEAL),
    (r"^merge_refusal: exists \(select 1 from app.my_subject s join app.my_circle_grant m .* -> true$", SEAL),
    (r"^merge_refusal: s.person_id = p.id( and \(m.levels & 32\) <> 0)? -> true$", SEAL),
    (r"^merge_refusal: \(m.levels & 32\) <> 0 -> true$", SEAL),
    (r"^note_reading: e ->> 'circle' is not null -> true", "what is null equals nothing in the clause beside it"),
    (r"^(end_links|end_member|make_link): p.id is null -> false", NOWHERE),
    (r"^keep_history: tg_nargs < 2 -> false", "where no names are given none is the field's"),
    (r"^keep_history: (tg_nargs > 0( and tg_argv.0. <> '')?|tg_argv.0. <> '') -> true", "no field has an empty name"),
    (r"^put_share: u is null -> false", SHORT),
    (
        r"^put_share: c.relnamespace = 'public'::regnamespace -> true",
        SCHEMA,
    ),
    (r"^ask_opening: app.uid\(\) is null -> false", SHORT),
    (r"^spread_seal: new.sealed is distinct from old.sealed -> true", "the rows are told what they say already"),
    (r"^would_see: coalesce\(bits, 0\) = 0 -> false", SHORT),
    (r"^would_see: n.nspname = 'public' -> true", SCHEMA),
    (r"^give: grant_scope = 'o' -> true \(again, [23]\)", "these bits are refused for a team before"),
    (r"^give: g.scope = 'o' -> true", "no grant but one for the agency holds the bit of administration"),
    (r"^give: g.valid_until > statement_timestamp\(\) -> true \(again, 3\)", "notes are opened only until that moment"),
)
NO_ROW_BEFORE = "on an insert there is no row before, and nothing equals what is not there"
ONE_NOTE = "a contact has one note, so whoever changes an unsigned one finds none that is signed"
SHARED_AGAIN = "the line is looked for twice, the second time among what is shared now: either finds what both find"
SAME_AUTHORITY = "what she would see is shared in the same step, for which the same authority is asked"
LOCK = "a lock: whoever calls holds both entries already, and what comes of two at once is tried where others see it"
RECORD: tuple[tuple[str, str], ...] = (
    (r"^keep_keys: tg_op = 'UPDATE' -> true \(again, 2\)", NO_ROW_BEFORE),
    (r"^keep_keys: row_old is not null -> true", NO_ROW_BEFORE),
    (r"^merge_people: p.id in \(keep, lose\) -> (true|false)$", LOCK),
    (r"^undo_merge: p.id in \(m.keep_id, m.lose_id\) -> (true|false)$", LOCK),
    (r"^move_rows: twin is not null -> true", "words joined to none are none"),
    (r"^undo_refusal: (m.id is null|app.uid\(\) is null) -> false", SHORT),
    (r"^add_member: u is null -> false", SHORT),
    (r"^(add_member|report_worry): cid is null -> false", NOWHERE),
    (r"^add_member: not app.may_rule_circle\(cid\) -> false", SAME_AUTHORITY),
    (r"^move_member_end: p.id is null -> false", NOWHERE),
    (r"^tell_of_line: t.public_id = line( and h.item_table = .*)? -> true$", SHARED_AGAIN),
    (r"^tell_of_line: (h.item_table = 'plans_step'|h.actor_id = u) -> true", SHARED_AGAIN),
    (r"^tell_of_line: statement_timestamp\(\) (>= h.valid_from|< h.valid_until) -> true", SHARED_AGAIN),
    (r"^tell_of_line: t.id = any \(app.shared\('plans_step'\)\) -> true", SHARED_AGAIN),
    (r"^tell_of_line: (not found|s.id is null) -> false", SHARED_AGAIN),
    (r"^take_back_(row|person): app.uid\(\) is null -> false", SHORT),
    (r"^take_back_person: not alone -> true", "what hangs on her in one circle hangs on her anywhere"),
    (r"^keep_signed: tg_op = 'UPDATE' -> true( \(again, 2\))?$", NO_ROW_BEFORE),
    (r"^keep_signed: tg_table_name = 'contacts_note' -> true$", "no other table says whose words it holds"),
    (
        r"^keep_signed: (tg_table_name = 'contacts_note' and )?\(to_jsonb\(old\) ->> 'signed_at'\) is null -> f",
        ONE_NOTE,
    ),
    (r"^keep_signed: tg_table_name = 'contacts_note' -> false \(again, 2\)", ONE_NOTE),
)
"""People, cases and what people work on together."""
ASKED: tuple[tuple[str, str], ...] = (
    (r"^open_gathering: known_on is not null -> true", "a check of the table says it of these states"),
    (r"^protected_everywhere: app.uid\(\) is null -> false", SHORT),
    (r"^counts_from: majority is null -> false", "without an age there is no day of it, and the end is the later"),
    (r"^epoch: n is null -> true", "a life that has its number is given no other: on conflict do nothing"),
    (r"^epoch: e.server = here -> false$", "what was not found is not written twice, and looked for once more"),
    (r"^related: r.(person|other)_id = l.person_id -> true", "the row itself says that the two are related"),
    (r"^unusual: h.person_id <> m.person_id -> true", "who lives with herself is told as herself, which comes first"),
    (
        r"^(request_protected|protected_\w+): p.place <> '' -> true",
        "where nothing stands, no key of it is found either",
    ),
    (r"^accept_invitation: wid is not null -> true", "no invitation is of a worker who is nobody"),
)
"""Requests for a record, ways in, and who looked at it."""
EQUIVALENT: tuple[tuple[str, str], ...] = (
    *ERASING,
    (r"^(organisation_\w+|staff_\w+|consents_consentform|consents_partneragreement) changed: no check", POWER),
    (r"^access_actor changed: no check", POWER),
    (r"^access_circle seen: \(select app.inside\(\)\) ->", "who does not work here has no team and no grant"),
    (
        r"^access_history seen: (circle_id|person_id) is not null ->",
        "what is null equals nothing in the clause beside it",
    ),
    (
        r"^breaches_breach(entry|assessment|person) (seen|written): \(\(select app.powers\(\)\) & 128\) <> 0 -> true",
        "the breach itself, which is asked for beside it, is seen by officers only",
    ),
    *NARROWER,
    *FORGOTTEN,
    *RECORD,
    *ASKED,
    (r"^intakes_escalation: intake_id", "only note_escalation writes it, and takes the circle from the intake itself"),
)
