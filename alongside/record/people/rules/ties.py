"""What may be said of bonds and ties: opinions with an author, a day and a basis, kept as closely as they are grave."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.reader import ORDINARY, RESTRICTED
from alongside.record.people.enums import GRAVE, BondKind, Energy, RatedBy, Strength

SHORTEST_BASIS = 3
"""A basis has at least so many letters: "x" is none."""
BOND_LEVELS = (ORDINARY, RESTRICTED)


def level_for(kind: str) -> int:
    """At which level a bond is kept unless somebody says otherwise: violence, abuse and hostility are restricted."""
    return RESTRICTED if kind in GRAVE else ORDINARY


def check_bond(kind: str, basis: str, level: int, why: str) -> Decision:
    """Whether an opinion of this kind may be kept so. Refused: no basis; opening what is grave without ``why``."""
    if kind not in BondKind.values:
        return Decision.no("people.bond.kind", _("Choose how the two stand to each other."))
    if len(basis.strip()) < SHORTEST_BASIS:
        sentence = _("Say on what this rests: who saw or said what, and when. It is an opinion about people.")
        return Decision.no("people.bond.basis", sentence)
    if level not in BOND_LEVELS:
        return Decision.no("people.bond.level", _("Choose who may see this."))
    if level < level_for(kind) and not why.strip():
        sentence = _(
            "This is kept with those who carry the case. Say why the whole team should see it, or keep it with them."
        )
        return Decision.no("people.bond.open", sentence)
    return Decision.yes()


def check_rating(strength: str, energy: str, rated_by: str, *, stressful: bool) -> Decision:
    """Whether a rating can be: known words; no stress and no flow where nobody was asked."""
    if strength not in Strength.values:
        return Decision.no("people.tie.strength", _("Choose how strong the tie is, or “Not asked yet”."))
    if energy not in Energy.values:
        return Decision.no("people.tie.energy", _("Choose which way it flows, or “Neither way, or not asked”."))
    if rated_by not in RatedBy.values:
        return Decision.no("people.tie.rated_by", _("Say whose rating this is."))
    if strength == Strength.UNKNOWN and stressful:
        sentence = _("Stressful is an answer. Say how strong the tie is as well, or leave both open.")
        return Decision.no("people.tie.strength", sentence)
    return Decision.yes()


def check_days(begin: date | None, end: date | None, *, today: date) -> Decision:
    """Whether these can be the days of a bond, a system or a rating: in order and not still to come."""
    if any(day and day > today for day in (begin, end)):
        return Decision.no("people.tie.future", _("This day is still to come. Write it down on the day."))
    if begin and end and end < begin:
        return Decision.no("people.tie.dates", _("The end lies before the beginning; check both days."))
    return Decision.yes()
