"""How somebody answered a choice, on what ground a choice is limited, and what came of looking at a limit again."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ChoiceAnswer(TextChoices):
    """What a person decided about something that was offered."""

    LATER = "later", _("Not decided yet")
    YES = "yes", _("Yes")
    NO = "no", _("No")
    OTHER = "other", _("Something else")


class LimitGround(TextChoices):
    """What a limit on somebody's own choice rests on."""

    LAW = "law", _("A law")
    ORDER = "order", _("An order of a court or an authority")
    DANGER = "danger", _("A danger that is serious, likely and near")
    ASKED = "asked", _("They asked for it themselves")


class LimitOutcome(TextChoices):
    """What came of looking at a limit again."""

    KEPT = "kept", _("It stays as it is")
    EASED = "eased", _("It is less now")
    ENDED = "ended", _("It is over")
