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


TEAM_ROLES = frozenset({Role.WORKER, Role.INTAKE, Role.SUPERVISOR})
"""Roles that are held in a team; the others are held in the agency."""
