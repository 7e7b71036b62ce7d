"""The teams and workers of the benchmark's agency, made by the product's own actions."""

from __future__ import annotations

from datetime import timedelta

from alongside.agency.access import actions as access
from alongside.agency.access import queries as accounts
from alongside.agency.access.enums import SessionKind
from alongside.agency.organisation import actions as organisation
from alongside.agency.organisation import queries as agency
from alongside.agency.staff import actions as staff
from alongside.agency.staff.enums import Role
from alongside.agency.staff.models import Worker
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.oversight.demonstration.setting import set_the_scene

CASES_OF_A_TEAM = 8_000
TEAM_SIZE = 8
SEEDED = "Family team"
INTAKE = "Róisín Clarke"


def set_the_bench(cases: int) -> list[int]:
    """The demonstration's cast, and as many teams of eight as ``cases`` need; returns the teams that carry them."""
    with access.acting(actor_id=accounts.house_actor(), kind=SessionKind.COMMAND, note="benchmark") as by:
        set_the_scene(by=by)
        family = next(team.id for team in agency.teams() if team.name == SEEDED)
        more = range(2, 1 + max(1, cases // CASES_OF_A_TEAM))
        teams = [family, *(organisation.add_team(name=f"Team {n}", by=by) for n in more)]
        for team in teams:
            for n in range(TEAM_SIZE - (2 if team == family else 0)):
                _worker(f"t{team}w{n}", team, by=by)
        asks = Worker.objects.get(name=INTAKE)
        for team in teams:
            staff.give_index(worker=asks, team_id=team, by=by)
    return teams


def _worker(username: str, team: int, *, by: Reader) -> None:
    since = clock.today() - timedelta(days=700)
    worker = staff.add_worker(name=f"Worker {username}", username=username, starts_on=since, by=by)
    staff.give_role(worker=worker, role=Role.WORKER, team_id=team, from_on=since, by=by)
