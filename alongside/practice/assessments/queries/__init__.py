"""What pages and other rooms read of assessments."""

from __future__ import annotations

from alongside.practice.assessments.queries.handles import (
    assessment_row,
    open_assessment,
    statement_row,
    subjects_of,
)

__all__ = ["assessment_row", "open_assessment", "statement_row", "subjects_of"]
