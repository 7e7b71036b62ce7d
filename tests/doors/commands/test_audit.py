"""``alongside audit``: seals, verifies here and on a folder, and answers 1 with the first bad entry."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest
from django.db import connections

from alongside.doors.commands import audit
from alongside.doors.commands.plain import Stopped
from alongside.doors.commands.table import Needs, needs_of
from alongside.ground.foundation.errors import Refused
from alongside.oversight.exports.models import Export
from tests.rooms.oversight.audit.conftest import acting, sealed_agency, tampered

pytestmark = pytest.mark.committed
__all__ = ["sealed_agency"]


def said(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    audit.add_arguments(parser)
    return parser.parse_args(words)


def test_sealing_and_verifying_here(sealed_agency: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert audit.run(said("seal")) == 0
    assert f"seals added to {sealed_agency / 'seals.jsonl'}" in capsys.readouterr().out
    assert audit.run(said("verify")) == 0
    assert "are as they were sealed" in capsys.readouterr().out
    assert audit.run(said("verify", "--since", "2999-01-01")) == 0
    assert "no seal to verify" in capsys.readouterr().out
    with tampered("update access_reading set act = 'x' where id = (select min(id) from access_reading)"):
        assert audit.run(said("verify")) == 1
    assert "of the reading log was changed" in capsys.readouterr().err
    with pytest.raises(Stopped, match="no file"):
        audit.run(said("verify", "--seals", str(tmp_path / "nowhere")))
    with pytest.raises(SystemExit):
        said("verify", "--since", "yesterday")


def test_a_folder_is_verified_without_a_database(
    sealed_agency: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "taken"
    assert audit.run(said("export", str(folder), "--why", "For the auditor")) == 0
    with acting("privacy"):
        left = Export.objects.latest("id")
        assert (left.kind, left.why, len(left.digest)) == ("audit", "For the auditor", 64)
    with pytest.raises(Refused, match="not empty"):
        audit.run(said("export", str(folder)))
    assert {oct(one.stat().st_mode & 0o777) for one in folder.iterdir()} == {"0o600"}
    assert (
        needs_of("audit", ["verify", "--folder", "x"]) is needs_of("audit", ["verify", "--folder=x"]) is Needs.NOTHING
    )
    capsys.readouterr()
    copy, keys = sealed_agency / "seals.jsonl", sealed_agency / "key.pem.pub"
    for alias in connections:
        connections[alias].close()
    verify = ("verify", "--folder", str(folder), "--seals", str(copy), "--key", str(keys))
    assert audit.run(said(*verify)) == 0
    assert "came by another road" not in capsys.readouterr().out
    assert audit.run(said("verify", "--folder", str(folder))) == 0
    assert "came by another road" in capsys.readouterr().out
    assert all(connections[alias].connection is None for alias in connections)
    entries, seals = folder / "entries.jsonl", folder / "seals.jsonl"
    for path, wound, names in (
        (entries, lambda lines: [lines[0].replace("insert", "update"), *lines[1:]], "of the history was changed"),
        (entries, lambda lines: lines[1:], "was deleted"),
        (entries, lambda lines: [*lines, _dated_back(lines[0])], "was put in afterwards"),
        (seals, lambda lines: lines[:-1], "was cut off or rewritten"),
        (seals, lambda lines: lines[1:], "Seal 1 is missing"),
        (seals, lambda lines: [lines[0].replace('"until": ', '"until": 1'), *lines[1:]], "signature does not fit"),
    ):
        before = path.read_text()
        path.write_text("".join(wound(before.splitlines(keepends=True))))
        assert audit.run(said(*verify)) == 1, names
        assert names in (told := capsys.readouterr().err), told
        path.write_text(before)
    entries.write_text("no entry\n")
    with pytest.raises(Refused, match="is not an entry"):
        audit.run(said(*verify))


def _dated_back(line: str) -> str:
    epoch, txid, letter, number, at, text = json.loads(line)
    return json.dumps([epoch, txid, letter, number + 10_000, at, text]) + "\n"
