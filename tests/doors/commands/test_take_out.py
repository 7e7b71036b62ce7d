"""``alongside export``: asked for, and refused in one sentence."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from alongside.doors.commands import bring_in, take_out, whole
from alongside.doors.commands.plain import Parser, Stopped
from alongside.doors.commands.table import Needs, needs_of
from tests.database import plugin


def options(*words: str) -> argparse.Namespace:
    parser = Parser(prog="alongside export")
    take_out.add_arguments(parser)
    return parser.parse_args(list(words))


@pytest.mark.committed
def test_the_whole_agency_leaves_and_says_what_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url, name = plugin.copy_of_template("takes_out")
    try:
        monkeypatch.setenv("DATABASE_URL", url)
        assert take_out.run(options("all", str(tmp_path / "agency"), "--why", "We move")) == 0
        assert "rows, 0 files" in capsys.readouterr().out
        assert "We move" in (tmp_path / "agency" / "tables" / "exports_export.jsonl").read_text("utf-8")
        with pytest.raises(Stopped, match="not empty"):
            whole.leave(tmp_path / "agency")
        with pytest.raises(Stopped, match="agency here already"):
            bring_in.run(argparse.Namespace(format="all", path=tmp_path / "agency"))
    finally:
        plugin.drop(name)


def test_a_command_with_the_application_s_address_alone_moves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with pytest.raises(Stopped, match="administrator"):
        whole.arrive(Path("nowhere"))


def test_only_the_whole_needs_the_owner() -> None:
    assert needs_of("import", ["all", "x"]) is Needs.OWNERSHIP
    assert needs_of("export", ["all", "x"]) is Needs.OWNERSHIP
    assert needs_of("import", ["hmis", "x"]) is Needs.RECORDS
    assert needs_of("export", ["case", "x"]) is Needs.RECORDS
