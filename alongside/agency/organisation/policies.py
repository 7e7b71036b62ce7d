"""What the agency has set up is read by every reader and written by administrators.

Organisation stands below access, so its guards are spelled out instead of taken from there.
"""

from __future__ import annotations

from alongside.ground.foundation.guards import Guard
from alongside.ground.foundation.reader import ADMINISTERS

READER = "(select app.inside())"
ADMIN = f"((select app.powers()) & {ADMINISTERS}) <> 0"

GUARDS = (
    Guard("organisation.Agency", "true", ADMIN),
    Guard("organisation.Team", READER, ADMIN),
    Guard("organisation.Programme", READER, ADMIN),
    Guard("organisation.ProgrammeTeam", READER, ADMIN),
    Guard("organisation.Protocol", READER, ADMIN, update=False),
)
