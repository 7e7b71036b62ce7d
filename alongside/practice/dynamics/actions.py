"""Writing down how somebody sees the family, saying that it is no longer so, keeping an item to some of a family."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, require
from alongside.ground.foundation.reader import ORDINARY, Reader
from alongside.practice.assessments.actions.writing import refuse_faults, writable
from alongside.practice.dynamics.enums import KeptItem
from alongside.practice.dynamics.models import DynamicsEnd, DynamicsEntry, KeptTo
from alongside.practice.dynamics.queries import family_of
from alongside.practice.dynamics.rules import end_faults, entry_faults, may_keep, teller
from alongside.record.cases.models import Case


@transaction.atomic
def add_entry(
    *,
    case: Case,
    area: str,
    words: str,
    person_id: int | None = None,
    reported_by_id: int | None = None,
    said_on: date | None = None,
    level: int = ORDINARY,
    by: Reader,
) -> DynamicsEntry:
    """Write down how somebody sees an area of the family's life, word for word (S-171).

    ``person_id`` is whose view it is (none: the worker's), ``reported_by_id`` who told it for them; then it is kept as
    reported and never counts as their own view (S-172). Refused: nothing said, a day to come, somebody who takes no
    part, a level that ``by`` does not hold. Recorded: the entry, which nobody can change afterwards.
    """
    row, today = writable(case, level=level, by=by), clock.today()
    told_by = teller(person_id, reported_by_id)
    day = said_on or today
    refuse_faults(
        "dynamics.incomplete",
        entry_faults(
            area=area,
            words=words,
            said_on=day,
            person_id=person_id,
            reported_by_id=told_by,
            members=family_of(row.id),
            today=today,
        ),
    )
    return DynamicsEntry.objects.create(
        circle_id=row.circle_id,
        level=level,
        case=row,
        area=area,
        person_id=person_id,
        reported_by_id=told_by,
        words=words.strip(),
        said_on=day,
        author_id=by.actor_id,
    )


@transaction.atomic
def end_entry(*, entry: DynamicsEntry, why: str, on: date | None = None, by: Reader) -> DynamicsEnd:
    """Say that something is no longer so, from ``on`` (today when not given), and what changed. It stays readable.

    Refused without a reason, on a future day or before it was said, and when it has ended already.
    """
    case, today = writable(entry.case, level=entry.level, by=by), clock.today()
    row = DynamicsEntry.objects.filter(id=entry.id).first()
    if row is None:
        raise NotFound
    if DynamicsEnd.objects.filter(entry=row).exists():
        raise Refused("dynamics.ended", _("This was ended already. Write a new entry if it is so again."))
    day = on or today
    refuse_faults("dynamics.end", end_faults(why=why, on=day, said_on=row.said_on, today=today))
    return DynamicsEnd.objects.create(
        circle_id=case.circle_id, level=row.level, entry=row, on=day, why=why.strip(), author_id=by.actor_id
    )


@transaction.atomic
def keep_to(
    *,
    case: Case,
    kind: str,
    item: int,
    people: Collection[int | None],
    level: int = ORDINARY,
    despite: Mapping[int, str] | None = None,
    by: Reader,
) -> None:
    """Say who of the family an item is for: ``people``, none of them (``[None]``), or all again (nobody named).

    ``level`` is the item's own. ``despite`` holds, for each person to whom it is shown though it names an address that
    is hidden from them, the reason. Refused: somebody who takes no part. Recorded: each from when until when.
    """
    row, today = writable(case, level=level, by=by), clock.today()
    if kind not in KeptItem.values:
        raise NotFound
    wanted = set(people)
    require(may_keep(people=wanted, members=family_of(row.id)), field="people")
    stands = {one.person_id: one for one in KeptTo.objects.filter(case=row, kind=kind, item=item, ended_on=None)}
    for person, kept in stands.items():
        if person not in wanted:
            kept.ended_on = today
            kept.save(update_fields=["ended_on"])
    KeptTo.objects.bulk_create(
        KeptTo(
            circle_id=row.circle_id,
            level=level,
            case=row,
            kind=kind,
            item=item,
            person_id=person,
            from_on=today,
            despite=(despite or {}).get(person or 0, "").strip(),
            author_id=by.actor_id,
        )
        for person in sorted(wanted - set(stands), key=lambda one: one or 0)
    )
