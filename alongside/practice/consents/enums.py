"""Regimes, grounds, purposes and kinds of thing that a consent speaks of."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Regime(TextChoices):
    """Whose rules a consent follows."""

    HIPAA = "hipaa", _("Health information (HIPAA)")
    PART2 = "part2", _("Substance use treatment (42 CFR Part 2)")
    FERPA = "ferpa", _("School records (FERPA)")
    VICTIM = "victim", _("Victim service (VAWA, FVPSA, VOCA)")
    GDPR = "gdpr", _("Data protection (GDPR)")


class Item(TextChoices):
    """What may be told: kinds of thing in the record. ``levels`` of the rows are the database's own."""

    IDENTITY = "identity", _("Name and date of birth")
    REACH = "reach", _("How to reach them")
    HOUSEHOLD = "household", _("Who lives with them")
    INCOME = "income", _("Income and benefits")
    HOUSING = "housing", _("Housing")
    NEEDS = "needs", _("Strengths and needs")
    PLAN = "plan", _("The plan and its goals")
    ATTENDANCE = "attendance", _("When we met")
    NOTES = "notes", _("Notes of what was said")
    HEALTH = "health", _("Health")
    SUBSTANCE_USE = "substance_use", _("Substance use treatment")
    SUBSTANCE_NOTES = "substance_notes", _("Counselling notes of substance use treatment")
    PSYCHOTHERAPY = "psychotherapy", _("Psychotherapy notes")
    SCHOOL = "school", _("School records")
    LOCATION = "location", _("Where they live or stay")


class Purpose(TextChoices):
    """What for."""

    CARE = "care", _("Treatment, payment and running the service")
    COORDINATION = "coordination", _("Working together with another service")
    BENEFITS = "benefits", _("Benefits and money")
    HOUSING = "housing", _("Finding or keeping a home")
    SCHOOL = "school", _("Help at school")
    PROCEEDINGS = "proceedings", _("A court or another proceeding")
    REQUEST = "request", _("Because the person asks for it")
    OTHER = "other", _("Something else")


class RecipientKind(TextChoices):
    """Who receives: a person, an organisation, a kind of people, everybody who treats, or somebody in between."""

    PERSON = "person", _("One named person")
    ORGANISATION = "organisation", _("One organisation")
    CLASS = "class", _("A kind of people")
    TREATING = "treating", _("Everybody who treats the person")
    INTERMEDIARY = "intermediary", _("Somebody who passes it on")


class How(TextChoices):
    """How a consent was given, or taken back."""

    SCREEN = "screen", _("Signed on screen")
    PAPER = "paper", _("Signed on paper")
    SPOKEN = "spoken", _("Said aloud")


class FilePart(TextChoices):
    """What a file is to a consent."""

    PAPER = "paper", _("The signed paper")
    DRAWN = "drawn", _("The signature as it was drawn")


class Capacity(TextChoices):
    """In what right somebody signs."""

    SELF = "self", _("The person")
    PARENT = "parent", _("Parent")
    GUARDIAN = "guardian", _("Guardian")
    REPRESENTATIVE = "representative", _("Representative by law")


class ConsentState(TextChoices):
    """Where a consent stands; follows from its dates, never stored."""

    ASKED = "asked", _("Not signed yet")
    LATER = "later", _("Begins later")
    IN_FORCE = "in_force", _("In force")
    ENDING = "ending", _("Ends soon")
    ENDED = "ended", _("Ended")
    WITHDRAWN = "withdrawn", _("Taken back")
    REFUSED = "refused", _("They said no")
    REPLACED = "replaced", _("Replaced by another")


class Ground(TextChoices):
    """On what ground something left: a consent, or law."""

    CONSENT = "consent", _("Consent")
    REPORT = "report", _("Duty to report harm to a child or an adult at risk")
    EMERGENCY = "emergency", _("Danger to life or health")
    ORDER = "order", _("Court order")
    SUBPOENA = "subpoena", _("Subpoena or witness summons")
    STATUTE = "statute", _("Another duty by law")
    AGREEMENT = "agreement", _("Agreement with a partner")
    OWN_ACCESS = "own_access", _("The person's own copy")


class Way(TextChoices):
    """By which way something left."""

    TALK = "talk", _("Told in person")
    PHONE = "phone", _("By phone")
    LETTER = "letter", _("By letter")
    EMAIL = "email", _("By e-mail")
    HANDED = "handed", _("Handed over")
    PORTAL = "portal", _("Over a computer system")
