"""What the person is told comes next: by when, from whom, in which ways only. Nothing is promised that is not due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.agency.organisation.rules import Deadline, ProtocolRules
from alongside.ground.foundation.calendar import NO_HOLIDAYS, WorkingCalendar, due_on
from alongside.record.intakes.enums import ScreeningOutcome
from alongside.record.intakes.rules.asking import SAFE_WAYS
from alongside.record.people.enums import Answer


@dataclass(frozen=True, slots=True)
class Asked:
    """What was answered about safe contact, by field of ``SAFE_WAYS``, and the safe hours."""

    answers: Mapping[str, str]
    begin: time | None = None
    end: time | None = None


def comes_next(
    protocol: ProtocolRules,
    *,
    outcome: str,
    asked: Asked,
    team: str,
    today: date,
    calendar: WorkingCalendar = NO_HOLIDAYS,
) -> tuple[str, ...]:
    """What to tell the person before the call ends, by the protocol's own deadlines counted from ``today``."""
    if outcome == ScreeningOutcome.ACCEPT:
        return (_first_contact(protocol, team, today, calendar), *_ways(asked))
    if outcome in ScreeningOutcome.values:
        return (
            _("Tell them the decision and what you offer instead, now, in plain words."),
            _("Nothing is sent afterwards."),
        )
    return (_decision(protocol, today, calendar), *_ways(asked))


def _first_contact(protocol: ProtocolRules, team: str, today: date, calendar: WorkingCalendar) -> str:
    deadline = _deadline(protocol, "first_contact_made")
    if deadline is None:
        return _("Somebody of the %(team)s gets in touch.") % {"team": team}
    day = _day(due_on(today, deadline.amount, deadline.unit, calendar))
    return _("Somebody of the %(team)s gets in touch by %(day)s.") % {"team": team, "day": day}


def _decision(protocol: ProtocolRules, today: date, calendar: WorkingCalendar) -> str:
    deadline = _deadline(protocol, "intake_decided")
    if deadline is None:
        return _("We decide what comes next and get in touch.")
    day = _day(due_on(today, deadline.amount, deadline.unit, calendar))
    return _("We decide what comes next by %(day)s.") % {"day": day}


def _deadline(protocol: ProtocolRules, to: str) -> Deadline | None:
    return next((line for stage in protocol.stages for line in stage.deadlines if line.to == to), None)


def _day(day: date) -> str:
    return date_format(day, "l j F")


def _ways(asked: Asked) -> tuple[str, ...]:
    """The ways that are safe, those that are not, and the hours."""
    yes = [str(way) for name, way in SAFE_WAYS if asked.answers.get(name) == Answer.YES]
    no = [str(way) for name, way in SAFE_WAYS if asked.answers.get(name) == Answer.NO]
    if not yes and not no:
        return (_("Nobody has asked yet what is safe, so nothing is sent by itself. Ask before you hang up."),)
    said = []
    if yes:
        said.append(_("Only by: %(ways)s%(hours)s.") % {"ways": ", ".join(yes).lower(), "hours": _hours(asked)})
    if no:
        said.append(_("Never by: %(ways)s.") % {"ways": ", ".join(no).lower()})
    return tuple(said)


def _hours(asked: Asked) -> str:
    if asked.begin and asked.end:
        return _(", between %(begin)s and %(end)s") % {"begin": f"{asked.begin:%H:%M}", "end": f"{asked.end:%H:%M}"}
    if asked.begin:
        return _(", after %(begin)s") % {"begin": f"{asked.begin:%H:%M}"}
    return _(", before %(end)s") % {"end": f"{asked.end:%H:%M}"} if asked.end else ""
