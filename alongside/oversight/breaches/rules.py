"""The clocks of a breach: until when whom to tell, and when they stop.

The authority within 72 hours after the agency came to know (GDPR Article 33), the people it touches without delay and
at the latest after 60 days (45 CFR 164.404), the management within the agency's own hours. Where the four factors of
45 CFR 164.402(2) come to a low probability of harm, authority and people need not be told; the assessment is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision
from alongside.oversight.breaches.enums import Clock, EntryKind, Harm

LIMITS: Mapping[Clock, tuple[timedelta | None, EntryKind, str]] = {
    Clock.HOUSE: (None, EntryKind.TOLD_HOUSE, ""),
    Clock.AUTHORITY: (timedelta(hours=72), EntryKind.TOLD_AUTHORITY, "GDPR Art. 33"),
    Clock.PEOPLE: (timedelta(days=60), EntryKind.TOLD_PEOPLE, "45 CFR 164.404(b)"),
}
"""Each clock: how long (the agency's own hours where there is nothing), which entry stops it, by which rule."""


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One clock: until when, whether it has stopped and when, or why it need not run."""

    clock: Clock
    rule: str
    until: datetime
    told_at: datetime | None
    needed: bool

    @property
    def runs(self) -> bool:
        """Whether somebody must still be told."""
        return self.needed and self.told_at is None

    @property
    def words(self) -> str:
        """What has a time limit."""
        return str(self.clock.label)

    def left(self, now: datetime) -> str:
        """How much time is left, in words."""
        rest = self.until - now
        if rest < timedelta(0):
            return _("The time is over")
        if rest < timedelta(days=3):
            return _("%(n)d hours left") % {"n": int(rest.total_seconds() // 3600)}
        return _("%(n)d days left") % {"n": rest.days}


def clocks(
    *, found_at: datetime, own_hours: int, told: Mapping[str, datetime], harm: str | None, closed: bool
) -> list[ClockLine]:
    """Every clock of a breach; ``told`` is when each kind of entry was first made, ``harm`` the last assessment."""
    lines = []
    for clock, (limit, entry, rule) in LIMITS.items():
        needed = not closed and (clock == Clock.HOUSE or harm != Harm.LOW)
        until = found_at + (limit if limit is not None else timedelta(hours=own_hours))
        lines.append(ClockLine(clock, rule, until, told.get(entry), needed))
    return lines


def may_close(*, lines: Iterable[ClockLine], harm: str | None, words: str) -> Decision:
    """Whether a breach can be closed: assessed, everybody told who must be told, and something learned."""
    if not harm:
        words_of = _("Look at the four questions about harm first; the answer stays with the entry.")
        return Decision.no("breach.harm", words_of, "45 CFR 164.402(2)")
    waiting = [line.words for line in lines if line.runs]
    if waiting:
        return Decision.no("breach.told", _("Somebody waits to be told: %(who)s.") % {"who": ", ".join(waiting)})
    if len(words.strip()) < 10:
        return Decision.no("breach.words", _("Write what was learned: at least 10 letters."))
    return Decision.yes()
