"""A whole agency by command: refused in a sentence, and never with the application's own address."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from alongside.doors.commands import whole
from alongside.doors.commands.plain import Stopped
from tests.database import plugin


def test_a_folder_without_an_agency_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", plugin.admin_url())
    with pytest.raises(Stopped, match=r"no manifest\.json"):
        whole.arrive(tmp_path)


def test_without_the_administrators_address_nothing_moves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert "DATABASE_URL" not in os.environ
    for act in (whole.arrive, whole.leave):
        with pytest.raises(Stopped, match="administrator"):
            act(tmp_path / "agency")
    assert not (tmp_path / "agency").exists()
