"""Who sees a care team: the circle of its case, and each member their own row. Written by definer functions alone."""

from __future__ import annotations

from dataclasses import replace

from alongside.agency.access.policies import by_circle

MEMBER = ("member_id", "careteams_careteammember")

GUARDS = (
    replace(
        by_circle(
            "careteams.CareTeamMember",
            parents=[("case_id", "cases_case"), ("consent_id", "consents_consent")],
            subjects=["person_id"],
            person_column="person_id",
            update=False,
        ),
        write=None,
    ),
    replace(by_circle("careteams.PartnerLink", parents=[MEMBER], update=False), write=None),
)
