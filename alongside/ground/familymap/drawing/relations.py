"""How people are related, in words: worked out from the links of a family, said by the gender lived, or without one.

Degrees follow the common reckoning: the common ancestors nearest to both, so many generations up and so many down.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from alongside.ground.familymap.drawing.kinwords import blood_word, partner_word, tie_word
from alongside.ground.familymap.drawing.notation import shown_gender
from alongside.ground.familymap.model import Family, Person, Union

CARE = ("adopted", "foster", "guardian", "kinship")


@dataclass(slots=True)
class Kin:
    """The graph of a family: who is whose parent, by which kind of link, and whose partner."""

    people: dict[str, Person]
    unions: dict[str, Union]
    parents: dict[str, dict[str, str]] = field(default_factory=dict)
    children: dict[str, dict[str, str]] = field(default_factory=dict)
    partners: dict[str, dict[str, Union]] = field(default_factory=dict)
    born_of: dict[str, str] = field(default_factory=dict)
    twins: dict[str, frozenset[str]] = field(default_factory=dict)
    _above: dict[str, dict[str, int]] = field(default_factory=dict)

    def above(self, person: str) -> dict[str, int]:
        """Somebody's ancestors by birth or adoption, each with how many generations up; she herself is 0 up."""
        known = self._above.get(person)
        if known is None:
            known = {person: 0}
            queue = deque([person])
            while queue:
                here = queue.popleft()
                for parent, kind in self.parents.get(here, {}).items():
                    if kind in ("birth", "adopted") and parent not in known:
                        known[parent] = known[here] + 1
                        queue.append(parent)
            self._above[person] = known
        return known

    def share_ancestor(self, one: str, two: str) -> bool:
        """Whether two people are related by blood: the line between such partners is double."""
        first = self._born(one)
        return not first.isdisjoint(self._born(two))

    def _born(self, person: str) -> set[str]:
        found, queue = {person}, deque([person])
        while queue:
            for parent, kind in self.parents.get(queue.popleft(), {}).items():
                if kind == "birth" and parent not in found:
                    found.add(parent)
                    queue.append(parent)
        # Siblings whose parents nobody knows are related too: by the union they were born of.
        return found | {f"union {self.born_of[one]}" for one in found if one in self.born_of}

    def siblings(self, person: str) -> tuple[str, ...]:
        """Brothers and sisters, whole and half, by birth or by care of the same people; by their ids."""
        found = {
            child
            for parent in self.parents.get(person, {})
            for child in self.children.get(parent, {})
            if child != person
        }
        own = self.born_of.get(person)
        found |= {one for one, union in self.born_of.items() if own is not None and union == own and one != person}
        return tuple(sorted(found & self.people.keys()))

    def whole(self, one: str, two: str) -> bool:
        """Whether two siblings were born of the same union, or share every parent that is known of either."""
        if one in self.born_of and self.born_of.get(one) == self.born_of.get(two):
            return True
        return bool(self.parents.get(one)) and set(self.parents.get(one, {})) == set(self.parents.get(two, {}))

    def word(self, other: str, origin: str) -> str:
        """What ``other`` is to ``origin``: "mother", "half-brother"; empty where nothing joins them."""
        if other == origin:
            return ""
        near = self._near(other, origin)
        return near or self._through(other, origin)

    def _near(self, other: str, origin: str) -> str:
        """A relation that has a word of its own."""
        gender = shown_gender(self.people[other])
        direct = self.parents.get(origin, {}).get(other)
        if direct:
            return tie_word("parent", direct, gender)
        back = self.parents.get(other, {}).get(origin)
        if back:
            return tie_word("child", back, gender)
        union = self.partners.get(origin, {}).get(other)
        if union:
            return partner_word(union, gender)
        if other in self.siblings(origin):
            return self._sibling(other, origin)
        blood = self._blood(other, origin)
        return blood or self._step(other, origin)

    def _sibling(self, other: str, origin: str) -> str:
        gender = shown_gender(self.people[other])
        if other in self.twins.get(origin, ()):
            return tie_word("sibling", "twin", gender)
        by_birth = {
            kind
            for one in (other, origin)
            for parent, kind in self.parents.get(one, {}).items()
            if parent in self.parents.get(other, {}) and parent in self.parents.get(origin, {})
        }
        if self.whole(other, origin):
            return tie_word("sibling", "birth", gender)
        care = next((kind for kind in CARE if kind in by_birth), "half")
        return tie_word("sibling", care, gender)

    def _blood(self, other: str, origin: str) -> str:
        up, down = self.above(origin), self.above(other)
        shared = [(up[one] + down[one], up[one], down[one]) for one in up if one in down]
        if not shared:
            return ""
        _far, rise, fall = min(shared)
        return blood_word(rise, fall, shown_gender(self.people[other]))

    def _step(self, other: str, origin: str) -> str:
        gender = shown_gender(self.people[other])
        for parent in self.parents.get(origin, {}):
            if other in self.partners.get(parent, {}):
                return tie_word("parent", "step", gender)
            for partner in self.partners.get(parent, {}):
                if partner in self.parents.get(other, {}):
                    return tie_word("sibling", "step", gender)
        for partner in self.partners.get(origin, {}):
            if partner in self.parents.get(other, {}):
                return tie_word("child", "step", gender)
            if other in self.parents.get(partner, {}):
                return tie_word("parent", "law", gender)
        for child in self.children.get(origin, {}):
            if other in self.partners.get(child, {}):
                return tie_word("child", "law", gender)
        return ""

    def _through(self, other: str, origin: str) -> str:
        """A relation told through people between: the shortest way, each step with its word."""
        came: dict[str, str] = {origin: ""}
        queue = deque([origin])
        while queue and other not in came:
            here = queue.popleft()
            near = (*self.parents.get(here, {}), *self.siblings(here), *self.partners.get(here, {}))
            for there in (*near, *self.children.get(here, {})):
                if there not in came:
                    came[there] = here
                    queue.append(there)
        if other not in came:
            return ""
        path = [other]
        while path[-1] != origin:
            path.append(came[path[-1]])
        return self._chained(path[::-1])

    def _chained(self, path: list[str]) -> str:
        """The fewest words along a way: each step reaches as far as one word goes."""
        here, words = 0, ""
        while here < len(path) - 1:
            reach = next((far for far in range(len(path) - 1, here, -1) if self._near(path[far], path[here])), here + 1)
            word = self._near(path[reach], path[here]) or _("relative")
            words = _("%(word)s of %(whose)s") % {"word": word, "whose": words} if words else word
            here = reach
        return words


def kin_of(family: Family) -> Kin:
    """The graph of a family. A link by birth wins where one child has several links to one parent."""
    kin = Kin({one.id: one for one in family.people}, {one.id: one for one in family.unions})
    for link in sorted(family.links, key=lambda one: (one.kind != "birth", one.child, one.union)):
        if link.kind == "birth":
            kin.born_of.setdefault(link.child, link.union)
        for parent in kin.unions[link.union].partners:
            kin.parents.setdefault(link.child, {}).setdefault(parent, link.kind)
            kin.children.setdefault(parent, {}).setdefault(link.child, link.kind)
    for union in sorted(family.unions, key=lambda one: (one.end != "", one.id)):
        for one in union.partners:
            for two in union.partners:
                if one != two:
                    kin.partners.setdefault(one, {}).setdefault(two, union)
    for group in family.twins:
        for person in group.people:
            kin.twins[person] = frozenset(group.people) - {person}
    return kin
