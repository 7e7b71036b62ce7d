"""The benchmark: ``python scripts/bench.py 10000 [FOLDER]``, or ``make bench PEOPLE=1000000``.

Makes the agency once for each size (kept in ``var/bench``, or in FOLDER), then measures what row-level security and the
audit cost on it, and writes the table to ``bench/results``.
"""

import subprocess
import sys
from pathlib import Path

import psycopg
from psycopg import sql

from alongside.ground.postgres.cluster import Cluster

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "bench"


def run(*arguments: str) -> None:
    """Run a module of the benchmark in a process of its own."""
    subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, check=True)


def main(people: int, folder: Path) -> None:
    """Make the database of that many people when it is not there, and measure."""
    name, unfinished = f"bench_{people}", f"bench_{people}_unfinished"
    with Cluster(folder) as cluster, psycopg.connect(cluster.admin_url("postgres"), autocommit=True) as connection:
        if not connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
            print(f"Writing an agency with {people:,} people.", flush=True)
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(unfinished)))
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(unfinished)))
            run("bench.build", cluster.admin_url(unfinished), str(folder), str(people))
            rename = sql.SQL("alter database {} rename to {}")
            connection.execute(rename.format(sql.Identifier(unfinished), sql.Identifier(name)))
        run("bench.overhead", cluster.admin_url(name), str(folder), str(people))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else FOLDER)
