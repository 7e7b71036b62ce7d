"""The verbs of plans."""

from __future__ import annotations

from alongside.practice.plans.actions.answers import record_agreement
from alongside.practice.plans.actions.following import hold_review, note_progress
from alongside.practice.plans.actions.goals import add_goal, change_goal, end_goal
from alongside.practice.plans.actions.lines import add_step, change_step, settle_step
from alongside.practice.plans.actions.sharing import close_line, note_update_seen, share_line, tell_of_line
from alongside.practice.plans.actions.versions import STAYS, Stays, agree_plan, start_plan

__all__ = [
    "STAYS",
    "Stays",
    "add_goal",
    "add_step",
    "agree_plan",
    "change_goal",
    "change_step",
    "close_line",
    "end_goal",
    "hold_review",
    "note_progress",
    "note_update_seen",
    "record_agreement",
    "settle_step",
    "share_line",
    "start_plan",
    "tell_of_line",
]
