"""The audit room."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Seals over what was read and changed, and the look at unusual accesses."""

    name = "alongside.oversight.audit"
    label = "audit"
    verbose_name = "Audit"
