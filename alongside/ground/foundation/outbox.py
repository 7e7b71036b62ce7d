"""The outbox: work that a job does later, queued in the same transaction as the write that asks for it."""

from __future__ import annotations

from datetime import datetime

from procrastinate.contrib.django import app

Simple = str | int | bool | None


def defer(task: str, *, at: datetime | None = None, **arguments: Simple) -> None:
    """Queue the job ``task`` (its registered name) with simple arguments; ``at`` is the earliest moment (aware).

    When the transaction is rolled back, nothing was queued.
    """
    app.configure_task(task, schedule_at=at).defer(**arguments)
