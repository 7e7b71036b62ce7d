"""States of plans, goals and steps; who owns a step; how someone answered."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PlanState(TextChoices):
    """Where a version of the plan stands."""

    DRAFT = "draft", _("Being written")
    IN_FORCE = "in_force", _("In force")
    REPLACED = "replaced", _("Replaced")


class GoalState(TextChoices):
    """Where a goal stands."""

    OPEN = "open", _("Open")
    REACHED = "reached", _("Reached")
    DROPPED = "dropped", _("Dropped")


class Horizon(TextChoices):
    """When a goal matters (S-062)."""

    NOW = "now", _("Now")
    SOON = "soon", _("Soon")
    LONG = "long", _("In the long run")


class StepOwner(TextChoices):
    """Who does a step."""

    WORKER = "worker", _("Worker")
    PERSON = "person", _("The person")
    FAMILY = "family", _("Family member")
    PARTNER = "partner", _("Partner agency")


class StepState(TextChoices):
    """Where a step stands."""

    OPEN = "open", _("To do")
    STARTED = "started", _("Started")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class Reply(TextChoices):
    """What a person said to a plan; silence is never yes."""

    AGREE = "agree", _("Agreed")
    PARTLY = "partly", _("Agreed in part")
    DECLINE = "decline", _("Not for me")


class ReplyHow(TextChoices):
    """How the reply was given."""

    SPOKEN = "spoken", _("Said face to face")
    PHONE = "phone", _("Said on the phone")
    SIGNED = "signed", _("Signed on paper")
    WRITTEN = "written", _("Wrote a message")
    INTERPRETER = "interpreter", _("Said through an interpreter")
