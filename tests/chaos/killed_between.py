"""The server is killed after it has read and before it answers: no word leaves whose reading is not on record (R-16).

From outside the log is held shut, so that a request has all that it asked for and waits to write down that it was read.
Then its process is killed outright. Pages, a search, the API and files are tried.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from tests.chaos.house import NOBODY, Answer, Desk, House, first_case, main, say

PATIENCE = 20.0
"""Seconds until a request has read everything, on a busy machine."""
WRITING = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query ~ 'reading'"
Act = Callable[[], Answer]


def trial(house: House, short: bool) -> None:
    """Ask for everything once as usual and once with the process killed in between."""
    house.start()
    token = house.token("worker")
    case, person = first_case(house, token)
    desk = Desk(house)
    hidden = {"form": "csv", "why": "To read on the train", "csrfmiddlewaretoken": desk.token}
    acts: dict[str, Act] = {
        "case page": lambda: desk.ask("GET", f"/cases/{case}/"),
        "person page": lambda: desk.ask("GET", f"/people/{person}/"),
        "search": lambda: desk.ask("GET", "/search/?q=Marta"),
        "API": lambda: house.call(token, "GET", f"/cases/{case}"),
        "a file of a list": lambda: desk.ask("POST", "/take-out/cases/?whose=all", urlencode(hidden)),
        "a part of a page": lambda: desk.ask("GET", f"/cases/{case}/timeline/"),
    }
    for name, act in acts.items():
        before = events(house)
        status = act()[0]
        assert status == 200, (name, status)
        assert events(house) > before, f"{name}: shown and not written down"
        for _turn in range(1 if short else 10):
            kill_between(house, name, act)
    say(f"{len(acts)} kinds of answers: each is on record when it is there, and none is there when it is not.")


def kill_between(house: House, name: str, act: Act) -> None:
    """Ask while the log is shut, kill the web server's workers, and see what came."""
    found: list[Answer] = []
    before = events(house)
    with log_shut(house) as waits:
        asking = threading.Thread(target=lambda: found.append(act()), daemon=True)
        asking.start()
        until = time.monotonic() + PATIENCE
        while not waits():
            assert time.monotonic() < until, f"{name}: nothing waited to be written down"
            time.sleep(0.01)
        assert not found, f"{name}: the answer left before its event"
        for worker in house.processes("granian")[1:]:
            os.kill(worker.pid, signal.SIGKILL)
        asking.join(30)
    assert found, f"{name}: no end"
    assert found[0] == NOBODY or found[0][0] >= 500, f"{name}: {found[0][0]} after the kill"
    assert house.ready_within(30) is not None
    assert events(house) == before, f"{name}: written down and not shown"
    say(f"{name}: killed in between; nothing came, nothing is on record")


@contextmanager
def log_shut(house: House) -> Iterator[Callable[[], bool]]:
    """Nobody can write into the log while the body runs; gives a question whether somebody waits to."""
    with house.database() as holder, house.database() as asker:
        holder.execute("begin")
        holder.execute("lock table access_reading in share row exclusive mode")

        def waits() -> bool:
            row = asker.execute(WRITING).fetchone()
            return bool(row and row[0])

        try:
            yield waits
        finally:
            holder.execute("rollback")


def events(house: House) -> int:
    """How many readings of the worker's are on record."""
    with house.database() as database:
        row = database.execute(
            "select count(*) from access_reading r join access_account a on a.actor_id = r.actor_id "
            "where a.username = 'worker' and r.result = 'shown'"
        ).fetchone()
    assert row is not None
    return int(row[0])


if __name__ == "__main__":
    sys.exit(main(trial))
