"""What cannot be in a family, whatever anybody says, and on which side of somebody their kin are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.errors import Refused
from alongside.record.people.enums import COUPLES, ELDERS, INVERSE, CoupleEnding, RelationshipKind

Parents = Mapping[int, Sequence[int]]
"""Whose parents somebody's are: child to parents, by birth or adoption."""


def elder_first(kind: str, person: int, other: int) -> tuple[int, int] | None:
    """The parent and the child of "person is ``kind`` of other"; None for kinds that make no ancestor."""
    known = RelationshipKind(kind)
    if known in ELDERS:
        return person, other
    return (other, person) if INVERSE.get(known) in ELDERS else None


def loop_through(parent: int, child: int, parents: Parents) -> tuple[int, ...]:
    """The way from ``parent`` up to ``child``, both included, if ``child`` is among her ancestors; else nothing."""
    came: dict[int, int | None] = {parent: None}
    waiting = [parent]
    while waiting:
        here = waiting.pop(0)
        if here == child:
            way: list[int] = [here]
            while (before := came[way[-1]]) is not None:
                way.append(before)
            return tuple(reversed(way))
        for above in parents.get(here, ()):
            if above not in came:
                came[above] = here
                waiting.append(above)
    return ()


def no_loop(way: Sequence[str]) -> Decision:
    """Refuses a parent who descends from her own child; ``way`` holds the names from the parent up to the child."""
    if not way:
        return Decision.yes()
    sentence = _("Nobody is their own ancestor: %(loop)s. Check who is the parent of whom.") % {
        "loop": ", ".join(
            _("%(child)s is a child of %(parent)s") % {"child": child, "parent": parent}
            for child, parent in zip(way, [*way[1:], way[0]], strict=True)
        )
    }
    return Decision.no("people.relationship.loop", sentence)


def check_ending(kind: str, ending: str) -> Decision:
    """Whether a relationship of this kind can end so: only couples part, only the married divorce."""
    if ending not in CoupleEnding.values:
        return Decision.no("people.relationship.ending", _("Choose how it ended, or “Not said”."))
    if not ending or (kind in COUPLES and (ending != CoupleEnding.DIVORCED or kind in _MARRIED)):
        return Decision.yes()
    if kind in COUPLES:
        sentence = _("Only people who were married are divorced. Choose “Husband or wife of”, or “They live apart”.")
    else:
        sentence = _("How it ended is asked of couples only. Leave it at “Not said”; the last day says the rest.")
    return Decision.no("people.relationship.ending", sentence)


_MARRIED = frozenset({RelationshipKind.SPOUSE, RelationshipKind.FORMER_PARTNER})

Side = Literal["parent", "child", "partner", "sibling"]

SIDES: dict[Side, tuple[RelationshipKind, ...]] = {
    "parent": (
        RelationshipKind.PARENT,
        RelationshipKind.ADOPTIVE_PARENT,
        RelationshipKind.FOSTER_CARER,
        RelationshipKind.KINSHIP_CARER,
        RelationshipKind.GUARDIAN,
        RelationshipKind.STEP_PARENT,
    ),
    "child": (
        RelationshipKind.CHILD,
        RelationshipKind.ADOPTED_CHILD,
        RelationshipKind.FOSTER_CHILD,
        RelationshipKind.KINSHIP_CHILD,
        RelationshipKind.WARD,
        RelationshipKind.STEP_CHILD,
    ),
    "partner": (
        RelationshipKind.SPOUSE,
        RelationshipKind.PARTNER,
        RelationshipKind.LIAISON,
        RelationshipKind.FORMER_PARTNER,
    ),
    "sibling": (
        RelationshipKind.SIBLING,
        RelationshipKind.HALF_SIBLING,
        RelationshipKind.TWIN,
        RelationshipKind.IDENTICAL_TWIN,
    ),
}
"""On which side of somebody a newcomer stands, and the kinds that put them there; the first is the usual one."""

SHARED = frozenset({RelationshipKind.SIBLING, RelationshipKind.TWIN, RelationshipKind.IDENTICAL_TWIN})
"""Siblings of these kinds have the same parents."""


def side_of(kind: RelationshipKind | str) -> Side:
    """On which side of somebody a person of this kind is drawn; refused for kinds that are not drawn."""
    for side, kinds in SIDES.items():
        if kind in kinds:
            return side
    reason = _("Choose how the two are related.")
    raise Refused("family.kind", reason, fields={"kind": reason})
