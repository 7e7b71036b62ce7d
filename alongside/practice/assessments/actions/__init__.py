"""The verbs of assessments."""

from __future__ import annotations

from alongside.practice.assessments.actions.assessing import finish_assessment, look_at, start_assessment
from alongside.practice.assessments.actions.facts import NewFact, add_fact, add_facts
from alongside.practice.assessments.actions.statements import (
    add_statement,
    change_statement,
    end_statement,
    link_factor,
    unlink_factor,
)
from alongside.practice.assessments.actions.writing import writable

__all__ = [
    "NewFact",
    "add_fact",
    "add_facts",
    "add_statement",
    "change_statement",
    "end_statement",
    "finish_assessment",
    "link_factor",
    "look_at",
    "start_assessment",
    "unlink_factor",
    "writable",
]
