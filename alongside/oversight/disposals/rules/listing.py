"""The list of disposals outside the database: a file of signed lines that only grows.

A backup that is older than a disposal still holds what was disposed of. Whoever restores it has this list beside it,
and what stands on the list is erased again before anybody works.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from alongside.oversight.audit.rules.keys import Trusted, signs


@dataclass(frozen=True, slots=True)
class Listed:
    """One line: the certificate as it was signed, and by which key."""

    certificate: dict[str, Any]
    key: str
    signature: str

    @property
    def disposal(self) -> UUID:
        """Which disposal."""
        return UUID(self.certificate["disposal"])

    def line(self) -> str:
        """As it is written."""
        said = {"certificate": self.certificate, "key": self.key, "signature": self.signature}
        return json.dumps(said, sort_keys=True) + "\n"

    def is_signed_by(self, trusted: Trusted) -> bool:
        """Whether a key of this installation has signed exactly this."""
        return signs(trusted, key=self.key, signature=self.signature, payload=payload_of(self.certificate))


def payload_of(certificate: dict[str, Any]) -> bytes:
    """The bytes that are signed: JSON with sorted keys, no blanks, ASCII."""
    return json.dumps(certificate, sort_keys=True, separators=(",", ":")).encode()


def read_list(path: Path) -> list[Listed]:
    """Every line of the list at ``path``; none without a file. Raises ``ValueError`` naming a line that is none."""
    found = []
    for place, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.is_file() else (), start=1):
        try:
            said = json.loads(line)
            one = Listed(said["certificate"], said["key"], said["signature"])
            found.append(Listed(one.certificate | {"disposal": str(one.disposal)}, one.key, one.signature))
        except (ValueError, KeyError, TypeError):
            raise ValueError(f"Line {place} of {path} is no disposal.") from None
    return found
