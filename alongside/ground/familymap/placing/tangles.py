"""How often the lines of two unions must cross in a gap, told from the order of what they join alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from alongside.ground.familymap.placing.scene import Comb

Read = tuple[int, int, int, list[int], bool]
"""Of a comb: its union, the first and last place above (-1 if none), the places below in order, whether odd."""


def read_comb(comb: Comb, at: list[int]) -> Read:
    """A comb by the places of what it joins."""
    below = [at[one] for one in comb.bottoms]
    below.sort()
    if not comb.tops:
        return comb.union, -1, -1, below, not below
    if len(comb.tops) == 1:
        left, right = at[comb.tops[0][0]], at[comb.tops[0][1]]
        return (
            (comb.union, left, right, below, not below)
            if left <= right
            else (comb.union, right, left, below, not below)
        )
    above = [at[one] for top in comb.tops for one in top]
    return comb.union, min(above), max(above), below, True


def tangles(one: Read, other: Read) -> int:
    """The fewest crossings of two combs: either may run above the other, beside it, or through a hole of it."""
    union, left, right, below, odd = one
    others, low, high, under, strange = other
    if union == others:
        return 0
    if odd or strange:
        return _odd(one, other)
    if left >= 0 and low >= 0:
        if right <= low and (left < high or below[0] <= under[0]):
            return 0 if below[-1] <= under[0] else _passing(below, under)
        if high <= left:
            return 0 if under[-1] <= below[0] else _passing(under, below)
    if below[-1] <= under[0] or under[-1] <= below[0]:
        return 0
    return min(_passing(below, under), _passing(under, below))


def _passing(below: list[int], under: list[int]) -> int:
    """Crossings of a comb that comes from the left with one that comes from the right."""
    over = len(below) - bisect_right(below, under[0])
    if not over:
        return 0
    beneath = bisect_left(under, below[-1])
    fewest = min(over, beneath)
    if fewest > 1:
        within = bisect_left(below, under[-1]) - bisect_right(below, under[0])
        inside = bisect_left(under, below[-1]) - bisect_right(under, below[0])
        fewest = min(fewest, 1 + max(within, 0), 1 + max(inside, 0))
    return fewest


def _odd(one: Read, other: Read) -> int:
    """For combs that climb or join bars only: upright lines within the other's reach, places taken as they are."""
    found = []
    for upper, lower in ((one, other), (other, one)):
        _, left, right, below, _ = upper
        _, low, high, under, _ = lower
        reach = [*below, *([left, right] if left >= 0 else [])]
        span = [*under, *([low, high] if low >= 0 else [])]
        crossed = sum(min(span) < place < max(span) for place in below)
        crossed += sum(min(reach) < place < max(reach) for place in {low, high} if place >= 0)
        found.append(crossed)
    return min(found)
