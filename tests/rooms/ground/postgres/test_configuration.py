"""The server's settings fit the machine and are written so that PostgreSQL reads them."""

from __future__ import annotations

import os

import pytest

from alongside.ground.postgres import configuration
from alongside.ground.postgres.configuration import MEBIBYTE, cache_size, memory, server_settings, written


@pytest.mark.parametrize(
    ("total", "expected"),
    [(512 * MEBIBYTE, 128), (1024 * MEBIBYTE, 128), (4096 * MEBIBYTE, 512), (64 * 1024 * MEBIBYTE, 1024)],
)
def test_the_cache_is_an_eighth_within_bounds(total: int, expected: int) -> None:
    assert cache_size(total) == expected * MEBIBYTE


def test_only_a_throw_away_server_forgets() -> None:
    assert server_settings(durable=True, total=MEBIBYTE)["fsync"] == "on"
    assert server_settings(durable=False, total=MEBIBYTE)["fsync"] == "off"


def test_quotes_are_doubled() -> None:
    assert written({"application_name": "it's"}).endswith("application_name = 'it''s'\n")


def test_a_machine_that_does_not_tell_its_memory_counts_as_modest(monkeypatch: pytest.MonkeyPatch) -> None:
    assert memory() > 64 * MEBIBYTE

    def untold(name: str) -> int:
        raise ValueError(name)

    monkeypatch.setattr(os, "sysconf", untold)
    assert memory() == configuration.UNKNOWN_MEMORY
