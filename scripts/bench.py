"""The benchmark: ``PEOPLE=10000 python scripts/bench.py``, or ``make bench PEOPLE=1000000``.

Makes the agency once for each size (kept in ``var/bench``, or in ``BENCH_DATA``), then measures what row-level security
and the audit cost on it, and writes the table to ``bench/results``.
"""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
from psycopg import sql

from alongside.ground.postgres.cluster import Cluster

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(os.environ.get("BENCH_DATA", ROOT / "var" / "bench"))


def run(*arguments: str) -> None:
    """Run a module of the benchmark in a process of its own."""
    subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, check=True)


def main(people: int) -> None:
    """Make the database of that many people when it is not there, and measure."""
    name, unfinished = f"bench_{people}", f"bench_{people}_unfinished"
    with Cluster(FOLDER) as cluster, psycopg.connect(cluster.admin_url("postgres"), autocommit=True) as connection:
        if not connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
            print(f"Writing an agency with {people:,} people.", flush=True)
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(unfinished)))
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(unfinished)))
            run("bench.build", cluster.admin_url(unfinished), str(FOLDER), str(people))
            rename = sql.SQL("alter database {} rename to {}")
            connection.execute(rename.format(sql.Identifier(unfinished), sql.Identifier(name)))
        run("bench.overhead", cluster.admin_url(name), str(FOLDER), str(people))


if __name__ == "__main__":
    main(int(os.environ.get("PEOPLE", "10000")))
