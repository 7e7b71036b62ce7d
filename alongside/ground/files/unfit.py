"""The one way in which a file is refused."""

from __future__ import annotations


class Unfit(Exception):
    """A file cannot be kept; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
