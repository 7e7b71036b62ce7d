"""For whom a note may be written, and what stays out of one that few read."""

from __future__ import annotations

import pytest

from alongside.ground.foundation.reader import ORDINARY, PSYCHOTHERAPY, RESTRICTED, SAFE_LOCATION, SEALED, SUBSTANCE_USE
from alongside.practice.contacts.enums import LEVEL_OF, NOTE_LEVELS, NoteKind
from alongside.practice.contacts.rules.levels import kept_for, kind_of, may_note_at, note_level_faults, shown_act
from alongside.record.cases.rules.standing import Standing

CARRIES = Standing(1, rules=True)
COVERS = Standing(1, in_team=True)


@pytest.mark.parametrize(
    ("standing", "held", "level", "may"),
    [
        (CARRIES, 0, ORDINARY, True),
        (CARRIES, 0, RESTRICTED, True),
        (COVERS, 0, ORDINARY, True),
        (COVERS, PSYCHOTHERAPY, RESTRICTED, False),
        (CARRIES, 0, PSYCHOTHERAPY, False),
        (CARRIES, SUBSTANCE_USE, PSYCHOTHERAPY, False),
        (CARRIES, PSYCHOTHERAPY, PSYCHOTHERAPY, True),
        (CARRIES, PSYCHOTHERAPY, SUBSTANCE_USE, False),
        (CARRIES, SUBSTANCE_USE, SUBSTANCE_USE, True),
        (COVERS, PSYCHOTHERAPY, PSYCHOTHERAPY, False),
        (CARRIES, NOTE_LEVELS, NOTE_LEVELS, False),
        (CARRIES, PSYCHOTHERAPY, PSYCHOTHERAPY | ORDINARY, False),
        (CARRIES, NOTE_LEVELS, SEALED, False),
        (CARRIES, NOTE_LEVELS, 0, False),
    ],
)
def test_a_note_is_written_at_a_level_that_its_writer_holds(
    standing: Standing, held: int, level: int, may: bool
) -> None:
    assert bool(may_note_at(standing, held, level)) is may


def test_a_refusal_is_the_same_whether_credential_or_case_is_lacking() -> None:
    lacking = may_note_at(CARRIES, 0, PSYCHOTHERAPY)
    assert lacking == may_note_at(COVERS, 0, RESTRICTED)
    assert "ounsel" not in str(lacking.reason)


def test_what_everyone_sees_and_who_cannot_read_it_stay_out_of_a_note_for_few() -> None:
    seen = [(7, PSYCHOTHERAPY), (8, RESTRICTED | SAFE_LOCATION)]
    faults = note_level_faults(PSYCHOTHERAPY, goals_moved=True, other_worker=8, openings=seen)
    assert list(faults) == ["goals", "co_author"]
    assert note_level_faults(PSYCHOTHERAPY, goals_moved=False, other_worker=7, openings=seen) == {}
    assert note_level_faults(PSYCHOTHERAPY, goals_moved=False, other_worker=0, openings=()) == {}
    assert note_level_faults(RESTRICTED, goals_moved=True, other_worker=8, openings=()) == {}


def test_each_kind_stands_at_one_level_and_few_are_named() -> None:
    assert {kind_of(LEVEL_OF[kind]) for kind in NoteKind} == set(NoteKind)
    assert kind_of(SAFE_LOCATION) == NoteKind.RESTRICTED
    assert kept_for(ORDINARY) == kept_for(RESTRICTED) == ""
    assert "counsellors" in kept_for(PSYCHOTHERAPY)
    assert "programme" in kept_for(SUBSTANCE_USE)


def test_the_log_that_everyone_of_the_case_reads_does_not_tell_of_them() -> None:
    assert shown_act("record contact", RESTRICTED) == "record contact"
    assert shown_act("record contact", PSYCHOTHERAPY) == shown_act("note", SUBSTANCE_USE) == "case page"
