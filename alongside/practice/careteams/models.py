"""Professionals of partner agencies in the care team of a case, and the links by which they come in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from alongside.agency.access.models import Actor, CircleRow
from alongside.practice.careteams.enums import TeamGround
from alongside.practice.consents.models import Consent
from alongside.record.cases.models import Case
from alongside.record.people.models import Person


class CareTeamMember(CircleRow):
    """A professional of a partner agency: what they do for whom, on what ground they see anything, until when.

    Each is an actor of their own in each case, so that a link made in one case can never open another. ``known_as``
    is what their page calls the person: initials, unless the consent covers the name. Written by definer functions
    alone; what they may see are the shares of ``actor``.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="care_team")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    actor = models.OneToOneField(Actor, on_delete=models.PROTECT, related_name="care_team_place")
    name = models.CharField(max_length=100)
    organisation = models.CharField(max_length=200)
    role = models.CharField(max_length=300)
    reach = models.CharField(max_length=200, blank=True)
    known_as = models.CharField(max_length=80)
    ground = models.CharField(max_length=8, choices=TeamGround.choices)
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="care_team", null=True, blank=True)
    ground_words = models.TextField(blank=True)
    told = models.BooleanField(default=True)
    not_told_why = models.CharField(max_length=300, blank=True)
    from_on = models.DateField()
    until_on = models.DateField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    added_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ground="consent", consent__isnull=False)
                | (Q(consent=None) & ~Q(ground="consent") & ~Q(ground_words="")),
                name="care_team_ground",
            ),
            models.CheckConstraint(condition=Q(until_on__gte=models.F("from_on")), name="care_team_days"),
        ]
        indexes = [models.Index(fields=["case", "until_on"], name="care_team_of_case")]


class PartnerLink(CircleRow):
    """A way in for one member of a care team: only hashes of its secret and its code are kept.

    ``tries`` counts wrong codes; a link with too many is over.
    """

    member = models.ForeignKey(CareTeamMember, on_delete=models.PROTECT, related_name="links")
    secret_hash = models.BinaryField(unique=True)
    code_hash = models.BinaryField(default=b"")
    tries = models.PositiveSmallIntegerField(default=0)
    made_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
