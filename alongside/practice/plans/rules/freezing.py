"""The fingerprint of an agreed plan."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def digest_of(content: Mapping[str, Any]) -> str:
    """The SHA-256 of a plan's content, written as JSON with sorted keys and no blanks, in UTF-8; 64 hex digits."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def is_intact(content: Mapping[str, Any] | None, digest: str) -> bool:
    """Whether an agreed plan still has the words that were agreed."""
    return content is not None and digest_of(content) == digest
