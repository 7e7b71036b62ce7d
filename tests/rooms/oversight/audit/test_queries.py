"""What is asked of seals and of how the audit stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alongside.ground.foundation.errors import Refused
from alongside.oversight.audit.queries.exported import seals_in
from alongside.oversight.audit.queries.integrity import Integrity, integrity
from alongside.oversight.audit.queries.sealed import last_seal, seals, seals_after, waiting
from tests.rooms.oversight.audit.conftest import acting, as_house

pytestmark = pytest.mark.committed


def test_seals_come_in_order_and_only_to_who_may_know(sealed_agency: Path) -> None:
    with as_house():
        found = seals()
        assert [one.number for one in found] == list(range(1, len(found) + 1))
        assert last_seal() == found[-1]
        assert seals_after(found[0].digest) == found[1:]
        assert seals_after("0" * 64) is None
        assert waiting(1) == []
    with acting("supervisor"):
        assert (seals(), last_seal(), waiting(1)) == ([], None, [])


def test_how_the_audit_stands(sealed_agency: Path) -> None:
    with acting("privacy"):
        found = integrity()
    assert (found.waiting, found.late, found.verified_at, found.unverified) == (0, False, None, False)
    assert found.begun_at is not None
    now = datetime.now(UTC)
    fresh = Integrity(1, now, 1, now, now, True, "", 1, 0.1)
    assert not fresh.late
    assert not fresh.unverified
    assert replace(fresh, waits_since=now - timedelta(minutes=16)).late
    assert replace(fresh, verified_at=now - timedelta(days=3)).unverified
    assert not replace(fresh, sealed_at=None, verified_at=None).unverified
    assert not replace(fresh, verified_at=None, begun_at=now - timedelta(days=1)).unverified
    assert replace(fresh, verified_at=None, begun_at=now - timedelta(days=3)).unverified


def test_a_folder_without_seals_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"no seals\.jsonl"):
        seals_in(tmp_path)
    (tmp_path / "seals.jsonl").write_text("{}\n")
    with pytest.raises(Refused, match="Line 1 of"):
        seals_in(tmp_path)
