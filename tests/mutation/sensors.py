"""Which test meets which clause of which function true, and which false: a mutant meets no other test (R-15).

Every clause of every function is wrapped in a function of its own, which passes the value on and calls one of two
others, so that PostgreSQL counts what came. A clause that a test only ever met true may be made always true without
that test noticing, whatever it asserts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from alongside.ground.foundation.guards import Gate
from alongside.oversight.overviews.rls import DECLARED
from tests.mutation.clauses import Span
from tests.mutation.mutants import Mutant, of_gate

PREFIX, PREFIXES = "met_", ("met_", "meet_")
SENSOR = "create function app.met_{number}_{value}() returns void language plpgsql volatile as $$ begin end $$"
WRAP = """create function app.meet_{number}(x boolean) returns boolean language plpgsql immutable as $$ begin
  if x then perform app.met_{number}_t(); else perform app.met_{number}_f(); end if; return x; end $$"""


BARE = ("person_columns", "hangs_on_person")
"""Functions that would take minutes with sensors; their mutants meet every test that calls them."""


def gates() -> list[Gate]:
    """Every function of the database that can bear sensors."""
    return [one for one in DECLARED if isinstance(one, Gate) and one.name not in BARE]


def statements() -> Iterator[str]:
    """The SQL that puts sensors around every clause."""
    for number, gate, places in _numbered():
        for each in range(number, number + len(places)):
            yield SENSOR.format(number=each, value="t")
            yield SENSOR.format(number=each, value="f")
            yield WRAP.format(number=each)
        yield replace(gate, body=wrapped(gate.body, places, number)).statements()[0]


def wrapped(body: str, places: list[Span], number: int) -> str:
    """The body with the clause at each place wrapped; places lie inside one another or apart."""
    opening: dict[int, list[tuple[int, str]]] = {}
    closing: dict[int, int] = {}
    for each, (start, end) in enumerate(places, number):
        opening.setdefault(start, []).append((-end, f"app.meet_{each}("))
        closing[end] = closing.get(end, 0) + 1
    found, last = [], 0
    for place in sorted({*opening, *closing}):
        found += [
            body[last:place],
            ")" * closing.get(place, 0),
            *[word for _end, word in sorted(opening.get(place, []))],
        ]
        last = place
    return "".join([*found, body[last:]])


def sensors() -> dict[str, str]:
    """The sensor that must have been met for a mutant to show, by the mutant's name."""
    found = {}
    for number, gate, places in _numbered():
        for one in of_gate(gate):
            found[one.name] = f"{PREFIX}{number + places.index(one.place)}_{'f' if one.value else 't'}"
    return found


def _numbered() -> Iterator[tuple[int, Gate, list[Span]]]:
    number = 0
    for gate in gates():
        places = _places(of_gate(gate))
        yield number, gate, places
        number += len(places)


def _places(mutants: Iterable[Mutant]) -> list[Span]:
    return sorted({one.place for one in mutants})
