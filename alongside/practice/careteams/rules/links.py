"""How the address of a partner's page is written, and how long it and a sitting at it may last."""

from __future__ import annotations

import base64
import binascii
import hashlib
from datetime import timedelta

SECRET_BYTES = 32
CODE_DIGITS = 6
LINK_DAYS = 90
SITTING = timedelta(hours=1)
"""How long a device reads after the code was given; then the code is asked for again."""


def token_of(secret: bytes) -> str:
    """The secret as it stands in the address."""
    return base64.urlsafe_b64encode(secret).rstrip(b"=").decode("ascii")


def secret_in(token: str) -> bytes | None:
    """The secret in an address; None for anything that no address looks like."""
    if not token.isascii():
        return None
    try:
        secret = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        return None
    return secret if len(secret) == SECRET_BYTES and token_of(secret) == token else None


def code_digest(secret: bytes, code: str) -> bytes:
    """What is kept of a code: nobody can try codes against it without the secret of the link."""
    return hashlib.sha256(secret + code.encode()).digest() if code else b""


def code_in(words: str) -> str:
    """The digits of a code as somebody typed it, with or without blanks."""
    return "".join(one for one in words if one.isdigit() and one.isascii())
