"""Who sees an assessment: the circle of its case, each statement and fact at its own level."""

from __future__ import annotations

from alongside.agency.access.policies import by_circle

CASE = [("case_id", "cases_case")]
ASSESSMENT = [*CASE, ("assessment_id", "assessments_assessment")]
EXPERIENCE = [("experience_id", "assessments_adverseexperience")]
STATEMENTS = [("need_id", "assessments_statement"), ("factor_id", "assessments_statement")]

GUARDS = (
    by_circle("assessments.Assessment", parents=CASE),
    by_circle("assessments.Statement", parents=ASSESSMENT, subjects=["person_id", "said_by_id", "reported_by_id"]),
    by_circle("assessments.CauseLink", parents=STATEMENTS),
    by_circle("assessments.DomainLook", parents=ASSESSMENT, subjects=["said_by_id"]),
    by_circle(
        "assessments.AdverseExperience", parents=CASE, subjects=["person_id"], person_column="person_id", update=False
    ),
    by_circle(
        "assessments.ExperienceDetail", parents=[("experience_id", "assessments_adverseexperience")], update=False
    ),
    by_circle("assessments.DetailOpened", parents=[("detail_id", "assessments_experiencedetail")], update=False),
    by_circle("assessments.Fact", parents=CASE, subjects=["person_id"], person_column="person_id"),
)
