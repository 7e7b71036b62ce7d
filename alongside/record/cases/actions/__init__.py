"""The verbs of a case."""

from __future__ import annotations

from alongside.record.cases.actions.carrying import assign_worker, end_co_work, hand_over, move_to_team
from alongside.record.cases.actions.closing import (
    add_after_care,
    close,
    closing_digest,
    finish_after_care,
    reopen,
    sign_closing,
    write_closing,
)
from alongside.record.cases.actions.many import PastCase, bring_in_cases
from alongside.record.cases.actions.opening import NewPart, Part, Reached, open_case, start_case
from alongside.record.cases.actions.spine import move_stage, reach, take_back
from alongside.record.cases.actions.stepping_out import declare_conflict
from alongside.record.cases.actions.taking_part import add_participant, end_participation

__all__ = [
    "NewPart",
    "Part",
    "PastCase",
    "Reached",
    "add_after_care",
    "add_participant",
    "assign_worker",
    "bring_in_cases",
    "close",
    "closing_digest",
    "declare_conflict",
    "end_co_work",
    "end_participation",
    "finish_after_care",
    "hand_over",
    "move_stage",
    "move_to_team",
    "open_case",
    "reach",
    "reopen",
    "sign_closing",
    "start_case",
    "take_back",
    "write_closing",
]
