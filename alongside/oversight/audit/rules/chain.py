"""The verification itself: signatures and chain, the copy outside, then every entry of every seal.

Pure: where seals and entries come from (the database, or a folder taken out of it) is the caller's. Stops at the first
thing that does not hold, and names it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from alongside.oversight.audit.rules import merkle
from alongside.oversight.audit.rules.copies import Copy
from alongside.oversight.audit.rules.erasures import Erased
from alongside.oversight.audit.rules.keys import Trusted
from alongside.oversight.audit.rules.seals import FIRST, Sealed

SLACK = timedelta(hours=1)
"""How long before the seal before it an entry may be dated, and how long after its own: a transaction's length, and
clocks that differ."""


class Broken(Exception):
    """What does not hold, in plain words that name the first bad entry."""


class Entries(Protocol):
    """Where the entries come from."""

    def leaves(self, seal: Sealed) -> bytes:
        """The leaves of the entries that stand in the seal's range now."""

    def sealed_leaves(self, seal: Sealed) -> bytes:
        """The leaves that were kept with the seal, which name what was changed."""

    def misdated(self, seal: Sealed, earliest: datetime, latest: datetime) -> tuple[merkle.Entry, datetime] | None:
        """The first entry of the range whose time lies outside of these."""

    def stray(self) -> tuple[merkle.Entry, str] | None:
        """An entry that lies in no range and waits for no seal, and what is wrong with it."""

    def erasures(self) -> Sequence[Erased]:
        """What disposals took from the logs, as it was signed and as it is now."""

    def remains(self) -> merkle.Entry | None:
        """The first entry that is not what its disposal left of it."""


@dataclass(frozen=True, slots=True)
class Held:
    """What was verified and holds: how many seals, how many entries, and what should be known besides."""

    seals: int
    entries: int
    remarks: tuple[str, ...] = ()
    disposed: int = 0

    def words(self, copy: str, since: datetime | None = None) -> str:
        """What was verified and holds; ``copy`` says with what it was compared."""
        if not self.seals:
            return "There is no seal to verify yet."
        when = f", sealed since {since:%Y-%m-%d %H:%M} {since:%Z}" if since else ""
        said = f"{self.entries} entries under {self.seals} seals are as they were sealed{when}"
        if self.disposed:
            said += f" ({self.disposed} digests stand for what was disposed of)"
        return " ".join([f"{said}; the chain, its signatures and {copy} hold.", *self.remarks])


def verify(
    seals: Sequence[Sealed],
    entries: Entries,
    *,
    trusted: Trusted,
    copy: Copy | None,
    copy_wanted: bool = True,
    since: datetime | None = None,
) -> Held:
    """Verify everything, or the entries sealed since a moment. Raises ``Broken`` at the first thing that is wrong."""
    check_chain(seals, trusted)
    remarks = check_copy(seals, copy, trusted, wanted=copy_wanted)
    disposed = _check_erasures(entries, trusted)
    counted = done = 0
    for place, seal in enumerate(seals):
        if since is None or seal.at >= since:
            _check_entries(seal, seals[place - 1] if place else None, entries)
            counted += seal.entries
            done += 1
    if (found := entries.stray()) is not None:
        raise Broken(f"{_upper(found[0].words)} {found[1]}.")
    return Held(done, counted, tuple(remarks), disposed)


def check_chain(seals: Sequence[Sealed], trusted: Trusted) -> None:
    """Every seal is signed, follows the one before, and begins where the last one of its life of the server ended."""
    before, reached = FIRST, dict[int, int]()
    for place, seal in enumerate(seals, start=1):
        if seal.number != place:
            raise Broken(f"Seal {place} is missing: after {place - 1} comes {seal.number}.")
        if not seal.is_signed_by(trusted):
            why = "was changed" if seal.key in trusted else "is signed by a key that is not trusted"
            raise Broken(f"{_upper(seal.words)} {why}: its signature does not fit.")
        if seal.previous != before:
            raise Broken(f"{_upper(seal.words)} does not follow the seal before it.")
        if seal.begins != reached.get(seal.epoch, 0) or seal.ends < seal.begins:
            raise Broken(f"{_upper(seal.words)} does not begin where the one before it ended.")
        before, reached[seal.epoch] = seal.digest, seal.ends


