"""Rows of one spreadsheet that look like one another: found before the first of them is in the record."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from alongside.ground.foundation.text import fold
from alongside.oversight.imports.rules.lines import PersonLine
from alongside.record.people.queries.surely import Described
from alongside.record.people.rules.matching import Alike, Candidate, Likeness, Sought, likeness
from alongside.record.people.rules.names import sure_keys


@dataclass(frozen=True, slots=True)
class Look:
    """A row of the same file that looks like another, and why."""

    number: int
    name: str
    likeness: Likeness


def described(line: PersonLine) -> Described:
    """The person of a row, as the matcher takes her."""
    return Described(line.full_name, line.given, line.family, line.preferred, line.birth, line.phone)


class Nearby:
    """The persons of rows that are to be created, by the keys under which somebody very alike must stand."""

    def __init__(self) -> None:
        self._by_key: dict[str, list[tuple[int, str, Sought]]] = defaultdict(list)
        self.keys: set[str] = set()

    def add(self, line: PersonLine) -> None:
        """Remember a row that will be a new person."""
        self.keys.add(line.key)
        sought = described(line).sought
        for key in _keys(line, sought):
            self._by_key[key].append((line.number, line.full_name, sought))

    def find(self, line: PersonLine) -> Look | None:
        """The first row that is very like this one, or None."""
        sought = described(line).sought
        judged: set[int] = set()
        for key in _keys(line, sought):
            for number, name, other in self._by_key.get(key, ()):
                if number not in judged and number != line.number:
                    judged.add(number)
                    found = likeness(sought, Candidate(number, other.names, other.birth, other.phones))
                    if found.alike == Alike.VERY:
                        return Look(number, name, found)
        return None


def _keys(line: PersonLine, sought: Sought) -> list[str]:
    names = sure_keys(sought.names, born_on=line.birth.on)
    return [*names, *(f"#{phone}" for phone in sought.phones), *([] if line.birth.on else [f"={fold(line.full_name)}"])]
