"""How often a program may ask. Each web process counts for itself: the load is bounded, not the exact number."""

from __future__ import annotations

import time
from collections import OrderedDict
from threading import Lock

WINDOW_SECONDS = 60


class Pace:
    """Counts calls of each caller in windows of a minute, remembering at most ``callers`` of them."""

    def __init__(self, calls: int, *, callers: int = 10_000) -> None:
        self.calls = calls
        self.callers = callers
        self._counts: OrderedDict[tuple[str, int], int] = OrderedDict()
        self._lock = Lock()

    def wait(self, caller: str, *, now: float | None = None) -> int:
        """Count a call; the seconds to wait when it was one too many, else 0."""
        moment = time.time() if now is None else now
        window = int(moment // WINDOW_SECONDS)
        with self._lock:
            count = self._counts.pop((caller, window), 0) + 1
            self._counts[caller, window] = count
            while len(self._counts) > self.callers:
                self._counts.popitem(last=False)
        return 0 if count <= self.calls else max(1, int((window + 1) * WINDOW_SECONDS - moment))


TOKENS = Pace(600)
"""Calls of one token in a minute."""
STRANGERS = Pace(60)
"""Calls without a good token from one address in a minute: guessing is slow."""
