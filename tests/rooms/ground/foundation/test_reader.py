"""Who reads: what was granted, and nothing else."""

from __future__ import annotations

import pytest

from alongside.ground.foundation import reader as bits
from alongside.ground.foundation.reader import CARRIES, Reader

LEVELS = ("ORDINARY", "RESTRICTED", "SUBSTANCE_USE", "PSYCHOTHERAPY", "SAFE_LOCATION", "SEALED")
POWERS = ("INDEX", "READS_LOGS", "ADMINISTERS", "EVALUATES")


def test_every_level_and_power_is_a_bit_of_its_own() -> None:
    values = [getattr(bits, name) for name in (*LEVELS, *POWERS)]
    assert sorted(values) == [2**place for place in range(len(values))]


@pytest.mark.parametrize("name", POWERS)
def test_a_reader_holds_only_what_was_granted(name: str) -> None:
    reader = Reader(1, "worker", "Grace", 1, powers=getattr(bits, name))
    assert [power for power in POWERS if reader.holds(getattr(bits, power))] == [name]
    assert not Reader(1, "worker", "Grace", 1).holds(getattr(bits, name))


def test_carrying_a_case_opens_no_more_than_it_needs() -> None:
    opened = {name for name in LEVELS if CARRIES & getattr(bits, name)}
    assert opened == {"ORDINARY", "RESTRICTED", "SAFE_LOCATION"}
