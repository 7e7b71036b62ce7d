"""Who sees and changes the list of workers: every reader sees it, administrators change it."""

from __future__ import annotations

from alongside.agency.access.policies import reference

GUARDS = (reference("staff.Worker"), reference("staff.RoleHeld"), reference("staff.Invitation"))
