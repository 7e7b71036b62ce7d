"""What a process apart may take: so much memory and time, and no file that it could write."""

from __future__ import annotations

import resource
from contextlib import suppress

MEMORY = 2 << 30
SECONDS = 60


def confine() -> None:
    """No more memory and time than a file may take, and no file written."""
    limits = ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_FSIZE, 0))
    for which, most in (*limits, (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):
            resource.setrlimit(which, (most, most))
