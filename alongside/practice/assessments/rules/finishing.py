"""When an assessment is complete, and how one thing may lie under another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.text import joined
from alongside.practice.assessments.enums import Domain, StatementKind


def blanks(looked_at: Collection[str], left_for_later: Collection[str] = ()) -> tuple[Domain, ...]:
    """The areas that nobody has looked at and nobody has left for later, in order."""
    return tuple(domain for domain in Domain if domain.value not in looked_at and domain.value not in left_for_later)


def may_finish(*, open_areas: Sequence[Domain], kinds: Collection[str], note: str) -> Decision:
    """May an assessment be finished? Every area is looked at, not relevant or left for later (S-030).

    ``kinds`` are the kinds of statement that stand in the case. Needs without a single strength want a reason (S-031).
    """
    if open_areas:
        areas = joined([str(domain.label) for domain in open_areas], last=_("and"))
        return Decision.no(
            "assessment.blanks",
            _("Not asked yet: %(areas)s. Look at each, say that it is not relevant, or leave it for later.")
            % {"areas": areas},
            _("Practice B8.1: no silent blanks"),
        )
    if StatementKind.NEED in kinds and StatementKind.STRENGTH not in kinds and not note.strip():
        return Decision.no(
            "assessment.strengths.missing",
            _("There are needs here and no strengths. Add what is strong, or say in the note why not yet."),
            _("Practice B8.1: strengths stand beside needs"),
        )
    return Decision.yes()


def may_link_factor(need: int, factor: int, links: Iterable[tuple[int, int]], words: Mapping[int, str]) -> Decision:
    """May ``factor`` be said to lie under ``need``? Not when that would close a loop; the loop is shown (S-033).

    ``links`` are the (need, factor) pairs that stand; ``words`` the text of each statement.
    """
    if need == factor:
        return Decision.no("factor.itself", _("Something cannot lie under itself. Choose another statement."))
    under: dict[int, list[int]] = {}
    for one, other in links:
        under.setdefault(one, []).append(other)
    way = _way(factor, need, under)
    if not way:
        return Decision.yes()
    loop = " → ".join(words.get(step, "…") for step in [need, *way])
    return Decision.no("factor.loop", _("This would go round in a circle: %(loop)s.") % {"loop": loop})


def _way(start: int, goal: int, under: Mapping[int, Sequence[int]]) -> list[int]:
    """The statements on the way down from ``start`` to ``goal``, both included; empty when there is none."""
    ways = [[start]]
    seen = {start}
    while ways:
        way = ways.pop(0)
        if way[-1] == goal:
            return way
        for following in under.get(way[-1], ()):
            if following not in seen:
                seen.add(following)
                ways.append([*way, following])
    return []
