"""Answers that found nothing leave at full steps of time, whatever was or was not there."""

from __future__ import annotations

import time

import pytest
from django.http import HttpResponse
from django.test import override_settings

from alongside.ground.foundation.padding import BLUR, NOT_FOUND, SEARCHED, pad, wait


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long each wait would have taken; nothing really waits."""
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    return waits


@pytest.mark.parametrize("took", [0.0, 0.031, 0.099, 0.1, 0.15, 0.42])
@pytest.mark.parametrize(("answer", "step"), [(pad(HttpResponse()), SEARCHED), (HttpResponse(status=404), NOT_FOUND)])
def test_an_answer_that_found_nothing_leaves_at_the_next_full_step(
    took: float, answer: HttpResponse, step: float, slept: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "monotonic", lambda: 1000 + took)
    with override_settings(PADDED=True):
        wait(answer, 1000)
    (waited,) = slept
    over = (took + waited + 1e-9) % step
    assert 0 <= over <= BLUR * step + 1e-6
    assert 0 < waited <= step * (1 + BLUR)


def test_another_answer_leaves_at_once(slept: list[float]) -> None:
    with override_settings(PADDED=True):
        wait(HttpResponse(), time.monotonic())
    assert slept == []


def test_the_answer_itself_tells_nothing_of_the_mark() -> None:
    plain, marked = HttpResponse("Nobody"), pad(HttpResponse("Nobody"))
    assert dict(plain.headers) == dict(marked.headers)
    assert plain.content == marked.content
