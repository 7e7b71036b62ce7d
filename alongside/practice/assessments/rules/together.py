"""Where the members of a family see one area of life differently, in words (S-172)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from alongside.ground.foundation.text import joined
from alongside.practice.assessments.enums import StatementKind

STRONG = frozenset({StatementKind.STRENGTH})
HARD = frozenset({StatementKind.NEED, StatementKind.BARRIER})


def difference(own: Mapping[str, Sequence[str]]) -> str:
    """How the members differ on one area, as a sentence; empty when they do not, or too few have spoken.

    ``own`` maps each member's name to the kinds of what they said themselves: what others told counts as nothing.
    """
    strong = [name for name, kinds in own.items() if STRONG & set(kinds) and not HARD & set(kinds)]
    hard = [name for name, kinds in own.items() if HARD & set(kinds) and not STRONG & set(kinds)]
    if not strong or not hard:
        return ""
    last = _("and")
    return _("%(strong)s: something strong. %(hard)s: something hard. Talk about both.") % {
        "strong": joined(strong, last=last),
        "hard": joined(hard, last=last),
    }