def check_copy(seals: Sequence[Sealed], copy: Copy | None, trusted: Trusted, *, wanted: bool) -> list[str]:
    """The copy outside the database holds the same seals; returns what should be known of times that were lost."""
    if copy is None:
        if wanted and seals:
            raise Broken("The copy of the seals outside the database is missing.")
        return []
    remarks = _check_lines(copy, trusted, {(one.digest, one.signature) for one in seals})
    kept, held = {one.digest for one in copy.seals}, {one.digest for one in seals}
    for seal in seals:
        if seal.digest not in kept:
            raise Broken(f"{_upper(seal.words)} is not in the copy outside the database.")
    if copy.seals and copy.seals[-1].digest not in held:
        lost = next(one for one in copy.seals if one.digest not in held)
        raise Broken(
            f"{_upper(lost.words)} is in the copy outside the database and not in the database: what was written "
            "from then on was cut off or rewritten. After a restore, say so with alongside audit seal --set-back."
        )
    return remarks


def _check_lines(copy: Copy, trusted: Trusted, verified: set[tuple[str, str]]) -> list[str]:
    remarks: list[str] = []
    known = [FIRST]
    for place, one in enumerate(copy.seals, start=1):
        if (one.digest, one.signature) not in verified and not one.is_signed_by(trusted):
            raise Broken(f"Line {place} of the copy outside the database ({one.words}) was changed.")
        if one.previous != known[-1]:
            if not one.note or one.previous not in known:
                raise Broken(f"Before line {place} of the copy outside the database ({one.words}) lines are missing.")
            lost = len(known) - 1 - known.index(one.previous)
            remarks.append(f"The data was set back before {one.words}; {lost} seals of that time are lost: {one.note}")
        known.append(one.digest)
    if copy.broken_line is not None:
        raise Broken(f"Line {copy.broken_line} of the copy outside the database is not a seal.")
    return remarks


def _check_erasures(entries: Entries, trusted: Trusted) -> int:
    """Every digest that stands for a disposed entry was signed with its disposal; returns how many there are."""
    found = entries.erasures()
    for one in found:
        if not one.is_signed_by(trusted):
            raise Broken(
                f"Entries stand as disposed of by {one.disposal}, which nobody whom we trust has signed: they were "
                "taken out of the logs without a disposal."
            )
        if not one.is_whole:
            raise Broken(f"The digests that stand for what was disposed of by {one.disposal} were changed afterwards.")
    if (wrong := entries.remains()) is not None:
        raise Broken(f"{_upper(wrong.words)} is not what its disposal left of it: it was changed afterwards.")
    return sum(one.leaves for one in found)


def _check_entries(seal: Sealed, before: Sealed | None, entries: Entries) -> None:
    found, kept = entries.leaves(seal), entries.sealed_leaves(seal)
    if len(found) != seal.entries * merkle.WIDTH or merkle.root(found) != seal.root:
        raise Broken(_named(seal, kept, found))
    if before is not None and seal.epoch > 0:
        wrong = entries.misdated(seal, before.at - SLACK, seal.at + SLACK)
        if wrong is not None:
            raise Broken(
                f"{_upper(wrong[0].words)} is dated {wrong[1]:%Y-%m-%d %H:%M:%S} UTC, which is not when it was "
                f"written: {seal.words} holds it."
            )


def _named(seal: Sealed, kept: bytes, found: bytes) -> str:
    if merkle.root(kept) != seal.root:
        told = merkle.difference(kept, found)
        first = f", the first that still shows is {told.entry.words}" if told else ""
        return f"In {seal.words} entries and the list of what was sealed were both changed{first}."
    told = merkle.difference(kept, found)
    if told is None:
        return f"{_upper(seal.words)} does not count what it holds."
    more = f"; {told.more} more in the same seal" if told.more else ""
    return f"{_upper(told.entry.words)} {told.what} after {seal.words} had sealed it{more}."


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
