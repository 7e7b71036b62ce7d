"""What pages need of care teams."""

from __future__ import annotations

from alongside.practice.careteams.queries.arriving import come_in_by_link, link_asks
from alongside.practice.careteams.queries.members import (
    EndingLine,
    MemberLine,
    OwnPlace,
    care_team,
    ending_soon,
    member_line,
    member_row,
    own_place,
    state_now,
)

__all__ = [
    "EndingLine",
    "MemberLine",
    "OwnPlace",
    "care_team",
    "come_in_by_link",
    "ending_soon",
    "link_asks",
    "member_line",
    "member_row",
    "own_place",
    "state_now",
]
