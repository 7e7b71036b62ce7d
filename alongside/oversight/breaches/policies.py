"""The breach register is seen by privacy officers, but for whom an entry is about; it is added to and never changed."""

from __future__ import annotations

from alongside.agency.access.policies import POWER
from alongside.ground.foundation.guards import Guard
from alongside.ground.foundation.reader import READS_LOGS

OFFICER = POWER.format(READS_LOGS)
BREACH = f"{OFFICER} and (about_id is null or about_id <> (select app.uid()))"
INSIDE = f"{OFFICER} and exists (select 1 from breaches_breach b where b.id = breach_id)"
ADDED = INSIDE + " and by_id = (select app.uid())"

GUARDS = (
    Guard("breaches.Breach", BREACH, f"{BREACH} and taken_by_id = (select app.uid())", update=False),
    Guard("breaches.BreachEntry", INSIDE, ADDED, update=False),
    Guard("breaches.BreachAssessment", INSIDE, ADDED, update=False),
    Guard(
        "breaches.BreachPerson",
        f"{INSIDE} and not app.barred_from(person_id)",
        f"{ADDED} and not app.barred_from(person_id)",
        person_column="person_id",
        update=False,
    ),
)
