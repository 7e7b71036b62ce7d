"""How a family works, each as they see it, never rewritten; and what of a record stays with some of a family."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from alongside.agency.access.models import Actor, CircleRow
from alongside.practice.dynamics.enums import CarerItem, FamilyArea, KeptItem, SightGround
from alongside.record.cases.models import Case
from alongside.record.people.models import Person


class DynamicsEntry(CircleRow):
    """What somebody says of how the family lives together, word for word. Never changed: it ends, or another follows.

    ``person`` is whose view it is (none: the worker's, who is ``author``). When somebody else told it, ``reported_by``
    says who: it is then no view of ``person``.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="dynamics")
    area = models.CharField(max_length=13, choices=FamilyArea.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    reported_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    words = models.TextField()
    said_on = models.DateField()
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "dynamics entries"
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="dynamics_says_something"),
            models.CheckConstraint(
                condition=Q(reported_by=None) | (Q(person__isnull=False) & ~Q(reported_by=F("person"))),
                name="dynamics_reported_of_another",
            ),
        ]
        indexes = [models.Index(fields=["case", "area", "-said_on"], name="dynamics_of_case")]


class DynamicsEnd(CircleRow):
    """That something said of a family is no longer so, from when, and what changed."""

    entry = models.OneToOneField(DynamicsEntry, on_delete=models.PROTECT, related_name="end")
    on = models.DateField()
    why = models.CharField(max_length=300)
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")


class KeptTo(CircleRow):
    """That an item of the record may be shown to one of the family; several rows for several of them.

    Without any row it is for whoever said it, and what nobody of them said is for all.

    A row without ``person`` keeps it to the workers. ``item`` is the number of a statement, an entry or a note of the
    same case. ``despite`` is why it was shown to ``person`` though it holds an address that is hidden from them.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="kept")
    kind = models.CharField(max_length=9, choices=KeptItem.choices)
    item = models.BigIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    from_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    despite = models.CharField(max_length=300, blank=True)
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "kept to"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "item", "person"],
                condition=Q(ended_on=None),
                name="kept_to_once",
                nulls_distinct=False,
            ),
        ]
        indexes = [models.Index(fields=["case", "kind", "item"], name="kept_of_case")]


class CarerSight(CircleRow):
    """What a carer may be shown of somebody, on what ground, from when until when. The person decides it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="carer_sights")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    carer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    items = ArrayField(models.CharField(max_length=6, choices=CarerItem.choices))
    ground = models.CharField(max_length=9, choices=SightGround.choices)
    basis = models.CharField(max_length=300)
    from_on = models.DateField()
    until_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=300, blank=True)
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("carer")), name="sight_of_another"),
            models.CheckConstraint(condition=~Q(basis="") & ~Q(items=[]), name="sight_has_its_ground"),
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="sight_has_its_end"),
        ]
        indexes = [models.Index(fields=["case", "carer"], name="sight_of_carer")]
