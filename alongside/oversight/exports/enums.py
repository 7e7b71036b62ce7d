"""What leaves the house."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ExportKind(TextChoices):
    """How much left."""

    LIST = "list", _("A list")
    CASE = "case", _("A case")
    DRAWING = "drawing", _("A drawing")
    TOTALS = "totals", _("Totals")
    AGENCY = "agency", _("The whole agency")
    AUDIT = "audit", _("The audit")
    ARRIVED = "arrived", _("The whole agency came in")
    BACKUP = "backup", _("A backup was made")
    RESTORED = "restored", _("A backup was restored")


class ExportFormat(TextChoices):
    """As what it left."""

    CSV = "csv", "CSV"
    XLSX = "xlsx", "XLSX"
    JSON = "json", "JSON"
    PDF = "pdf", "PDF"
    SVG = "svg", "SVG"
    PNG = "png", "PNG"
    FOLDER = "folder", _("Folder")
    ENCRYPTED = "encrypted", _("Encrypted file")


class DrawingKind(TextChoices):
    """Which drawing of a case is taken out."""

    FAMILY = "family", _("Family drawing (genogram)")
    AROUND = "around", _("World around the family (ecomap)")
    TIMELINE = "timeline", _("Timeline")


class PaperState(TextChoices):
    """Whether a paper can be read yet."""

    WAITING = "waiting", _("Being made")
    READY = "ready", _("Ready")
    BROKEN = "broken", _("Could not be made")
    STOPPED = "stopped", _("Stopped: it tells where somebody hides. Ask again and say why it may")
