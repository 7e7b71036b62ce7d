"""Answers that found nothing take the same time, whether there is nothing or nothing that the reader may see (R-06).

What is hidden costs the database a little more to refuse than what is absent (`bench/results/timing-*.md`), so neither
leaves before the next full step. Every door waits, after its transaction has closed.
"""

from __future__ import annotations

import random
import time

from django.conf import settings
from django.http import HttpResponse

NOT_FOUND = 0.05
"""Answers that say "not found" leave at the next full one of these steps, in seconds."""
SEARCHED = 0.2
"""A search without a result takes longer, and how long depends on what it passed over: its steps are wider."""

BLUR = 0.25
"""Up to this part of a step more, by chance: what took longer until then ends some tenths of a millisecond earlier."""

MARK = "alongside_padded"


CHANCE = random.SystemRandom()


def pad(response: HttpResponse) -> HttpResponse:
    """Mark an answer without a visible result; it waits after its transaction has closed (ruling 9)."""
    setattr(response, MARK, True)
    return response


def wait(response: HttpResponse, started: float) -> None:
    """Wait until the next full step since ``started`` (of ``time.monotonic``), where ``response`` found nothing.

    Tests do not wait (``settings.PADDED``), but for those of the waiting itself.
    """
    step = SEARCHED if getattr(response, MARK, False) else NOT_FOUND if response.status_code == 404 else 0.0
    if step and settings.PADDED:
        time.sleep(step - (time.monotonic() - started) % step + CHANCE.uniform(0, BLUR * step))
