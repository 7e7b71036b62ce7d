"""What may be noted of somebody's health: little, with its author, a day and a basis, for those who carry the case."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.reader import ORDINARY, RESTRICTED
from alongside.record.people.enums import LETTERED, HealthKind, HealthState

SHORTEST_BASIS = 3
"""A basis has at least so many letters: "x" is none."""
HEALTH_LEVELS = (ORDINARY, RESTRICTED)


def check_health(kind: str, state: str, basis: str, level: int, why: str) -> Decision:
    """Whether this may be noted so. Refused: no basis; health opened to the whole team without ``why``."""
    if kind not in HealthKind.values:
        return Decision.no("people.health.kind", _("Choose what it is."))
    if state not in HealthState.values:
        return Decision.no("people.health.state", _("Choose how it stands: so, not sure, or in recovery."))
    if kind in LETTERED and state != HealthState.KNOWN:
        sentence = _("This is so or it is not. Choose “It is so”, or do not note it; end it when it is over.")
        return Decision.no("people.health.state", sentence)
    if len(basis.strip()) < SHORTEST_BASIS:
        return Decision.no("people.health.basis", _("Say on what this rests: who told it, or which paper says so."))
    if level not in HEALTH_LEVELS:
        return Decision.no("people.health.level", _("Choose who may see this."))
    if level < RESTRICTED and not why.strip():
        sentence = _("Health is kept with those who carry the case. Say why the whole team should see it.")
        return Decision.no("people.health.why", sentence)
    return Decision.yes()


def mark_of(kind: str, state: str) -> str:
    """How a drawing calls it: the kind alone, suspected, or in recovery."""
    return kind if state == HealthState.KNOWN else f"{kind}_{state}"
