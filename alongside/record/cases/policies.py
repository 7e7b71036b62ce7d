"""Who sees a case and all that hangs on it: its circle."""

from __future__ import annotations

from alongside.agency.access.policies import by_circle

CASE = [("case_id", "cases_case")]

GUARDS = (
    by_circle("cases.Case", parents=[("intake_id", "intakes_intake")]),
    by_circle("cases.Participant", parents=CASE, subjects=["person_id"], person_column="person_id"),
    by_circle("cases.AdverseInterest", parents=CASE, subjects=["one_id", "other_id"]),
    by_circle("cases.StageEvent", parents=CASE, update=False),
    by_circle("cases.Assignment", parents=CASE),
    by_circle("cases.Closing", parents=CASE, subjects=["person_view_by_id"]),
    by_circle("cases.AfterCare", parents=[*CASE, ("closing_id", "cases_closing")]),
)
