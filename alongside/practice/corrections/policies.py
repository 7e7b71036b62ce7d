"""A correction is seen and answered by whoever sees the entry that it is about: it has that entry's level."""

from __future__ import annotations

from alongside.agency.access.policies import by_circle

GUARDS = (
    by_circle(
        "corrections.Correction",
        parents=[("case_id", "cases_case")],
        subjects=["person_id"],
        person_column="person_id",
    ),
)
