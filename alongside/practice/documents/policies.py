"""Who sees a document: the circle of its case."""

from __future__ import annotations

from dataclasses import replace

from alongside.agency.access.policies import by_circle

GUARDS = (
    replace(
        by_circle("documents.Document", parents=[("case_id", "cases_case"), ("closing_id", "cases_closing")]),
        unwatched=("content",),
    ),
)
