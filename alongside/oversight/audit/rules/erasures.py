"""What disposals took from the logs: how it is signed, and how the leaves that stand for it are digested."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from alongside.oversight.audit.rules.keys import Trusted, fingerprint, signs

FORMAT = 1


@dataclass(frozen=True, slots=True)
class ErasedLine:
    """The leaf that stands for one entry, and the digest of what is left of the entry (None: nothing)."""

    letter: str
    entry: int
    epoch: int
    txid: int
    leaf: bytes
    remains: bytes | None

    @property
    def text(self) -> bytes:
        """What is digested of it, as the database digests it."""
        numbers = self.entry.to_bytes(8, "big", signed=True) + self.epoch.to_bytes(4, "big", signed=True)
        left = b"\x00" if self.remains is None else b"\x01" + self.remains
        return self.letter.encode() + numbers + self.txid.to_bytes(8, "big", signed=True) + self.leaf + left


@dataclass(frozen=True, slots=True)
class Erased:
    """One disposal's erasure as it was signed, and what its leaves say now."""

    number: int
    disposal: UUID
    at: datetime
    leaves: int
    digest: str
    key: str
    signature: str
    found_leaves: int
    found_digest: str

    @property
    def payload(self) -> bytes:
        """The bytes that are signed: JSON with sorted keys, no blanks, ASCII."""
        at = self.at.astimezone(UTC).isoformat()
        said = {
            "format": FORMAT,
            "disposal": str(self.disposal),
            "at": at,
            "leaves": self.leaves,
            "digest": self.digest,
        }
        return json.dumps(said, sort_keys=True, separators=(",", ":")).encode()

    @property
    def is_whole(self) -> bool:
        """Whether its leaves are those that were signed."""
        return (self.leaves, self.digest) == (self.found_leaves, self.found_digest)

    def signed_by(self, key: Ed25519PrivateKey) -> tuple[str, str]:
        """The fingerprint of ``key`` and its signature."""
        return fingerprint(key.public_key()), key.sign(self.payload).hex()

    def is_signed_by(self, trusted: Trusted) -> bool:
        """Whether a key that we trust has signed exactly this."""
        return signs(trusted, key=self.key, signature=self.signature, payload=self.payload)


def digest_of_lines(lines: Iterable[ErasedLine]) -> str:
    """The digest of an erasure's leaves, in the order of log and entry."""
    ordered = sorted(lines, key=lambda line: (line.letter, line.entry))
    return hashlib.sha256(b"".join(line.text for line in ordered)).hexdigest()
