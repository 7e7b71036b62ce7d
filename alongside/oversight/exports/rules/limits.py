"""How much may leave by a page of the desk, and what is asked for it (R-35).

Numbers of rows. Above ``MOST`` a second person is needed: whoever operates the machine, by the command line.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision

WHY_ABOVE = 50
AGAIN_ABOVE = 500
MOST = 5_000
IN_AN_HOUR = 30
HOUR = timedelta(hours=1)
SHORTEST_WHY = 10


def may_take(*, rows: int, why: str, lately: int, command: str) -> Decision:
    """Whether a list of ``rows`` may leave by the desk, ``lately`` being how many times something left in an hour.

    ``command`` is what the operator of the machine would call instead.
    """
    if lately >= IN_AN_HOUR:
        return _too_often()
    if rows > MOST:
        words = _(
            "That is more than %(most)d rows, which no page gives out. Narrow the list, or ask whoever runs this "
            "installation for: %(command)s"
        )
        return Decision.no("export.many", words % {"most": MOST, "command": command})
    if rows > WHY_ABOVE and len(why.strip()) < SHORTEST_WHY:
        return _say_why()
    return Decision.yes()


def may_take_case(*, why: str, lately: int) -> Decision:
    """Whether a whole case may leave; it always needs a reason."""
    if lately >= IN_AN_HOUR:
        return _too_often()
    return Decision.yes() if len(why.strip()) >= SHORTEST_WHY else _say_why()


def _too_often() -> Decision:
    words = _("You have taken something out %(n)d times within an hour. Wait a while, then try again.")
    return Decision.no("export.pace", words % {"n": IN_AN_HOUR})


def _say_why() -> Decision:
    words = _("Say in a few words what it is for: at least %(n)d letters. It is kept.")
    return Decision.no("export.why", words % {"n": SHORTEST_WHY})
