"""The places of set-up, shown above each of its pages."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.ground.ui.values import Link


def places(here: str) -> tuple[Link, ...]:
    """Staff, teams, programmes, consents, the agency; ``here`` is the name of the present one."""
    words = {
        "staff": _("Staff"),
        "teams": _("Teams"),
        "programmes": _("Programmes"),
        "consent-forms": _("Consents"),
        "agency": _("Agency"),
    }
    return tuple(Link(label, reverse(name), current=name == here) for name, label in words.items())
