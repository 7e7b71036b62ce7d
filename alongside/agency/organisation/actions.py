"""Setting up the agency: its own settings, teams, programmes, and new versions of a protocol."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from zoneinfo import available_timezones

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from alongside.agency.organisation.enums import ProgrammeKind, TeamKind
from alongside.agency.organisation.models import Agency, Programme, ProgrammeTeam, Protocol, Team
from alongside.agency.organisation.queries import hold_agency
from alongside.agency.organisation.rules import read_protocol
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader


def set_up_agency(*, name: str, time_zone: str = "UTC", demonstration: bool = False, by: Reader, **more: Any) -> None:
    """Write the agency's settings, whether for the first time or again.

    ``more`` may hold sender_name, country, subdivision, languages, default_language, worry_line, crisis_line and
    number_prefix. Refused for a time zone that does not exist.
    """
    if time_zone not in available_timezones():
        reason = _("There is no time zone of that name. An example that would be right: Europe/Lisbon.")
        raise Refused("agency.time_zone", reason, fields={"time_zone": reason})
    values = {"name": name, "time_zone": time_zone, "demonstration": demonstration, **more}
    if not Agency.objects.update(**values):
        Agency.objects.create(**values)
    hold_agency(None)


def add_team(*, name: str, kind: TeamKind = TeamKind.CASEWORK, by: Reader) -> int:
    """Make a team and return its number. Refused when a team of that name exists."""
    if Team.objects.filter(name__iexact=name.strip()).exists():
        reason = _("There is a team of that name already. Give this one another name.")
        raise Refused("team.name.taken", reason, fields={"name": reason})
    return Team.objects.create(name=name.strip(), kind=kind).id


def add_programme(
    *,
    name: str,
    code: str,
    intake_team_id: int,
    team_ids: Iterable[int],
    rules: Mapping[str, Any],
    kind: ProgrammeKind = ProgrammeKind.ORDINARY,
    purpose: str = "",
    details: Iterable[str] = (),
    starts_on: date | None = None,
    by: Reader,
) -> int:
    """Make a programme with the first version of its protocol; returns its number.

    ``details`` are lines that another system says of it (funders, places). ``rules`` is the protocol as data; refused,
    with the rule at fault in plain words, when it does not hang together.
    """
    if Programme.objects.filter(code__iexact=code).exists():
        reason = _("There is a programme with that code already.")
        raise Refused("programme.code.taken", reason, fields={"code": reason})
    row = Programme.objects.create(
        name=name,
        code=code,
        kind=kind,
        purpose=purpose,
        details=list(details),
        intake_team_id=intake_team_id,
        starts_on=starts_on,
    )
    for team_id in team_ids:
        ProgrammeTeam.objects.create(programme=row, team_id=team_id)
    publish_protocol(programme_id=row.id, rules=rules, valid_from=starts_on or date(2000, 1, 1), by=by)
    return row.id


def publish_protocol(
    *, programme_id: int, rules: Mapping[str, Any], valid_from: date, change_note: str = "", by: Reader
) -> int:
    """Publish the next version of a programme's protocol; cases that are open keep the version they have.

    Refused when a rule lacks its law, funder or practice, or names a step that no stage has.
    """
    checked = read_protocol(rules)
    number = (Protocol.objects.filter(programme_id=programme_id).aggregate(last=Max("number"))["last"] or 0) + 1
    row = Protocol.objects.create(
        programme_id=programme_id,
        number=number,
        title=checked.label,
        rules=checked.model_dump(mode="json"),
        valid_from=valid_from,
        change_note=change_note,
    )
    return row.id


def describe_programme(*, programme_id: int, details: Iterable[str], by: Reader) -> None:
    """Replace what another system says of a programme: funders, places, beds, one line each."""
    Programme.objects.filter(id=programme_id).update(details=list(details))
