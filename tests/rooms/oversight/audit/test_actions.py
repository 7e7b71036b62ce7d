"""What is taken out can be verified by hand, as its README says, with nothing of ours."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.db import connections

from alongside.oversight.audit.actions.taking import take_out_seals
from tests.rooms.oversight.audit.conftest import as_house
from tests.rooms.oversight.audit.test_rules import by_hand

pytestmark = pytest.mark.committed


def test_the_folder_is_verified_by_hand(sealed_agency: Path, tmp_path: Path) -> None:
    folder = tmp_path / "taken"
    with as_house() as by:
        count = take_out_seals(folder=folder, why="", by=by)
    entries = [json.loads(line) for line in (folder / "entries.jsonl").read_text().splitlines()]
    with connections["owner"].cursor() as cursor:
        cursor.execute("select (select count(*) from access_history) + (select count(*) from access_reading)")
        assert len(entries) == count == (cursor.fetchone() or (0,))[0] - 1, "all but the row that says that it left"
    key = load_pem_public_key((folder / "keys.pem").read_bytes())
    before, covered = "0" * 64, 0
    for line in (folder / "seals.jsonl").read_text().splitlines():
        seal = json.loads(line)
        signature = bytes.fromhex(seal.pop("signature"))
        told = json.dumps(seal, sort_keys=True, separators=(",", ":")).encode()
        key.verify(signature, told)  # type: ignore[union-attr, call-arg]
        assert seal["previous"] == before
        before = hashlib.sha256(told).hexdigest()
        leaves = sorted(
            log.encode() + number.to_bytes(8, "big") + hashlib.sha256(text.encode()).digest()
            for epoch, txid, log, number, _at, text in entries
            if epoch == seal["epoch"] and seal["from"] <= txid < seal["until"]
        )
        assert len(leaves) == seal["entries"]
        assert by_hand(leaves).hex() == seal["root"]
        covered += len(leaves)
    assert covered == len(entries)
