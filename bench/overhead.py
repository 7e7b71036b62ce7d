"""What row-level security and the audit cost: ``python -m bench.overhead ADMIN_URL FOLDER PEOPLE``.

Each page is asked for in three ways, one after the other in the same run: *bare* (the application's own statements
over a role that row-level security does not bind, no reading log), *guarded* (the application's role), *audited* (as
it is served). The answers of the three must be the same. Requests go through all of Django in this process: session,
reader, view, template; only the web server is left out, which would make every ratio smaller.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

URL, FOLDER, PEOPLE = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
os.environ["ALONGSIDE_TESTING"] = "1"  # plain HTTP inside this process; everything else is as it is served
os.environ["DATA_DIR"] = str(FOLDER)

from alongside.config.bootstrap import prepare_database  # noqa: E402 - where the data are is settled first

prepare_database(URL, FOLDER)

import difflib  # noqa: E402 - models exist only now
import itertools  # noqa: E402
import platform  # noqa: E402
import random  # noqa: E402
import re  # noqa: E402
import statistics  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable, Iterator  # noqa: E402
from contextlib import contextmanager  # noqa: E402
from dataclasses import dataclass, field  # noqa: E402
from typing import Any  # noqa: E402

import psycopg  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.test import Client  # noqa: E402

from alongside.agency.access import queries as readings  # noqa: E402
from alongside.agency.access.models import Account  # noqa: E402
from alongside.agency.organisation import queries as organisation  # noqa: E402

ROUNDS = int(os.environ.get("ROUNDS", "60"))
FREE = "bench_free"
MODES = ("bare", "guarded", "audited")
ORDERS = tuple(itertools.permutations(MODES))
# what differs between two answers at any rate: tokens, times of the session, numbers drawn for a form
MOVING = re.compile(
    r"\b[A-Za-z0-9]{64}\b|\b1\d{9}\b|\b[0-9a-f]{32}\b|value=\"[0-9a-f-]{36}\"|nonce=\"[^\"]*\""
    r"|, \d\d:\d\d\. |/again/[^\"]*"
)
READERS = {"worker": "35 cases", "colleague": "529 cases", "supervisor": "a team", "intake": "index of all teams"}


@dataclass
class Timed:
    """What was measured of one page as one reader, in milliseconds by mode."""

    reader: str
    page: str
    took: dict[str, list[float]] = field(default_factory=lambda: {mode: [] for mode in MODES})
    different: int = 0
    differing: str = ""
    """The first lines in which two answers differed."""
    statements: int = 0
    slowest: float = 0.0
    """Of all statements of all rounds as it is served, in milliseconds."""
    words: str = ""
    """How the slowest one begins."""

    def p50(self, mode: str) -> float:
        """The median of a mode, in milliseconds."""
        return statistics.median(self.took[mode])

    @property
    def audit(self) -> float:
        """What the audit costs at the median, in milliseconds: round by round, as both were asked for in one moment."""
        pairs = zip(self.took["audited"], self.took["guarded"], strict=True)
        return statistics.median(audited - guarded for audited, guarded in pairs)


def roles() -> None:
    """Make the role that sees everything, with the rights of the application's own."""
    with psycopg.connect(URL, autocommit=True) as admin:
        if not admin.execute("select 1 from pg_roles where rolname = %s", [FREE]).fetchone():
            admin.execute(f"create role {FREE} login bypassrls inherit password 'bench'")
        admin.execute(f"grant alongside_app to {FREE}")


def wrappers() -> dict[str, Any]:
    """A connection for each mode: one as the role that sees everything, one as the application's."""
    connections.databases["free"] = {**connections.databases["default"], "USER": FREE, "PASSWORD": "bench"}
    guarded, free = connections["default"], connections.create_connection("free")
    free.alias = "default"
    return {"bare": free, "guarded": guarded, "audited": guarded}


def nothing(*_arguments: object) -> None:
    """Stand in for what a mode leaves out."""


