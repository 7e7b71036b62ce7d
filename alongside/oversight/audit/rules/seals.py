"""One seal: what is signed, its digest, and how it is written on a line of the copy outside the database."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from alongside.oversight.audit.rules.keys import Trusted, signs

FORMAT = 1
FIRST = "0" * 64


@dataclass(frozen=True, slots=True)
class Sealed:
    """A seal as it is signed. ``begins`` and ``ends`` bound the transactions of ``epoch`` that it covers."""

    number: int
    epoch: int
    begins: int
    ends: int
    entries: int
    root: str
    previous: str
    sealed_at: str
    note: str
    key: str
    signature: str = ""

    @property
    def payload(self) -> bytes:
        """The bytes that are signed: JSON with sorted keys, no blanks, ASCII."""
        return json.dumps(self.signed_fields, sort_keys=True, separators=(",", ":")).encode()

    @property
    def signed_fields(self) -> dict[str, Any]:
        """What is signed, by the names on the line."""
        fields = asdict(self)
        fields.pop("signature")
        return {"format": FORMAT, "from": fields.pop("begins"), "until": fields.pop("ends"), **fields}

    @property
    def digest(self) -> str:
        """The SHA-256 of what is signed, by which the next seal names this one."""
        return hashlib.sha256(self.payload).hexdigest()

    @property
    def at(self) -> datetime:
        """When it was sealed."""
        return datetime.fromisoformat(self.sealed_at)

    @property
    def words(self) -> str:
        """The seal in words."""
        return f"seal {self.number} ({self.at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC)"

    def line(self) -> str:
        """The line of the copy outside the database."""
        return json.dumps({**self.signed_fields, "signature": self.signature}, sort_keys=True) + "\n"

    def signed(self, key: Ed25519PrivateKey) -> Sealed:
        """The same seal with the signature of ``key``."""
        return replace(self, signature=key.sign(self.payload).hex())

    def is_signed_by(self, trusted: Trusted) -> bool:
        """Whether a key that we trust has signed exactly this."""
        return signs(trusted, key=self.key, signature=self.signature, payload=self.payload)


def read_line(line: str) -> Sealed | None:
    """The seal on a line of the copy; None where the line is not one."""
    try:
        said = json.loads(line)
        if said.pop("format") != FORMAT:
            return None
        found = Sealed(begins=said.pop("from"), ends=said.pop("until"), **said)
        found.at.astimezone(UTC)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return found
