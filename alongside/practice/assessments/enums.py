"""Domains of life and kinds of statement (Practice B8.1)."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Domain(TextChoices):
    """An area of a person's life; hopes come first."""

    ASPIRATIONS = "aspirations", _("Hopes and what matters")
    SAFETY = "safety", _("Safety")
    PHYSICAL_HEALTH = "physical_health", _("Physical health")
    MENTAL_HEALTH = "mental_health", _("Feelings and mind")
    SUBSTANCE_USE = "substance_use", _("Alcohol and drugs")
    FAMILY = "family", _("Family and relationships")
    CHILDREN = "children", _("Children growing up")
    HOUSING = "housing", _("Housing")
    MONEY = "money", _("Money and benefits")
    WORK = "work", _("Work and training")
    EDUCATION = "education", _("School and learning")
    LEGAL = "legal", _("Legal")
    CULTURE = "culture", _("Culture, faith, identity")
    COMMUNITY = "community", _("Community and belonging")
    DAILY_LIVING = "daily_living", _("Daily living")
    TRANSPORT = "transport", _("Transport and access")


class StatementKind(TextChoices):
    """What a statement says; strengths stand first wherever statements are listed."""

    STRENGTH = "strength", _("Strength")
    NEED = "need", _("Need")
    BARRIER = "barrier", _("Barrier")
    HOPE = "hope", _("Hope")
    TRIED = "tried", _("Already tried")


class BarrierLevel(TextChoices):
    """Where a barrier lies."""

    PERSONAL = "personal", _("With the person")
    PROVIDER = "provider", _("With a provider")
    SYSTEM = "system", _("In the system")


class StatementUrgency(TextChoices):
    """How soon a need must be met."""

    NOW = "now", _("Now")
    SOON = "soon", _("Soon")
    LATER = "later", _("Later")


class SourceKind(TextChoices):
    """Where a statement or fact comes from (S-034)."""

    CONVERSATION = "conversation", _("Said in conversation")
    OBSERVATION = "observation", _("Seen")
    DOCUMENT = "document", _("Document")
    MEASURE = "measure", _("Measure")
    OTHER_PERSON = "other_person", _("Said by someone else")
    IMPORT = "import", _("Brought in from another system")


class LookState(TextChoices):
    """Whether a domain was looked at; "not asked yet" is the absence of a row."""

    LOOKED = "looked", _("Looked at")
    NOT_RELEVANT = "not_relevant", _("Not relevant")
    NOT_READY = "not_ready", _("Not ready to say")
    LATER = "later", _("Left for later")


class TriedOutcome(TextChoices):
    """What came of something that was already tried (S-043)."""

    WORKED = "worked", _("Worked")
    PARTLY = "partly", _("Worked in part")
    DID_NOT = "did_not", _("Did not work")
    UNKNOWN = "unknown", _("Cannot say yet")


class DetailChosen(TextChoices):
    """How much somebody wants written down of something terrible; they decide (S-037)."""

    HAPPENED = "happened", _("Only that something happened")
    SHORT = "short", _("In a few words")
    TOLD = "told", _("As they tell it, for few eyes")


class Certainty(TextChoices):
    """How sure it is that something lies under a need (S-033)."""

    SURE = "sure", _("Sure")
    LIKELY = "likely", _("Likely")
    POSSIBLE = "possible", _("Possible")
