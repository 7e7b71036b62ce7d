"""The clocks of a breach: until when whom to tell, and when they stop.

The management is told within the agency's own hours. GDPR: the authority within 72 hours after the agency came to know
(Article 33), unless harm is unlikely; the people it touches without undue delay (Article 34), where harm is likely. The
law names no hours for that; ours are the same 72. HIPAA: the people within 60 days (45 CFR 164.404(b)) and the
authority with them; of fewer than 500 people it is told by 60 days after the end of the year (164.408), unless the four
factors of 164.402(2) come to a low probability of harm. Where it is not sure which law holds, the stricter one does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision
from alongside.oversight.breaches.enums import BreachLaw, Clock, EntryKind, Harm

STOPS: Mapping[Clock, EntryKind] = {
    Clock.HOUSE: EntryKind.TOLD_HOUSE,
    Clock.AUTHORITY: EntryKind.TOLD_AUTHORITY,
    Clock.PEOPLE: EntryKind.TOLD_PEOPLE,
}
"""Which entry of the diary stops each clock."""
PROMPT, LATEST = timedelta(hours=72), timedelta(days=60)
MANY = 500
"""People; from so many on HIPAA has the authority told together with them."""


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


@dataclass(frozen=True, slots=True)
class Limit:
    """What one law says of one clock: until when, by which rule, and whether it holds for this harm."""

    until: datetime
    rule: str
    needed: bool


def clocks(
    *,
    found_at: datetime,
    own_hours: int,
    told: Mapping[str, datetime],
    harm: str | None,
    closed: bool,
    law: str = BreachLaw.UNSURE,
    people: int | None = None,
) -> list[ClockLine]:
    """Every clock of a breach; ``told`` is when each kind of entry was first made, ``harm`` the last assessment.

    ``people`` is how many it touches, None while nobody knows: that counts as many.
    """
    limits = {Clock.HOUSE: [Limit(found_at + timedelta(hours=own_hours), "", needed=True)]}
    if law != BreachLaw.HIPAA:
        _add(limits, _by_gdpr(found_at, harm))
    if law != BreachLaw.GDPR:
        _add(limits, _by_hipaa(found_at, harm, people))
    lines = []
    for clock, entry in STOPS.items():
        first = min(limits[clock], key=lambda one: (not one.needed, one.until))
        lines.append(ClockLine(clock, first.rule, first.until, told.get(entry), first.needed and not closed))
    return lines


def _add(limits: dict[Clock, list[Limit]], more: Mapping[Clock, Limit]) -> None:
    for clock, limit in more.items():
        limits.setdefault(clock, []).append(limit)


def _by_gdpr(found_at: datetime, harm: str | None) -> dict[Clock, Limit]:
    return {
        Clock.AUTHORITY: Limit(found_at + PROMPT, "GDPR Art. 33", needed=harm != Harm.LOW),
        Clock.PEOPLE: Limit(found_at + PROMPT, "GDPR Art. 34", needed=harm in (None, Harm.HIGH)),
    }


def _by_hipaa(found_at: datetime, harm: str | None, people: int | None) -> dict[Clock, Limit]:
    needed, together = harm != Harm.LOW, found_at + LATEST
    yearly = datetime(found_at.year + 1, 1, 1, tzinfo=found_at.tzinfo) + LATEST
    few = people is not None and people < MANY
    return {
        Clock.AUTHORITY: Limit(yearly if few else together, f"45 CFR 164.408({'c' if few else 'b'})", needed=needed),
        Clock.PEOPLE: Limit(together, "45 CFR 164.404(b)", needed=needed),
    }


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
