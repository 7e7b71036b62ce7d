"""What of a section is for one of the family: what is named nowhere does not leave (S-174)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from alongside.ground.foundation.reader import ORDINARY, RESTRICTED
from alongside.oversight.exports.queries.recipient import CHOOSING, OWN, Recipient, rows_for
from alongside.oversight.exports.rules.case_sections import SECTIONS

ME, OTHER = 1, 2


def recipient(**more: Any) -> Recipient:
    """Somebody with two goals and one contact, to whom a statement was opened."""
    given: dict[str, Any] = {
        "number": ME, "person": uuid4(), "name": "Dani", "carer": False, "sights": (),
        "kept": {"statement": {7: frozenset({ME})}, "entry": {}}, "ended": frozenset(), "goals": frozenset({3}),
        "contacts": frozenset({5}), "appointments": frozenset({6}), "notes": {}, **more,
    }  # fmt: skip
    return Recipient(**given)


def row(**columns: Any) -> Any:
    """A row of any section."""
    return SimpleNamespace(**{"level": ORDINARY, "id": 1, "person_id": None, **columns})


def test_only_their_own_rows_of_the_ordinary_level() -> None:
    rows = [row(person_id=ME), row(person_id=OTHER), row(), row(person_id=ME, level=RESTRICTED)]
    for section in OWN:
        assert rows_for(section, rows, recipient()) == [rows[0]]


def test_every_other_section_is_chosen_or_stays() -> None:
    names = {section.name for section in SECTIONS}
    assert names >= OWN | set(CHOOSING)
    for section in names - OWN - set(CHOOSING):
        assert rows_for(section, [row(person_id=ME)], recipient()) == []


def test_what_was_opened_and_what_hangs_on_it() -> None:
    to = recipient()
    said = [row(id=7, said_by_id=OTHER, ended_on=None), row(id=8, said_by_id=OTHER, ended_on=None)]
    assert rows_for("statements", said, to) == [said[0]]
    lines = [row(person_id=ME, goal_id=9), row(goal_id=3), row(goal_id=9), row(person_id=OTHER, goal_id=3)]
    assert rows_for("lines", lines, to) == lines[:2]
    assert rows_for("progress", [row(goal_id=3), row(goal_id=9)], to) == [row(goal_id=3)]
    assert rows_for("contacts", [row(id=5), row(id=6)], to) == [row(id=5)]
    assert rows_for("people", [row(id=ME), row(id=OTHER)], to) == [row(id=ME)]
