"""Bringing in an export inside the test's transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from alongside.ground.foundation.reader import Reader
from alongside.oversight.imports.actions import Ledger, import_hmis
from tests.conftest import Become
from tests.factories.cast import entered_house
from tests.rooms.oversight.imports.exports import Bring, Tables, write


@pytest.fixture
def bring(become: Become, tmp_path: Path) -> Bring:
    """Run the import as the worker inside the test's transaction."""

    @contextmanager
    def as_worker() -> Iterator[Reader]:
        yield become("worker")

    @contextmanager
    def as_house() -> Iterator[Reader]:
        yield entered_house()

    def run(tables: Tables, *, dry_run: bool = False) -> Ledger:
        folder = write(tmp_path / "export", tables)
        ledger = import_hmis(folder, enter=as_worker, enter_house=as_house, dry_run=dry_run)
        become("worker")
        return ledger

    return run
