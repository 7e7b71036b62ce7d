"""On which grounds something may leave without a consent, and what is said with it (Practice B12, S-117, S-196)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision
from alongside.practice.consents.enums import Ground, Item, Regime
from alongside.practice.consents.rules.profiles import profile_of

VICTIM_GROUNDS = frozenset({Ground.REPORT, Ground.ORDER, Ground.STATUTE, Ground.EMERGENCY, Ground.OWN_ACCESS})
SUBSTANCE_GROUNDS = frozenset({Ground.ORDER, Ground.EMERGENCY, Ground.REPORT, Ground.OWN_ACCESS})
SUBSTANCE = frozenset({Item.SUBSTANCE_USE, Item.SUBSTANCE_NOTES})
WITHOUT_NOTICE = frozenset({Ground.REPORT, Ground.EMERGENCY, Ground.ORDER, Ground.STATUTE, Ground.OWN_ACCESS})
"""Grounds that do not wait until confidentiality was explained: the law does not."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that leaves: what kind it is, and word for word."""

    item: str
    text: str

    @property
    def digest(self) -> str:
        """The SHA-256 of the words."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Leaving:
    """What somebody wants to let go on a ground other than consent."""

    ground: str
    ground_words: str
    things: Sequence[Thing]
    told: bool
    not_told_why: str
    victim_service: bool
    notice_given: bool


def may_leave(leaving: Leaving) -> list[Decision]:
    """Every reason why it may not leave on this ground; empty when it may."""
    return [*_said(leaving), *_lawful(leaving)]


def _said(leaving: Leaving) -> Iterator[Decision]:
    if not leaving.things or any(not one.text.strip() for one in leaving.things):
        reason = _("Write exactly what leaves. Start from nothing and take what is needed.")
        yield Decision.no("disclosure.things", reason, "45 CFR 164.502(b)")
    if leaving.ground not in (Ground.CONSENT, Ground.OWN_ACCESS):
        if not leaving.ground_words.strip():
            reason = _("Name the law, the order or the danger.")
            yield Decision.no("disclosure.ground_words", reason, "NASW 1.07(c)")
        if not leaving.told and not leaving.not_told_why.strip():
            reason = _("Say whether the person was told, or why not.")
            yield Decision.no("disclosure.not_told_why", reason, "NASW 1.07(d)")


def _lawful(leaving: Leaving) -> Iterator[Decision]:
    items = {one.item for one in leaving.things}
    victim = profile_of(Regime.VICTIM)
    if leaving.victim_service and leaving.ground == Ground.SUBPOENA:
        reason = _("A subpoena is not a court order. Stop, and ask your legal contact before anything leaves.")
        yield Decision.no("disclosure.subpoena", reason, victim.law)
    elif leaving.victim_service and leaving.ground not in {*VICTIM_GROUNDS, Ground.CONSENT}:
        reason = _("A victim service tells nothing on this ground. Ask the survivor.")
        yield Decision.no("disclosure.victim", reason, victim.law)
    if items & SUBSTANCE and leaving.ground not in {*SUBSTANCE_GROUNDS, Ground.CONSENT}:
        reason = _("Substance use treatment is told only by consent, by a court order for it, or in an emergency.")
        yield Decision.no("disclosure.substance", reason, "42 CFR 2.12, 2.51, 2.61")
    if not leaving.notice_given and leaving.ground not in WITHOUT_NOTICE:
        reason = _("Explain confidentiality first and record it. Until then nothing leaves.")
        yield Decision.no("disclosure.notice", reason, "NASW 1.03, 1.07")


def may_rely(*, items: Collection[str], agreed: Collection[str], from_on: date, until_on: date, day: date) -> Decision:
    """May something leave on an agreement with a partner? While it runs, and for the things that it names (S-117)."""
    if not from_on <= day <= until_on:
        reason = _("The agreement with this partner does not run on that day. Renew it first, or ask for consent.")
        return Decision.no("disclosure.agreement", reason, "NASW 2.05; S-117")
    if left := sorted(set(items) - set(agreed)):
        what = ", ".join(str(Item(one).label) for one in left)
        reason = _("The agreement does not cover this: %(what)s.") % {"what": what}
        return Decision.no("disclosure.agreement_items", reason, "S-117")
    return Decision.yes()
