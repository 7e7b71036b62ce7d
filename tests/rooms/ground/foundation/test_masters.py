"""The file of master keys: made once, read again when it changes, never made up."""

from __future__ import annotations

from pathlib import Path

import pytest

from alongside.ground.foundation.masters import NoMaster, add_master, drop_masters, make_masters, masters_of


def test_it_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "masters.key"
    make_masters(path)
    held = masters_of(path)
    make_masters(path)
    assert masters_of(path) == held
    assert path.stat().st_mode & 0o777 == 0o600
    assert held.newest == "1"
    assert len(held.by_name["1"]) == len(held.blind) == 32


def test_a_new_master_is_used_and_the_old_one_stays_until_it_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "masters.key"
    make_masters(path)
    first = masters_of(path)
    second = add_master(path)
    assert second == masters_of(path)
    assert (second.newest, second.by_name["1"], second.blind) == ("2", first.by_name["1"], first.blind)
    assert drop_masters(path) == ["1"]
    assert masters_of(path).by_name == {"2": second.by_name["2"]}
    assert drop_masters(path) == []


def test_a_file_that_is_not_there_is_named_and_not_made_up(tmp_path: Path) -> None:
    with pytest.raises(NoMaster, match=r"masters\.key"):
        masters_of(tmp_path / "masters.key")
    assert not (tmp_path / "masters.key").exists()


def test_secrets_are_not_printed(tmp_path: Path) -> None:
    path = tmp_path / "masters.key"
    make_masters(path)
    assert repr(masters_of(path)) == "Masters(newest='1', names=['1'])"
