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
    LIAISON = "liaison", _("In a passing relationship with")
    FORMER_PARTNER = "former_partner", _("Former partner of")
    SIBLING = "sibling", _("Brother or sister of")
    HALF_SIBLING = "half_sibling", _("Half-brother or half-sister of")
    TWIN = "twin", _("Twin of")
    IDENTICAL_TWIN = "identical_twin", _("Identical twin of")
    GRANDPARENT = "grandparent", _("Grandparent of")
    GRANDCHILD = "grandchild", _("Grandchild of")
    STEP_PARENT = "step_parent", _("Step-parent of")
    STEP_CHILD = "step_child", _("Step-child of")
    ADOPTIVE_PARENT = "adoptive_parent", _("Adoptive parent of")
    ADOPTED_CHILD = "adopted_child", _("Adopted child of")
    FOSTER_CARER = "foster_carer", _("Foster carer of")
    FOSTER_CHILD = "foster_child", _("Foster child of")
    KINSHIP_CARER = "kinship_carer", _("Kinship carer of")
    KINSHIP_CHILD = "kinship_child", _("In kinship care of")
    GUARDIAN = "guardian", _("Guardian of")
    WARD = "ward", _("Under the guardianship of")
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
    RelationshipKind.ADOPTIVE_PARENT: RelationshipKind.ADOPTED_CHILD,
    RelationshipKind.ADOPTED_CHILD: RelationshipKind.ADOPTIVE_PARENT,
    RelationshipKind.KINSHIP_CARER: RelationshipKind.KINSHIP_CHILD,
    RelationshipKind.KINSHIP_CHILD: RelationshipKind.KINSHIP_CARER,
    RelationshipKind.GUARDIAN: RelationshipKind.WARD,
    RelationshipKind.WARD: RelationshipKind.GUARDIAN,
    RelationshipKind.CARER: RelationshipKind.CARED_FOR,
    RelationshipKind.CARED_FOR: RelationshipKind.CARER,
}
"""The same fact read from the other side; kinds that are not listed read the same both ways."""


COUPLES = frozenset(
    {
        RelationshipKind.SPOUSE,
        RelationshipKind.PARTNER,
        RelationshipKind.LIAISON,
        RelationshipKind.FORMER_PARTNER,
    }
)
"""Kinds by which two persons are, or were, a couple: they have an ending."""

ELDERS = frozenset({RelationshipKind.PARENT, RelationshipKind.ADOPTIVE_PARENT})
"""Kinds that make an ancestor, read from the elder's side."""


class CoupleEnding(TextChoices):
    """How a couple ended."""

    NONE = "", _("Not said")
    SEPARATED = "separated", _("They live apart")
    DIVORCED = "divorced", _("They are divorced")
    DIED = "died", _("One of them died")


class Sex(TextChoices):
    """The sex that some paper records; a drawing takes its shapes from the gender where that is known."""

    NOT_SAID = "", _("Not known or not said")
    FEMALE = "f", _("Female")
    MALE = "m", _("Male")
    ANOTHER = "x", _("Another or intersex")


class Gender(TextChoices):
    """The gender in which somebody lives, as she says it; a drawing of the family takes its shapes from here."""

    NOT_ASKED = "", _("Not asked")
    WOMAN = "f", _("Woman or girl")
    MAN = "m", _("Man or boy")
    NON_BINARY = "nb", _("Non-binary")
    UNSAID = "u", _("Not known, or they prefer not to say")


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


class BondKind(TextChoices):
    """How two people stand to each other in somebody's opinion, read "A and B: ..." or "A to B: ..."."""

    CLOSE = "close", _("Close")
    FUSED = "fused", _("So close that there is little room for either")
    DISTANT = "distant", _("Distant")
    CONFLICT = "conflict", _("In conflict")
    HOSTILE = "hostile", _("Hostile")
    CUTOFF = "cutoff", _("Contact cut off")
    VIOLENCE = "violence", _("Violent towards")
    PHYSICAL_ABUSE = "physical_abuse", _("Physically abusive towards")
    SEXUAL_ABUSE = "sexual_abuse", _("Sexually abusive towards")
    EMOTIONAL_ABUSE = "emotional_abuse", _("Emotionally abusive towards")
    CARETAKER = "caretaker", _("Looks after")
    FOCUSED = "focused", _("Centred on")


GRAVE = frozenset(
    {BondKind.VIOLENCE, BondKind.PHYSICAL_ABUSE, BondKind.SEXUAL_ABUSE, BondKind.EMOTIONAL_ABUSE, BondKind.HOSTILE}
)
"""Bonds that are kept with those who carry the case, unless somebody says otherwise with a reason."""

DIRECTED = frozenset({*GRAVE, BondKind.CARETAKER, BondKind.FOCUSED} - {BondKind.HOSTILE})
"""Bonds that go from one to the other; the rest read the same both ways."""


class HealthKind(TextChoices):
    """What of somebody's health a family drawing can mark (McGoldrick): kept as broad as the drawing shows it."""

    ILLNESS = "illness", _("Illness")
    PHYSICAL = "physical_illness", _("Physical illness")
    MENTAL = "mental_illness", _("Mental illness")
    SUBSTANCES = "substance_misuse", _("Alcohol or drugs are a problem")
    ALCOHOL = "alcohol_misuse", _("Alcohol is a problem")
    DRUGS = "drug_misuse", _("Drugs are a problem")
    LANGUAGE = "language", _("Difficulty with language or communication")
    SMOKER = "smoker", _("Smokes")
    OBESITY = "obesity", _("Very overweight")


LETTERED = frozenset({HealthKind.LANGUAGE, HealthKind.SMOKER, HealthKind.OBESITY})
"""Marked by a letter: it is so or it is not, neither suspected nor in recovery."""


class HealthState(TextChoices):
    """How it stands with what is noted of somebody's health."""

    KNOWN = "known", _("It is so")
    SUSPECTED = "suspected", _("Somebody thinks so; it is not sure")
    RECOVERY = "recovery", _("In recovery")


class SystemKind(TextChoices):
    """What stands around a household or a person (Hartman's ecomap)."""

    SERVICE = "service", _("Service")
    SCHOOL = "school", _("School or nursery")
    HEALTH = "health", _("Health")
    WORK = "work", _("Work")
    KIN = "kin", _("Relatives elsewhere")
    FRIENDS = "friends", _("Friends and neighbours")
    FAITH = "faith", _("Faith or community")
    LAW = "law", _("Law and courts")
    MONEY = "money", _("Money and benefits")
    HOUSING = "housing", _("Housing")
    OTHER = "other", _("Something else")


class Strength(TextChoices):
    """How strong a tie is, in the words of whoever rates it."""

    UNKNOWN = "unknown", _("Not asked yet")
    WEAK = "weak", _("Weak")
    ORDINARY = "ordinary", _("Ordinary")
    STRONG = "strong", _("Strong")


class Energy(TextChoices):
    """Which way help, time or money flows between a household, or a person, and a system."""

    NONE = "none", _("Neither way, or not asked")
    TO = "to", _("They give to it")
    FROM = "from", _("They receive from it")
    BOTH = "both", _("Both ways")


class RatedBy(TextChoices):
    """Who says how a tie is."""

    PERSON = "person", _("The person")
    WORKER = "worker", _("The worker")
