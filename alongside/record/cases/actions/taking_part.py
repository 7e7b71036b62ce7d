"""Who takes part in a case: persons join and leave, with dates."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from alongside.agency.access import actions as access
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, require
from alongside.ground.foundation.holding import held
from alongside.ground.foundation.reader import Reader
from alongside.record.cases.actions.spine import locked
from alongside.record.cases.enums import ParticipantRole
from alongside.record.cases.models import Case, Participant
from alongside.record.cases.queries import standing
from alongside.record.cases.rules.standing import may_change_people
from alongside.record.people.models import Person


@transaction.atomic
def add_participant(
    *,
    case: Case,
    person_id: int,
    role: ParticipantRole | str,
    focus: bool = False,
    note: str = "",
    from_on: date | None = None,
    why: str = "",
    by: Reader,
) -> Participant:
    """Bring a person into the case; she becomes a subject of its circle.

    ``why`` is needed (and kept) only for a person whom ``by`` may know of but not see. Refused: a person who takes part
    already, a day still to come, a role that does not exist, anyone but carriers and their supervisor.
    """
    row = locked(case)
    require(may_change_people(by, standing(row, by)))
    day = from_on or clock.today()
    if day > clock.today():
        reason = _("This day is still to come. Bring the person in on the day.")
        raise Refused("case.date.future", reason, fields={"from_on": reason})
    if role not in ParticipantRole.values:
        reason = _("Choose the person’s part in this case.")
        raise Refused("case.participant.role", reason, fields={"role": reason})
    if Participant.objects.filter(case=row, person_id=person_id, until_on=None).exists():
        reason = _("This person takes part already.")
        raise Refused("case.participant.twice", reason, fields={"person": reason})
    access.add_subject(circle=row.circle_id, person_id=person_id, why=why, by=by)
    if not Person.objects.filter(id=person_id).exists():
        raise NotFound
    joined = Participant.objects.create(
        circle_id=row.circle_id,
        case=row,
        person_id=person_id,
        role=ParticipantRole(role),
        focus=focus,
        note=note.strip(),
        from_on=day,
    )
    if not row.family and role != ParticipantRole.PROFESSIONAL:
        Case.objects.filter(id=row.id).update(family=True, version=F("version") + 1)
    return joined


@transaction.atomic
def end_participation(*, participant: Participant, on: date | None = None, why: str, by: Reader) -> None:
    """End a person's part in a case on a day, with a reason that history keeps; what was recorded stays.

    Refused without a reason, before the part began, on a day still to come, for the last person whom the case is for,
    and for anyone but carriers and their supervisor.
    """
    row = locked(participant.case)
    require(may_change_people(by, standing(row, by)))
    part = held(Participant.objects.filter(id=participant.id))
    day = on or clock.today()
    if part.until_on is not None:
        raise Refused("case.participant.ended", _("This part has ended already."))
    if not why.strip():
        reason = _("Say why this person does not take part any more.")
        raise Refused("case.participant.reason_required", reason, fields={"why": reason})
    if not part.from_on <= day <= clock.today():
        reason = _("Choose a day between the beginning of this part and today.")
        raise Refused("case.participant.dates", reason, fields={"on": reason})
    others = Participant.objects.filter(case=row, until_on=None).exclude(id=part.id)
    if not (others.filter(focus=True) if part.focus else others).exists():
        raise Refused(
            "case.participant.required",
            _("A case is for somebody. Bring in whom it is for before this part ends, or close the case."),
        )
    access.say_why(why.strip())
    part.until_on = day
    part.version += 1
    part.save(update_fields=["until_on", "version"])
