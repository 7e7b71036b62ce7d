"""Where a request can go from where it stands. What is not in the table is refused."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision
from alongside.oversight.requests.enums import Asker, RequestState

S = RequestState
OPEN = frozenset({S.RECEIVED, S.KNOWN, S.GATHERED, S.MAKING, S.READY})
CLOSED = frozenset({S.ANSWERED, S.REFUSED, S.WITHDRAWN})

VERBS: Mapping[str, tuple[frozenset[RequestState], RequestState]] = {
    "check": (frozenset({S.RECEIVED}), S.KNOWN),
    "gather": (frozenset({S.KNOWN, S.GATHERED, S.READY}), S.GATHERED),
    "decide": (frozenset({S.GATHERED, S.READY}), S.GATHERED),
    "make": (frozenset({S.GATHERED}), S.MAKING),
    "made": (frozenset({S.MAKING}), S.READY),
    "hand over": (frozenset({S.READY}), S.ANSWERED),
    "refuse": (OPEN, S.REFUSED),
    "withdraw": (OPEN, S.WITHDRAWN),
}
"""Each verb: from which states it leads, and where to."""

TRANSITIONS = tuple(
    (before, after, verb) for verb, (befores, after) in VERBS.items() for before in RequestState if before in befores
)


def may(verb: str, state: str) -> Decision:
    """Whether ``verb`` leads anywhere from ``state``."""
    befores, _after = VERBS[verb]
    if RequestState(state) in befores:
        return Decision.yes()
    words = _("This is not the turn for that: the request stands at “%(state)s”.")
    return Decision.no("request.state", words % {"state": RequestState(state).label})


def after(verb: str) -> RequestState:
    """Where ``verb`` leads."""
    return VERBS[verb][1]


def may_know(*, asker: str, proof_words: str, authority: str, asker_safe: bool) -> Decision:
    """Whether it was shown who asks and by what right (45 CFR 164.514(h), 164.502(g))."""
    if len(proof_words.strip()) < 3:
        return Decision.no("request.proof_words", _("Write what you saw or asked, in a few words."))
    if asker == Asker.PERSON:
        return Decision.yes()
    if len(authority.strip()) < 3:
        words = _("Write what shows that they may ask: which order, which signed paper, of which day.")
        return Decision.no("request.authority", words)
    if not asker_safe:
        words = _("Ask first whether the person is safe from whoever asks. Where they are not, refuse the request.")
        return Decision.no("request.asker_safe", words, "45 CFR 164.502(g)(5)")
    return Decision.yes()
