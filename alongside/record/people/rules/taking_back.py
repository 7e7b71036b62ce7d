"""Why something cannot be taken back any more, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _


def refusal_words(hint: str) -> str:
    """The sentence for the hint with which the database refuses."""
    return {
        "changed": _("This has been changed since. Change or end it where it stands."),
        "old": _("This was written down some time ago. End it instead, and say why."),
        "hanging": _("Something hangs on this: take that back first."),
    }.get(hint, _("This cannot be taken back. End it where it stands, and say why."))
