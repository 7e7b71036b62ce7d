"""Writing down how somebody sees the family, saying that it is no longer so, keeping an item to some of a family."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.agency.access.actions import say_why
from alongside.agency.access.queries import note_reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, require
from alongside.ground.foundation.holding import held
from alongside.ground.foundation.reader import ORDINARY, Reader
from alongside.practice.assessments.actions.writing import refuse_faults, writable
from alongside.practice.dynamics.enums import KeptItem
from alongside.practice.dynamics.models import CarerSight, DynamicsEnd, DynamicsEntry, KeptTo
from alongside.practice.dynamics.queries import carers_of, family_of
from alongside.practice.dynamics.rules import end_faults, entry_faults, may_keep, may_show, sight_faults, teller
from alongside.record.cases.models import Case
from alongside.record.people.models import Person
from alongside.record.people.queries.guarding import told_by


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


def _not_telling(case: Case, texts: Iterable[str], shown_to: Collection[int], despite: str) -> str:
    """The reason with which words are shown though they tell where somebody else hides; empty when they do not."""
    hidden = {hit.person_id for hit in told_by(texts, circle=case.circle_id)} if shown_to else set()
    found = sorted(one for one in hidden if set(shown_to) - {one})
    names = dict(Person.objects.filter(id__in=found).values_list("id", "display_name")) if found else {}
    require(may_show([names.get(one, _("somebody")) for one in found], despite), field="despite")
    if not found:
        return ""
    say_why(despite.strip())
    note_reading("hidden address let out", circle=case.circle_id, people=found, kind="person")
    return despite.strip()[:300]


@transaction.atomic
def keep_to(
    *,
    case: Case,
    kind: str,
    item: int,
    people: Collection[int | None],
    level: int = ORDINARY,
    texts: Iterable[str] = (),
    despite: str = "",
    by: Reader,
) -> None:
    """Open an item to ``people`` of the family, keep it to the workers (``[None]``), or neither (nobody named; S-174).

    ``level`` is the item's own, ``texts`` its words. Refused: somebody who takes no part; words that tell where
    somebody hides whom they are opened to others than (``despite`` is the override, at least 20 letters, which history
    and the reading log keep). Recorded: each from when until when.
    """
    row, today = writable(case, level=level, by=by), clock.today()
    if kind not in KeptItem.values:
        raise NotFound
    wanted = set(people)
    require(may_keep(people=wanted, members=family_of(row.id)), field="people")
    passed = _not_telling(row, texts, {one for one in wanted if one is not None}, despite)
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
            despite=passed,
            author_id=by.actor_id,
        )
        for person in sorted(wanted - set(stands), key=lambda one: one or 0)
    )


@transaction.atomic
def allow_carer(
    *,
    case: Case,
    person_id: int,
    carer_id: int,
    items: Collection[str],
    ground: str,
    basis: str,
    from_on: date | None = None,
    until_on: date | None = None,
    by: Reader,
) -> CarerSight:
    """Write down what a carer may be shown of somebody, on what ground, until when (S-176).

    Refused without their yes, a right by law or an order (the refusal lists these ways), without an end, and for
    anybody who is not a carer in this case.
    """
    row, today = writable(case, by=by), clock.today()
    begins = from_on or today
    refuse_faults(
        "carer.not_allowed",
        sight_faults(
            person_id=person_id,
            carer_id=carer_id,
            items=items,
            ground=ground,
            basis=basis,
            from_on=begins,
            until_on=until_on,
            carers=carers_of(row.id),
            members=family_of(row.id),
            today=today,
        ),
    )
    assert until_on is not None  # noqa: S101 - a sight without an end was refused
    return CarerSight.objects.create(
        circle_id=row.circle_id,
        case=row,
        person_id=person_id,
        carer_id=carer_id,
        items=sorted(set(items)),
        ground=ground,
        basis=basis.strip(),
        from_on=begins,
        until_on=until_on,
        author_id=by.actor_id,
    )


@transaction.atomic
def end_carer_sight(*, sight: CarerSight, why: str, by: Reader) -> CarerSight:
    """End what a carer may be shown, from today: they take it back, or the ground is gone. Refused without why."""
    writable(sight.case, by=by)
    row = held(CarerSight.objects.filter(id=sight.id))
    if row.ended_on is not None:
        raise Refused("carer.ended", _("This has ended already."))
    refuse_faults("carer.why", {} if why.strip() else {"why": _("Say in a few words why it ends.")})
    row.ended_on, row.ended_why = clock.today(), why.strip()
    row.version += 1
    row.save(update_fields=["ended_on", "ended_why", "version"])
    return row
