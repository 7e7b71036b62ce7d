"""The key that signs the seals: outside the database, read by its owner only, with its public half beside it."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.utils.translation import gettext as _

from alongside.ground.foundation.errors import Refused

Trusted = Mapping[str, Ed25519PublicKey]
BLOCK = re.compile(rb"-----BEGIN PUBLIC KEY-----.+?-----END PUBLIC KEY-----\s*", re.DOTALL)


def fingerprint(key: Ed25519PublicKey) -> str:
    """The SHA-256 of a public key, by which a seal names it."""
    return hashlib.sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()


def signs(trusted: Trusted, *, key: str, signature: str, payload: bytes) -> bool:
    """Whether ``signature`` (in hexadecimals) over ``payload`` is that of the trusted key with fingerprint ``key``."""
    public = trusted.get(key)
    if public is None or fingerprint(public) != key:
        return False
    try:
        public.verify(bytes.fromhex(signature), payload)
    except (InvalidSignature, ValueError):
        return False
    return True


def public_path(path: Path) -> Path:
    """Where the public halves of the keys at ``path`` are kept: every key that ever signed."""
    return path.with_name(f"{path.name}.pub")


def signing_key(path: Path, *, may_make: bool) -> Ed25519PrivateKey:
    """The key at ``path``, made now where there is none and ``may_make``.

    Refused: no key where seals were signed already, a key that others may read, a file that is no Ed25519 key.
    """
    if not path.exists():
        if not may_make:
            words = _(
                "The key that signs the seals is not at %(path)s. Bring it back from its safe place, or begin a new "
                "one with alongside audit seal --new-key."
            )
            raise Refused("audit.key", words % {"path": path})
        return make_key(path)
    if path.stat().st_mode & 0o077:
        words = _("Others may read the key %(path)s; run: chmod 600 %(path)s")
        raise Refused("audit.key", words % {"path": path})
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except ValueError:
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise Refused("audit.key", _("The file %(path)s does not hold an Ed25519 key.") % {"path": path})
    return key


def make_key(path: Path) -> Ed25519PrivateKey:
    """Make a new key at ``path``, and add its public half to those that are trusted. An older private key is gone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    _append(part, private, 0o600)
    _append(public_path(path), key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo), 0o644)
    part.replace(path)
    return key


def trusted_keys(path: Path) -> Trusted:
    """The public keys in the file at ``path``, by their fingerprints; none where there is no file."""
    found: dict[str, Ed25519PublicKey] = {}
    for block in BLOCK.findall(path.read_bytes()) if path.exists() else ():
        key = load_pem_public_key(block)
        if isinstance(key, Ed25519PublicKey):
            found[fingerprint(key)] = key
    return found


def _append(path: Path, content: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, mode)
    with os.fdopen(handle, "ab") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
