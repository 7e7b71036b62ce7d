"""Who sees and changes the list of workers: every reader sees it, administrators change it.

What touches the line between work and private life is seen by whoever wrote it, their supervisors and the privacy
officer, and never changed.
"""

from __future__ import annotations

from alongside.agency.access.policies import POWER, reference
from alongside.ground.foundation.guards import Guard
from alongside.ground.foundation.reader import READS_LOGS

MINE = "actor_id = (select app.uid())"
LOOKED_AFTER = (
    "exists (select 1 from staff_roleheld h where h.worker_id = staff_boundaryentry.worker_id "
    "and h.team_id = any ((select app.supervises())::bigint[]))"
)
OF_OTHERS = "worker_id not in (select w.id from staff_worker w where w.actor_id = (select app.uid()))"
"""What others wrote about the reader is not hers to read, whatever her role."""
THEIR_ENTRY = "exists (select 1 from staff_boundaryentry e where e.id = staff_boundarylook.entry_id{0})"

GUARDS = (
    reference("staff.Worker"),
    reference("staff.RoleHeld"),
    reference("staff.Invitation"),
    Guard(
        "staff.BoundaryEntry",
        f"{MINE} or {OF_OTHERS} and ({LOOKED_AFTER} or {POWER.format(READS_LOGS)})",
        MINE,
        update=False,
    ),
    Guard(
        "staff.BoundaryLook",
        THEIR_ENTRY.format(""),
        f"{MINE} and {THEIR_ENTRY.format(' and e.actor_id <> (select app.uid())')}",
        update=False,
    ),
)
