"""Master keys by command: listed, renewed, and thrown away only when they wrap nothing."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections, transaction
from django.test import override_settings

from alongside.doors.commands import keys
from alongside.doors.commands.plain import Stopped
from alongside.ground.foundation.reader import SAFE_LOCATION
from tests.conftest import Become
from tests.database import plugin
from tests.database.copies import pointing_at
from tests.factories.cases import a_circle
from tests.factories.people import a_person, a_phone

pytestmark = pytest.mark.committed


@pytest.fixture
def file(become: Become, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file of master keys of its own, for a database with one hidden phone."""
    path = tmp_path / "masters.key"
    path.write_bytes(Path(settings.MASTER_KEYS).read_bytes())
    address, name = plugin.copy_of_template("master")
    monkeypatch.setenv("DATABASE_URL", address)
    try:
        with override_settings(MASTER_KEYS=str(path)), pointing_at(name):
            with transaction.atomic():
                by = become("worker")
                circle = a_circle(by)
                a_phone(a_person(circle, "Marta López", by), circle, by, level=SAFE_LOCATION)
            yield path
            connections["default"].close()
    finally:
        plugin.drop(name)


def said(capsys: pytest.CaptureFixture[str], verb: str) -> str:
    parser = argparse.ArgumentParser()
    keys.add_arguments(parser)
    assert keys.run(parser.parse_args([verb])) == 0
    return capsys.readouterr().out


def test_a_master_key_is_renewed_and_the_old_one_thrown_away(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "list") == "master key 1: wraps 1  newest\n"
    assert "no older" in said(capsys, "forget")
    assert "Wrapped anew: 1" in said(capsys, "rotate")
    assert said(capsys, "list") == "master key 1: wraps 0\nmaster key 2: wraps 1  newest\n"
    assert "Thrown away: 1" in said(capsys, "forget")
    assert said(capsys, "list") == "master key 2: wraps 1  newest\n"
    assert file.exists()


def test_what_is_missing_is_said_plainly(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(file.read_text().replace('"1"', '"5"'))
    assert "master key 1: wraps 1  NOT IN THE FILE" in said(capsys, "list")
    with pytest.raises(Stopped, match="Master key 1 still wraps"):
        said(capsys, "forget")
    file.unlink()
    with pytest.raises(Stopped, match="not there"):
        said(capsys, "list")
