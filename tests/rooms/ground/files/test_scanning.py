"""Asking a scanner over a real socket: clean, found, an error, silence, nobody there."""

from __future__ import annotations

import pytest

from alongside.ground.files.scanning import EICAR, NoAnswer, is_clean
from tests.factories.scanner import a_scanner


def test_the_scanner_is_asked_and_its_answer_believed() -> None:
    with a_scanner() as address:
        assert is_clean(b"Dear family" * 20_000, address=address)
        assert not is_clean(b"x" * 70_000 + EICAR, address=address)


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"what?\0"])
def test_an_answer_that_is_none_is_never_taken_for_clean(answer: bytes) -> None:
    with a_scanner(answer=answer) as address, pytest.raises(NoAnswer):
        is_clean(b"Dear family", address=address)


def test_silence_and_absence_are_never_taken_for_clean() -> None:
    with a_scanner(silent=True) as address, pytest.raises(NoAnswer):
        is_clean(b"Dear family", address=address, patience=0.2)
    for nobody in ("unix:/nowhere/at/all", address, "http://scanner", "tcp:"):
        with pytest.raises(NoAnswer):
            is_clean(b"Dear family", address=nobody)
