"""The form for somebody beside whoever was tapped: somebody new by name, or somebody who is drawn, never both."""

from __future__ import annotations

from uuid import uuid4

from alongside.doors.desk.family.beside import BesideForm, Names

THERE = str(uuid4())
CHOICES: tuple[Names, Names, Names] = ([("child", "Child of")], [(THERE, "Inés Ruiz")], [])


def said(**given: str) -> BesideForm:
    return BesideForm(uuid4(), CHOICES, {"idempotency_key": "1", "kind": "child", **given})


def test_a_name_or_somebody_who_is_drawn() -> None:
    assert said(name="  Ana   Ruiz ").is_valid()
    assert str(said(there=THERE).fields["there"].clean(THERE)) == THERE
    neither, both = said(), said(name="Ana", there=THERE)
    assert "name" in neither.errors
    assert "there" in both.errors
    assert both["name"].value() == "Ana"


def test_only_kinds_of_this_side_are_taken() -> None:
    assert "kind" in said(name="Ana", kind="neighbour").errors
