"""Places for throw-away database servers. Pytest's own folders are closed to other accounts, so these are not used."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from alongside.ground.postgres.cluster import Cluster
from alongside.ground.postgres.home import shelter_for


@pytest.fixture(scope="module")
def open_place() -> Iterator[Path]:
    """A folder that every account may enter, with a path too long for a socket of its own."""
    place = Path(tempfile.mkdtemp(prefix="alongside-test-"))
    place.chmod(0o711)
    deep = place / ("a long and winding folder " + "x" * 80)
    deep.mkdir()
    yield deep
    shutil.rmtree(place)


@pytest.fixture(scope="module")
def cluster(open_place: Path) -> Iterator[Cluster]:
    """One running server for the tests of a module."""
    shared = Cluster(open_place / "var")
    shared.start()
    yield shared
    shared.start()
    shared.stop()


@pytest.fixture
def closed_place() -> Iterator[Path]:
    """A folder that only its owner may enter."""
    place = Path(tempfile.mkdtemp(prefix="alongside-test-"))
    (place / "checkout").mkdir(mode=0o755)
    yield place / "checkout"
    shutil.rmtree(shelter_for(place / "checkout" / "var"), ignore_errors=True)
    shutil.rmtree(place)


def modes(path: Path) -> dict[str, tuple[int, int, int]]:
    """Mode, owner and group of ``path`` and of every folder above it."""
    facts = {str(folder): os.stat(folder) for folder in (path, *path.parents)}
    return {name: (fact.st_mode, fact.st_uid, fact.st_gid) for name, fact in facts.items()}


@pytest.fixture
def modes_of() -> Callable[[Path], dict[str, tuple[int, int, int]]]:
    """Take a snapshot of the permissions of a folder and of all above it."""
    return modes
