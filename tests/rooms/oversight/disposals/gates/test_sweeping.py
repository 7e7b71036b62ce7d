"""What the night forgets: what is over its period, never what a hold may cover, and everything else not at all."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tests.conftest import Become
from tests.database.putting import inside, many, number, put, seen
from tests.factories.cast import entered_house
from tests.rooms.oversight.disposals.gates.holds import KEPT, THEN, Held, asked
from tests.rooms.oversight.disposals.gates.logs import entry, there, whens

pytestmark = pytest.mark.usefixtures("administer")
OLD, LATER = THEN - timedelta(seconds=1), THEN + timedelta(days=400)


def named(held: Held, *which: int) -> str:
    """A text with the outside names of the cases of these circles."""
    return "/".join(f"case-{UUID(int=held.circles[one])}" for one in which)


def test_a_text_is_held_that_names_a_record_that_is_held() -> None:
    held = Held()
    with many():
        requests = [uuid4(), uuid4()]
        for which, name in zip((0, 4), requests, strict=True):
            put("intakes_intake", public_id=name, circle_id=held.circles[which])
    cases = [named(held, which) for which in range(5)]
    people = [f"person-{UUID(int=person)}" for person in held.people]
    texts = [*cases, *people, f"request {requests[0]}", str(requests[1]), named(held, 4, 0), named(held, 4, 3)]
    nothing = ["the whole list", f"something-{uuid4()}", ""]
    assert asked("held_named", *texts, *nothing) == asked("held_text", *texts, *nothing) == [False] * 17
    held.place()
    assert asked("held_named", *texts, *nothing) == [*KEPT * 2, True, False, True, False, False, False, False]
    assert asked("held_text", *texts, *nothing) == [*KEPT * 2, True, False, True, False, True, True, True]


def test_a_text_is_held_that_names_by_its_number_a_case_that_is_held() -> None:
    held = Held()
    cases = [f"Case {held.number(which)}" for which in range(5)]
    texts = [*cases, f"{held.number(4)}, {held.number(0)}", f"({held.number(4)})", "Case HF-0", ""]
    assert asked("held_about", *texts) == [False] * 9
    held.place()
    assert asked("held_about", *texts) == [*KEPT, True, False, True, True], "a number of no case may be of any"


def test_an_imported_row_is_held_by_what_it_became() -> None:
    held = Held()
    with many():
        homes = [put("people_household", circle_id=circle) for circle in held.circles]
        merged = [put("people_person", id=number(), merged_into_id=held.people[which]) for which in (0, 4)]
    said = [("case", row) for row in held.cases] + [("household", row) for row in homes]
    said += [(kind, row) for kind in ("people", "person") for row in held.people]
    said += [("person", row) for row in merged]
    nowhere = [(kind, number()) for kind in ("case", "household", "people", "person")]
    nowhere += [("note", held.cases[4]), ("case", held.circles[4])]
    select = "select array_agg(app.held_import(kind, which)) from unnest(%s::text[], %s::bigint[]) t(kind, which)"
    given = [list(column) for column in zip(*said, *nowhere, strict=True)]
    assert inside(select, *given) == [([False] * 28,)]
    held.place()
    assert inside(select, *given) == [([*KEPT * 4, True, False, *[True] * 6],)], "what is not there may be of any"


def test_drafts_and_saves_are_swept_when_they_are_over() -> None:
    held = Held()
    with many():
        drafts = {
            put("drafts_draft", key=key, url=url, saved_at=at): stays
            for key, url, at, stays in (
                (named(held, 4), "", OLD, False),
                (named(held, 4) + "/", "", THEN, True),
                (named(held, 0), "", OLD, True),
                ("contact", named(held, 1), OLD, True),
                ("list", "", OLD, True),
            )
        }
        saves = {
            put("drafts_submission", key=key, outcome=outcome, created_at=at): stays
            for key, outcome, at, stays in (
                (named(held, 4), "", OLD, False),
                (named(held, 3), "", OLD, False),
                (named(held, 4) + "/", "", THEN, True),
                (named(held, 0), "", OLD, True),
                ("contact", named(held, 1), OLD, True),
            )
        }
    held.place()
    assert inside("select app.sweep_drafts(%s)", THEN) == [(3,)]
    assert there("drafts_draft") == {row for row, stays in drafts.items() if stays}
    assert there("drafts_submission") == {row for row, stays in saves.items() if stays}


def test_ways_in_are_swept_a_while_after_they_ended() -> None:
    held = Held()
    with many():
        worker, other = put("staff_worker"), put("staff_worker")
        put("cases_assignment", circle_id=held.circles[0], worker_id=worker)
        ways = enumerate(((other, OLD), (other, THEN), (worker, OLD)))
        found = [
            put("staff_invitation", worker_id=one, expires_at=at, secret_hash=bytes([place]))
            for place, (one, at) in ways
        ]
    held.place()
    assert inside("select app.sweep_invitations(%s)", THEN) == [(1,)]
    assert there("staff_invitation") == set(found[1:])


def run(system: str, **said: object) -> int:
    """A run of an import that was over long ago, unless it says otherwise."""
    return put(
        "imports_importrun", **{"system": system, "created_at": OLD, "finished_at": OLD, "public_id": uuid4()} | said
    )


def row(system: str, **said: object) -> int:
    """What is remembered of a row of an import, from long ago unless it says otherwise."""
    return put(
        "imports_importedrow", **{"system": system, "created_at": OLD, "key": str(number()), "kind": "note"} | said
    )


def test_what_is_remembered_of_an_import_is_swept_when_the_system_sends_no_more() -> None:
    with many():
        gone = [row("a"), row("still, by another", actor_id=1), row("tried"), row("over")]
        kept = [row("a", created_at=THEN), row("still"), row("began")]
        kept_runs = [
            run("still", finished_at=THEN), run("still, by another", actor_id=2, created_at=LATER),
            run("began", created_at=THEN, finished_at=None), run("tried", dry_run=True, finished_at=THEN),
        ]  # fmt: skip
        gone_runs = [run("over"), run("still"), run("tried", dry_run=True), run("over", finished_at=None)]
        for table in ("imports_sheetrow", "imports_upload"):
            kept_runs.append(run("a"))
            put(table, run_id=kept_runs[-1])
    assert inside("select app.sweep_imports(%s)", THEN) == [(len(gone) + len(gone_runs),)]
    assert there("imports_importedrow") == set(kept)
    assert there("imports_importrun") == set(kept_runs)


def test_a_hold_keeps_what_an_import_brought_and_the_runs_that_brought_it() -> None:
    held = Held()
    with many():
        kept = [row("a", kind="case", row_id=held.cases[0]), row("b")]
        row("c", kind="case", row_id=held.cases[4])
        new = row("d", created_at=THEN)
        runs = [run("a"), run("b")]
        run("a", actor_id=2)
        run("c")
        run("d")
    held.place()
    assert inside("select app.sweep_imports(%s)", THEN) == [(4,)]
    assert there("imports_importedrow") == {*kept, new}
    assert there("imports_importrun") == set(runs)


def test_receipts_are_swept_when_what_they_name_is_gone() -> None:
    held = Held()
    with many():
        receipts = {
            put("exports_export", about=about, created_at=at): stays
            for about, at, stays in (
                ("Case HF-0", OLD, False),
                ("Case HF-0", THEN, True),
                (f"Case {held.number(4)}", OLD, True),
            )
        }
    assert inside("select app.sweep_exports(%s)", THEN) == [(1,)]
    assert there("exports_export") == {one for one, stays in receipts.items() if stays}
    with many():
        kept = put("exports_export", about="Case HF-0", created_at=OLD)
    held.place()
    assert inside("select app.sweep_exports(%s)", THEN) == [(0,)]
    assert kept in there("exports_export")


def swept(**rules: str | None) -> object:
    """What the reader of the test sweeps at that moment."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select app.sweep_rests(%s, %s)", [json.dumps(rules), THEN + timedelta(days=90)])
        return (cursor.fetchone() or (None,))[0]


def test_the_house_alone_sweeps_the_classes_that_have_a_period(become: Become) -> None:
    for name in ("privacy", "admin", "worker"):
        become(name)
        with pytest.raises(DatabaseError, match="only the house sweeps"):
            swept(drafts="P90D")
    entries = {when: entry(**said) for when, said in whens().items()}
    with many():
        drafts = [put("drafts_draft", saved_at=at, key=str(at)) for at in (OLD, THEN)]
        receipt = put("exports_export", about="", created_at=OLD - timedelta(days=4000))
    entered_house()
    assert swept(drafts="P90D", exports=None, letters="P1D") == '{"drafts": 1}'
    assert there("drafts_draft") == {drafts[1]}
    assert there("exports_export") == {receipt}
    words = {one for (one,) in seen("select id from access_history where before is not null")}
    assert [one in words for one in entries.values()] == [True, True, True, False], "but what this very act says"
