"""How programs name what the agency has set up: programmes by code, teams by name, workers by their outside name."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from alongside.agency.organisation import queries as organisation
from alongside.agency.organisation.queries import ProgrammeLine
from alongside.agency.staff import queries as staff
from alongside.ground.foundation.errors import Refused


def programme_named(code: str) -> ProgrammeLine:
    """The running programme with this code. Refused with the codes there are."""
    found = organisation.programmes()
    for line in found:
        if line.code == code:
            return line
    codes = ", ".join(line.code for line in found)
    reason = _("There is no programme with this code. There is: %(codes)s.") % {"codes": codes}
    raise Refused("programme", reason, fields={"programme": reason})


def team_named(name: str) -> int | None:
    """The number of the team with this name; None when no name is given. Refused when there is none."""
    if not name:
        return None
    for line in organisation.teams():
        if line.name.casefold() == name.casefold():
            return line.id
    reason = _("There is no team with this name.")
    raise Refused("team", reason, fields={"team": reason})


def worker_named(public_id: UUID | None) -> int | None:
    """The number of the worker with this outside name; None when none is given. Refused when there is none."""
    if public_id is None:
        return None
    line = staff.worker_by_public_id(public_id)
    if line is None or line.left_on is not None:
        reason = _("Nobody who works here has this name. GET /me lists your colleagues.")
        raise Refused("worker", reason, fields={"worker": reason})
    return line.id
