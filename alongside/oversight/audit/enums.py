"""What is sealed, which accesses are unusual, and what a look at one found."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Source(TextChoices):
    """Which of the two logs an entry stands in; the letter stands in every leaf of a seal."""

    HISTORY = "h", _("history")
    READING = "r", _("reading log")


class Unusual(TextChoices):
    """Why an access is worth a look. None of them says that something was wrong."""

    MANY = "many", _("Many records in an hour")
    REFUSED = "refused", _("Tried what is not open to them")
    SAME_NAME = "same-name", _("The same surname")
    STAFF_NAME = "staff-name", _("A record under the name of somebody who works here")
    NEIGHBOUR = "neighbour", _("A near address")
    RELATED = "related", _("A relative or former partner")
    NIGHT = "night", _("Emergency access at night")


class LookOutcome(TextChoices):
    """What a look at an unusual access found."""

    EXPLAINED = "explained", _("Explained: there was a reason for it")
    ASKED = "asked", _("Not clear yet: I have asked")
    WRONG = "wrong", _("It should not have happened")
