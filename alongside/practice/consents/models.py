"""Consents, what was asked in which words, who signed, what left the house, and agreements with partners."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from alongside.agency.access.models import Actor, CircleRow, Share
from alongside.ground.foundation.models import Row
from alongside.practice.consents.enums import Capacity, FilePart, Ground, How, Item, Purpose, RecipientKind, Regime, Way
from alongside.practice.documents.models import Attachment, Document
from alongside.record.cases.models import Case
from alongside.record.people.models import Person


class ConsentForm(Row):
    """One published version of a form: the words that ask for a consent, part by part. Never changed."""

    regime = models.CharField(max_length=8, choices=Regime.choices)
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=35, default="en")
    title = models.CharField(max_length=160)
    parts = models.JSONField()
    profile = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["regime", "language", "number"], name="consent_form_once")]


class PartnerAgreement(Row):
    """What the agency has agreed with a partner: about which things, from when until when, and who answers for it."""

    partner = models.CharField(max_length=200)
    scope = models.TextField()
    items = ArrayField(models.CharField(max_length=20, choices=Item.choices), default=list)
    contact = models.CharField(max_length=200, blank=True)
    from_on = models.DateField()
    until_on = models.DateField()


class Consent(CircleRow):
    """What a person agreed to: who may tell whom what, what for, until when, in which words, and how it ended.

    ``statements`` are the words of the form as they were shown. Once it is signed only its end can be written. The
    consent points to the shares that rest on it (``ConsentShare``).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consents")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    regime = models.CharField(max_length=8, choices=Regime.choices)
    profile = models.CharField(max_length=40)
    form = models.CharField(max_length=60)
    language = models.CharField(max_length=35, default="en")
    discloser = models.CharField(max_length=200)
    recipient = models.CharField(max_length=200)
    recipient_kind = models.CharField(max_length=12, choices=RecipientKind.choices, default=RecipientKind.ORGANISATION)
    recipient_actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    passes_on_to = models.CharField(max_length=300, blank=True)
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    purpose_words = models.CharField(max_length=300, blank=True)
    items = ArrayField(models.CharField(max_length=20, choices=Item.choices))
    items_words = models.TextField(blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    until_event = models.CharField(max_length=200, blank=True)
    statements = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    minor = models.BooleanField(default=False)
    may_sign_alone = models.BooleanField(default=False)
    conditioned = models.BooleanField(default=False)
    interpreter = models.CharField(max_length=200, blank=True)
    copy_given = models.BooleanField(default=False)
    how = models.CharField(max_length=8, choices=How.choices, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_words = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_how = models.CharField(max_length=8, choices=How.choices, blank=True)
    withdrawn_why = models.TextField(blank=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(recipient="") & ~Q(purpose=""), name="consent_for_whom_and_what"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=models.F("from_on")), name="consent_days"
            ),
        ]
        indexes = [models.Index(fields=["case", "-asked_at"], name="consent_of_case")]


class ConsentSignature(CircleRow):
    """Who signed a consent, in what right, how; ``paper_place`` says where a signed paper is kept.

    ``unsafe`` says that the person is to be kept safe from whoever signed: such a signature does not count.
    """

    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="signatures")
    name = models.CharField(max_length=200)
    capacity = models.CharField(max_length=16, choices=Capacity.choices, default=Capacity.SELF)
    authority = models.CharField(max_length=200, blank=True)
    how = models.CharField(max_length=8, choices=How.choices)
    paper_place = models.CharField(max_length=200, blank=True)
    unsafe = models.BooleanField(default=False)
    signed_on = models.DateField()
    signed_at = models.DateTimeField()
    witness = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")


class ConsentFile(CircleRow):
    """A file that belongs to a consent: the paper that was signed by hand, or the signature drawn on the screen."""

    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="files")
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="consent_link")
    part = models.CharField(max_length=8, choices=FilePart.choices)


class ConsentShare(CircleRow):
    """A share that rests on a consent and ends with it. Written by a definer function alone."""

    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="shares")
    share = models.ForeignKey(Share, on_delete=models.PROTECT, related_name="+")


class Disclosure(CircleRow):
    """Something left the house: to whom, on what ground, what for, when, by whom, with which notice. Never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="disclosures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="disclosures")
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="disclosures", null=True, blank=True)
    agreement = models.ForeignKey(PartnerAgreement, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    ground = models.CharField(max_length=10, choices=Ground.choices)
    ground_words = models.TextField(blank=True)
    recipient = models.CharField(max_length=200)
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    purpose_words = models.CharField(max_length=300, blank=True)
    way = models.CharField(max_length=8, choices=Way.choices)
    at = models.DateTimeField()
    notice = models.TextField(blank=True)
    danger_now = models.BooleanField(default=False)
    receipt = models.CharField(max_length=80, blank=True)
    told = models.BooleanField(default=False)
    not_told_why = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["case", "-at"], name="disclosure_of_case")]


class DisclosedItem(CircleRow):
    """One thing that left, word for word, and its digest. Never changed."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="things")
    item = models.CharField(max_length=20, choices=Item.choices)
    text = models.TextField()
    digest = models.CharField(max_length=64)
