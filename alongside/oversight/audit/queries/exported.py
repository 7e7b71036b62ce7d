"""A folder for verification elsewhere: the logs, the seals, their leaves and the public keys, without a database."""

from __future__ import annotations

import bisect
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.ground.foundation.errors import Refused
from alongside.oversight.audit.rules import merkle
from alongside.oversight.audit.rules.erasures import Erased, ErasedLine, digest_of_lines
from alongside.oversight.audit.rules.seals import Sealed, read_line

ENTRIES, SEALS, LEAVES, KEYS = "entries.jsonl", "seals.jsonl", "leaves.jsonl", "keys.pem"
ERASURES, ERASED = "erasures.jsonl", "erased.jsonl"
Place = tuple[int, int, bytes]


class TakenEntries:
    """The entries of a folder, digested once; 100 bytes of memory or so for each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.found: list[Place] = []
        self.times: list[tuple[int, int, str, int, datetime]] = []
        self.lines = list(_erased(folder / ERASED))
        self.erased = {(line.letter, line.entry): line for _number, line in self.lines}
        self.texts: dict[tuple[str, int], bytes] = {}
        for epoch, txid, letter, number, at, text in _entries(folder / ENTRIES):
            place = merkle.leaf(letter, number, text)
            if (letter, number) in self.erased:
                self.texts[letter, number] = place[9:]
            else:
                self.found.append((epoch, txid, place))
            self.times.append((epoch, txid, letter, number, at))
        for (letter, number), line in self.erased.items():
            self.found.append((line.epoch, line.txid, merkle.place_of(letter, number) + line.leaf))
        self.found.sort()
        self.times.sort()
        self.kept = dict(_leaves(folder / LEAVES))

    def leaves(self, seal: Sealed) -> bytes:
        """The leaves of the entries that stand in the seal's range."""
        first = bisect.bisect_left(self.found, (seal.epoch, seal.begins, b""))
        last = bisect.bisect_left(self.found, (seal.epoch, seal.ends, b""))
        return b"".join(sorted(one[2] for one in self.found[first:last]))

    def sealed_leaves(self, seal: Sealed) -> bytes:
        """The leaves that were kept with the seal."""
        return self.kept.get(seal.number, b"")

    def misdated(self, seal: Sealed, earliest: datetime, latest: datetime) -> tuple[merkle.Entry, datetime] | None:
        """The first entry of the range whose time lies outside of these."""
        first = bisect.bisect_left(self.times, (seal.epoch, seal.begins))
        last = bisect.bisect_left(self.times, (seal.epoch, seal.ends))
        for _epoch, _txid, letter, number, at in self.times[first:last]:
            if not earliest <= at <= latest:
                return merkle.Entry(letter, number), at
        return None

    def stray(self) -> tuple[merkle.Entry, str] | None:
        """An entry of a transaction that never was; whether a later one is genuine only the database can tell."""
        for _epoch, txid, letter, number, _at in self.times:
            if txid < 0:
                return merkle.Entry(letter, number), "names a transaction that never was: it was put in by hand"
        return None

    def erasures(self) -> list[Erased]:
        """What disposals took from the logs, as it was signed and as the folder says it."""
        signed = {said[0]: said for said in _erasures(self.folder / ERASURES)}
        found = []
        for number in sorted(signed.keys() | {number for number, _line in self.lines}):
            lines = [line for place, line in self.lines if place == number]
            said = signed.get(number, (number, UUID(int=0), datetime.now(UTC), 0, "", "", ""))
            found.append(Erased(*said, len(lines), digest_of_lines(lines)))
        return found

    def remains(self) -> merkle.Entry | None:
        """The first entry that is not what its disposal left of it."""
        wrong = [key for key, line in sorted(self.erased.items()) if self.texts.get(key) != line.remains]
        return merkle.Entry(*wrong[0]) if wrong else None


def seals_in(folder: Path) -> list[Sealed]:
    """The seals of a folder. Refused where it holds none that we can read."""
    path = folder / SEALS
    if not path.is_file():
        raise Refused("audit.folder", _("There is no audit in %(folder)s: it has no seals.jsonl.") % {"folder": folder})
    found = [read_line(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if None in found:
        words = _("Line %(line)s of %(path)s is not a seal.")
        raise Refused("audit.folder", words % {"line": found.index(None) + 1, "path": path})
    return [one for one in found if one is not None]


def _entries(path: Path) -> Iterator[tuple[int, int, str, int, datetime, bytes]]:
    with path.open(encoding="utf-8") as lines:
        for place, line in enumerate(lines, start=1):
            try:
                epoch, txid, letter, number, at, text = json.loads(line)
                yield epoch, txid, letter, number, datetime.fromisoformat(at).astimezone(UTC), text.encode()
            except (ValueError, TypeError, AttributeError):
                words = _("Line %(line)s of %(path)s is not an entry.")
                raise Refused("audit.folder", words % {"line": place, "path": path}) from None


def _erased(path: Path) -> Iterator[tuple[int, ErasedLine]]:
    """The leaves that stand for disposed entries, with the number of their erasure; the newest of an entry last."""
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        number, letter, entry, epoch, txid, leaf, remains = json.loads(line)
        left = None if remains is None else bytes.fromhex(remains)
        yield number, ErasedLine(letter, entry, epoch, txid, bytes.fromhex(leaf), left)


def _erasures(path: Path) -> Iterator[tuple[int, UUID, datetime, int, str, str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        number, disposal, at, leaves, digest, key, signature = json.loads(line)
        yield number, UUID(disposal), datetime.fromisoformat(at), leaves, digest, key, signature


def _leaves(path: Path) -> Iterator[tuple[int, bytes]]:
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        number, packed = json.loads(line)
        yield int(number), bytes.fromhex(packed)
