"""Legal holds, what is due, disposals and what is left of what they erased."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from alongside.agency.access.models import Actor
from alongside.agency.organisation.models import Programme
from alongside.ground.foundation.models import Row
from alongside.oversight.disposals.enums import AgeBand, DisposalState, Ground, ItemKind
from alongside.record.cases.models import Case
from alongside.record.people.models import Person


class Hold(Row):
    """While it stands nothing of the case, or of the person and all her cases, may be deleted.

    Written only by definer functions. ``authority`` is the reference by which others find what it rests on.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", null=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    why = models.TextField()
    authority = models.CharField(max_length=200)
    placed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    review_on = models.DateField()
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", null=True)
    released_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(case=None, person__isnull=False) | Q(case__isnull=False, person=None),
                name="hold_on_one_thing",
            )
        ]


class DueMark(models.Model):
    """That something has become due for disposal, and on which night that was noticed. Numbers only."""

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=8, choices=ItemKind.choices)
    number = models.BigIntegerField()
    marked_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="due_mark_once")]


class Disposal(Row):
    """What one privacy officer proposes to erase for good and another agrees to; a job then does it.

    ``plan`` are the counts that both saw, ``certificate`` what was done, signed by the key that signs the seals.
    """

    ground = models.CharField(max_length=5, choices=Ground.choices)
    reference = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=DisposalState.choices, default=DisposalState.PROPOSED)
    plan = models.JSONField(default=dict)
    proposed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", null=True)
    decided_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True)
    problem = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField(null=True)
    certificate = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    key = models.CharField(max_length=64, blank=True)
    signature = models.CharField(max_length=128, blank=True)
    paper = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")), name="disposal_by_two"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[DisposalState.APPROVED, DisposalState.STOPPED]) | Q(decided_by__isnull=False),
                name="disposal_was_decided",
            ),
        ]
        indexes = [models.Index(fields=["-id"], name="disposal_newest")]


class DisposalItem(models.Model):
    """One line of a disposal: which record, by which rule. ``label`` and days are emptied once it is erased."""

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    disposal = models.ForeignKey(Disposal, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=8, choices=ItemKind.choices)
    number = models.BigIntegerField()
    label = models.CharField(max_length=200, blank=True)
    programme = models.CharField(max_length=200, blank=True)
    classes = ArrayField(models.CharField(max_length=40))
    trigger_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    period = models.CharField(max_length=20, blank=True)
    authority = models.CharField(max_length=300, blank=True)


class Tombstone(models.Model):
    """That something was disposed of: a digest of its random name, its class, the day and the authority.

    Enough to recognise it when it comes back from an older backup or in an import, and to know nothing else.
    ``circle`` is the number of the circle whose logs are still kept, ``ended_on`` and ``logs_due_on`` are the last day
    of a quarter, so that no birthday can be reckoned from them.
    """

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    disposal = models.ForeignKey(Disposal, on_delete=models.PROTECT, related_name="tombstones")
    kind = models.CharField(max_length=8)
    digest = models.CharField(max_length=64, db_index=True)
    classes = ArrayField(models.CharField(max_length=40))
    authority = models.CharField(max_length=300, blank=True)
    disposed_on = models.DateField()
    circle = models.BigIntegerField(null=True, db_index=True)
    ended_on = models.DateField(null=True)
    logs_due_on = models.DateField(null=True)


class CaseStatistic(models.Model):
    """What is kept of a case that was disposed of: enough to count, too little to know whose it was.

    It points at no disposal and has no number that anything else has.
    """

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    opened = models.CharField(max_length=7)
    closed = models.CharField(max_length=7)
    episodes = models.PositiveSmallIntegerField(default=1)
    reasons = ArrayField(models.CharField(max_length=20), default=list)
    planned = models.BooleanField(null=True)
    age_band = models.CharField(max_length=5, choices=AgeBand.choices, blank=True)
    people = models.PositiveSmallIntegerField(default=1)
    contacts = models.PositiveIntegerField(default=0)
    seen_in_person = models.PositiveIntegerField(default=0)
