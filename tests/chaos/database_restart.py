"""The database restarts under load: only 503 with a time to come back, healed within ten seconds, drafts kept."""

from __future__ import annotations

import sys
import time

from alongside.ground.postgres.binaries import programs_for
from alongside.ground.postgres.cluster import Cluster
from alongside.ground.postgres.home import SHELTER
from tests.chaos.house import Desk, House, Load, main, say

HEALED_SECONDS = 10.0


def trial(house: House, short: bool) -> None:
    """Stop the database in order, again and again, and look at every answer."""
    house.start()
    load, desk = Load(house), Desk(house)
    version = 0
    with load.going():
        for number in range(1 if short else 5):
            time.sleep(2)
            kept = desk.keep(f"typed {number}", version)
            assert kept[0] == 200, kept
            version = kept[2]["version"]
            took = restart(house)
            say(f"round {number + 1}: answered again {took:.1f} s after the database stopped")
            assert took < HEALED_SECONDS
            status, _headers, draft = desk.ask("GET", "/drafts/contact.chaos/")
            assert (status, draft["data"]) == (200, {"text": f"typed {number}"})
            assert desk.ask("GET", "/")[0] == 200
        back = time.monotonic()
        time.sleep(4 if short else HEALED_SECONDS + 3)
    late = [at - back for at, status in load.seen if at > back and status not in (200, 201)]
    say(f"answers: {dict(load.statuses)}")
    assert set(load.statuses) <= {200, 201, 503}
    assert not load.bare
    say(f"the last refusal came {max(late, default=0.0):.1f} s after the database was back")
    assert any(at > back + 2 and status == 201 for at, status in load.seen)
    assert max(late, default=0.0) < HEALED_SECONDS, "the pool did not heal"
    load.hold_to_it()


def restart(house: House) -> float:
    """Stop the database; its supervisor brings it back. Seconds until a page of records is answered."""
    cluster = Cluster(house.data_dir)
    cluster.home.settle()
    account = cluster.home.account
    started = time.monotonic()
    account.run([programs_for(account, SHELTER) / "pg_ctl", "stop", "-D", cluster.home.data, "-m", "fast", "-w"])
    assert house.ready_within(60) is not None
    return time.monotonic() - started


if __name__ == "__main__":
    sys.exit(main(trial))
