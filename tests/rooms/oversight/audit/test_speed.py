"""How fast sealing and verifying are, and how much room an entry takes (R-21); run with -s to read the numbers."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
from django.db import connections

from tests.rooms.oversight.audit.conftest import until_sealed, verified

pytestmark = [pytest.mark.committed, pytest.mark.long]
ENTRIES = int(os.environ.get("ALONGSIDE_ENTRIES", "100000"))
ONE = """insert into access_reading (at, epoch, txid, actor_id, session_id, request_id, act, circle_id, person_ids,
    object_kind, object_ids, ground, grant_id, result, asked)
  select clock_timestamp(), (select max(epoch) from access_reading), pg_current_xact_id()::text::bigint, 2,
         n %% 5000, gen_random_uuid(), 'case page', n %% 200000, array[n, n + 1], 'case', array[n], 'assigned', n,
         'shown', '' from generate_series(%s, %s) n"""


def test_sealing_and_verifying_are_fast_enough(own_agency: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("select pg_total_relation_size('access_reading')")
        (before,) = cursor.fetchone() or (0,)
        for first in range(1, ENTRIES + 1, 10_000):
            cursor.execute(ONE, [first, min(first + 9_999, ENTRIES)])
        cursor.execute("select pg_total_relation_size('access_reading')")
        (after,) = cursor.fetchone() or (0,)
        started = time.monotonic()
        until_sealed()
        sealing = time.monotonic() - started
        cursor.execute("select pg_total_relation_size('audit_seal')")
        (seals,) = cursor.fetchone() or (0,)
    found = verified()
    assert found.well, found.words
    each, kept = (after - before) / ENTRIES, seals / ENTRIES
    with capsys.disabled():
        sys.stdout.write(
            f"\n{ENTRIES} entries: sealed {ENTRIES / sealing:,.0f} a second, verified "
            f"{found.entries / found.seconds:,.0f} a second ({found.seconds:.1f} s), {each:.0f} bytes an entry and "
            f"{kept:.0f} under its seal\n"
        )
    assert ENTRIES / sealing > 20_000, "a fifth of what is asked, so that a busy machine is not a fault"
    assert 1_000_000 * found.seconds / found.entries < 60
    assert each + kept < 600