@contextmanager
def mode(name: str, by_mode: dict[str, Any]) -> Iterator[None]:
    """Serve in this mode until the end of the block."""
    connections["default"] = by_mode[name]
    flush = readings.flush_readings
    if name != "audited":
        readings.flush_readings = nothing  # type: ignore[assignment]
    try:
        yield
    finally:
        readings.flush_readings = flush
        connections["default"] = by_mode["audited"]


@contextmanager
def timing(timed: Timed, name: str) -> Iterator[None]:
    """Time each statement of a page as it is served (R-14)."""
    count = 0

    def note(execute: Callable[..., Any], sql: str, parameters: Any, many: Any, context: Any) -> Any:
        nonlocal count
        began = time.perf_counter()
        try:
            return execute(sql, parameters, many, context)
        finally:
            took, count = (time.perf_counter() - began) * 1000, count + 1
            if took > timed.slowest:
                timed.slowest, timed.words = took, first_words(sql)

    if name != "audited":
        yield
        return
    with connections["default"].execute_wrapper(note):
        yield
    timed.statements = max(timed.statements, count)


def first_words(sql: str) -> str:
    """What a statement does and to which table or function."""
    verb = sql.split(None, 1)[0].lower()
    found = re.search(
        r"\b(?:from|into|update|select)\s+(app\.\w+|\"?(?!select|distinct)\w+_\w+\"?)", sql, re.IGNORECASE
    )
    return f"{verb} {found[1].strip(chr(34))}" if found else " ".join(sql.split())[:40]


def signed_in(username: str) -> Client:
    """A visitor signed in as ``username``."""
    organisation.agency_zone()
    client = Client(headers={"host": "localhost"})
    account = Account.objects.get(username=username)
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def subjects(reader: str) -> tuple[list[str], list[str], list[str]]:
    """Cases and persons that a reader may open, and words to search by, at random."""
    team = "select id from organisation_team where name = 'Family team'"
    own = (
        "select c.public_id, p.public_id, p.display_name from cases_case c "
        "join cases_participant t on t.case_id = c.id and t.focus join people_person p on p.id = t.person_id "
    )
    narrowed = {
        "supervisor": f"where c.acl_key / 64 = ({team})",
        "intake": "",
    }.get(
        reader,
        "join access_grant g on g.scope = 'c' and g.scope_id = c.circle_id join access_account a "
        f"on a.actor_id = g.actor_id where a.username = '{reader}'",
    )
    with psycopg.connect(URL) as admin:
        rows = admin.execute(f"{own} {narrowed} order by c.id limit 4000").fetchall()
    chance = random.Random(7)  # noqa: S311 - the same ones in every run
    chosen = [chance.choice(rows) for _ in range(ROUNDS)]
    return [str(row[0]) for row in chosen], [str(row[1]) for row in chosen], [str(row[2]) for row in chosen]


def pages(reader: str) -> dict[str, Callable[[int], str]]:
    """The addresses to ask for, by the name of the page and the number of the round."""
    cases, people, names = subjects(reader)
    found: dict[str, Callable[[int], str]] = {
        "search, a name": lambda turn: f"/search/?q={names[turn].replace(' ', '+')}",
        "search, part of a name": lambda turn: f"/search/?q={names[turn].split()[1][:5]}",
    }
    if reader == "intake":
        return found
    return {
        "list of cases": lambda turn: "/cases/" if reader != "supervisor" else "/cases/?whose=team",
        "case page": lambda turn: f"/cases/{cases[turn]}/",
        "person page": lambda turn: f"/people/{people[turn]}/",
        **found,
    }


