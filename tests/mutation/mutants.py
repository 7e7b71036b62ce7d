"""Every mutant of the access model: a clause of a policy, a trigger or a predicate of a gate, dropped or loosened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from alongside.agency.access.gates.reading import VIEWS
from alongside.ground.foundation.guards import Gate, Guard, PlainSql
from alongside.oversight.overviews.rls import DECLARED, GUARDS
from tests.mutation.clauses import Span, atoms, regions


@dataclass(frozen=True)
class Mutant:
    """One change: what it is called, which table or function it is of, the SQL that makes it and that takes it back."""

    name: str
    of: str
    make: tuple[str, ...]
    undo: tuple[str, ...] = ()
    place: Span = (0, 0)
    """Where the clause stands in the body of the function."""
    value: bool = False
    """What it was made."""


def changed(sql: str, *, whole: bool) -> Iterator[tuple[str, str]]:
    """Each clause of the SQL made always true and never true: (words, SQL)."""
    for words, after, _place, _value in placed(sql, whole=whole):
        yield words, after


def placed(sql: str, *, whole: bool) -> Iterator[tuple[str, str, Span, bool]]:
    """The same, with the place of the clause and what it was made."""
    seen = set()
    for region in regions(sql, whole=whole):
        for start, end in atoms(sql, *region):
            for value in ("true", "false"):
                after = f"{sql[:start]}{value}{sql[end:]}"
                clause = " ".join(sql[start:end].split())
                if clause != value and after not in seen:
                    seen.add(after)
                    yield f"{clause} -> {value}", after, (start, end), value == "true"


def everywhere(sql: str) -> Iterator[tuple[str, str]]:
    """The clauses of a condition itself and of what is selected inside it."""
    yield from changed(sql, whole=True)
    yield from changed(sql, whole=False)


def of_policies() -> Iterator[Mutant]:
    """Every clause of every policy of every table."""
    for guard in GUARDS:
        for words, read in everywhere(guard.read):
            yield _policy(guard, replace(guard, read=read), f"seen: {words}")
        for words, write in everywhere(guard.write) if guard.write else ():
            yield _policy(guard, replace(guard, write=write), f"written: {words}")
        if guard.write is not None and guard.update:
            what = f"create policy changed on {guard.table} for update to alongside_app"
            make = (f"drop policy changed on {guard.table}", f"{what} using ({guard.write}) with check (true)")
            yield Mutant(f"{guard.table} changed: no check of what is written", guard.table, make, _undo(guard))


def _policy(guard: Guard, mutant: Guard, words: str) -> Mutant:
    return Mutant(f"{guard.table} {words}", guard.table, _undo(mutant), _undo(guard))


def _undo(guard: Guard) -> tuple[str, ...]:
    return tuple(one for one in guard.statements() if "policy" in one)


def of_triggers() -> Iterator[Mutant]:
    """Every trigger dropped, every parent and every subject left out of the trigger that keeps circles together."""
    for guard in GUARDS:
        triggers = tuple(one for one in guard.statements() if "trigger" in one)
        for name, kept in (("keep_keys", guard.circle), ("keep_history", guard.history)):
            if kept:
                make = (f"drop trigger {name} on {guard.table}",)
                yield Mutant(f"{guard.table}: no {name}", guard.table, make, triggers)
        for column, table in guard.parents:
            less = replace(guard, parents=tuple(one for one in guard.parents if one != (column, table)))
            yield _less(guard, less, f"{column} of any circle")
        for column in guard.subjects:
            less = replace(guard, subjects=tuple(one for one in guard.subjects if one != column))
            yield _less(guard, less, f"{column} names anybody")


def _less(guard: Guard, less: Guard, words: str) -> Mutant:
    def triggers(one: Guard) -> tuple[str, ...]:
        return tuple(line for line in one.statements() if "trigger" in line)

    return Mutant(f"{guard.table}: {words}", guard.table, triggers(less), triggers(guard))


def of_gates() -> Iterator[Mutant]:
    """Every condition of every function and helper view of the database."""
    for gate in (one for one in DECLARED if isinstance(one, Gate)):
        yield from of_gate(gate)
    for number, statement in enumerate(VIEWS.sql):
        for words, sql in changed(statement, whole=False):
            yield Mutant(f"view {number}: {words}", "views", (sql,), (statement,))
    for plain in (one for one in DECLARED if isinstance(one, PlainSql)):
        for statement in plain.sql:
            if statement.startswith("create trigger"):
                name, table = statement.split()[2], statement.split(" on ")[1].split()[0]
                make = (f"drop trigger {name} on {table}",)
                yield Mutant(f"{table}: no {name}", f"trigger {name}", make, (statement,))


def of_gate(gate: Gate) -> Iterator[Mutant]:
    """Every condition of one function."""
    condition = "boolean language sql" in gate.head
    found = [*placed(gate.body, whole=False)]
    if condition and gate.body.strip().startswith("select"):
        cut = len("select")
        for words, body, (start, end), value in placed(gate.body.replace("select", "", 1), whole=True):
            found.append((words, f"  select {body}", (start + cut, end + cut), value))
    seen: Counter[str] = Counter()
    for words, body, place, value in found:
        seen[words] += 1
        name = words if seen[words] == 1 else f"{words} (again, {seen[words]})"
        mutant = replace(gate, body=body)
        yield Mutant(
            f"{gate.name}: {name}", gate.name, tuple(mutant.statements()), tuple(gate.statements()), place, value
        )
