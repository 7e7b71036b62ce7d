"""An encrypted stream: bytes that only its key opens, and in which any change is noticed.

The stream is cut into pieces, each encrypted with AES-256-GCM. A piece's nonce is its number and whether it is the
last, so pieces cannot be swapped, left out or cut off unseen; every piece is bound to the first lines as well. A key
serves one stream only. Keys can themselves be encrypted by a passphrase (scrypt, 64 MiB of memory).
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

PIECE = 1 << 20
TAG = 16
SCRYPT = {"n": 1 << 16, "r": 8, "p": 1}
LONGEST_HEADER = 1 << 20


class Damaged(Exception):
    """What was encrypted cannot be opened; the message names the damage."""


def new_key() -> bytes:
    """A key for one stream."""
    return AESGCM.generate_key(bit_length=256)


def name_of(key: bytes) -> str:
    """A short name of a key that tells nothing of it."""
    return hashlib.sha256(b"name of a key" + key).hexdigest()[:16]


def write_header(out: BinaryIO, magic: bytes, header: dict[str, Any]) -> bytes:
    """Write the first lines, in clear: ``magic``, ``header`` and a check of both. Returns what pieces are bound to."""
    line = json.dumps(header, sort_keys=True).encode()
    check = hashlib.sha256(magic + line).digest()
    out.write(magic + line + b"\n" + check.hex().encode() + b"\n")
    return check


def read_header(source: BinaryIO, magic: bytes) -> tuple[dict[str, Any], bytes]:
    """The first lines and what pieces are bound to. Raises ``Damaged`` when they are not what was written."""
    if source.read(len(magic)) != magic:
        raise Damaged("it does not begin as one")
    line, check = source.readline(LONGEST_HEADER).rstrip(b"\n"), source.readline(66).rstrip(b"\n")
    found = hashlib.sha256(magic + line).digest()
    if check != found.hex().encode():
        raise Damaged("its first lines are damaged")
    return cast("dict[str, Any]", json.loads(line)), found


class Encrypter:
    """Writes bytes encrypted to ``out``; ``close`` writes the last piece, without which nothing opens."""

    def __init__(self, out: BinaryIO, key: bytes, bound: bytes) -> None:
        self.out, self.cipher, self.bound = out, AESGCM(key), bound
        self.held = bytearray()
        self.number = 0

    def write(self, data: bytes) -> int:
        """Take ``data``; whole pieces are encrypted and written at once."""
        self.held += data
        while len(self.held) > PIECE:
            self._put(bytes(self.held[:PIECE]), last=False)
            del self.held[:PIECE]
        return len(data)

    def close(self) -> None:
        """Encrypt what is left as the last piece."""
        self._put(bytes(self.held), last=True)

    def _put(self, piece: bytes, *, last: bool) -> None:
        encrypted = self.cipher.encrypt(_nonce(self.number, last=last), piece, self.bound)
        self.out.write(len(encrypted).to_bytes(4, "big") + encrypted)
        self.number += 1


def opened(source: BinaryIO, key: bytes, bound: bytes) -> Iterator[bytes]:
    """The pieces of an encrypted stream in clear. Raises ``Damaged`` with the piece that is changed or missing."""
    cipher, number = AESGCM(key), 0
    ahead = source.read(4)
    while True:
        length = int.from_bytes(ahead, "big")
        encrypted = source.read(length) if len(ahead) == 4 and TAG <= length <= PIECE + TAG else b""
        if len(ahead) < 4 or (TAG <= length <= PIECE + TAG and len(encrypted) < length):
            raise Damaged(f"it is cut short in part {number + 1}")
        ahead = source.read(4)
        last = not ahead
        try:
            yield cipher.decrypt(_nonce(number, last=last), encrypted, bound)
        except (InvalidTag, ValueError):
            if last and _opens(cipher, number, encrypted, bound):
                raise Damaged(f"it is cut short after part {number + 1}") from None
            raise Damaged(f"it was changed in part {number + 1}") from None
        if last:
            return
        number += 1


def _opens(cipher: AESGCM, number: int, encrypted: bytes, bound: bytes) -> bool:
    """Whether a piece at the end opens as one that was never meant to be the last."""
    try:
        cipher.decrypt(_nonce(number, last=False), encrypted, bound)
    except (InvalidTag, ValueError):
        return False
    return True


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(8, "big") + (b"last" if last else b"more")


def encrypted_by_passphrase(content: bytes, passphrase: str) -> dict[str, Any]:
    """``content`` encrypted so that ``passphrase`` opens it, as values for JSON."""
    salt, nonce = os.urandom(16), os.urandom(12)
    box = AESGCM(_stretched(passphrase, salt, SCRYPT)).encrypt(nonce, content, b"passphrase")
    words = {name: base64.b64encode(value).decode() for name, value in (("salt", salt), ("nonce", nonce), ("box", box))}
    return {**words, **SCRYPT}


def opened_by_passphrase(box: dict[str, Any], passphrase: str) -> bytes:
    """What ``encrypted_by_passphrase`` encrypted. Raises ``Damaged`` when it is another passphrase."""
    salt, nonce, encrypted = (base64.b64decode(box[name]) for name in ("salt", "nonce", "box"))
    key = _stretched(passphrase, salt, {name: min(int(box[name]), SCRYPT[name]) for name in SCRYPT})
    try:
        return AESGCM(key).decrypt(nonce, encrypted, b"passphrase")
    except InvalidTag:
        raise Damaged("the passphrase is another one") from None


def _stretched(passphrase: str, salt: bytes, cost: dict[str, int]) -> bytes:
    return Scrypt(salt=salt, length=32, n=cost["n"], r=cost["r"], p=cost["p"]).derive(passphrase.encode())
