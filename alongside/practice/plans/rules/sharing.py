"""Which lines a professional of another agency may see, and what they may say of them (S-118)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision
from alongside.practice.plans.enums import StepOwner, StepState
from alongside.practice.plans.rules.lines import ENDED

TOLD = (StepState.OPEN, StepState.STARTED, StepState.DONE)
"""What they may say: a line is dropped together with the person, never from outside."""
MOST_LETTERS = 300


def may_share_line(*, owner: str, state: str, same_case: bool) -> Decision:
    """May a line be shown to a member of the care team? Only one of their case that a partner agency does, and open."""
    if not same_case:
        return Decision.no("line.case", _("This line belongs to another case."))
    if owner != StepOwner.PARTNER:
        return Decision.no(
            "line.owner", _("Only lines that a partner agency does are shared. Change who does it in the plan first.")
        )
    if state in ENDED:
        return Decision.no("line.settled", _("This line is settled. Nothing is left to do on it."))
    return Decision.yes()


def may_tell(*, state: str, words: str) -> Decision:
    """May this be said of a line? One of three states, and a few words about what happened."""
    if not words.strip():
        return Decision.no("line.words", _("Say what happened, in a few words."))
    if len(words.strip()) > MOST_LETTERS:
        return Decision.no("line.words", _("Say it in %(most)s letters or fewer.") % {"most": MOST_LETTERS})
    if state not in TOLD:
        return Decision.no("line.state", _("Choose: to do still, started, or done."))
    return Decision.yes()