def measured(reader: str, page: str, address: Callable[[int], str], by_mode: dict[str, Any]) -> Timed:
    """Ask for a page in every mode, round by round, and compare the answers."""
    timed, client = Timed(reader, page), signed_in(reader)
    for turn in range(-5, ROUNDS):
        bodies = []
        for name in ORDERS[turn % len(ORDERS)]:
            with mode(name, by_mode), timing(timed, name):
                began = time.perf_counter()
                answer = client.get(address(max(turn, 0)))
                took = (time.perf_counter() - began) * 1000
            if answer.status_code != 200:
                raise SystemExit(f"{reader}: {address(max(turn, 0))} answered {answer.status_code} ({name})")
            bodies.append(MOVING.sub("", answer.content.decode()))
            if turn >= 0:
                timed.took[name].append(took)
        if turn >= 0 and len(set(bodies)) > 1:
            timed.different += 1
            timed.differing = timed.differing or first_difference(bodies)
    return timed


def first_difference(bodies: list[str]) -> str:
    """The first lines that one answer has and another has not."""
    one, other = (body.splitlines() for body in sorted(set(bodies))[:2])
    lines = [line for line in difflib.unified_diff(one, other, lineterm="", n=0) if line[:1] in "+-"]
    return " / ".join(line.strip()[:160] for line in lines[2:6])


def logged() -> int:
    """How many events the reading log holds."""
    with psycopg.connect(URL) as admin:
        row = admin.execute("select count(*) from access_reading").fetchone()
    return row[0] if row else 0


def table(rows: list[Timed]) -> str:
    """The results as a table in Markdown."""
    lines = [
        "| reader | page | bare, p50 ms | guarded | audited | guarded ÷ bare | audited ÷ bare | audit, ms | answers |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        bare, guarded, audited = (row.p50(name) for name in MODES)
        same = "the same" if not row.different else f"{row.different} differ"
        lines.append(
            f"| {row.reader} ({READERS[row.reader]}) | {row.page} | {bare:.1f} | {guarded:.1f} | {audited:.1f} "
            f"| {guarded / bare:.2f} | {audited / bare:.2f} | {row.audit:.1f} | {same} |"
        )
    return "\n".join(lines)


def statements_table(rows: list[Timed]) -> str:
    """The slowest statement of each page as a table in Markdown."""
    lines = ["| reader | page | statements | slowest, ms | which |", "|---|---|---|---|---|"]
    lines += [f"| {row.reader} | {row.page} | {row.statements} | {row.slowest:.1f} | `{row.words}` |" for row in rows]
    return "\n".join(lines)


def main() -> None:
    """Measure everything and write the table."""
    roles()
    by_mode, rows = wrappers(), []
    for reader in READERS:
        for page, address in pages(reader).items():
            rows.append(measured(reader, page, address, by_mode))
            print(table(rows).splitlines()[-1], flush=True)
    with connection.cursor() as cursor:
        cursor.execute("show server_version")
        version = cursor.fetchone()[0]
        cursor.execute("show statement_timeout")
        limit = cursor.fetchone()[0]
    words = (
        f"# What row-level security and the audit cost\n\n{PEOPLE:,} people, {PEOPLE // 5:,} cases, "
        f"{PEOPLE * 5:,} notes; {ROUNDS} rounds; PostgreSQL {version}; Python {platform.python_version()}; "
        f"{os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f}. {time.strftime('%Y-%m-%d')}.\n\n{table(rows)}\n\n"
        f"*audit, ms* is the median of the differences round by round. The reading log held {logged():,} events at the "
        "end; how many bytes one takes is measured by `tests/rooms/oversight/audit/test_speed.py`.\n\n"
        + "".join(f"- Differed: {row.reader}, {row.page}: `{row.differing}`\n" for row in rows if row.differing)
        + "\n"
        f"## Statement by statement\n\nThe slowest of each page in all rounds, as it is served; nothing may take more "
        f"than 500 ms, and the application's role is stopped after {limit}.\n\n{statements_table(rows)}\n"
    )
    folder = Path(__file__).resolve().parent / "results"
    folder.mkdir(exist_ok=True)
    (folder / f"overhead-{PEOPLE}.md").write_text(words)


main()
