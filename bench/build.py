"""Make the database of the benchmark: ``python -m bench.build ADMIN_URL FOLDER PEOPLE``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

URL, FOLDER, PEOPLE = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
os.environ["ALONGSIDE_TESTING"] = "1"
os.environ["DATA_DIR"] = str(FOLDER)

from alongside.config.bootstrap import prepare_database  # noqa: E402 - where the data are is settled first

prepare_database(URL, FOLDER)

import psycopg  # noqa: E402 - models exist only now

from bench.seed import Scale, seed  # noqa: E402
from bench.setting import set_the_bench  # noqa: E402

scale = Scale(PEOPLE)
teams = set_the_bench(scale.cases)
with psycopg.connect(URL, autocommit=True) as connection:
    seed(connection, scale, teams=teams, say=lambda words: print(f"  {words}", flush=True))
