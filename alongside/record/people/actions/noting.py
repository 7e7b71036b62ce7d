"""What the verbs of placements, orders and life events share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alongside.agency.access.models import CircleRow, CircleSubject
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused, Stale
from alongside.ground.foundation.holding import held

Happening = TypeVar("Happening", bound=CircleRow)


def fresh(rows: QuerySet[Happening], version: int) -> Happening:
    """The row, held until the transaction ends; ``Stale`` when somebody changed it since ``version``."""
    row = held(rows.filter(withdrawn_on=None))
    if row.version != version:
        message = _("Somebody else has changed this meanwhile. What stands there now is shown; what you typed too.")
        raise Stale(message, {"version": str(row.version)})
    return row


def refuse_all(code: str, faults: Mapping[str, str]) -> None:
    """Refuse with every fault under the name of its field; does nothing when there is none."""
    if faults:
        first = next(iter(faults.values()))
        message = first if len(faults) == 1 else _("%(count)s things to put right.") % {"count": len(faults)}
        raise Refused(code, message, fields=dict(faults))


def name_people(
    model: Any, row: CircleRow, column: str, people: Iterable[int], *, field: str = "carers", parts: str = ""
) -> None:
    """Let exactly ``people`` be named beside ``row``; who is left out is not named any more, and history keeps it.

    ``parts``, when given, is the part under which they are named. Refused: somebody whom the circle does not concern.
    """
    wanted = list(dict.fromkeys(people))
    _concerned(row, wanted, field)
    about = {column: row, **({"part": parts} if parts else {})}
    there = {one.person_id: one for one in model.objects.filter(**about, withdrawn_on=None)}
    gone = [one.id for person, one in there.items() if person not in wanted]
    model.objects.filter(id__in=gone).update(withdrawn_on=clock.today())
    model.objects.bulk_create(
        model(circle_id=row.circle_id, level=row.level, person_id=person, **about)
        for person in wanted
        if person not in there
    )


def _concerned(row: CircleRow, people: Collection[int], field: str) -> None:
    known = CircleSubject.objects.filter(circle_id=row.circle_id, person_id__in=people).count()
    if known < len(people):
        reason = _("Bring this person into the case first.")
        raise Refused("people.happening.person", reason, fields={field: reason})
