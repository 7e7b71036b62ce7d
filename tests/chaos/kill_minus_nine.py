"""Any process is killed outright under load: nothing acknowledged is lost or half written, no reading is unlogged."""

from __future__ import annotations

import os
import signal
import sys
import time

from tests.chaos.house import House, Load, main, say

HEALED_SECONDS = 30.0


def trial(house: House, short: bool) -> None:
    """Kill a web worker, the whole web server, the job worker, a process of the database and all of it, in turn."""
    house.start()
    load = Load(house)
    with load.going():
        for _round in range(1 if short else 6):
            for name in ("web worker", "web server", "jobs", "backend", "database"):
                time.sleep(1.5 if short else 4)
                before = len(load.written)
                os.kill(victim(house, name), signal.SIGKILL)
                time.sleep(0.3)
                healed = house.ready_within(HEALED_SECONDS)
                say(f"{name} killed after {before} acknowledged; ready again after {healed} s")
                assert healed is not None
        say(f"writing went on after {goes_on(load)} s")
    say(f"answers: {dict(load.statuses)}")
    assert set(load.statuses) <= {0, 200, 201, 503}
    load.hold_to_it()


def goes_on(load: Load) -> float:
    """How long it takes until one more contact is acknowledged."""
    started, now = time.monotonic(), len(load.written)
    while len(load.written) == now:
        assert time.monotonic() - started < HEALED_SECONDS, "writing did not go on"
        time.sleep(0.05)
    return time.monotonic() - started


def victim(house: House, name: str) -> int:
    """The number of the process to kill."""
    if name == "database":
        return house.postmaster()
    if name == "backend":
        with house.database() as database:
            row = database.execute(
                "select pid from pg_stat_activity where usename = 'alongside_app' order by query_start desc limit 1"
            ).fetchone()
        assert row is not None
        return int(row[0])
    servers = house.processes("granian")
    if name == "jobs":
        return int(house.processes("procrastinate")[0].pid)
    return int(servers[0 if name == "web server" else -1].pid)


if __name__ == "__main__":
    sys.exit(main(trial))
