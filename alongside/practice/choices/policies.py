"""Who sees choices and limits: the circle of the case. A look at a limit is never changed."""

from __future__ import annotations

from alongside.agency.access.policies import by_circle

CASE = [("case_id", "cases_case")]

GUARDS = (
    by_circle("choices.Choice", parents=CASE, subjects=["person_id"], person_column="person_id"),
    by_circle("choices.Limit", parents=CASE, subjects=["person_id"], person_column="person_id"),
    by_circle("choices.LimitReview", parents=[("limit_id", "choices_limit")], update=False),
)
