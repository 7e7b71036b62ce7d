"""Who wrote facts into the record, and when last: told by history, as far as its reader may see what was written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Model, OuterRef, Q, Subquery
from django.utils import timezone

from alongside.agency.access.models import Actor, History


@dataclass(frozen=True, slots=True)
class Recorder:
    """Somebody who wrote facts down, and the day on which she last did."""

    name: str
    last_on: date


def recorders_of(rows: Mapping[type[Model], Collection[int]]) -> tuple[Recorder, ...]:
    """Who wrote these rows down, whoever did so last first; one query, whatever their number."""
    wanted = Q(pk__in=[])
    for model, numbers in rows.items():
        if numbers:
            wanted |= Q(table_name=model._meta.db_table, row_id__in=list(numbers))
    name = Subquery(Actor.objects.filter(id=OuterRef("actor_id")).values("name")[:1])
    written = History.objects.filter(wanted, verb="insert").exclude(actor_id=None)
    found = written.values("actor_id").annotate(last=Max("at"), name=name).order_by("-last")
    return tuple(Recorder(one["name"], timezone.localdate(one["last"])) for one in found if one["name"])
