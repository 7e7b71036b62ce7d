"""Answers that found nothing take the same time, whether there is nothing or nothing that the reader may see (R-06)."""

from __future__ import annotations

import time

from django.http import HttpResponse

STEP = 0.1
"""Padded answers leave at the next full tenth of a second."""

MARK = "alongside_padded"


def pad(response: HttpResponse) -> HttpResponse:
    """Mark an answer without a visible result; it waits after its transaction has closed (ruling 9)."""
    setattr(response, MARK, True)
    return response


def wait(response: HttpResponse, started: float) -> None:
    """Wait until the next full step since ``started`` (of ``time.monotonic``) when ``response`` is marked."""
    if getattr(response, MARK, False):
        time.sleep(STEP - (time.monotonic() - started) % STEP)
