"""How people stand to each other and to what is around them: said by somebody on a day, ended, never overwritten."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused, require
from alongside.ground.foundation.holding import held
from alongside.ground.foundation.reader import Reader
from alongside.record.people.actions.ending import ended, say
from alongside.record.people.actions.noting import refuse_strangers
from alongside.record.people.enums import BondKind, Energy, RatedBy, Strength, SystemKind
from alongside.record.people.models import Bond, Household, HouseholdMember, Person, System, Tie
from alongside.record.people.queries.homes import during
from alongside.record.people.rules.keeping import may_keep_people
from alongside.record.people.rules.ties import check_bond, check_days, check_rating, level_for


@transaction.atomic
def note_bond(
    *,
    circle: int,
    person: Person,
    other: Person,
    kind: BondKind | str,
    basis: str,
    said_by: Person | None = None,
    said_on: date | None = None,
    from_on: date | None = None,
    level: int | None = None,
    why: str = "",
    by: Reader,
) -> Bond:
    """Note how ``person`` stands to ``other`` in somebody's opinion, kept in ``circle``.

    ``said_by`` is whose opinion it is, nobody for the worker's own; ``said_on`` the day (today when not given);
    ``basis`` on what it rests. ``level`` is that of ``rules.ties.level_for`` when not given; ``why`` opens a grave bond
    to the whole team and is kept. Refused: a person and herself, no basis, days to come, the same opinion twice,
    persons whom the circle does not concern.
    """
    require(may_keep_people(by))
    if person.id == other.id:
        reason = _("A bond is between two people. Choose the other person.")
        raise Refused("people.bond.self", reason, fields={"other": reason})
    kept = level_for(str(kind)) if level is None else level
    checked = check_bond(str(kind), basis, kept, why)
    require(checked, field={"people.bond.basis": "basis", "people.bond.open": "why"}.get(checked.code, "kind"))
    day = said_on or clock.today()
    require(check_days(from_on, day, today=clock.today()), field="said_on")
    refuse_strangers(circle, [person.id, other.id, *([said_by.id] if said_by else [])], "other")
    present = Bond.objects.filter(circle_id=circle, person=person, other=other, kind=kind, until_on=None)
    if present.filter(said_by=said_by).exists():
        reason = _("This is written down already. End it first if it has changed.")
        raise Refused("people.bond.twice", reason, fields={"kind": reason})
    say(why)
    return Bond.objects.create(
        circle_id=circle,
        level=kept,
        person=person,
        other=other,
        kind=kind,
        from_on=from_on,
        said_on=day,
        said_by=said_by,
        author_id=by.actor_id,
        basis=basis.strip(),
    )


@transaction.atomic
def end_bond(*, bond: Bond, version: int, on: date | None = None, why: str = "", by: Reader) -> Bond:
    """Note that two no longer stand to each other so, from a day on (today when not given); that it was said stays.

    Refused: a day before it began or still to come. Raises ``Stale`` when it was changed since ``version``.
    """
    require(may_keep_people(by))
    return ended(held(Bond.objects.filter(id=bond.id)), "people.bond.ended", version, on, why)


@transaction.atomic
def add_system(
    *,
    circle: int,
    kind: SystemKind | str,
    label: str,
    person: Person | None = None,
    from_on: date | None = None,
    by: Reader,
) -> System:
    """Add something that stands around the people of ``circle``: a school, a clinic, a choir.

    ``person`` is whom it stands for, where it is somebody of the record. Refused: no label, the same one twice, a day
    to come, a person whom the circle does not concern.
    """
    require(may_keep_people(by))
    name = " ".join(label.split())[:80]
    if not name:
        reason = _("Say what it is called, such as “Choir” or “Ms Obi’s class”.")
        raise Refused("people.system.label", reason, fields={"label": reason})
    if kind not in SystemKind.values:
        reason = _("Choose what kind of thing this is.")
        raise Refused("people.system.kind", reason, fields={"kind": reason})
    require(check_days(from_on, None, today=clock.today()), field="from_on")
    if person is not None:
        refuse_strangers(circle, [person.id], "person")
    if System.objects.filter(circle_id=circle, label__iexact=name, until_on=None).exists():
        reason = _("This stands around them already. Rate it anew instead.")
        raise Refused("people.system.twice", reason, fields={"label": reason})
    return System.objects.create(circle_id=circle, kind=kind, label=name, person=person, from_on=from_on)


@transaction.atomic
def rate_tie(
    *,
    system: System,
    household: Household | None = None,
    person: Person | None = None,
    strength: Strength | str = Strength.UNKNOWN,
    stressful: bool = False,
    energy: Energy | str = Energy.NONE,
    rated_by: RatedBy | str = RatedBy.WORKER,
    said_by: Person | None = None,
    said_on: date | None = None,
    words: str = "",
    by: Reader,
) -> Tie:
    """Note how a household, or one person, stands to a system on a day (today when not given).

    Every rating is a row of its own, so that before and after can be told apart. ``said_by`` is who of the people said
    it, when ``rated_by`` is the person. A tie that nobody has asked about is "unknown". Refused: both or neither of
    household and person, a tie to oneself or to somebody in the same household, a day to come, a system that ended.
    """
    require(may_keep_people(by))
    day = said_on or clock.today()
    _check_tie(system, household, person, day)
    checked = check_rating(str(strength), str(energy), str(rated_by), stressful=stressful)
    require(checked, field=checked.code.rpartition(".")[2] or None)
    require(check_days(system.from_on, day, today=clock.today()), field="said_on")
    if rated_by == RatedBy.PERSON and said_by is None:
        reason = _("Say who of them rated it.")
        raise Refused("people.tie.said_by", reason, fields={"said_by": reason})
    concerned = [one.id for one in (person, said_by) if one is not None]
    refuse_strangers(system.circle_id, concerned, "person")
    return Tie.objects.create(
        circle_id=system.circle_id,
        system=system,
        household=household,
        person=person,
        strength=strength,
        stressful=stressful,
        energy=energy,
        rated_by=rated_by,
        said_by=said_by if rated_by == RatedBy.PERSON else None,
        author_id=by.actor_id,
        said_on=day,
        words=words.strip()[:300],
    )


@transaction.atomic
def end_system(*, system: System, version: int, on: date | None = None, why: str = "", by: Reader) -> System:
    """Note that something does not stand around them any more, from a day on (today when not given).

    Refused: a day before it began or still to come. Raises ``Stale`` when it was changed since ``version``.
    """
    require(may_keep_people(by))
    return ended(held(System.objects.filter(id=system.id)), "people.system.ended", version, on, why)


def _check_tie(system: System, household: Household | None, person: Person | None, day: date) -> None:
    """Refuse a tie of nobody or of two, of something that ended, and of somebody to herself or her own household."""
    if (household is None) == (person is None):
        reason = _("Choose one: the household, or one person.")
        raise Refused("people.tie.whose", reason, fields={"whose": reason})
    if household is not None and household.circle_id != system.circle_id:
        reason = _("This household is kept with another case. Choose one of this case.")
        raise Refused("people.tie.whose", reason, fields={"whose": reason})
    if system.until_on is not None and day >= system.until_on:
        raise Refused("people.tie.ended", _("This does not stand around them any more. Add it again first."))
    if system.person_id is None:
        return
    inside = HouseholdMember.objects.filter(during(day), household=household, person_id=system.person_id)
    if (person is not None and person.id == system.person_id) or (household is not None and inside.exists()):
        reason = _("This is a tie of somebody to themselves. Choose somebody else, or note how two people stand.")
        raise Refused("people.tie.self", reason, fields={"whose": reason})
