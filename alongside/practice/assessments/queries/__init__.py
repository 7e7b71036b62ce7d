"""What pages and other rooms read of assessments."""

from __future__ import annotations

from alongside.practice.assessments.queries.cards import FactorRow, StatementCard
from alongside.practice.assessments.queries.facts import FactArea, FactNow, fact_areas
from alongside.practice.assessments.queries.handles import (
    assessment_row,
    open_assessment,
    statement_numbers,
    statement_row,
    subjects_of,
)
from alongside.practice.assessments.queries.hope import Hope, hope_among, hope_of_case, said_hopes
from alongside.practice.assessments.queries.lists import (
    PersonChoice,
    StatementLine,
    people_to_choose,
    statements_of_case,
)
from alongside.practice.assessments.queries.page import (
    AreaLine,
    AreaView,
    AssessmentPage,
    Views,
    assessment_page,
)

__all__ = [
    "AreaLine",
    "AreaView",
    "AssessmentPage",
    "FactArea",
    "FactNow",
    "FactorRow",
    "Hope",
    "PersonChoice",
    "StatementCard",
    "StatementLine",
    "Views",
    "assessment_page",
    "assessment_row",
    "fact_areas",
    "hope_among",
    "hope_of_case",
    "open_assessment",
    "people_to_choose",
    "said_hopes",
    "statement_numbers",
    "statement_row",
    "statements_of_case",
    "subjects_of",
]
