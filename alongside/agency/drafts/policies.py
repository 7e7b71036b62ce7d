"""A draft is its writer's alone, and may be thrown away; a remembered save may be forgotten after a month."""

from __future__ import annotations

from alongside.agency.access.policies import own_rows

GUARDS = (own_rows("drafts.Draft", delete=True), own_rows("drafts.Submission", delete=True))
