"""Field encryption: single values that a stolen dump, backup or copy must not tell.

AES-256-GCM, bound to the place where the value stands: a text moved to another row, column or table does not open.
Each circle of care has keys of its own, wrapped by a master key that is kept outside the database, so that throwing
away the keys of one circle makes its values unreadable in every backup too.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MARK = "\u2983"
"""What an encrypted text begins with. It is no letter of any script, and nobody can type it into a field."""
SCHEME = "1"
WHOLE = re.compile(rf"{MARK}{SCHEME}\.(?P<key>[1-9][0-9]*)\.[A-Za-z0-9_-]+={{0,2}}")
BYTES_MARK = b"\x00\xa9\x831"
"""What encrypted bytes begin with; no file that may be kept begins so."""
NUMBER = 8
NONCE = 12
BLIND = "~"
BLIND_LETTERS = 11


class Unopened(Exception):
    """An encrypted value does not open: another key, another place, or changed bytes. Never shown as empty."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key and the number under which it is found again."""

    number: int
    secret: bytes

    def __repr__(self) -> str:
        return f"Key({self.number})"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: table, column and the random name of the row."""

    table: str
    column: str
    row: str

    def bound(self, key: int) -> bytes:
        """What the value is bound to; part of the code, not of the text."""
        return f"{SCHEME}|{self.table}|{self.column}|{self.row}|{key}".encode()


def is_encrypted(text: str) -> bool:
    """Tell whether a text is an encrypted one."""
    return text.startswith(MARK)


def key_number(text: str) -> int:
    """The number of the key that opens an encrypted text."""
    found = WHOLE.fullmatch(text)
    if found is None:
        raise Unopened("This is no encrypted value.")
    return int(found["key"])


def encrypt(text: str, *, key: Key, place: Place) -> str:
    """``text`` so that only ``key`` opens it, only at ``place``. 57 letters longer than four thirds of its bytes."""
    nonce = os.urandom(NONCE)
    box = nonce + AESGCM(key.secret).encrypt(nonce, text.encode(), place.bound(key.number))
    return f"{MARK}{SCHEME}.{key.number}.{base64.urlsafe_b64encode(box).decode()}"


def decrypt(text: str, *, key: Key, place: Place) -> str:
    """What ``encrypt`` encrypted. Raises ``Unopened`` for another key, another place or changed bytes."""
    if key_number(text) != key.number:
        raise Unopened("This value was encrypted with another key.")
    try:
        box = base64.urlsafe_b64decode(text.split(".", 2)[2])
        return AESGCM(key.secret).decrypt(box[:NONCE], box[NONCE:], place.bound(key.number)).decode()
    except (InvalidTag, ValueError):
        raise Unopened("This value does not open here: it was changed, or moved from another place.") from None


def is_encrypted_bytes(content: bytes) -> bool:
    """Tell whether bytes are encrypted ones."""
    return content.startswith(BYTES_MARK)


def key_number_of_bytes(content: bytes) -> int:
    """The number of the key that opens encrypted bytes."""
    head = len(BYTES_MARK)
    if not is_encrypted_bytes(content) or len(content) < head + NUMBER + NONCE:
        raise Unopened("These are no encrypted bytes.")
    return int.from_bytes(content[head : head + NUMBER], "big")


def encrypt_bytes(content: bytes, *, key: Key, place: Place) -> bytes:
    """``content`` so that only ``key`` opens it, only at ``place``. 40 bytes longer."""
    nonce = os.urandom(NONCE)
    box = AESGCM(key.secret).encrypt(nonce, content, place.bound(key.number))
    return BYTES_MARK + key.number.to_bytes(NUMBER, "big") + nonce + box


def decrypt_bytes(content: bytes, *, key: Key, place: Place) -> bytes:
    """What ``encrypt_bytes`` encrypted. Raises ``Unopened`` for another key, another place or changed bytes."""
    if key_number_of_bytes(content) != key.number:
        raise Unopened("These bytes were encrypted with another key.")
    box = memoryview(content)[len(BYTES_MARK) + NUMBER :]
    try:
        return AESGCM(key.secret).decrypt(bytes(box[:NONCE]), box[NONCE:], place.bound(key.number))
    except (InvalidTag, ValueError):
        raise Unopened("These bytes do not open here: they were changed, or moved from another place.") from None


def new_secret() -> bytes:
    """The bytes of a new key."""
    return AESGCM.generate_key(bit_length=256)


def wrap(secret: bytes, *, master: bytes, about: str) -> bytes:
    """A key's bytes, encrypted by a master key and bound to ``about`` (the circle it belongs to)."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(master).encrypt(nonce, secret, b"key|" + about.encode())


def unwrap(box: bytes, *, master: bytes, about: str) -> bytes:
    """What ``wrap`` encrypted. Raises ``Unopened`` when it is another master key or another circle's key."""
    try:
        return AESGCM(master).decrypt(box[:NONCE], box[NONCE:], b"key|" + about.encode())
    except (InvalidTag, ValueError):
        raise Unopened("This key was wrapped by another master key.") from None


def blind(word: str, *, secret: bytes) -> str:
    """A keyed digest of an exact value: equal values have equal digests, and nobody without the key can try values.

    66 bits in twelve letters, so that it stands in the column of the plain key and ``=`` stays leakproof. Only for
    values with many possibilities, such as phone numbers: never for a day of birth or a sex.
    """
    if not word:
        return ""
    digest = hmac.new(secret, b"blind|" + word.encode(), hashlib.sha256).digest()
    return BLIND + base64.urlsafe_b64encode(digest).decode()[:BLIND_LETTERS]
