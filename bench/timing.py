"""Whether the time of an answer tells hidden from absent: ``python -m bench.timing 1000000 [FOLDER]`` (R-06).

As a worker of one team, asks in turn for what another team has and for what nobody has: a case, a person, a search for
a name that stands in one hidden record only, a search for a number. For each pair of kinds it says how often the hidden
one took longer: one half is chance. Taken twice, without the waiting of answers that found nothing, and as served.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

PEOPLE = int(sys.argv[1])
ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "var" / "bench"
os.environ["ALONGSIDE_TESTING"] = "1"  # plain HTTP inside this process; everything else is as it is served
os.environ["DATA_DIR"] = str(FOLDER)

from alongside.config.bootstrap import prepare_database  # noqa: E402 - where the data are is settled first
from alongside.ground.postgres.cluster import Cluster  # noqa: E402

CLUSTER = Cluster(FOLDER)
CLUSTER.start()
URL = CLUSTER.admin_url(f"bench_{PEOPLE}")
prepare_database(URL, FOLDER)

import logging  # noqa: E402 - models exist only now
import math  # noqa: E402
import platform  # noqa: E402
import random  # noqa: E402
import statistics  # noqa: E402
import time  # noqa: E402
import uuid  # noqa: E402
from dataclasses import dataclass  # noqa: E402

import psycopg  # noqa: E402
from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from alongside.agency.access.models import Account  # noqa: E402
from alongside.agency.organisation import queries as organisation  # noqa: E402
from alongside.ground.foundation import padding  # noqa: E402

PAIRS = int(os.environ.get("ROUNDS", "200"))
HIDDEN = (
    "select c.public_id, p.public_id, p.display_name, c.number from cases_case c "
    "join cases_participant t on t.case_id = c.id and t.focus join people_person p on p.id = t.person_id "
    "where c.acl_key / 64 <> (select id from organisation_team where name = 'Family team') and not exists (select 1 "
    "from access_grant g join access_account a on a.actor_id = g.actor_id "
    "where a.username = 'worker' and g.scope = 'c' and g.scope_id = c.circle_id) order by c.id desc limit 4000"
)


@dataclass(frozen=True)
class Compared:
    """One kind of address: medians in milliseconds, and how often the hidden one took longer, with its error."""

    name: str
    hidden: float
    absent: float
    share: float
    error: float

    @property
    def line(self) -> str:
        """A row of the table."""
        tells = "tells" if abs(self.share - 0.5) > 3 * self.error else "does not tell"
        return (
            f"| {self.name} | {self.hidden:.2f} | {self.absent:.2f} | {self.share:.2f} ± {self.error:.2f} | {tells} |"
        )


def visitor() -> Client:
    """The worker, signed in."""
    organisation.agency_zone()
    client = Client(headers={"host": "localhost"})
    account = Account.objects.get(username="worker")
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def addresses() -> dict[str, list[tuple[str, str]]]:
    """Pairs of an address of something hidden and one of something absent, by kind."""
    chance = random.Random(11)  # noqa: S311 - the same ones in every run
    with psycopg.connect(URL) as admin:
        rows = admin.execute(HIDDEN).fetchall()
    chosen = [chance.choice(rows) for _ in range(PAIRS)]

    def nobody() -> str:
        return str(uuid.UUID(int=chance.getrandbits(128), version=4))

    def unheard(name: str) -> str:
        return "+".join("".join(chance.sample(part.lower(), len(part))).capitalize() for part in name.split())

    return {
        "a case": [(f"/cases/{row[0]}/", f"/cases/{nobody()}/") for row in chosen],
        "a person": [(f"/people/{row[1]}/", f"/people/{nobody()}/") for row in chosen],
        "search, a name": [
            (f"/search/?q={row[2].replace(' ', '+')}", f"/search/?q={unheard(row[2])}") for row in chosen
        ],
        "search, a number": [
            (f"/search/?q={row[3]}", f"/search/?q={row[3][:-7]}{chance.randrange(8_000_000, 9_999_999)}")
            for row in chosen
        ],
    }


def took(client: Client, address: str) -> float:
    """How long an answer takes, in milliseconds; not a number when it shows something, so that it hides nothing."""
    began = time.perf_counter()
    answer = client.get(address)
    spent = (time.perf_counter() - began) * 1000
    return spent if answer.status_code == 404 or getattr(answer, padding.MARK, False) else math.nan


def compared(client: Client, name: str, pairs: list[tuple[str, str]]) -> Compared:
    """Ask for both of each pair, in an order by chance, and compare pair by pair."""
    chance, hidden, absent = random.Random(5), [], []  # noqa: S311 - the same order in every run
    for one, other in [*pairs[:5], *pairs]:
        if chance.random() < 0.5:
            first, second = took(client, one), took(client, other)
        else:
            second, first = took(client, other), took(client, one)
        if not math.isnan(first + second):  # a hidden name that somebody visible bears too is shown, and hides nothing
            hidden.append(first)
            absent.append(second)
    hidden, absent = hidden[5:], absent[5:]
    longer = sum(first > second for first, second in zip(hidden, absent, strict=True)) / len(hidden)
    return Compared(name, statistics.median(hidden), statistics.median(absent), longer, math.sqrt(0.25 / len(hidden)))


def main() -> None:
    """Measure both ways and write the table."""
    logging.getLogger("django.request").setLevel(logging.ERROR)  # that nothing was found is what is asked for
    client, pairs = visitor(), addresses()
    head = "| asked for | hidden, p50 ms | absent, p50 ms | hidden took longer | |\n|---|---|---|---|---|\n"
    parts = []
    for title, padded in (("Without waiting", False), ("As served", True)):
        settings.PADDED = padded
        lines = [compared(client, name, asked).line for name, asked in pairs.items()]
        print(title, *lines, sep="\n", flush=True)
        parts.append(f"## {title}\n\n{head}" + "\n".join(lines))
    words = (
        f"# Whether time tells hidden from absent\n\n`python -m bench.timing {PEOPLE}`: {PEOPLE:,} people, {PAIRS} "
        f"pairs of each kind in an order by chance; Python {platform.python_version()}; {os.cpu_count()} cores, load "
        f"{os.getloadavg()[0]:.1f}. {time.strftime('%Y-%m-%d')}. One half is chance; beyond three times its error it "
        "would tell.\n\n" + "\n\n".join(parts) + "\n"
    )
    (ROOT / "bench" / "results" / f"timing-{PEOPLE}.md").write_text(words)


if __name__ == "__main__":
    try:
        main()
    finally:
        CLUSTER.stop()
