"""The roles of staff (ruling 22)."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What someone does in the agency, and so what she sees."""

    WORKER = "worker", _("Worker")
    INTAKE = "intake", _("Intake")
    SUPERVISOR = "supervisor", _("Supervisor")
    EVALUATOR = "evaluator", _("Evaluator")
    PRIVACY = "privacy", _("Privacy officer")
    ADMIN = "admin", _("Administrator")
    COUNSELLOR = "counsellor", _("Counsellor")
    TREATMENT = "treatment", _("Substance use programme")
    STUDENT = "student", _("Student")
    VOLUNTEER = "volunteer", _("Volunteer")


class BoundaryKind(TextChoices):
    """What touches the line between work and private life (S-203)."""

    GIFT = "gift", _("A gift or favour")
    ONLINE = "online", _("Contact by social media or privately")
    KNOWN = "known", _("I know them from elsewhere")
    OTHER = "other", _("Something else")


class BoundaryAnswer(TextChoices):
    """What came of it."""

    DECLINED = "declined", _("Declined")
    ACCEPTED = "accepted", _("Accepted")
    PASSED_ON = "passed_on", _("Passed on to the agency")
    OPEN = "open", _("Not decided yet")


TEAM_ROLES = frozenset({Role.WORKER, Role.INTAKE, Role.SUPERVISOR, Role.STUDENT, Role.VOLUNTEER})
"""Roles that are held in a team; the others are held in the agency."""
