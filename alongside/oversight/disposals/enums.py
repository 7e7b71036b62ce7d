"""Why something is disposed of, and where a disposal stands."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Ground(TextChoices):
    """Why a disposal is proposed."""

    DUE = "due", _("Its time has passed")
    ASKED = "asked", _("The person asked for it")


class DisposalState(TextChoices):
    """Where a disposal stands. Only a proposed one is decided, only an approved one is carried out."""

    PROPOSED = "proposed", _("Waits for the other")
    DECLINED = "declined", _("Not agreed")
    APPROVED = "approved", _("Agreed, being carried out")
    STOPPED = "stopped", _("Stopped")
    DONE = "done", _("Done")


class ItemKind(TextChoices):
    """What one line of a disposal is about."""

    CASE = "case", _("Case")
    INTAKE = "intake", _("Request")
    PERSON = "person", _("Person")
    LOG = "log", _("Log of a record that is gone")
    STAFF = "staff", _("Somebody who worked here")
    BREACH = "breach", _("Breach in the register")
    REQUEST = "request", _("Request for a record")
    YEAR = "year", _("A year of the house’s own log")


class AgeBand(TextChoices):
    """How old the person a case was for was when it opened; nothing more exact is kept."""

    UNKNOWN = "", _("Not known")
    UNDER_6 = "0-5", _("0 to 5")
    UNDER_13 = "6-12", _("6 to 12")
    UNDER_18 = "13-17", _("13 to 17")
    UNDER_25 = "18-24", _("18 to 24")
    UNDER_45 = "25-44", _("25 to 44")
    UNDER_65 = "45-64", _("45 to 64")
    OLDER = "65+", _("65 and older")
