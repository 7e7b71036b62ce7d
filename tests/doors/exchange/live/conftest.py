"""A running server for programs that are not ours, and tokens made as an integrator makes them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.walks.site import Site

HERE = Path(__file__).parent
Token = Callable[..., str]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here commits to a database of its own and talks over the wire."""
    for item in items:
        if HERE in item.path.parents:
            for mark in ("slow", "committed", "enable_socket"):
                item.add_marker(getattr(pytest.mark, mark))


@pytest.fixture(scope="package")
def site() -> Iterator[Site]:
    """The production server with the cast in an empty agency, once for all tests of this folder."""
    made = Site(f"live_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}")
    try:
        made.start()
        yield made
    finally:
        made.close()


@pytest.fixture(scope="package")
def token(site: Site) -> Token:
    """``token("worker")``: what ``alongside token add worker`` prints."""

    def made(username: str, *options: str) -> str:
        command = [sys.executable, "-m", "alongside.doors.commands.main", "token", "add", username, *options]
        done = subprocess.run(command, env=site.environment, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    return made
