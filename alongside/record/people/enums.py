"""Kinds of name, contact point, relationship and household part."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NameKind(TextChoices):
    """What a name is to the person who bears it."""

    LEGAL = "legal", _("Legal name")
    PREFERRED = "preferred", _("Name they like to be called")
    BIRTH = "birth", _("Name at birth")
    FORMER = "former", _("Former name")
    OTHER_SCRIPT = "other_script", _("The name in another script")
    ALIAS = "alias", _("Also known as")


class BirthPrecision(TextChoices):
    """How exactly a date of birth is known."""

    EXACT = "exact", _("Exact")
    MONTH = "month", _("Month and year")
    YEAR = "year", _("Year")
    ESTIMATED = "estimated", _("Estimated")
    UNKNOWN = "unknown", _("Not known")


class Answer(TextChoices):
    """A question that may not have been asked."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_ASKED = "not_asked", _("Not asked")


class ContactPointKind(TextChoices):
    """A way to reach a person."""

    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")
    ADDRESS = "address", _("Address")
    OTHER = "other", _("Other way")
    PLACE = "place", _("School, work or another place")


class HouseholdPart(TextChoices):
    """How a member stands to the head of the household."""

    HEAD = "head", _("Head of household")
    PARTNER = "partner", _("Partner or spouse")
    CHILD = "child", _("Child")
    PARENT = "parent", _("Parent")
    RELATIVE = "relative", _("Other relative")
    OTHER = "other", _("Not related")
    UNKNOWN = "unknown", _("Not known")


class RelationshipKind(TextChoices):
    """How one person is related to another, read "A is ... of B"."""

    PARENT = "parent", _("Parent of")
    CHILD = "child", _("Child of")
    PARTNER = "partner", _("Partner of")
    SPOUSE = "spouse", _("Husband or wife of")
    FORMER_PARTNER = "former_partner", _("Former partner of")
    SIBLING = "sibling", _("Brother or sister of")
    GRANDPARENT = "grandparent", _("Grandparent of")
    GRANDCHILD = "grandchild", _("Grandchild of")
    STEP_PARENT = "step_parent", _("Step-parent of")
    STEP_CHILD = "step_child", _("Step-child of")
    FOSTER_CARER = "foster_carer", _("Foster carer of")
    FOSTER_CHILD = "foster_child", _("Foster child of")
    CARER = "carer", _("Carer of")
    CARED_FOR = "cared_for", _("Cared for by")
    RELATIVE = "relative", _("Relative of")
    FRIEND = "friend", _("Friend of")
    NEIGHBOUR = "neighbour", _("Neighbour of")
    OTHER = "other", _("Connected with")


INVERSE: dict[RelationshipKind, RelationshipKind] = {
    RelationshipKind.PARENT: RelationshipKind.CHILD,
    RelationshipKind.CHILD: RelationshipKind.PARENT,
    RelationshipKind.GRANDPARENT: RelationshipKind.GRANDCHILD,
    RelationshipKind.GRANDCHILD: RelationshipKind.GRANDPARENT,
    RelationshipKind.STEP_PARENT: RelationshipKind.STEP_CHILD,
    RelationshipKind.STEP_CHILD: RelationshipKind.STEP_PARENT,
    RelationshipKind.FOSTER_CARER: RelationshipKind.FOSTER_CHILD,
    RelationshipKind.FOSTER_CHILD: RelationshipKind.FOSTER_CARER,
    RelationshipKind.CARER: RelationshipKind.CARED_FOR,
    RelationshipKind.CARED_FOR: RelationshipKind.CARER,
}
"""The same fact read from the other side; kinds that are not listed read the same both ways."""


class LegalRole(TextChoices):
    """What the law makes of a relationship."""

    NONE = "", _("None recorded")
    PARENTAL_RESPONSIBILITY = "parental_responsibility", _("Parental responsibility")
    GUARDIAN = "guardian", _("Guardian")
    FOSTER_CARER = "foster_carer", _("Foster carer")
    NEXT_OF_KIN = "next_of_kin", _("Next of kin")
    POWER_OF_ATTORNEY = "power_of_attorney", _("Power of attorney")
    NO_CONTACT = "no_contact", _("No contact by order")


class SealKind(TextChoices):
    """What two people decide together about a person whose record is closed."""

    SEAL = "seal", _("Seal their record")
    UNSEAL = "unseal", _("Take the seal away")
    OPEN = "open", _("Open a sealed record to somebody")


class MergedKind(TextChoices):
    """What a merge did with a row."""

    MOVED = "moved", _("Moved")
    ASIDE = "aside", _("Put aside")
    SET = "set", _("Changed")
    ADDED = "added", _("Added")


class PlacementKind(TextChoices):
    """What kind of place somebody is placed at."""

    PARENTS = "parents", _("With a parent")
    KINSHIP = "kinship", _("With relatives or friends")
    FOSTER = "foster", _("Foster home")
    RESIDENTIAL = "residential", _("Residential home")
    HOSPITAL = "hospital", _("Hospital")
    SECURE = "secure", _("Secure place")
    SUPPORTED = "supported", _("Supported living")
    CUSTODY = "custody", _("Prison or custody")
    OTHER = "other", _("Another place")


class OrderKind(TextChoices):
    """What an order of a court or an authority is about."""

    CARE = "care", _("Care order")
    INTERIM_CARE = "interim_care", _("Interim care order")
    SUPERVISION = "supervision", _("Supervision order")
    LIVES_WITH = "lives_with", _("Whom a child lives with")
    SPENDS_TIME = "spends_time", _("Whom a child spends time with")
    GUARDIANSHIP = "guardianship", _("Special guardianship")
    ADOPTION = "adoption", _("Adoption")
    CONTACT = "contact", _("Contact")
    NO_CONTACT = "no_contact", _("No contact")
    PROTECTION = "protection", _("Protection or restraining order")
    ADULT_GUARDIAN = "adult_guardian", _("Guardianship of an adult")
    SENTENCE = "sentence", _("Custody sentence or licence")
    OTHER = "other", _("Another order")


GUARDING = (OrderKind.NO_CONTACT, OrderKind.PROTECTION)
"""Orders that keep people apart: marked wherever one of them is met."""


class OrderPart(TextChoices):
    """What an order makes of somebody."""

    CONCERNED = "concerned", _("It is about them")
    HOLDER = "holder", _("Holds a right by it")
    RESTRAINED = "restrained", _("Is kept away by it")


class LifeEventKind(TextChoices):
    """What happened in a life."""

    BIRTH = "birth", _("Birth")
    DEATH = "death", _("Death")
    MOVE = "move", _("Move")
    SCHOOL = "school", _("School")
    JOB = "job", _("Work")
    LOSS = "loss", _("Loss")
    ILLNESS = "illness", _("Illness")
    SEPARATION = "separation", _("Separation")
    MARRIAGE = "marriage", _("Marriage or partnership")
    MIGRATION = "migration", _("Migration")
    VIOLENCE = "violence", _("Violence")
    ACHIEVEMENT = "achievement", _("Achievement")
    PREGNANCY = "pregnancy", _("Pregnancy")
    MISCARRIAGE = "miscarriage", _("Miscarriage")
    STILLBIRTH = "stillbirth", _("Stillbirth")
    OTHER = "other", _("Something else")
