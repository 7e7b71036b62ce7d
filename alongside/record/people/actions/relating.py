"""How people are related: written down with dates, ended, never turned round by itself."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from alongside.agency.access import actions as access
from alongside.agency.access.models import CircleSubject
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused, Stale, require
from alongside.ground.foundation.holding import held
from alongside.ground.foundation.reader import Reader
from alongside.record.people.enums import CoupleEnding, LegalRole, RelationshipKind
from alongside.record.people.models import Person, Relationship
from alongside.record.people.queries.relations import inverse, names_along, parents_above
from alongside.record.people.rules.dates import birth_of, check_relationship
from alongside.record.people.rules.keeping import may_keep_people
from alongside.record.people.rules.kin import check_ending, elder_first, loop_through, no_loop

TAKE_BACK_WITHIN = timedelta(days=1)


@transaction.atomic
def relate(
    *,
    circle: int,
    person: Person,
    other: Person,
    kind: RelationshipKind | str,
    legal_role: LegalRole | str = LegalRole.NONE,
    legal_basis: str = "",
    from_on: date | None = None,
    until_on: date | None = None,
    ending: CoupleEnding | str = CoupleEnding.NONE,
    source: str = "",
    why: str = "",
    by: Reader,
) -> Relationship:
    """Write down that ``person`` is ``kind`` of ``other`` ("Rosario is parent of Marta"), kept in ``circle``.

    ``ending`` says how a couple ended. ``legal_role`` is what the law makes of it, with its ``legal_basis`` (order,
    register, date). ``why`` overrides a doubt about ages, such as adoption, and is kept.

    Refused: a person and herself, somebody who would be her own ancestor (the loop is named), an end before the start,
    an ending of what is no couple, a parent younger than the child without ``why``, a legal role without its basis,
    the same relationship twice, persons whom the circle does not both concern.
    """
    require(may_keep_people(by))
    _check_words(person, other, kind, legal_role, legal_basis)
    if from_on and until_on and until_on < from_on:
        reason = _("The end lies before the beginning; check both days.")
        raise Refused("people.relationship.dates", reason, fields={"until_on": reason})
    require(check_ending(str(kind), str(ending)), field="ending")
    _no_loop(person, other, str(kind))
    births = (birth_of(person.born_on, person.birth_precision), birth_of(other.born_on, other.birth_precision))
    require(check_relationship(str(kind), *births, why), field="why")
    concerned = CircleSubject.objects.filter(circle_id=circle, person_id__in=(person.id, other.id)).count()
    if concerned < 2:
        reason = _("Bring both persons into the case first; then write how they are related.")
        raise Refused("people.relationship.people", reason, fields={"other": reason})
    same = Q(person=person, other=other, kind=kind) | Q(person=other, other=person, kind=inverse(str(kind)))
    if Relationship.objects.filter(same, circle_id=circle, until_on=None, withdrawn_on=None).exists():
        reason = _("This is written down already.")
        raise Refused("people.relationship.twice", reason, fields={"kind": reason})
    if why.strip():
        access.say_why(why.strip())
    return Relationship.objects.create(
        circle_id=circle,
        person=person,
        other=other,
        kind=kind,
        legal_role=legal_role,
        legal_basis=legal_basis.strip(),
        from_on=from_on,
        until_on=until_on,
        ending=ending,
        source=source.strip(),
    )


@transaction.atomic
def end_relationship(
    *,
    relationship: Relationship,
    version: int,
    on: date | None = None,
    ending: CoupleEnding | str = CoupleEnding.NONE,
    why: str = "",
    by: Reader,
) -> Relationship:
    """End a relationship on a day (today when not given): partners part, foster care ends. That it was stays.

    ``ending`` says how a couple ended. Refused: a day before it began or still to come, an ending of what is no couple.
    Raises ``Stale`` when it was changed since ``version``.
    """
    require(may_keep_people(by))
    row = held(Relationship.objects.filter(id=relationship.id))
    if row.version != version:
        raise Stale(
            _("Somebody else has changed this meanwhile."), {"on": str(row.until_on or ""), "version": str(row.version)}
        )
    require(check_ending(row.kind, str(ending)), field="ending")
    day = on or clock.today()
    if row.until_on is not None and row.until_on <= clock.today():
        raise Refused("people.relationship.ended", _("This has ended already."))
    if day > clock.today() or (row.from_on and day < row.from_on):
        reason = _("Choose a day between the beginning and today.")
        raise Refused("people.relationship.dates", reason, fields={"on": reason})
    if why.strip():
        access.say_why(why.strip())
    row.until_on, row.ending = day, ending or row.ending
    row.version += 1
    row.save(update_fields=["until_on", "ending", "version"])
    return row


@transaction.atomic
def take_back_relationship(*, relationship: Relationship, by: Reader) -> Relationship:
    """Take back a relationship that was written down by mistake: no page tells it any more.

    History keeps that it was written and taken back. Refused: what somebody has changed or ended since, and what was
    written before yesterday: that has been read and relied on, so it is ended with a reason instead.
    """
    require(may_keep_people(by))
    row = held(Relationship.objects.filter(id=relationship.id))
    if row.version != 1:
        raise Refused(
            "people.relationship.changed", _("This has been changed since. Change or end it where it stands.")
        )
    if clock.now() - row.created_at > TAKE_BACK_WITHIN:
        raise Refused("people.relationship.old", _("This was written down some time ago. End it instead, and say why."))
    row.withdrawn_on = clock.today()
    row.version += 1
    row.save(update_fields=["withdrawn_on", "version"])
    return row


def _no_loop(person: Person, other: Person, kind: str) -> None:
    """Refuse a parent who descends from her own child, with the way from one to the other."""
    pair = elder_first(kind, person.id, other.id)
    if pair is None:
        return
    way = loop_through(*pair, parents_above([pair[0]]))
    require(no_loop(names_along(way)), field="kind")


def _check_words(person: Person, other: Person, kind: str, legal_role: str, legal_basis: str) -> None:
    if person.id == other.id:
        reason = _("Nobody is related to herself. Choose the other person.")
        raise Refused("people.relationship.self", reason, fields={"other": reason})
    if kind not in RelationshipKind.values:
        reason = _("Choose how the two are related.")
        raise Refused("people.relationship.kind", reason, fields={"kind": reason})
    if legal_role not in LegalRole.values:
        reason = _("Choose what the law makes of it, or “None recorded”.")
        raise Refused("people.relationship.legal_role", reason, fields={"legal_role": reason})
    if legal_role and not legal_basis.strip():
        reason = _("Say on what this rests: the order, the register or the law, with its date.")
        raise Refused("people.relationship.basis", reason, fields={"legal_basis": reason})
