"""What the verbs about people share: rows held as they were seen, every fault at once, people who belong there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    refuse_strangers(row.circle_id, wanted, field)
    about = {column: row, **({"part": parts} if parts else {})}
    there = {one.person_id: one for one in model.objects.filter(**about, withdrawn_on=None)}
    gone = [one.id for person, one in there.items() if person not in wanted]
    model.objects.filter(id__in=gone).update(withdrawn_on=clock.today())
    model.objects.bulk_create(
        model(circle_id=row.circle_id, level=row.level, person_id=person, **about)
        for person in wanted
        if person not in there
    )


def refuse_strangers(circle: int, people: Iterable[int], field: str) -> None:
    """Refuse, at ``field``, when the circle does not concern everybody of ``people``."""
    wanted = set(people)
    if CircleSubject.objects.filter(circle_id=circle, person_id__in=wanted).count() < len(wanted):
        reason = _("Bring everybody who is named here into the case first.")
        raise Refused("people.strangers", reason, fields={field: reason})
