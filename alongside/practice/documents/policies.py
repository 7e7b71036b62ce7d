"""Who sees a document or a file: the circle of its case, at its level."""

from __future__ import annotations

from dataclasses import replace

from alongside.agency.access.policies import by_circle

GUARDS = (
    replace(
        by_circle("documents.Document", parents=[("case_id", "cases_case"), ("closing_id", "cases_closing")]),
        unwatched=("content",),
    ),
    replace(
        by_circle("documents.Attachment", parents=[("case_id", "cases_case"), ("replaces_id", "documents_attachment")]),
        unwatched=("content", "thumbnail"),
    ),
)
