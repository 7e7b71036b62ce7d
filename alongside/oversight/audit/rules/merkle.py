"""Leaves of a seal and the Merkle root over them.

A leaf is 41 bytes: the log's letter, the entry's number (8 bytes, big-endian), the SHA-256 of the entry's text. As in
RFC 6962, leaves and nodes are hashed with different first bytes, so that no node can pass for a leaf.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

WIDTH = 41
EMPTY = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a log: ``letter`` is h (history) or r (reading log), ``number`` its id there."""

    letter: str
    number: int

    @property
    def words(self) -> str:
        """The entry in words."""
        return f"entry {self.number} of the {'history' if self.letter == 'h' else 'reading log'}"


@dataclass(frozen=True, slots=True)
class Difference:
    """How the entries of a range differ from those that were sealed: the first of them, and how many there are."""

    entry: Entry
    what: str
    more: int


def leaf(letter: str, number: int, text: bytes) -> bytes:
    """The leaf of one entry with the canonical ``text``."""
    return place_of(letter, number) + hashlib.sha256(text).digest()


def place_of(letter: str, number: int) -> bytes:
    """The first nine bytes of a leaf: which entry it stands for."""
    return letter.encode() + number.to_bytes(8, "big", signed=True)


def split(packed: bytes) -> list[bytes]:
    """The leaves of a string of leaves."""
    return [packed[place : place + WIDTH] for place in range(0, len(packed), WIDTH)]


def root(packed: bytes) -> str:
    """The Merkle root of a string of leaves, in hexadecimal; an odd node goes up unpaired."""
    if not packed:
        return EMPTY
    sha256 = hashlib.sha256
    level = [sha256(b"\x00" + one).digest() for one in split(packed)]
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        above = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
        if len(level) % 2:
            above.append(level[-1])
        level = above
    return level[0].hex()


def entry_of(one: bytes) -> Entry:
    """Which entry a leaf stands for."""
    return Entry(one[:1].decode("ascii", "replace"), int.from_bytes(one[1:9], "big", signed=True))


def difference(sealed: bytes, found: bytes) -> Difference | None:
    """The first entry, in order, in which what is found now differs from what was sealed; None when all is the same."""
    if sealed == found:
        return None
    differing = list(_differences(split(sealed), split(found)))
    if not differing:  # the same leaves in another order: nobody but a forger of the list writes that
        return Difference(entry_of(sealed[:WIDTH]), "stands in another place", 0)
    entry, what = min(differing, key=lambda one: (one[0].letter, one[0].number))
    return Difference(entry, what, len(differing) - 1)


def _differences(sealed: list[bytes], found: list[bytes]) -> Iterator[tuple[Entry, str]]:
    before = {one[:9]: one for one in sealed}
    now = {one[:9]: one for one in found}
    for key, one in before.items():
        if key not in now:
            yield entry_of(one), "was deleted"
        elif now[key] != one:
            yield entry_of(one), "was changed"
    for key, one in now.items():
        if key not in before:
            yield entry_of(one), "was put in afterwards"
