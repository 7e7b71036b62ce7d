"""Individual records by themselves."""

from __future__ import annotations

import pytest

from alongside.ground.familymap.gedcom.lines import records
from alongside.ground.familymap.gedcom.people import read_individual, read_tie

MARYAM, HASAN = "\u0645\u0631\u064a\u0645", "\u062d\u0633\u0646"


@pytest.mark.parametrize(
    ("line", "whole", "given", "surname"),
    [
        ("Ana Maria /Lim/", "Ana Maria Lim", "Ana Maria", "Lim"),
        ("/Lim/ Ana", "Lim Ana", "Ana", "Lim"),
        ("Ana /Lim", "Ana Lim", "Ana", "Lim"),
        ("Ana", "Ana", "Ana", ""),
        ("//", "", "", ""),
        (f"{MARYAM} /{HASAN}/", f"{MARYAM} {HASAN}", MARYAM, HASAN),
    ],
)
def test_the_family_name_stands_between_strokes(line: str, whole: str, given: str, surname: str) -> None:
    found, _mended = records(f"0 @I@ INDI\n1 NAME {line}")
    person = read_individual(found[0], lambda _line, _words: None)
    assert (person.name, person.given, person.surname) == (whole, given, surname)


def test_a_christening_says_about_when_somebody_was_born_and_a_burial_that_they_died() -> None:
    found, _mended = records("0 @I@ INDI\n1 CHR\n2 DATE 3 MAY 1901\n1 BURI\n0 @J@ INDI\n1 DEAT N")
    person, other = (read_individual(one, lambda _line, _words: None) for one in found)
    assert (str(person.born), person.born is not None and person.born.about, person.dead) == ("1901", True, True)
    assert not other.dead


def test_ties_are_known_by_many_words_and_strange_ones_are_said() -> None:
    said: list[str] = []
    words = ("Natural", "ADOPTED", "foster", "_Guardian", "Kinship care", "Step", "", "sparkling")
    ties = [read_tie(one, 1, lambda _line, words: said.append(words)) for one in words]
    assert ties == ["birth", "adopted", "foster", "guardian", "kinship", "step", None, None]
    assert len(said) == 1
