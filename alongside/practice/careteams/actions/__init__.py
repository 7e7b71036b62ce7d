"""Verbs of care teams."""

from __future__ import annotations

from alongside.practice.careteams.actions.linking import MadeLink, end_links, make_link, open_link
from alongside.practice.careteams.actions.members import add_member, end_member, move_member_end

__all__ = ["MadeLink", "add_member", "end_links", "end_member", "make_link", "move_member_end", "open_link"]
